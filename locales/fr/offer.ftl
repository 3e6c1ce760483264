offer-wanted = Désolé pour ces difficultés. Voulez-vous parler à une personne ?
    .simple = Voulez-vous qu'on vous appelle ?
    .help = Si oui, une personne vous appelle.

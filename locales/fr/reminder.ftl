reminder-days = Il reste { $days } jours pour contester auprès de l'ASD, jusqu'au { $deadline }.
reminder-help = Voulez-vous l'aide d'une personne ?
    .simple = Vous appeler ?
    .help = Une personne peut vous aider à la déposer.

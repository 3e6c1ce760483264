reminder-days = Il reste { $days } jours pour contester auprès de l'ASD, jusqu'au { $deadline }.
reminder-help = Voulez-vous l'aide d'une personne ?
    .simple = Vous appeler ?
    .help = Une personne peut vous aider à la déposer.
reminder-overdue = Réclamation { $reference } : le temps de réponse est passé, en principe.
reminder-answered = Avez-vous eu une réponse ?
    .simple = Une réponse est venue ?
    .help = Oui : dites ce qu'il faut faire ensuite. Non : nous voyons la suite avec vous.

consent-who = Bonjour, ici Haqqi (SMS, gratuit). Le { $from } veut vous aider pour les aides sociales.
consent-ask = D'accord pour qu'il réponde à votre place ? Le résultat vient chez vous. Vous pouvez refuser.
    .simple = D'accord pour qu'il vous aide ?
    .help = Si vous ne connaissez pas ce numéro, répondez non.
consent-no = Très bien. Rien ne sera fait.
consent-thanks = Merci, c'est noté.

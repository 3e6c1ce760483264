receipt-wanted = Voulez-vous le récépissé complet par SMS ? Il se vérifie sans nous.
    .simple = Envoyer le récépissé complet ?
    .help = Un code long, à garder ou à montrer. Il prouve la date.
receipt-text = { $receipt }
    .voice = Le récépissé vous arrive par message.

reminder-days = Ba9i { $days } youm bach tchekkaw 3nd ASD, 7tta l { $deadline }.
reminder-help = Bghitou chi wa7ed y3awnkom?
    .simple = N3eyto likom?
    .help = Mowadaf y9der y3awnkom t7ttoha.

reminder-days = Ba9i { $days } youm bach tchekkaw 3nd ASD, 7tta l { $deadline }.
reminder-help = Bghitou chi wa7ed y3awnkom?
    .simple = N3eyto likom?
    .help = Mowadaf y9der y3awnkom t7ttoha.
reminder-overdue = Chikaya { $reference }: f lmabda2 sala lwe9t d ljawab.
reminder-answered = Wach jawboukom?
    .simple = Ja chi jawab?
    .help = Ah: nchoufo chno mn be3d. La: nchoufo tri9 jjaya m3akom.

offer-wanted = Sm7o lina 3la t3eb. Bghitou thedro m3a mowadaf?
    .simple = N3eyto likom?
    .help = Ila glto ah, ghadi y3eyet likom bnadem.

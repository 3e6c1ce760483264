person-told = 9iyedna talab: ghadi y3eyet likom mowadaf. Khelliw tilifoun cha3el.
person-connecting = Kanwesslokom daba b mowadaf. B9aw m3ana.
person-nobody = Daba ma kayen 7ta mowadaf khawi.
person-told-from = 9iyedna talab: ghadi y3eyet likom mowadaf { $day } men { $time }.
person-told-before = 9iyedna talab: ghadi y3eyet likom mowadaf lyoum 9bel { $time }.
person-again-from = 9iyedna talab. Bach thedro m3a mowadaf 3iyto { $day } men { $time }.
person-again-before = 9iyedna talab. Bach thedro m3a mowadaf 3awdo 3iyto lyoum 9bel { $time }.
# Said to the operator who answers, never to the person.
person-whisper = Haqqi. Chi wa7ed kaytsnnakom. Ra9m talab { $reference }. Werko 3la ay ra9m bach thedro m3ah.
day-today = lyoum
day-tomorrow = ghedda
day-mo = nhar tnin
day-tu = nhar tlat
day-we = nhar larb3
day-th = nhar lkhmis
day-fr = nhar jem3a
day-sa = nhar sebt
day-su = nhar l7ed

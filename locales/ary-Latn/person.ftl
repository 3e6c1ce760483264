person-told = 9iyedna talab: ghadi y3eyet likom mowadaf. Khelliw tilifoun cha3el.

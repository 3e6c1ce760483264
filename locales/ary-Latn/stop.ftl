stop-bye = Bslama. Jwabkom m7fod, rej3o we9t ma bghitou. Ila bghitou ma nktbo likom walo, ktbo: 7bes.

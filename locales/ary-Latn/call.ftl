call-goodbye = Blastkom m7foda. 3iyto fo9ach ma bghito. Bslama.
call-waiting = Ba9i kan9elbo. B9aw m3ana.
call-hidden = Nmertkom mkhebya. Ma n9edroch n3iyto likom wla nsifto SMS.
call-beep = Werrko 3la ra9m. Wla tsennaw lbip w hedro.

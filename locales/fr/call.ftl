call-goodbye = Votre place est gardée. Rappelez quand vous voulez. Au revoir.
call-waiting = Nous cherchons encore. Restez en ligne.
call-hidden = Votre numéro est masqué : nous ne pouvons ni rappeler ni envoyer de SMS.
call-beep = Tapez une touche. Ou attendez le bip, et parlez.

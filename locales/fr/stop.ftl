stop-bye = Au revoir. Vos réponses sont gardées, revenez quand vous voulez. Pour ne plus rien recevoir : ARRET.
    .voice = Au revoir. Vos réponses sont gardées, revenez quand vous voulez.

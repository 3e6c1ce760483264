identifier-topic = Le numéro IDCS :
    .simple = Répondez par un seul chiffre :
    .help = Répondez par un de ces chiffres :
    .what = c'est quoi
    .what-words = qu'est-ce que c'est|où est-il
    .get = comment l'obtenir
    .get-words = obtenir|inscription
    .check = vérifier un numéro
    .check-words = vérifier
    .lookup = retrouver le mien
    .lookup-words = oublié|perdu|chercher
identifier-what = L'IDCS est votre numéro à vous seul, à 10 chiffres. Il sert à demander les aides.
identifier-where = Il arrive par SMS, e-mail ou courrier après l'inscription. Perdu ? Au centre ou sur rnp.ma.
    .voice = Il arrive par message ou par courrier après l'inscription. Perdu ? Allez au centre.
identifier-get = Allez en personne à l'annexe ou au caidat de votre domicile. Gratuit, sans date limite.
identifier-papers = Apportez la CNIE, ou un extrait d'acte de naissance.
identifier-witnesses = Sans papiers : deux témoins déjà inscrits. Chaque membre du foyer doit venir.
identifier-number = Ecrivez votre numéro IDCS : 10 chiffres.
    .voice = Dites ou tapez votre numéro IDCS, à dix chiffres.
    .simple = Ecrivez seulement les 10 chiffres.
    .simple-voice = Tapez les dix chiffres de l'IDCS, un par un.
    .help = On vous l'a donné à l'inscription. Sinon écrivez : je ne sais pas
    .help-voice = On vous l'a donné à l'inscription. Vous ne l'avez pas ? Tapez dièse.
identifier-formed = Le numéro est bien formé. Nous ne disons pas à qui il est.
identifier-cnie = Ecrivez le numéro de la carte : lettres et chiffres, comme AB123456.
    .voice = Dites le numéro de la carte, lettres puis chiffres. Ou tapez seulement les chiffres, puis dièse.
    .simple = Une ou deux lettres puis les chiffres, comme AB123456.
    .simple-voice = Tapez seulement les chiffres de la carte, puis dièse. Nous demanderons les lettres.
    .help = Le numéro est sur la carte. Il sert seulement à vous retrouver.
    .help-voice = Le numéro est sur la carte. Il sert seulement à vous retrouver. Vous ne l'avez pas ? Tapez dièse.
identifier-birth = Date de naissance ? Jour/mois/année, comme 15/03/1960.
    .voice = Votre date de naissance ? Dites le jour, le mois, et l'année.
    .simple = Ecrivez comme 15/03/1960
    .simple-voice = Au clavier : deux chiffres pour le jour, deux pour le mois, quatre pour l'année.
    .help = La date de la carte : jour, mois, année.
    .help-voice = La date de la carte. Au clavier : deux chiffres pour le jour, deux pour le mois, quatre pour l'année.
identifier-looking = Un instant, nous cherchons.
identifier-sent = Si tout est juste, un code est parti vers le téléphone inscrit au registre. Il vit 3 minutes.
identifier-code = Ecrivez le code : 6 chiffres.
    .voice = Dites ou tapez le code : six chiffres.
    .simple = Seulement les 6 chiffres du SMS.
    .help = Le code est parti au numéro du registre. Rien ? Ecrivez : je ne sais pas
identifier-wrong-code = Ce n'est pas ce code. Regardez le SMS et recommencez.
identifier-expired = Ce code a expiré.
identifier-no-code = Pas de SMS ? Le numéro du registre est sans doute ancien. Le centre peut le changer.
identifier-again = Envoyer un nouveau code ?
    .simple = Nouveau code ?
    .help = Le code va seulement au numéro du registre.
identifier-which = C'est juste. Qu'envoyer ?
    .simple = Répondez par un seul chiffre :
    .help = Envoyé seulement au numéro du registre.
    .last_two = les 2 derniers chiffres
    .whole = le numéro entier
    .score = le score du registre
identifier-delivered = Envoyé au téléphone inscrit au registre.
identifier-locked = Trop d'essais. Pour vous protéger, revenez dans 30 minutes.
identifier-go-centre = Pas de problème. L'annexe ou le caidat peut vous donner le numéro.
identifier-failed = Recherche impossible maintenant. Rien n'est perdu. Réessayez plus tard.
identifier-differs = Au registre, { $item } : { $registered ->
        [true] oui
        [false] non
       *[other] { $registered }
    }. Vous avez dit : { $declared ->
        [true] oui
        [false] non
       *[other] { $declared }
    }. Demander la correction ?
    .voice = Au registre, { $item } : { $registered }. Vous avez dit : { $declared }. Demander la correction ?
    .simple = Demander la correction au registre ?
    .help = Si ce que vous avez dit est vrai, on prépare une demande de correction.

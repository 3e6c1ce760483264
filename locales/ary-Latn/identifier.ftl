identifier-topic = Ra9m IDCS:
    .simple = Ktbo ghir ra9m:
    .help = Ktbo ra9m wa7ed mn hado:
    .what = chno howa
    .what-words = chno howa idcs|fin kayn
    .get = kifach nakhdo
    .get-words = ntsejjel|bghit nakhdo
    .check = nra9bo ra9m
    .check-words = nt2eked|wach s7i7
    .lookup = n9elleb 3lih
    .lookup-words = nsito|da3 liya|9elleb
identifier-what = IDCS houwa ra9m dyalkom bo7dkom, fih 10 ar9am. Bih kattelbo dda3m.
identifier-where = Kaywsel b SMS, imayl wla briya mn be3d ttesjil. Tlef? Sewlo lmo9ata3a wla rnp.ma.
identifier-get = Siro b rasskom l lmo9ata3a wla l9iyada fin saknin. Fabor, bla ajal.
identifier-papers = Ddiw lakart, wla 3e9d lizdiyad ila ma kantch.
identifier-witnesses = Bla wra9: jouj chhoud msejlin. Kol wa7ed f ddar khasso ymchi.
identifier-number = Ktbo ra9m IDCS dyalkom: 10 ar9am.
    .simple = Ktbo ghir 10 ar9am, bla klam.
    .help = Ra9m 3tawh likom melli tsejjeltou. Ma 3reftouhch? Ktbo: ma3reftch
identifier-formed = Ra9m mktoub mzyan: 10 ar9am w kaywaf9o. Ma kan9olouch dyal men.
identifier-cnie = Ktbo ra9m lakart: l7orouf w l2ar9am. B7al AB123456.
    .simple = 7arf wla jouj, w mn be3d l2ar9am. B7al AB123456.
    .help = Ra9m kayn f lakart. Kansta3mlouh ghir bach n9elbo 3likom.
identifier-birth = Imta tzaditou? Ktbo nhar/chher/3am. B7al 15/03/1960.
    .simple = Ktbo b7al 15/03/1960
    .help = Tarikh li f lakart: nhar, chher, 3am.
identifier-looking = Sebro chwiya, kan9elbo.
identifier-sent = Ila kan kolchi s7i7, wsel kod l tilifoun li f ssijil. Kay3ich 3 d9aye9.
identifier-code = Ktbo lkod: 6 ar9am.
    .simple = Ghir 6 ar9am li f lmisaj.
    .help = Lkod mcha l nmra d ssijil. Ma wselch? Ktbo: ma3reftch
identifier-wrong-code = Machi howa had lkod. Choufo lmisaj w 3awdo.
identifier-expired = Fat lwe9t dyal had lkod.
identifier-no-code = Ma wselch? Ymken nmra li f ssijil 9dima. Lmarkaz kaybeddelha.
identifier-again = Nsifto kod jdid?
    .simple = Kod jdid?
    .help = Lkod kaymchi ghir l nmra li f ssijil.
identifier-which = S7i7. Chno nsifto?
    .simple = Ktbo ghir ra9m:
    .help = Kansiftoh ghir l nmra li f ssijil.
    .last_two = akher jouj ar9am
    .whole = ra9m kamel
    .score = lmo2achir
identifier-delivered = Siftnah l tilifoun li f ssijil.
identifier-locked = Bzaf d lmo7awalat. Bach n7miwkom, rej3o mn be3d 30 d9i9a.
identifier-go-centre = Machi mochkil. Lmo9ata3a wla l9iyada y9edro y3tiwkom ra9m.
identifier-failed = Ma 9dernach n9elbo daba. Ma da3 walo. 3awdo mn be3d.
identifier-differs = F ssijil, { $item }: { $registered ->
        [true] ah
        [false] la
       *[other] { $registered }
    }. Ntouma gelto: { $declared ->
        [true] ah
        [false] la
       *[other] { $declared }
    }. Ntelbo ttes7i7?
    .simple = Ntelbo ttes7i7 f ssijil?
    .help = Ila kan li gelto s7i7, nwejdo talab d ttes7i7.

consent-who = Salam, hadi Haqqi (khidma b SMS, fabor). { $from } bgha y3awnkom f dda3m.
consent-ask = Wach mettaf9in yjaweb blastkom? Natija twselkom ntouma. T9edro tgolo la.
    .simple = Mettaf9in y3awnkom?
    .help = Ila ma 3reftouch had nmra, jawbo la.
consent-no = Mzyan. Ma ghadi ndiro walo.
consent-thanks = Chokran, 9iyedna jwabkom.

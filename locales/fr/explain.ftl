# What decides an outcome. Each of these asks whether something is true; none says what to answer (tests/scoring/test_wording.py).
explain-lever-count = A vérifier : { $item }. Noté : { $before }. Est-ce vrai ? Avec { $after }, le score serait sous la limite.
explain-lever-amount = A vérifier : { $item }. Noté : { $before } dh par mois. Est-ce vrai ? Avec { $after } dh, le score serait sous la limite.
    .voice = A vérifier : { $item }. Noté : { $before }. Est-ce vrai ? Avec { $after }, le score serait sous la limite.
explain-lever-yes-no = A vérifier : { $item }. Noté : oui. Est-ce vrai ? Sinon, le score serait sous la limite.
explain-lever-choice = A vérifier : { $item }. Ce qui est noté, est-ce vrai ? C'est ce point qui décide.
explain-lever-two = A vérifier : { $first } ; { $second }. Ce qui est noté, est-ce vrai ? Ces deux points décident.
explain-lever-three = A vérifier : { $first } ; { $second } ; { $third }. Ce qui est noté, est-ce vrai ?
explain-truth = On corrige seulement ce qui est faux. Les réponses sont vérifiées.
explain-no-lever = Aucune réponse, à elle seule, ne change le résultat.
explain-structural = Pour { $size } personnes de cette région, corriger n'aide pas. Restent AMO Achamil ({ $price } dh par mois), un changement de famille, le Médiateur.
    .voice = Pour { $size } personnes de cette région, corriger n'aide pas. Restent AMO Achamil, à { $price } dirhams, et le Médiateur.
explain-changed-one = Ce qui a changé le score : { $first }.
explain-changed-two = Ce qui a changé le score : { $first } ; { $second }.

# What decides an outcome. Each of these asks whether something is true; none says what to answer (tests/scoring/test_wording.py).
explain-lever-count = T2ekdo mn { $item }. Mektoub: { $before }. Wach s7i7? B { $after }, lmo2achir ykoun te7t l7ed.
explain-lever-amount = T2ekdo mn { $item }. Mektoub: { $before } dh f chher. Wach s7i7? B { $after } dh, lmo2achir ykoun te7t l7ed.
explain-lever-yes-no = T2ekdo mn { $item }. Mektoub: ah. Wach s7i7? Ila kan la, lmo2achir ykoun te7t l7ed.
explain-lever-choice = T2ekdo mn { $item }. Dakchi li mektoub, wach s7i7? Hadchi howa li kay7kem.
explain-lever-two = T2ekdo mn { $first } w { $second }. Dakchi li mektoub, wach s7i7? Hado bjouj li kay7ekmo.
explain-lever-three = T2ekdo mn { $first }, { $second } w { $third }. Dakchi li mektoub, wach s7i7?
explain-truth = Kaytsse77e7 ghir li kan ghalat. Ljawabat kayttra9bo.
explain-no-lever = Ta jawab bo7do ma kaybeddel nnatija.
explain-structural = B { $size } d nnas, b had l3mar w had lmnte9a, ttes7i7 ma kay3awnch. B9a: AMO achamil ({ $price } dh f chher), tebdil f l3a2ila, lwasit.
explain-changed-one = Li beddel lmo2achir: { $first }.
explain-changed-two = Li beddel lmo2achir: { $first }, { $second }.

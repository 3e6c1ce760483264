# What decides an outcome. Each of these asks whether something is true; none says what to answer (tests/scoring/test_wording.py).
explain-lever-count = { $item }: مكتوب { $before }. واش صحيح؟ بـ{ $after } المؤشر تحت الحد.
explain-lever-amount = تأكدو من { $item }. مكتوب { $before } درهم فالشهر. واش صحيح؟ بـ{ $after } درهم المؤشر يكون تحت الحد.
explain-lever-yes-no = { $item }: مكتوب آه. واش صحيح؟ إلا لا، المؤشر تحت الحد.
explain-lever-choice = { $item }: اللي مكتوب، واش صحيح؟ هو اللي كيحكم.
explain-lever-two = تأكدو من { $first } و{ $second }. اللي مكتوب، واش صحيح؟ هادو بجوج اللي كيحكمو.
explain-lever-three = تأكدو من { $first }، { $second } و{ $third }. اللي مكتوب، واش صحيح؟
explain-truth = كيتصحح غير اللي كان غلط. الأجوبة كيتراقبو.
explain-no-lever = حتى جواب بوحدو ما كيبدل النتيجة.
explain-structural = بـ{ $size } ديال الناس، بهاد العمر والمنطقة، التصحيح ما كيعاونش. بقا الشامل ({ $price } درهم)، تبديل فالعائلة، والوسيط.
explain-changed-one = اللي بدل المؤشر: { $first }.
explain-changed-two = اللي بدل المؤشر: { $first }، { $second }.

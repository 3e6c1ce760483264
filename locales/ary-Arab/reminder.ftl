reminder-days = باقي { $days } يوم باش تشكاو عند ASD، حتى ل{ $deadline }.
reminder-help = بغيتو شي واحد يعاونكم؟
    .simple = نعيطو ليكم؟
    .help = موظف يقدر يعاونكم تحطوها.
reminder-overdue = الشكاية { $reference }: فالمبدأ سالا الوقت ديال الجواب.
reminder-answered = واش جاوبوكم؟
    .simple = جا شي جواب؟
    .help = آه: نشوفو شنو من بعد. لا: نشوفو الطريق الجاية معاكم.

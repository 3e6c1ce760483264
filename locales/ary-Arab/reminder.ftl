reminder-days = باقي { $days } يوم باش تشكاو عند ASD، حتى ل{ $deadline }.
reminder-help = بغيتو شي واحد يعاونكم؟
    .simple = نعيطو ليكم؟
    .help = موظف يقدر يعاونكم تحطوها.

human-taken = دابا كيكتب ليكم بنادم من حقّي. جاوبوه هنا.
human-says = { $text }
human-back = رجعات الماكينة ديال حقّي. نكملو.

receipt-wanted = Bghitou lwesl kamel f misaj? Kayt2eked bla bina.
    .simple = Nsifto lwesl kamel?
    .help = Kod twil, khebbiwh wla werriwh. Kaychhed 3la nhar.
receipt-text = { $receipt }

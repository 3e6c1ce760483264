human-taken = Daba ghadi yjawbkom bnadem mn Haqqi. Ktbo lih hna.
human-says = { $text }
human-back = Rje3 lmakina d Haqqi. Nkemlo.

human-taken = Une personne de Haqqi vous écrit maintenant. Répondez-lui ici.
human-says = { $text }
human-back = C'est de nouveau la machine de Haqqi. Nous continuons.

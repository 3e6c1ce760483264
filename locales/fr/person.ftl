person-told = C'est noté : une personne va vous appeler. Gardez le téléphone allumé.
person-connecting = Nous vous passons une personne. Restez en ligne.
person-nobody = Personne n'est libre en ce moment.
person-told-from = C'est noté : une personne vous appelle { $day } à partir de { $time }.
person-told-before = C'est noté : une personne vous appelle aujourd'hui avant { $time }.
person-again-from = C'est noté. Pour parler à une personne, rappelez { $day } à partir de { $time }.
person-again-before = C'est noté. Pour parler à une personne, rappelez aujourd'hui avant { $time }.
# Said to the operator who answers, never to the person.
person-whisper = Haqqi. Quelqu'un vous attend. Demande { $reference }. Tapez une touche pour lui parler.
day-today = aujourd'hui
day-tomorrow = demain
day-mo = lundi
day-tu = mardi
day-we = mercredi
day-th = jeudi
day-fr = vendredi
day-sa = samedi
day-su = dimanche

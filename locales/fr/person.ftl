person-told = C'est noté : une personne va vous appeler. Gardez le téléphone allumé.

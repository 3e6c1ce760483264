"""Noise as real messages have it: typing on twelve keys, doubled letters, dropped vowels, the other script, autocorrect.

Each noise takes a word and a source of chance and gives a word; `spoil` applies one of them to words of an utterance.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

KEYS = (
    "abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz",
    "بتثة", "اأإآىء", "سشصض", "دذرز", "جحخ", "نهوي", "فقكلم", "طظعغ",
)  # fmt: skip
"""Letters that share a key of a telephone with twelve keys, in both scripts."""
WORD = re.compile(r"(?!\d\d)(?:[^\W_]*[^\W\d_][^\W_]*)")
TO_ARABIC = (
    ("kh", "خ"), ("gh", "غ"), ("ch", "ش"), ("sh", "ش"), ("ou", "و"), ("3", "ع"), ("7", "ح"), ("9", "ق"), ("5", "خ"),
    ("a", "ا"), ("b", "ب"), ("d", "د"), ("f", "ف"), ("g", "ك"), ("h", "ه"), ("i", "ي"), ("j", "ج"), ("k", "ك"),
    ("l", "ل"), ("m", "م"), ("n", "ن"), ("o", "و"), ("q", "ق"), ("r", "ر"), ("s", "س"), ("t", "ت"), ("u", "و"),
    ("w", "و"), ("y", "ي"), ("z", "ز"), ("e", ""), ("v", "ف"), ("p", "ب"), ("x", "ش"), ("c", "ك"),
)  # fmt: skip
TO_LATIN = {
    "خ": "kh", "غ": "gh", "ش": "ch", "ع": "3", "ح": "7", "ق": "9", "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ب": "b",
    "د": "d", "ذ": "d", "ض": "d", "ظ": "d", "ف": "f", "ه": "h", "ي": "i", "ى": "a", "ج": "j", "ك": "k", "ل": "l",
    "م": "m", "ن": "n", "و": "ou", "ر": "r", "س": "s", "ص": "s", "ت": "t", "ط": "t", "ث": "t", "ز": "z", "ة": "a",
    "ء": "", "ئ": "y", "ؤ": "ou", "ڭ": "g",
}  # fmt: skip
FRENCH = tuple(
    """
    avec avant autre aussi bien bon bonne bout balade boire belle chat chose chez cher comme coup court dans date debout dire
    dix donc donner douche droit elle encore enfin entre faire fait fille fois gare gens grand homme jamais jour juste la lait
    leur lire livre loin lui main mais maison marche mardi matin meme mettre mois moins monde monter mort mot nom non nous
    nuit ou outil page pain panne par parler part pas passer payer perdu pere petit peu place plus porte pour prendre pres
    prix quand quatre que quel rester retard riz rouge route sable sac salade salon sans savoir semaine sel sept si six soir
    sortie soupe sous sud sur table tard tasse temps tendre terre tete tomate tous tout train trois vache vendre venir verre vie
    ville vin vite voir votre vrai zero tapis talent malin chaque kilo mobile
    """.split()  # noqa: SIM905 - a list of words reads better
)
"""Common French words that a telephone set to French proposes instead."""

Noise = Callable[[str, random.Random], str]


def twelve_keys(word: str, chance: random.Random) -> str:
    """One press too many or too few: another letter of the same key."""
    place = chance.randrange(len(word))
    others = next((key.replace(word[place], "") for key in KEYS if word[place] in key), "")
    return word[:place] + chance.choice(others) + word[place + 1 :] if others else word


def doubled(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    return word if word[place].isdigit() else word[:place] + word[place] * chance.choice((2, 4)) + word[place + 1 :]


def without_vowels(word: str, chance: random.Random) -> str:
    """One of the vowels inside the word left out."""
    places = [place for place in range(1, len(word)) if word[place] in "aeiouéèاوي"]
    place = chance.choice(places) if places else len(word)
    return word[:place] + word[place + 1 :]


def other_script(word: str, _chance: random.Random) -> str:
    """The word letter by letter in the other script."""
    if word.isascii():
        for latin, arabic in TO_ARABIC:
            word = word.replace(latin, arabic)
        return word
    return "".join(TO_LATIN.get(letter, letter) for letter in word)


def swapped(word: str, chance: random.Random) -> str:
    """Two letters in the wrong order."""
    if len(word) < 3:
        return word
    place = chance.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def autocorrected(word: str, _chance: random.Random) -> str:
    """The nearest French word, if it is near."""
    nearest = process.extractOne(word, FRENCH, scorer=OSA.distance, score_cutoff=2 if len(word) > 4 else 1)
    return nearest[0] if nearest and len(word) > 2 else word


NOISES: Mapping[str, Noise] = {
    "12 keys": twelve_keys,
    "doubled letters": doubled,
    "missing vowels": without_vowels,
    "swapped letters": swapped,
    "other script": other_script,
    "French autocorrect": autocorrected,
}


def spoil(utterance: str, noise: Noise, share: float, chance: random.Random) -> str:
    """The utterance with this share of its words (0 to 1, by chance) spoilt; numbers in digits stay."""

    def one(match: re.Match[str]) -> str:
        return noise(match.group().lower(), chance) if chance.random() < share else match.group()

    return WORD.sub(one, utterance)

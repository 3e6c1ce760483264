"""Which script, and so which locale, a person writes in.

Nearly everybody who writes Darija in Latin letters mixes French words in. So French is found only where its
words outweigh those of Darija; what is unclear counts as Darija.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.language.tables import read_yaml

Script = Literal["Arab", "Latn", "Tfng"]

_LONGEST_READ = 500
"""Characters looked at; what comes later changes nothing in practice."""

_HINTS = read_yaml("scripts.yaml")
_FRENCH = frozenset(_HINTS["french"]["words"].split())
_DARIJA = frozenset(_HINTS["darija"]["words"].split())
_FRENCH_SPELLING = re.compile("|".join(_HINTS["french"]["spellings"]))
_DARIJA_SPELLING = re.compile("|".join(_HINTS["darija"]["spellings"]))
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)['’](?=[a-zàâéèêëîïôûù])")
_WORD = re.compile(r"[^\W_]+")
_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3\u0750-\u077f\u08a0-\u08c7\ufb50-\ufdfb\ufe70-\ufefc]")
_TIFINAGH = re.compile("[\u2d30-\u2d7f]")
_LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ɏ]")


@dataclass(frozen=True, slots=True)
class Detected:
    """The locale to answer in (None where the words do not tell), the script, and its count of letters."""

    locale: str | None
    script: Script | None
    letters: int


def detect(text: str) -> Detected:
    """The script with most letters, and the locale that goes with it; no letters tell nothing."""
    text = text[:_LONGEST_READ]
    arabic, tifinagh, latin = (len(script.findall(text)) for script in (_ARABIC, _TIFINAGH, _LATIN))
    letters = max(arabic, tifinagh, latin)
    if letters == 0:
        return Detected(None, None, 0)
    if letters == arabic:
        return Detected("ary-Arab", "Arab", arabic)
    if letters == tifinagh:
        return Detected(None, "Tfng", tifinagh)
    return Detected("fr" if _is_french(text) else "ary-Latn", "Latn", latin)


def _is_french(text: str) -> bool:
    lowered = text.lower()
    french = 2 * len(_ELISION.findall(lowered))
    darija = 0
    for word in _WORD.findall(lowered):
        french += _weight(word, _FRENCH, _FRENCH_SPELLING)
        darija += _weight(word, _DARIJA, _DARIJA_SPELLING)
    return french > darija


def _weight(word: str, words: frozenset[str], spelling: re.Pattern[str]) -> int:
    """A known word tells twice as much as a way of spelling."""
    if word in words:
        return 2
    return 1 if spelling.search(word) else 0

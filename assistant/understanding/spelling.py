"""How words are written in many ways: one shape for all spellings of a word.

The classes are data (`data/spelling.yaml`). A word's shape is its consonants by class, and the vowels between them:
`wakha`, `wa5a` and `واخا` are one shape. Two shapes agree where the consonants are the same and no vowel of the one
contradicts the other's: short vowels come and go in Darija, and Arabic script does not write them. A consonant that
comes twice, with a vowel between or without, counts once (`momkin`, `ممكن`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.understanding.normalise import REMEMBERED, normalise

DATA = Path(__file__).with_name("data")
ENOUGH_CONSONANTS = 3
"""With fewer, two different words share a shape by accident."""
_VOWELS = {"a": 1, "i": 2, "u": 4, "": 0}
_DOUBLED = re.compile(r"([^\W\d])\1+")
_COST = (0, 1, 3, 4, 3, 4, 6, 7)
"""How much it matters, by the set of vowels that only one spelling has."""
_LAST_COST = {0: 0, _VOWELS["a"]: 3}
"""The feminine ending parts short words; any other last vowel parts all."""
_NEGATED = re.compile(r"(?:ma|ما)(.{3,}?)(?:ch|sh|x|ش)?")
_ARTICLE = re.compile(r"(?:al|el|l+)(?=[^aeiouy]{2}|..[^aeiouy]|.{4})|ال(?=.{2})|ل(?=.{3})")


@dataclass(frozen=True, slots=True)
class Shape:
    """`consonants`: one letter for each. `vowels`: before, between and after them, as sets of bits. `arabic`: so
    written, with every long vowel."""

    consonants: str
    vowels: tuple[int, ...]
    arabic: bool = False

    def differs(self, other: Shape) -> int | None:
        """How far the vowels of two spellings are apart; None where they contradict each other.

        What a word ends in tells it from others, and Arabic script leaves out no long vowel; elsewhere an `a` comes
        and goes more easily than the long `i` and `u`.
        """
        if len(self.vowels) != len(other.vowels) or self.vowels[-1] ^ other.vowels[-1] not in _LAST_COST:
            return None
        apart = _LAST_COST[self.vowels[-1] ^ other.vowels[-1]]
        for mine, theirs in zip(self.vowels[:-1], other.vowels[:-1], strict=True):
            if mine != theirs:
                long = (mine ^ theirs) & ~_VOWELS["a"]
                if mine | theirs not in (mine, theirs) or (long and self.arabic and other.arabic):
                    return None
                apart += _COST[mine ^ theirs]
        return apart


@cache
def _data() -> Mapping[str, Any]:
    content: dict[str, Any] = yaml.load((DATA / "spelling.yaml").read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506
    return content


@cache
def _letters() -> tuple[re.Pattern[str], Mapping[str, str], Mapping[str, int]]:
    """What matches any listed spelling (longest first), and what each stands for."""
    consonants = {str(s): str(name) for name, spellings in _data()["consonants"].items() for s in spellings}
    vowels = {str(s): _VOWELS[name] for name, spellings in _data()["vowels"].items() for s in spellings}
    longest_first = sorted([*consonants, *vowels], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), consonants, vowels


@lru_cache(REMEMBERED)
def shape(word: str) -> Shape:
    """The shape of a normalised word, without its article where enough of the word is left."""
    if word[-1:] == "ه" and len(word) > 3:
        word = word[:-1] + "ا"  # the feminine ending sounds as it is written in Arabizi
    article = _ARTICLE.match(word)
    bare = _shape(word[article.end() :]) if article else None
    return bare if bare and len(bare.consonants) >= ENOUGH_CONSONANTS else _shape(word)


def _shape(word: str) -> Shape:
    pattern, consonants, vowels = _letters()
    found, between = "", [0]
    for match in pattern.finditer(word):
        letter = consonants.get(match.group())
        if letter is None:
            between[-1] |= vowels[match.group()]
        elif found[-1:] != letter:
            found += letter
            between.append(0)
    return _with_first_glide(word, found, between)


def _with_first_glide(word: str, found: str, between: list[int]) -> Shape:
    """A word that begins with w, ou or و begins with a consonant."""
    if word[:1] in ("w", "o", "u", "و"):
        return Shape("w" + found, (0, between[0] & ~_VOWELS["u"], *between[1:]), not word.isascii())
    return Shape(found, tuple(between), not word.isascii())


def squeezed(word: str) -> str:
    """The word with each letter once where it is doubled: `maachi`, `wlla`."""
    return _DOUBLED.sub(r"\1", word)


@lru_cache(REMEMBERED)
def sound(word: str) -> str:
    """The word letter by letter as classes, vowels kept: what a typing mistake is measured on."""
    pattern, consonants, vowels = _letters()
    heard = "".join(
        consonants.get(match.group(), "aiu"[vowels.get(match.group(), 0) // 2] if vowels.get(match.group()) else "e")
        for match in pattern.finditer(word)
    )
    return squeezed(heard)


@cache
def _same() -> Mapping[str, str]:
    """The first of each list of words that stand for each other, by every word of the list."""
    return {normalise(str(word)): normalise(str(words[0])) for words in _data()["same"] for word in words}


@lru_cache(REMEMBERED)
def representative(word: str) -> str:
    """The word that stands for this one inside a phrase: one for all of a verb's requests."""
    known = _same().get(word)
    if known:
        return known
    negated = _NEGATED.fullmatch(word)
    asked = request(negated[1] if negated else word)
    return ("ma" if negated else "") + _same().get(asked, asked) if asked else word


@cache
def _verbs() -> Mapping[str, tuple[tuple[tuple[int, ...], str], ...]]:
    """The verbs of request by their consonants, each with its vowels and the first of its spellings."""
    found: dict[str, tuple[tuple[tuple[int, ...], str], ...]] = {}
    for verb, *others in _data()["verbs"]:
        for form in map(_shape, map(normalise, [verb, *others])):
            found[form.consonants] = (*found.get(form.consonants, ()), (form.vowels, normalise(verb)))
    return found


@lru_cache(REMEMBERED)
def request(word: str) -> str | None:
    """The verb that is asked for in the word, in whatever form: `3awed` for `t3awdiha`. None for any other word."""
    for stem in _stems(word):
        own = _shape(stem)
        for vowels, verb in _verbs().get(own.consonants, ()):
            if own.vowels == vowels:
                return verb
    return None


@lru_cache(REMEMBERED)
def asks_for_me(word: str) -> bool:
    """`3awnini`, `عيطليا`: a request of somebody for oneself, which tells no story."""
    return any(word.endswith(ending) for ending in for_me()) and request(word) is not None


@cache
def possessives() -> tuple[str, ...]:
    """What is written on the end of a noun to say whose it is."""
    return tuple(sorted(map(str, _data()["possessives"]), key=len, reverse=True))


@cache
def for_me() -> tuple[str, ...]:
    return tuple(map(str, _data()["for_me"]))


def _stems(word: str) -> list[str]:
    """What may be the verb in the word, the longest first: with and without what stands around it."""
    found = {word}
    for name, at_end in (("before_verbs", False), ("objects", True), ("after_verbs", True)):
        for piece in map(str, _data()[name]):
            for rest in tuple(found):
                if at_end and rest.endswith(piece):
                    found.add(rest[: -len(piece)])
                elif not at_end and rest.startswith(piece):
                    found.add(rest[len(piece) :])
    return sorted((rest for rest in found if len(rest) > 1), key=lambda rest: (-len(rest), rest))


@cache
def contractions() -> Mapping[str, tuple[str, ...]]:
    """French words that are written as one, and their parts."""
    return {normalise(str(word)): tuple(parts) for word, parts in _data()["contractions"].items()}


def after_digits() -> Sequence[str]:
    """Words that are written right behind a number: `15dh`, `7mars`."""
    words: list[str] = _data()["after_digits"]
    return words


@cache
def glued_before() -> tuple[str, ...]:
    return tuple(sorted(map(str, _data()["before"]), key=len, reverse=True))


@cache
def glued_after() -> tuple[str, ...]:
    return tuple(sorted(map(str, _data()["after"]), key=len, reverse=True))

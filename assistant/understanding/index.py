"""Finding listed words and phrases in what was said: as listed, by the rules of spelling, or nearly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.understanding.normalise import REMEMBERED, normalise
from assistant.understanding.spelling import (
    ENOUGH_CONSONANTS,
    Shape,
    glued_after,
    glued_before,
    representative,
    request,
    shape,
    sound,
    squeezed,
)
from assistant.understanding.tokens import tokens

Value = TypeVar("Value")

LONGEST_PHRASE = 6
SHORTEST_NOUN = 4
"""Letters that are left of a word without its ending."""
MISTAKES = {0: 0, 5: 1, 8: 2}
"""Typing mistakes that a word is forgiven, by its length in letters from which they hold."""


NEGATIONS = frozenset({"ma", "ما", "m", "maa", "مـا"})
"""Written apart from the verb or with it."""


class Quality(IntEnum):
    """How a word was recognised; a guess is read back."""

    GUESSED = 1
    SPELT = 2
    LISTED = 3


@dataclass(frozen=True, slots=True)
class Match(Generic[Value]):
    """The words from `start` to before `end` mean any of `values`."""

    start: int
    end: int
    values: frozenset[Value]
    quality: Quality


@lru_cache(REMEMBERED)
def phrase(form: str) -> tuple[str, ...]:
    """A form as the words that it is met as."""
    return tuple(token.text for token in tokens(normalise(form)) if not token.sign)


def forgiven(length: int) -> int:
    """How many typing mistakes a word of this many letters is forgiven; short ones none."""
    return max(mistakes for least, mistakes in MISTAKES.items() if length >= least)


class Index(Generic[Value]):
    """Forms (words or phrases) and what each means.

    `as_listed`: values whose forms bear no other spelling; `plain`: words that are themselves, and no other's spelling;
    `known`: words that are no other's mistake; `endings`: what may stand at the end of a word besides.
    """

    def __init__(
        self,
        forms: Mapping[str, Iterable[Value]],
        as_listed: Iterable[Value] = (),
        plain: frozenset[str] = frozenset(),
        known: frozenset[str] = frozenset(),
        endings: tuple[str, ...] = (),
    ) -> None:
        self._endings = endings
        self._plain, self._known = plain, plain | known
        listed: dict[tuple[str, ...], set[Value]] = defaultdict(set)
        for form, values in forms.items():
            listed[phrase(form)] |= set(values)
        listed.pop((), None)
        self._listed = {words: frozenset(values) for words, values in listed.items()}
        self._squeezed = _squeezed(self._listed)
        self._spelt = _by_shape(self._listed, frozenset(as_listed))
        self._sounds = _by_sound(self._listed, frozenset(as_listed))
        self._openings = _openings(self._listed)
        self.one = lru_cache(REMEMBERED)(self._one)
        self.near = lru_cache(REMEMBERED)(self._near)

    def find(self, words: Sequence[str], *, guess: bool = True) -> tuple[Match[Value], ...]:
        """The longest known phrase at each place, from left to right. `guess`: forgive typing mistakes."""
        texts, found, place = tuple(words), list[Match[Value]](), 0
        while place < len(texts):
            match = self._longest(texts, place, guess=guess)
            if match is not None:
                found.append(match)
            place = match.end if match else place + 1
        return tuple(found)

    def _longest(self, texts: tuple[str, ...], place: int, *, guess: bool) -> Match[Value] | None:
        for length in self._phrase_lengths(texts, place):
            end = place + length
            if end > len(texts):
                continue
            words = texts[place:end]
            listed = self._listed.get(words)
            if listed:
                return Match(place, end, listed, Quality.LISTED)
            spelt = self._by_spelling(words)
            if spelt:
                return Match(place, end, spelt, Quality.SPELT)
        values, quality = self.one(texts[place])
        if not values and guess:
            values, quality = self.near(texts[place]), Quality.GUESSED
        return Match(place, place + 1, values, quality) if values else None

    def _phrase_lengths(self, texts: tuple[str, ...], place: int) -> Iterable[int]:
        """How long a phrase may be that begins with these two words, in words, the longest first."""
        if place + 1 == len(texts):
            return ()
        first, second = texts[place : place + 2]
        if first in NEGATIONS:
            third = texts[place + 2] if place + 2 < len(texts) else ""
            longer = self._openings.get((_phrase_key(first + second), _phrase_key(third)), ())
            return [*(length + 1 for length in longer), 2]
        return self._openings.get((_phrase_key(first), _phrase_key(second)), ())

    def _one(self, word: str) -> tuple[frozenset[Value], Quality]:
        """What a single word means, with what is glued to it taken off where it means nothing otherwise."""
        listed = self._listed.get((word,))
        if listed or word.isdecimal() or word in self._plain:
            return listed or frozenset(), Quality.LISTED
        spelt = self._squeezed.get(squeezed(word)) or self._by_spelling((word,)) or self._unglued(word)
        if not spelt:
            spelt = self._listed.get((request(word) or "",), frozenset())
        return spelt, Quality.SPELT

    def _unglued(self, word: str) -> frozenset[Value]:
        rests = [word[: -len(ending)] for ending in self._endings if word.endswith(ending)]
        for rest in [*unglued(word), *(rest for rest in rests if len(rest) >= SHORTEST_NOUN)]:
            values = self._listed.get((rest,))
            if not values and len(shape(rest).consonants) >= ENOUGH_CONSONANTS:
                values = self._by_spelling((rest,))
            if values:
                return values
        return frozenset()

    def _by_spelling(self, words: tuple[str, ...]) -> frozenset[Value]:
        """The values whose forms are nearest in their vowels. A number in digits is no other way to write a word."""
        if any(map(str.isdecimal, words)):
            return frozenset()
        shapes = shapes_of(words)
        weight = _weight(shapes)  # with few consonants the vowels must be the same
        best, values = 0 if weight < ENOUGH_CONSONANTS else weight - 1, frozenset[Value]()
        for form, meant in self._spelt.get(_key(words), ()):
            places = [mine.differs(theirs) for mine, theirs in zip(shapes, form, strict=True)]
            if None in places:
                continue
            differences = sum(place or 0 for place in places)
            if differences < best:
                best, values = differences, meant
            elif differences == best:
                values |= meant
        return values

    def alike(self, word: str) -> frozenset[Value]:
        """What single words with the same consonants mean, if they mean the same; for an index of few words."""
        values = {
            meant
            for words, meant in self._listed.items()
            if len(words) == 1 and len(_bare(word)) > 1 and _bare(words[0]) == _bare(word)
        }
        return values.pop() if len(values) == 1 else frozenset()

    def _near(self, word: str) -> frozenset[Value]:
        """What a word means if it was mistyped: the values of the nearest forms, if they are all the same."""
        heard = sound(word)
        limit = forgiven(len(heard))
        if not limit or word.isdecimal() or word in self._known:
            return frozenset()
        near: list[tuple[int, frozenset[Value]]] = []
        for length in range(len(heard) - limit, len(heard) + limit + 1):
            for _, distance, place in process.extract(
                heard, self._sounds.get(length, ((), ()))[0], scorer=OSA.distance, score_cutoff=limit, limit=None
            ):
                near.append((int(distance), self._sounds[length][1][place]))
        nearest = [values for distance, values in near if distance == min(near, key=lambda each: each[0])[0]]
        return nearest[0] if nearest and all(values == nearest[0] for values in nearest) else frozenset()


def unglued(word: str) -> list[str]:
    """The word without what may be glued before or after it, the likeliest first."""
    found = [word[: -len(after)] for after in glued_after() if word.endswith(after)]
    return [*without_preposition(word), *(rest for rest in found if len(rest) >= 3 and not rest.isdecimal())]


def without_preposition(word: str) -> list[str]:
    """The word without what may be glued before it: `ففاس`, `dlmlayen`."""
    found = [word[len(before) :] for before in glued_before() if word.startswith(before)]
    return [rest for rest in found if len(rest) >= 3 and not rest.isdecimal()]


def shapes_of(words: tuple[str, ...]) -> tuple[Shape, ...]:
    """The shapes of a phrase, its negation joined to its verb (`ma 3reftch`, `ma3reftch`)."""
    return tuple(map(shape, _joined(words)))


def _joined(words: tuple[str, ...]) -> tuple[str, ...]:
    if len(words) == 1:
        return words
    if words[0] in NEGATIONS:
        words = (words[0] + words[1], *words[2:])
    return tuple(map(representative, words))


def _weight(shapes: tuple[Shape, ...]) -> int:
    return sum(len(form.consonants.lstrip("w")) for form in shapes)


def _key(words: tuple[str, ...]) -> tuple[str, ...]:
    """The consonants of each word of a phrase; a word of one consonant must be itself."""
    return tuple(map(_word_key, _joined(words)))


@lru_cache(REMEMBERED)
def _phrase_key(word: str) -> str:
    return _word_key(representative(word))


@lru_cache(REMEMBERED)
def _word_key(word: str) -> str:
    consonants = shape(word).consonants
    return consonants if len(_bare(word)) > 1 else word


def _bare(word: str) -> str:
    """The consonants of a word without the article, however few are left."""
    return shape(word).consonants.removeprefix("l")


Spelt = dict[tuple[str, ...], tuple[tuple[tuple[Shape, ...], frozenset[Value]], ...]]


def _by_shape(listed: Mapping[tuple[str, ...], frozenset[Value]], as_listed: frozenset[Value]) -> Spelt[Value]:
    index: Spelt[Value] = {}
    for words, values in listed.items():
        shapes = shapes_of(words)
        meant = values - as_listed
        if meant and _weight(shapes) > 1:
            index[_key(words)] = (*index.get(_key(words), ()), (shapes, meant))
            glued = ("".join(words),)
            if len(words) > 1 and len(shape(*glued).consonants) >= ENOUGH_CONSONANTS:
                index[_key(glued)] = (*index.get(_key(glued), ()), (shapes_of(glued), meant))
    return index


def _squeezed(listed: Mapping[tuple[str, ...], frozenset[Value]]) -> dict[str, frozenset[Value]]:
    """Single words without their doubled letters, where that leaves a word of one meaning."""
    index: dict[str, frozenset[Value]] = {}
    for words, values in listed.items():
        bare = squeezed(words[0])
        if len(words) == 1 and len(bare) > 1:
            index[bare] = index.get(bare, values) & values
    return {bare: values for bare, values in index.items() if values}


def _openings(listed: Iterable[tuple[str, ...]]) -> dict[tuple[str, str], list[int]]:
    """How many words a phrase has that begins with two words of these keys, the longest first."""
    lengths: dict[tuple[str, str], set[int]] = defaultdict(set)
    for words in map(_joined, listed):
        if len(words) > 1:
            lengths[_word_key(words[0]), _word_key(words[1])].add(len(words))
    return {keys: sorted(found, reverse=True) for keys, found in lengths.items()}


Sounds = dict[int, tuple[list[str], list[frozenset[Value]]]]


def _by_sound(listed: Mapping[tuple[str, ...], frozenset[Value]], as_listed: frozenset[Value]) -> Sounds[Value]:
    """Single words by the length of their sound, for those that are forgiven a mistake."""
    index: Sounds[Value] = {}
    for words, values in listed.items():
        heard = sound("".join(words))
        if values - as_listed and forgiven(len(heard)):
            forms, meant = index.setdefault(len(heard), ([], []))
            forms.append(heard)
            meant.append(values - as_listed)
    return index

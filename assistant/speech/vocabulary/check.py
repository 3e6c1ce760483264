"""What is wrong with a vocabulary: what a recogniser could not be built from, or could not tell apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.speech.phones import unknown
from assistant.speech.vocabulary.words import Vocabulary, Word
from assistant.understanding.normalise import normalise


@dataclass(frozen=True, slots=True)
class Fault:
    """`where` is file and line. A `warning` can be lived with; anything else keeps a model from being made."""

    where: str
    text: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {'warning: ' if self.warning else ''}{self.text}"


def check(vocabulary: Vocabulary) -> list[Fault]:
    """Everything wrong: labels, phones, what is given twice, and words that sound the same."""
    faults = [fault for word in vocabulary for fault in _of_word(word)]
    return [*faults, *_given_twice(vocabulary), *_homophones(vocabulary)]


def _of_word(word: Word) -> Iterator[Fault]:
    if not word.text or len(word.text.split()) != 1 or not word.text.isalpha():
        yield Fault(word.origin, f"'{word.text}' is not one word of letters")
    if not word.pronunciations:
        yield Fault(word.origin, f"{word.text}: no pronunciation; write ary, ar or fr")
    for said in word.pronunciations:
        if strange := unknown(said.phones):
            yield Fault(word.origin, f"{word.text}: no phone {', '.join(strange)} in '{' '.join(said.phones)}'")
    for phones, times in Counter(_heard(word)).items():
        if times > 1:
            yield Fault(
                word.origin, f"{word.text}: '{' '.join(phones)}' is heard from {times} pronunciations; keep one"
            )


def _heard(word: Word) -> list[tuple[str, ...]]:
    return [said.heard for said in word.pronunciations if not unknown(said.phones)]


def _given_twice(vocabulary: Vocabulary) -> Iterator[Fault]:
    first: dict[str, Word] = {}
    for word in vocabulary:
        known = first.setdefault(normalise(word.text), word)
        if known is not word:
            yield Fault(word.origin, f"{word.text}: is there already, {known.origin}")


def _homophones(vocabulary: Vocabulary) -> Iterator[Fault]:
    """A recogniser cannot separate two words that are the same phones; where both may be said, the grammar's order
    decides."""
    words: dict[tuple[str, ...], list[Word]] = defaultdict(list)
    for word in vocabulary:
        for phones in set(_heard(word)):
            words[phones].append(word)
    for phones, alike in words.items():
        for word in alike[1:]:
            yield Fault(word.origin, f"{word.text} sounds like {alike[0].text}: '{' '.join(phones)}'", warning=True)

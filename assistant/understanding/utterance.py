"""An utterance made ready: its tokens, their meanings and the numbers in it, each worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property

from assistant.understanding.lexicon import Tag, phrase, tag, words
from assistant.understanding.normalise import normalise
from assistant.understanding.numbers import Number, numbers, split_compounds
from assistant.understanding.tokens import Token, tokens

FILLING = frozenset({"please", "filler", "greeting", "thanks"})
"""Concepts that add nothing to an answer."""


class Utterance:
    """One message or transcript. Everything is lazy: a clear digit never comes this far."""

    def __init__(self, text: str) -> None:
        self.raw = text
        self.text = normalise(text)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tokens(self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words and numbers, without signs."""
        return tuple(token.text for token in self.tokens if not token.sign)

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        return tag(tuple(token for token in self.tokens if not token.sign))

    @cached_property
    def split(self) -> list[Token]:
        """The tokens with glued number words taken apart."""
        return split_compounds(self.tokens)

    @cached_property
    def numbers(self) -> list[Number]:
        return numbers(self.split)

    def has(self, *concepts: str) -> bool:
        """Whether any of the concepts is meant anywhere."""
        return any(not tagged.concepts.isdisjoint(concepts) for tagged in self.tags)

    def says(self, group: str) -> bool:
        """Whether a word or phrase of a hand-written group occurs."""
        index = _by_first_word(group)
        return any(
            self.words[place : place + len(wanted)] == wanted
            for place, word in enumerate(self.words)
            for wanted in index.get(word, ())
        )

    @cached_property
    def core(self) -> tuple[str, ...]:
        """The words without fillers, politeness and what carries no meaning of its own."""
        filled = {
            place
            for tagged in self.tags
            if tagged.exact and tagged.concepts & FILLING
            for place in range(tagged.start, tagged.end)
        }
        return tuple(
            word for place, word in enumerate(self.words) if place not in filled and word not in words()["ignored"]
        )


@cache
def _by_first_word(group: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The phrases of a hand-written group by their first words."""
    index: dict[str, tuple[tuple[str, ...], ...]] = {}
    for form in words()[group]:
        wanted = phrase(form)
        if wanted:
            index[wanted[0]] = (*index.get(wanted[0], ()), wanted)
    return index


def contains(words_: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    size = len(wanted)
    return bool(wanted) and any(words_[place : place + size] == wanted for place in range(len(words_) - size + 1))

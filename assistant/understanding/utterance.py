"""An utterance made ready: its tokens, their meanings and the numbers in it, each worked out once."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from assistant.understanding.compounds import split_compounds
from assistant.understanding.index import Quality
from assistant.understanding.lexicon import is_word, lexicon, listed_words
from assistant.understanding.normalise import normalise
from assistant.understanding.numbers import Number, numbers
from assistant.understanding.tokens import Token, tokens

FILLING = frozenset({"please", "filler", "greeting", "thanks"})
"""Concepts that add nothing to an answer."""

CARD_DIGITS = 5
"""Digits in a word that make it a card's number."""
STOPS = frozenset(",;.!?:")
"""Signs that part one clause from the next."""


class Utterance:
    """One message or transcript. What not every kind needs is worked out when it is asked for.

    `typed`: it was written by hand, so that words may be mistyped; a recogniser gives words that it knows.
    """

    def __init__(self, text: str, *, typed: bool = True) -> None:
        self.raw = text
        self.text = normalise(text)
        self.typed = typed
        self.tokens = tokens(self.text)
        self.words = tuple(token.text for token in self.tokens if not token.sign)
        """The words and numbers, without signs."""
        self.tags = lexicon().find(self.words, guess=typed)
        """What the words mean, the longest phrase at each place."""

    def vague(self) -> list[str]:
        """The words that make an amount none: many, between, more than; 'about' does not."""
        roughly = {
            place for tagged in self.tags if "roughly" in tagged.values for place in range(tagged.start, tagged.end)
        }
        return [
            word for place, word in enumerate(self.words) if place not in roughly and is_word(word, "vague")
        ] + self.words_of("vague")

    @cached_property
    def clauses(self) -> list[tuple[int, int]]:
        """Where each stretch of words between two stops begins and ends."""
        ends, words = [0], 0
        for token in self.tokens:
            words += not token.sign
            if token.text in STOPS:
                ends.append(words)
        ends.append(words)
        return [(start, end) for start, end in pairwise(ends) if start < end]

    def clause(self, place: int) -> tuple[int, int]:
        """The clause that the word at this place is in."""
        return next(((start, end) for start, end in self.clauses if start <= place < end), (0, len(self.words)))

    def is_told(self, start: int, end: int) -> bool:
        """Whether these words tell of the past or of others: `hdert`, `lbare7`, `weldi`."""
        return any("told_of_the_past" in other.values and start <= other.start < end for other in self.tags) or any(
            is_word(word, "told_of_the_past") for word in self.words[start:end]
        )

    @cached_property
    def split(self) -> list[Token]:
        """The tokens with glued number words taken apart."""
        return split_compounds(self.tokens)

    @cached_property
    def numbers(self) -> list[Number]:
        return numbers(self.split, guess=self.typed)

    @cached_property
    def in_figures(self) -> tuple[str, ...]:
        """The words with every number in figures, as labels have them: `كتر من مية` is `كتر من 100`."""
        said, place = list[str](), 0
        for number in self.numbers:
            said += [token.text for token in self.split[place : number.start] if not token.sign]
            said.append(str(number.value))
            place = number.end
        return (*said, *(token.text for token in self.split[place:] if not token.sign))

    @cached_property
    def not_one(self) -> bool:
        """Whether a phrase with a number in it says none at all: `pas un dirham`."""
        return any("nothing_there" in tagged.values and tagged.end - tagged.start > 2 for tagged in self.tags)

    @cached_property
    def denied(self) -> bool:
        """Whether a number is said not to be it: `machi 1234`, `1234 machi hada`."""
        if not self.names("machi") or self.not_one:
            return False
        cards = [place for place, token in enumerate(self.split) if sum(map(str.isdecimal, token.text)) >= CARD_DIGITS]
        for start, end in [
            *((number.start, number.end) for number in self.numbers),
            *((place, place + 1) for place in cards),
        ]:
            before = [token.text for token in self.split[max(0, start - 2) : start] if not token.sign]
            after = [token.text for token in self.split[end : end + 2] if not token.sign]
            if any(is_word(word, "machi") for word in [*before, *after[:1]]):
                return True
        return False

    def has(self, *concepts: str, at_least: Quality = Quality.GUESSED) -> bool:
        """Whether any of the concepts is meant anywhere."""
        return any(not tagged.values.isdisjoint(concepts) and tagged.quality >= at_least for tagged in self.tags)

    def words_of(self, *concepts: str) -> list[str]:
        """The words that mean any of the concepts, in order."""
        return [
            " ".join(self.words[tagged.start : tagged.end])
            for tagged in self.tags
            if not tagged.values.isdisjoint(concepts)
        ]

    def names(self, concept: str) -> bool:
        """Whether a single word of the concept occurs as it is listed, inside a longer phrase or not."""
        return any(is_word(word, concept) for word in self.words)

    @cached_property
    def core(self) -> tuple[str, ...]:
        """The words without fillers, politeness and what carries no meaning of its own."""
        return tuple(self.words[place] for place in self.core_places)

    @cached_property
    def core_places(self) -> tuple[int, ...]:
        """Where the words of the core stand."""
        filled = {
            place
            for tagged in self.tags
            if tagged.quality > Quality.GUESSED and tagged.values & FILLING
            for place in range(tagged.start, tagged.end)
        }
        ignored = listed_words("ignored")
        return tuple(place for place, word in enumerate(self.words) if place not in filled and word not in ignored)


def contains(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether the wanted words stand among the words, in one row."""
    size = len(wanted)
    return bool(wanted) and any(words[place : place + size] == wanted for place in range(len(words) - size + 1))

"""Words as values: what the recogniser gives, and how it is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.speech.phones import heard
from assistant.understanding.normalise import normalise

TONGUES = ("ary", "ar", "fr")
"""Darija, standard Arabic, French: whose voice says a pronunciation."""
AREAS = ("north", "east", "south")
"""Where a pronunciation is at home if not everywhere: the Rif and Jbala; the Oriental; Souss and the Sahara."""


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """One way to say a word. `phones` as written (`a:`, `tt`); `tongue` one of TONGUES; `regions` of AREAS, none where
    it is said everywhere."""

    phones: tuple[str, ...]
    tongue: str = "ary"
    regions: tuple[str, ...] = ()

    @property
    def heard(self) -> tuple[str, ...]:
        """The phones as the recogniser knows them. Raises KeyError where one is none of ours."""
        return tuple(map(heard, self.phones))


@dataclass(frozen=True, slots=True)
class Word:
    """`text`: the one token that the recogniser gives and `understanding` reads. `tags`: what it may answer (`digit`,
    `yes`, `repeat`, `region:oriental` …). `file` and `line`: where it is written."""

    text: str
    pronunciations: tuple[Pronunciation, ...]
    tags: frozenset[str] = frozenset()
    file: str = ""
    line: int = 0


@dataclass(frozen=True)
class Vocabulary:
    """Every word, in the order of the files."""

    words: tuple[Word, ...]

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and self.find(text) is not None

    def find(self, text: str) -> Word | None:
        """The word of this spelling, hamzas and marks aside."""
        return self._by_text.get(normalise(text))

    def tagged(self, *tags: str) -> tuple[Word, ...]:
        """The words that bear any of the tags."""
        return tuple(word for word in self.words if not word.tags.isdisjoint(tags))

    @cached_property
    def _by_text(self) -> dict[str, Word]:
        return {normalise(word.text): word for word in reversed(self.words)}

"""What may be said as one: single words, and the names of options and places that are more than one word.

A recogniser that is given `ما قراش` whole cannot put `ما` in front of another answer, and needs no `ما` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.speech.vocabulary.grammar import grammar, is_amount, sayable, vocabulary
from assistant.speech.vocabulary.words import Vocabulary
from assistant.understanding import Expectation, Kind, expect, expect_options, understand

ONE_ANSWER: frozenset[Kind] = frozenset({"yesno", "region", "menu", "navigation", "text"})
"""Kinds whose answer is one word or phrase; the others' are sequences."""
PHRASES: Mapping[Kind, tuple[str, ...]] = {
    "yesno": ("ماشي صحيح",),
    "region": ("بني ملال", "الدار البيضاء", "واد نون", "وادي الذهب", "الساقية الحمراء"),
}
"""Answers of more than one word that no option names."""
_NUMERAL = re.compile(r"\d")


def is_single(kind: Kind, labels: Iterable[Sequence[str]] = (), also: Kind | None = None) -> bool:
    """Whether the question is answered by exactly one of its phrases."""
    return kind in ONE_ANSWER and also is None and not any(is_amount(label) for option in labels for label in option)


def phrases(
    kind: Kind,
    context: str = "",
    labels: Iterable[Sequence[str]] = (),
    also: Kind | None = None,
    words: Vocabulary | None = None,
) -> tuple[str, ...]:
    """As `grammar`, with what is only ever said together as one phrase, the phrases last. Where answers are sequences,
    as those of digits and amounts, these are the words of the grammar alone."""
    words, options = words or vocabulary(), [tuple(option) for option in labels]
    heard = grammar(kind, context, options, also, words)
    if kind not in ONE_ANSWER:
        return heard
    named = [*_without_figures(options), *map(str.split, PHRASES.get(kind, ()))]
    whole = tuple(dict.fromkeys(_whole(named, words)))
    parts = {word.text for name in named for text in name if (word := words.find(text))}
    expected = expect_options(options, kind) if options else expect(kind, context)
    return (*(word for word in heard if word not in parts or _answers(word, expected)), *whole)


def _without_figures(options: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The names of options, as words; one with figures is said in many ways, and left to its words."""
    return (sayable(label) for option in options for label in option if not _NUMERAL.search(label))


def _whole(names: Iterable[Sequence[str]], words: Vocabulary) -> Iterator[str]:
    """Those of more than one word of which every word is there."""
    for name in names:
        known = [word.text for text in name if (word := words.find(text))]
        if 1 < len(known) == len(name):
            yield " ".join(known)


def _answers(word: str, expected: Expectation) -> bool:
    return understand(word, expected, "voice").value is not None

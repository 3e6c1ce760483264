"""Which words may be said at a question: the recogniser hears these and no others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from assistant.speech.vocabulary.reading import load
from assistant.speech.vocabulary.words import Vocabulary
from assistant.understanding import Kind

ALWAYS = ("control",)
"""What a person may say at any question."""
DIGITS, NUMBERS = ("digit",), ("digit", "number", "and")
AMOUNTS = (*NUMBERS, "large", "fraction", "money", "period", "about")
TAGS: dict[Kind, tuple[str, ...]] = {
    "yesno": ("yes", "no"),
    "digits": DIGITS,
    "identifier": DIGITS,
    "phone": DIGITS,
    "cnie": (*DIGITS, "letter"),
    "count": (*NUMBERS, "large", "none", "counted", "about"),
    "money": (*AMOUNTS, "none"),
    "date": (*NUMBERS, "large", "month", "date"),
    "region": ("place",),
    "menu": ("choice",),
    "choices": ("choice", "and", "none"),
    "reason": ("reason",),
    "navigation": (),
    "text": (),
}
"""What may answer a question of each kind, by the words' tags. Free words are recorded, not recognised."""
_ARABIC = re.compile(r"[\u0621-\u064a\u0671-\u06d3]+")
_WORD = re.compile(r"[^\W\d_]+")
HIGHEST = 99
"""A count to this needs no hundreds."""


@cache
def vocabulary() -> Vocabulary:
    """The built-in words, read once."""
    return load()


def grammar(
    kind: Kind,
    context: str = "",
    labels: Iterable[Sequence[str]] = (),
    words: Vocabulary | None = None,
) -> tuple[str, ...]:
    """The words that may be said at a question, without `[unk]`, in the vocabulary's order.

    `labels`: for each option of a menu what it is called, as `Bundles.option_labels` gives it; `words`: the vocabulary
    of the model in use, by default the built-in one. An answer is any sequence of the words.
    """
    words = words or vocabulary()
    options = list(labels)
    named = {word.text for option in options for label in option for text in all_words(label)
             if (word := words.find(text))}  # fmt: skip
    tags = [*ALWAYS, *TAGS[kind], *_by_context(kind, context)]
    tags += [f"option:{place}" for place in range(1, len(options) + 1)]
    tagged = {word.text for word in words.tagged(*tags)}
    return tuple(word.text for word in words if word.text in tagged | named)


def _by_context(kind: Kind, context: str) -> list[str]:
    """`children;0..15`: no hundreds are counted, but children may be named."""
    what, _, bounds = context.partition(";")
    return [f"counted:{what}"] if kind == "count" and bounds else []


def sayable(label: str) -> tuple[str, ...]:
    """The words of Arabic script in a label: what is said of it aloud. `رقم IDCS`: only the first."""
    return tuple(_ARABIC.findall(label))


def all_words(label: str) -> tuple[str, ...]:
    """A label's words of letters, in any script."""
    return tuple(_WORD.findall(label))

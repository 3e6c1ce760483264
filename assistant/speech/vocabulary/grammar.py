"""Which words may be said at a question: the recogniser hears these and no others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from assistant.speech.vocabulary.reading import load
from assistant.speech.vocabulary.words import Vocabulary
from assistant.understanding import Kind

COMMANDS, ALL_COMMANDS = ("always",), ("always", "control")
"""What a person may say at any question; and where no number is expected, which few words must blur."""
DIGITS = ("digit",)
UP_TO: Mapping[int, tuple[str, ...]] = {0: ("digit", "unit"), 10: ("teen",), 20: ("ten", "and"), 100: ("large",)}
"""The words that are needed to count to a number and beyond."""
NUMBERS = tuple(tag for tags in UP_TO.values() for tag in tags)
AMOUNTS = (*NUMBERS, "fraction", "money", "period")
TAGS: Mapping[Kind, tuple[str, ...]] = {
    "yesno": (*ALL_COMMANDS, "yes", "no", "negation"),
    "digits": DIGITS,
    "identifier": DIGITS,
    "phone": DIGITS,
    "cnie": (*DIGITS, "letter"),
    "count": ("none",),
    "money": (*AMOUNTS, "none"),
    "date": (*NUMBERS, "month", "date"),
    "region": (*ALL_COMMANDS, "place"),
    "menu": (*ALL_COMMANDS, "choice"),
    "choices": (*ALL_COMMANDS, "choice", "and", "none"),
    "navigation": ALL_COMMANDS,
    "text": ALL_COMMANDS,
}
"""What may answer a question of each kind, by the words' tags. Free words are recorded, not recognised."""
_ARABIC = re.compile(r"[\u0621-\u064a\u0671-\u06d3]+")
_AMOUNT = re.compile(r"\b\d{2,}\b")


@cache
def vocabulary() -> Vocabulary:
    """The built-in words, read once."""
    return load()


def grammar(
    kind: Kind,
    context: str = "",
    labels: Iterable[Sequence[str]] = (),
    also: Kind | None = None,
    words: Vocabulary | None = None,
) -> tuple[str, ...]:
    """The words that may be said at a question, in the vocabulary's order; an answer is any sequence of them. `[unk]`
    is left to whoever listens.

    `labels`: for each option of a menu what it is called, as `Bundles.option_labels` gives it; `also`: the other kind
    that the question takes; `words`: the vocabulary of the model in use, by default the built-in one.
    """
    words, options = words or vocabulary(), list(labels)
    names = {word for option in options for label in option for word in sayable(label)}
    named = {word.text for name in names if (word := words.find(name))}
    tags = {*COMMANDS, *tags_of(kind, context), *(f"option:{place}" for place in range(1, len(options) + 1))}
    if any(is_amount(label) for option in options for label in option):
        tags.update(NUMBERS)
    if also:
        tags.update(tags_of(also))
    return tuple(word.text for word in words if word.text in named or not tags.isdisjoint(word.tags))


def tags_of(kind: Kind, context: str = "") -> tuple[str, ...]:
    """What may answer a question, its options aside. `children;0..15`: no tens, but children may be named."""
    tags = TAGS.get(kind, ())
    if kind != "count":
        return tags
    what, _, bounds = context.partition(";")
    return (*tags, f"counted:{what}", *counting(highest(bounds)))


def highest(bounds: str) -> int:
    """The most that may be counted within `0..15`; without bounds, any number."""
    return int(bounds.partition("..")[2] or max(UP_TO))


def counting(most: int) -> tuple[str, ...]:
    """The tags of the numbers to `most`."""
    return tuple(tag for least, tags in UP_TO.items() if least <= most for tag in tags)


def is_amount(label: str) -> bool:
    """Whether an option is called by a number of its own: `كتر من 150`."""
    return bool(_AMOUNT.search(label))


def sayable(label: str) -> tuple[str, ...]:
    """The words of Arabic script in a label: what is said of it aloud. `رقم IDCS`: only the first."""
    return tuple(_ARABIC.findall(label))

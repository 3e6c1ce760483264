"""An answer in the making: what is asked of a part of it while the rest is kept in `pending`. Pure.

A number that was heard wrongly is put right by group; the letters of a card, which keys do not have, are asked for one
by one: the key on which the letter stands, then its place on that key.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.dialogue.conversation import Hint
from assistant.dialogue.flowbook import Flowbook, Question
from assistant.language import Arg, Message
from assistant.understanding import Expectation, expect, expect_options

WHICH, BROKEN, LETTERS = "which", "broken", "letters"
"""Which group is wrong, because they say so or because the check digit does; how many letters the card has."""
GROUPS = ("first", "second", "last")
SPELT = ("letter_only", "letter_first", "letter_second")
MENUS: dict[str, tuple[str, ...]] = {"part-which": GROUPS, "part-letters": ("one", "two")}
"""The menus among the questions about a part, by the message that names their options."""
LETTER_KEYS = {
    "2": "ABC", "3": "DEF", "4": "GHI", "5": "JKL", "6": "MNO", "7": "PQRS", "8": "TUV", "9": "WXYZ",
}  # fmt: skip
"""The letters on a telephone's keys (ITU-T E.161)."""


def hint_of(question: Question, pending: str, part: str) -> Hint:
    """What is expected while an answer is pending: a yes or no to what was read back, or the part that is asked for."""
    if part in (WHICH, BROKEN):
        return Hint("menu", len(GROUPS), "part-which")
    if part == LETTERS:
        return Hint("menu", 2, "part-letters")
    if part in SPELT:
        return Hint("digits", context="len=2")
    if part in GROUPS:
        before, group, after = around(question, pending, part)
        return Hint("digits", context=f"len={len(group)};before={before};after={after}")
    return Hint("yesno")


def message_of(question: Question, pending: str, part: str) -> Message:
    """The question about a part."""
    if part in (WHICH, BROKEN):
        groups = split(pending, question.ask.groups)
        args = {name: Arg(group, "digits") for name, group in zip(GROUPS, groups, strict=True)}
        return Message(f"part-{part}", args, options=GROUPS, labels="part-which")
    if part == LETTERS:
        return Message("part-letters", options=MENUS["part-letters"])
    if part in SPELT:
        return Message(f"part-{part.replace('_', '-')}")
    return Message(f"part-{part}", {"count": Arg(str(len(around(question, pending, part)[1])), "count")})


def labels_of(book: Flowbook, hint: Hint) -> tuple[tuple[str, ...], ...]:
    """What the options of a menu about a part are called."""
    return tuple(book.words.option_labels(hint.context, option) for option in MENUS.get(hint.context, ()))


def expectation_of(book: Flowbook, hint: Hint) -> Expectation:
    """What the question with this hint, one about a part, expects."""
    labels = labels_of(book, hint)
    return expect_options(labels) if labels else expect("digits" if hint.kind == "digits" else "yesno", hint.context)


def completed(context: str, group: str) -> str:
    """The whole number with a group put in its place; `context` is that of the hint that asked for it."""
    settings = dict(part.split("=", 1) for part in context.split(";") if "=" in part)
    return settings.get("before", "") + group + settings.get("after", "")


def around(question: Question, number: str, group: str) -> tuple[str, str, str]:
    """What stands before a group, the group, and what stands after it."""
    groups, place = split(number, question.ask.groups), GROUPS.index(group)
    return "".join(groups[:place]), groups[place], "".join(groups[place + 1 :])


def split(number: str, lengths: Sequence[int]) -> list[str]:
    """The number in groups of these lengths."""
    ends = [sum(lengths[: place + 1]) for place in range(len(lengths))]
    return [number[end - length : end] for end, length in zip(ends, lengths, strict=True)]


def letter_of(keys: str) -> str | None:
    """The letter on a key, by its place there: `21` is A, `93` is Y."""
    letters = LETTER_KEYS.get(keys[:1], "")
    place = int(keys[1:]) if keys[1:].isdecimal() else 0
    return letters[place - 1] if 1 <= place <= len(letters) else None

"""Putting an answer together from its parts: groups of a number that were wrong, letters of a card that keys lack."""

from __future__ import annotations

import re

from assistant.dialogue.conversation import Said
from assistant.dialogue.draft import Draft
from assistant.dialogue.flowbook import Question
from assistant.dialogue.parts import BROKEN, GROUPS, LETTERS, SPELT, WHICH, completed, hint_of, letter_of
from assistant.dialogue.playing import put_pending
from assistant.dialogue.repair import repair
from assistant.understanding import UNKNOWN

MOST_ROUNDS = 3
"""Groups that are asked for again; after that the whole number is keyed, and then a person is offered."""
_CARD_DIGITS = re.compile(r"\d{5,6}")
_AFTER_LETTER = {"letter_only": "", "letter_first": "letter_second", "letter_second": ""}


def may_mend(draft: Draft, question: Question) -> bool:
    """Whether a wrong number is put right by group: in a call. Who writes sees all of it."""
    return draft.called and bool(question.ask.groups) and draft.mends < MOST_ROUNDS


def ask_which(draft: Draft, question: Question, number: str, part: str = WHICH) -> None:
    """Ask which group is wrong; BROKEN where the check digit says that one must be."""
    draft.mends += 1
    _ask_part(draft, question, number, part)


def ask_whole(draft: Draft, question: Question) -> None:
    """Groups led nowhere: the whole number by keys, and after that a person."""
    draft.pending, draft.part = None, ""
    draft.misunderstood = max(draft.misunderstood, question.repair.attempts - 2)
    repair(draft, question, "not_understood", UNKNOWN)


def is_keyed_card(question: Question, said: Said) -> bool:
    """Whether somebody keyed the digits of their card, of which the letters are still missing."""
    return question.ask.kind == "cnie" and said.mode == "digits" and bool(_CARD_DIGITS.fullmatch(said.text))


def ask_letters(draft: Draft, question: Question, digits: str) -> None:
    _ask_part(draft, question, digits, LETTERS)


def take_part(draft: Draft, question: Question, value: str) -> None:
    """Go on from what was said of the part that was asked for."""
    part, pending = draft.part, draft.pending or ""
    if part in (WHICH, BROKEN):
        _ask_part(draft, question, pending, GROUPS[int(value) - 1])
    elif part == LETTERS:
        _ask_part(draft, question, pending, SPELT[int(value) - 1])
    elif part in SPELT:
        _take_letter(draft, question, value)
    else:
        _take_group(draft, question, completed(hint_of(question, pending, part).context, value))


def _take_letter(draft: Draft, question: Question, keys: str) -> None:
    letter = letter_of(keys)
    if letter is None:
        repair(draft, question, "not_understood", UNKNOWN)
        return
    letters = (draft.pending or "").rstrip("0123456789")
    digits = (draft.pending or "").removeprefix(letters)
    _ask_part(draft, question, letters + letter + digits, _AFTER_LETTER[draft.part])


def _take_group(draft: Draft, question: Question, number: str) -> None:
    """The number with the group put right is read back, once its check digit fits."""
    draft.log("mended", group=draft.part)
    if question.check is None or question.check(number) is None:
        _ask_part(draft, question, number, "")
    elif may_mend(draft, question):
        ask_which(draft, question, number, BROKEN)
    else:
        ask_whole(draft, question)


def _ask_part(draft: Draft, question: Question, pending: str, part: str) -> None:
    draft.pending, draft.part = pending, part
    put_pending(draft, question)

"""Nobody whose telephone can only press keys is stuck: every question of every flow, as a call asks it, is answered or
left by keys, and leads to a person.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from assistant.app import checks
from assistant.channels.calls.desk import meaning_of
from assistant.channels.calls.questions import question_of
from assistant.dialogue import Ask, Conversation, Event, Flowbook, Sent, Silence, StartJob, Turn, advance, load_flows
from assistant.language import Bundles
from assistant.posting import Reply, call_reply
from assistant.scoring import DERIVATIONS
from assistant.settings import load_settings
from assistant.speech.call import Command
from assistant.speech.call.keypad import Keypad
from assistant.speech.call.patience import patience

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SETTINGS = load_settings()
FLOWS = load_flows(SETTINGS.flows_dir)
QUESTIONS = [(flow, name) for flow, each in FLOWS.items() for name, step in each.steps.items() if isinstance(step, Ask)]
PRESSED = {
    "yesno": "1", "menu": "1", "choices": "12#", "money": "150#", "region": "6#", "date": "15031960",
    "identifier": "2345678906", "phone": "0612345678", "cnie": "123456#", "text": "#",
}  # fmt: skip
"""What answers a question of each kind; free words have no keys, and are gone on without."""
PARTS = {"part-letters": "2", "part-letter-first": "21", "part-letter-second": "22"}
"""What is pressed at what is asked about a part of an answer."""
OPEN = ("count", "money", "choices", "region")
"""Kinds that a single 9 may answer."""


@pytest.fixture(scope="module")
def book() -> Flowbook:
    bundles = Bundles.load(SETTINGS.locales_dir)
    return Flowbook(FLOWS, bundles, checks("23456789"), DERIVATIONS)


class Caller:
    """Somebody who stands at a question and has nothing but keys."""

    def __init__(self, book: Flowbook, flow: str, step: str) -> None:
        self.book, self.step = book, f"{flow}.{step}"
        begun = advance(book, Conversation(locale="ary-Arab"), Sent(self.step), NOW)
        self.conversation = begun.conversation
        self.turn: Turn = begun
        assert self.conversation.step == self.step

    @property
    def reply(self) -> Reply:
        return call_reply(self.book, self.conversation, ())

    def on(self, event: Event) -> list[str]:
        self.turn = advance(self.book, self.conversation, event, NOW)
        self.conversation = self.turn.conversation
        return [message.id for message in self.turn.replies]

    def press(self, keys: str) -> list[str]:
        keypad = Keypad(question_of(self.book, self.reply))
        answer = None
        for key in keys:
            answer = keypad.press(key) or answer
        answer = answer or keypad.finish()
        assert answer is not None, keys
        return self.on(meaning_of(self.book, self.reply, answer))

    @property
    def has_gone_on(self) -> bool:
        """Whether the conversation left the question: for another, for a job, or for its end."""
        return self.conversation.step != self.step or bool(self.conversation.waiting)


def answer(caller: Caller, ask: Ask) -> None:
    """Press what answers the question, then 'yes' to what is read back and the parts that are asked for."""
    told = caller.press(
        f"{30 if 'age' in ask.context else 3}#" if ask.kind == "count" else PRESSED.get(ask.kind) or valid(ask)
    )
    for _ in range(6):
        asked = told[-1] if told else ""
        if caller.has_gone_on or not (asked.startswith("confirm-") or asked == ask.read_back or asked in PARTS):
            return
        told = caller.press(PARTS.get(asked, "1"))


def valid(ask: Ask) -> str:
    """Digits of the question's length that keep its rule."""
    length = int(ask.context.removeprefix("len="))
    rule = checks("23456789").get(ask.check or "", lambda _digits: None)
    return next(digits for number in range(10) if rule(digits := f"{1234567 * 10 + number}"[-length:]) is None)


@pytest.mark.parametrize(("flow", "step"), QUESTIONS)
def test_keys_answer_every_question_and_the_conversation_goes_on(book: Flowbook, flow: str, step: str) -> None:
    """Where the answer is a choice, each of its options."""
    ask: Any = FLOWS[flow].steps[step]
    keys = [str(place + 1) for place in range(len(ask.options))] or [""]
    for key in keys:
        caller = Caller(book, flow, step)
        if key:
            caller.press(key)
        else:
            answer(caller, ask)
        said = [message.id for message in caller.turn.replies]
        assert caller.has_gone_on or (key and said and not said[0].startswith(("repair-", "invalid-"))), said


@pytest.mark.parametrize(("flow", "step"), QUESTIONS)
def test_a_hash_goes_on_without_an_answer_or_helps(book: Flowbook, flow: str, step: str) -> None:
    """Help by telephone never asks to write, and is no repetition of the question alone."""
    caller = Caller(book, flow, step)
    told = caller.press("#")
    helped = [message.variant for message in caller.turn.replies]
    assert caller.has_gone_on or (told[0] == "engine-dont-know" and "help" in helped)


@pytest.mark.parametrize(("flow", "step"), QUESTIONS)
def test_a_person_is_reached_by_keys(book: Flowbook, flow: str, step: str) -> None:
    """By 9, or, where 9 is a number, by waiting: after the silences a person is offered, and 1 takes the offer."""
    ask: Any = FLOWS[flow].steps[step]
    caller = Caller(book, flow, step)
    nine = Keypad(question_of(book, caller.reply)).press("9")
    if isinstance(nine, Command) or (ask.kind not in OPEN and Keypad(question_of(book, caller.reply)).length != 1):
        caller.press("9")
    else:
        for _ in range(3):
            told = caller.on(Silence())
        assert told == ["offer-wanted"]
        caller.press("1")
    assert [effect.reason for effect in caller.turn.effects if hasattr(effect, "reason")] == ["asked"]


def test_where_a_place_is_asked_a_hash_says_the_numbers_of_all_twelve(book: Flowbook) -> None:
    caller = Caller(book, "eligibility", "region")
    assert caller.press("#") == [
        "engine-dont-know",
        "eligibility-regions-north",
        "eligibility-regions-south",
        "eligibility-region",
    ]
    said = " ".join(book.words.phrase("fr", f"eligibility-regions-{half}", "", "") for half in ("north", "south"))  # type: ignore[attr-defined]
    assert all(f"{number} " in said for number in range(1, 13))
    caller.press("12#")
    assert caller.conversation.slots["hh_region"] == "dakhla-oued-ed-dahab"


@pytest.mark.parametrize(("keys", "born"), [("15031960", "1960-03-15"), ("01121999", "1999-12-01")])
def test_a_date_is_day_month_and_year(book: Flowbook, keys: str, born: str) -> None:
    caller = Caller(book, "identifier", "birth")
    caller.press(keys)
    if not caller.conversation.waiting:
        caller.press("1")
    assert caller.conversation.slots["lookup_birth"] == born


def test_dirhams_are_keyed_as_they_are(book: Flowbook) -> None:
    caller = Caller(book, "eligibility", "gas")
    caller.press("150#")
    if not caller.has_gone_on:
        caller.press("1")
    assert caller.conversation.slots["hh_gas"] == "150.00"


def test_an_appeal_is_filed_without_a_word(book: Flowbook) -> None:
    """Who can neither speak nor write names a reason by keys."""
    caller = Caller(book, "appeal", "reason")
    assert caller.press("2") == ["statement-offer"]
    assert caller.press("#") == ["appeal-read-back"]
    caller.press("1")
    assert any(isinstance(effect, StartJob) and effect.action == "file_appeal" for effect in caller.turn.effects)


def test_patience_is_known_for_every_question(book: Flowbook) -> None:
    """What keys wait for is never without a limit."""
    for flow, step in QUESTIONS:
        question = question_of(book, Caller(book, flow, step).reply)
        assert patience(question).first > 0

"""A number that was heard wrongly in a call is put right by group; the letters of a card are asked for by keys."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.dialogue import Flowbook, Hint, Said, Silence, from_json, load_flows, to_json
from assistant.dialogue.flow import Ask
from assistant.dialogue.parts import LETTER_KEYS, letter_of, split
from assistant.posting import call_reply
from tests.dialogue.conftest import FLOWS, LABELS, PlainWords, Talk, write_flows

NUMBERS = """
    flow: menu
    version: 1
    start: number
    repair: {attempts: 3, then: offer}
    steps:
      number:
        ask: menu-number
        kind: identifier
        check: identifier
        groups: [3, 3, 4]
        save: identifier
        next: card
        dont_know: card
      card: {ask: menu-card, kind: cnie, save: card, next: words, dont_know: words}
      words: {ask: menu-words, kind: text, confirm: never, save: words, next: end, dont_know: end}
      end: {end: true}
"""
RIGHT, WRONG_DIGIT, BROKEN = "1234567891", "1294567891", "1234567890"
"""In this book a number that ends with 1 passes its check."""


class Words(PlainWords):
    def option_labels(self, id: str, option: str) -> tuple[str, ...]:
        own = {"first": ("اللول",), "second": ("التاني",), "last": ("اللخر",), "one": ("واحد",), "two": ("جوج",)}
        return own.get(option) or LABELS[option]


class Caller(Talk):
    """Somebody on the telephone."""

    def hears(self, text: str, mode: Literal["digits", "speech"] = "digits", confidence: float = 1.0) -> list[str]:
        return self.on(Said(text, mode, confidence))

    @property
    def hint(self) -> Hint | None:
        return call_reply(self.book, self.conversation, ()).hint


@pytest.fixture
def caller(tmp_path: Path) -> Caller:
    flows = write_flows(tmp_path, {**FLOWS, "menu": NUMBERS})
    checks = {"identifier": lambda digits: None if digits.endswith("1") else "check_digit"}
    caller = Caller(Flowbook(load_flows(flows), Words(), checks))
    caller.say("salam", "1")
    assert caller.step == "menu.number"
    return caller


@pytest.mark.parametrize("mode", ["digits", "speech"])
def test_only_the_group_that_is_wrong_is_asked_for_and_all_is_read_back_again(
    caller: Caller, mode: Literal["digits", "speech"]
) -> None:
    assert caller.hears(WRONG_DIGIT, mode) == ["confirm-identifier"]
    assert caller.hint == Hint("yesno")
    assert caller.hears("لا" if mode == "speech" else "2", mode) == ["part-which"]
    assert caller.hint == Hint("menu", 3, "part-which")
    assert caller.hears("اللول" if mode == "speech" else "1", mode) == ["part-first"]
    assert caller.hint == Hint("digits", context="len=3;before=;after=4567891")
    assert caller.hears("123", mode) == ["confirm-identifier"]
    assert caller.turn is not None
    assert caller.turn.replies[0].args["value"].value == RIGHT
    assert caller.hears("1") == ["menu-card"]
    assert caller.slots["identifier"] == RIGHT


def test_a_number_that_breaks_its_check_is_read_out_by_group_at_once(caller: Caller) -> None:
    """Ten digits heard with one wrong break the check nine times in ten: one group is asked for, not all again."""
    assert caller.hears("1234567090") == ["part-broken"]
    assert caller.hears("2") == ["part-second"]
    assert caller.hears("456") == ["part-broken"]
    assert caller.hears("3") == ["part-last"]
    assert caller.hears("7891") == ["confirm-identifier"]
    caller.hears("1")
    assert caller.slots["identifier"] == RIGHT


def test_rounds_are_limited_then_all_is_keyed_then_a_person_is_offered(caller: Caller) -> None:
    assert caller.hears(BROKEN) == ["part-broken"]
    for _ in range(2):
        assert caller.hears("1") == ["part-first"]
        assert caller.hears("123") == ["part-broken"]
    assert caller.hears("1") == ["part-first"]
    assert caller.hears("123") == ["menu-number.simple"]
    assert caller.hears(BROKEN) == ["offer-wanted"]
    assert caller.hears("2") == ["menu-number"]
    assert caller.hears(RIGHT) == ["confirm-identifier"]


def test_no_after_all_rounds_is_no_circle(caller: Caller) -> None:
    caller.hears(RIGHT)
    for _ in range(3):
        assert caller.hears("2") == ["part-which"]
        caller.hears("3")
        assert caller.hears("7891") == ["confirm-identifier"]
    assert caller.hears("2") == ["menu-number.simple"]
    caller.hears(RIGHT)
    assert caller.hears("2") == ["offer-wanted"]


def test_who_writes_sees_all_of_it_and_is_asked_for_all(caller: Caller) -> None:
    assert caller.say(BROKEN) == ["invalid-identifier-check_digit"]
    assert caller.say(RIGHT) == ["confirm-identifier"]
    assert caller.say("2") == ["menu-number"]


def test_what_is_not_understood_or_silent_puts_the_part_again(caller: Caller) -> None:
    """Nothing that was given so far is lost."""
    caller.hears(WRONG_DIGIT)
    caller.hears("2")
    assert caller.hears("7") == ["part-which"]
    assert caller.on(Silence()) == ["part-which"]
    assert caller.hears("عاود", "speech") == ["part-which"]
    assert caller.hears("شرح", "speech") == ["part-which"]
    caller.hears("1")
    assert caller.hears("12") == ["part-first"]
    assert caller.hears("123", "speech", 0.4) == ["offer-wanted"]


def test_whoever_gives_the_whole_number_need_not_go_by_groups(caller: Caller) -> None:
    caller.hears(WRONG_DIGIT)
    caller.hears("2")
    assert caller.hears(RIGHT) == ["confirm-identifier"]


def test_back_and_i_do_not_know_ask_for_all_of_it(caller: Caller) -> None:
    caller.hears(WRONG_DIGIT)
    caller.hears("2")
    assert caller.hears("رجع") == ["menu-number"]
    caller.hears(WRONG_DIGIT)
    caller.hears("2")
    assert caller.hears("ما عرفتش") == ["menu-number.simple"]


def test_a_part_survives_being_stored(caller: Caller) -> None:
    caller.hears(WRONG_DIGIT)
    caller.hears("2")
    caller.hears("1")
    caller.conversation = from_json(to_json(caller.conversation))
    assert caller.hears("123") == ["confirm-identifier"]


# The letters of a card, by keys ---------------------------------------------------------------------------------


@pytest.fixture
def at_card(caller: Caller) -> Caller:
    caller.hears(RIGHT)
    assert caller.hears("1") == ["menu-card"]
    return caller


def test_a_card_is_keyed_digits_first_then_each_letter_by_its_key_and_its_place(at_card: Caller) -> None:
    assert at_card.hears("123456") == ["part-letters"]
    assert at_card.hears("2") == ["part-letter-first"]
    assert at_card.hint == Hint("digits", context="len=2")
    assert at_card.hears("21") == ["part-letter-second"]
    assert at_card.hears("22") == ["confirm-cnie"]
    at_card.hears("1")
    assert at_card.slots["card"] == "AB123456"


def test_a_card_with_one_letter(at_card: Caller) -> None:
    at_card.hears("45903")
    assert at_card.hears("1") == ["part-letter-only"]
    assert at_card.hears("94") == ["confirm-cnie"]
    at_card.hears("1")
    assert at_card.slots["card"] == "Z45903"


def test_a_place_that_the_key_does_not_have_is_asked_again(at_card: Caller) -> None:
    at_card.hears("123456")
    at_card.hears("2")
    assert at_card.hears("24") == ["part-letter-first"]
    assert at_card.hears("11") == ["part-letter-first"]
    assert at_card.hears("00") == ["offer-wanted"]


def test_a_person_and_going_without_are_there_at_every_letter(at_card: Caller) -> None:
    at_card.hears("123456")
    at_card.hears("2")
    assert at_card.hears("ما عرفتش") == ["menu-words"]
    assert "card" not in at_card.slots


def test_who_writes_a_card_without_letters_is_told_so(at_card: Caller) -> None:
    assert at_card.say("123456") == ["invalid-cnie-no_letters"]


def test_keys_are_no_words(at_card: Caller) -> None:
    at_card.hears("ما عرفتش")
    assert at_card.hears("4") == ["repair-text"]
    at_card.hears("ما عرفتش")
    assert "words" not in at_card.slots


def test_every_letter_has_its_two_keys() -> None:
    keyed = {
        letter_of(key + str(place)) for key, letters in LETTER_KEYS.items() for place in range(1, len(letters) + 1)
    }
    assert keyed == set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@given(st.text("0123456789*#", max_size=4))
def test_any_keys_are_a_letter_or_none(keys: str) -> None:
    letter = letter_of(keys)
    assert letter is None or letter in LETTER_KEYS[keys[0]]


@given(st.text("0123456789", min_size=10, max_size=10))
def test_groups_put_together_are_the_number(number: str) -> None:
    assert "".join(split(number, [3, 3, 4])) == number


def test_groups_are_three_and_of_digits() -> None:
    for wrong in ({"kind": "identifier", "groups": [5, 5]}, {"kind": "text", "groups": [3, 3, 4]}):
        with pytest.raises(ValidationError, match="groups"):
            Ask.model_validate({"ask": "menu-number", "next": "end", **wrong})

"""What a call knows of the question that stands decides what was meant by what was heard."""

from __future__ import annotations

import pytest

from assistant.app import checks
from assistant.channels.calls.questions import meant, question_of
from assistant.dialogue import Flowbook, Hint, load_flows
from assistant.language import Bundles
from assistant.posting import Reply
from assistant.settings import load_settings
from assistant.speech.call import Spoken


@pytest.fixture(scope="module")
def book() -> Flowbook:
    settings = load_settings()
    return Flowbook(load_flows(settings.flows_dir), Bundles.load(settings.locales_dir), checks("0123456789"))


def standing(kind: str, context: str = "", options: int = 0) -> Reply:
    """A caller who gave a number, and is asked about it."""
    return Reply(hint=Hint(kind, options, context), step="identifier.number")


def test_a_group_is_chosen_by_the_check_digit_of_the_whole_number(book: Flowbook) -> None:
    """Of 123 456 7890, which fits, the middle was heard as 459 rather than 456."""
    reply = standing("digits", "len=3;before=123;after=7890")
    heard = Spoken("4 5 9", 0.6, (("4 5 9", 0.6), ("4 5 6", 0.4)))
    text, confidence = meant(book, reply, heard)
    assert text == "4 5 6"
    assert confidence > 0.9


def test_without_a_number_around_it_the_likeliest_is_meant(book: Flowbook) -> None:
    heard = Spoken("2 1", 0.6, (("2 1", 0.6), ("2 2", 0.4)))
    assert meant(book, standing("digits", "len=2"), heard)[0] == "2 1"


def test_which_group_is_a_menu_of_three_with_names_that_can_be_said(book: Flowbook) -> None:
    question = question_of(book, standing("menu", "part-which", 3))
    assert question is not None
    assert (question.kind, question.options) == ("menu", 3)
    assert question.answers("التاني")
    assert question.answers("lloul")
    assert not question.answers("casablanca")


def test_a_group_takes_as_many_keys_as_it_has_digits(book: Flowbook) -> None:
    question = question_of(book, standing("digits", "len=4;before=123456;after="))
    assert question is not None
    assert (question.kind, question.digits) == ("digits", 4)


def test_what_was_read_back_is_a_yes_or_no(book: Flowbook) -> None:
    question = question_of(book, standing("yesno"))
    assert question is not None
    assert question.kind == "yesno"
    assert meant(book, standing("yesno"), Spoken("iyeh", 0.9, (("iyeh", 0.9),)))[0] == "iyeh"

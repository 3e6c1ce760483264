"""The choice among alternatives by what the question knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import verhoeff

from assistant.registry import check_identifier
from assistant.speech.choose import READ_BACK, TAKEN, choose
from assistant.speech.recogniser import NOTHING
from assistant.understanding import expect
from tests.speech.conftest import heard

DIGITS = ["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
VALID = "8819303646"
assert check_identifier(VALID) is None


def words(digits: str) -> str:
    return " ".join(DIGITS[int(digit)] for digit in digits)


def holds(digits: str) -> bool:
    return check_identifier(digits) is None


CASES = [
    # kind, context, alternatives with their log-likelihoods, the answer, its level
    ("yesno", "", [(5, "نعم"), (-3, "لا")], "yes", "confident"),
    ("yesno", "", [(1, "نعم"), (0, "لا")], "yes", "confirm"),  # close together: read back
    ("yesno", "", [(0.1, "نعم"), (0, "لا"), (0, "[unk]")], "yes", "none"),  # closer still: by keys
    ("yesno", "", [(1, "نعم"), (0.9, "إييه"), (0.5, "لا")], "yes", "confirm"),  # two words, one meaning
    ("yesno", "", [(4, "لا لا")], "no", "confident"),
    ("yesno", "", [(5, "[unk]"), (-2, "نعم")], "silence", "confident"),  # a foreign word is nothing said
    ("yesno", "", [(6, "عاود"), (0, "لا")], "repeat", "confident"),
    ("menu", "سكن|دعم|صحة", [(6, "دعم"), (1, "سكن")], "2", "confident"),
    ("menu", "سكن|دعم|صحة", [(3, "دعم"), (3, "سكن")], "2", "confirm"),
    ("menu", "سكن|دعم|صحة", [(6, "سكن دعم"), (1, "سكن")], None, "none"),  # two options are none
    ("digits", "len=4", [(5, words("1234")), (2, words("124"))], "1234", "confident"),
    ("digits", "len=4", [(5, words("124")), (2, words("1234"))], "1234", "confident"),  # four were asked for
    ("digits", "len=4", [(9, words("124")), (0, words("1234"))], None, "none"),  # too unlikely: three were said
    ("digits", "len=4", [(5, words("1934")), (4.8, words("1634"))], "1934", "confirm"),
    ("count", "children;0..15", [(5, "تلاتة"), (-4, "تناين")], "3", "confident"),
    ("identifier", "", [(5, words(VALID))], VALID, "confirm"),  # always read back
    ("identifier", "", [(5, words("8819303746")), (3, words(VALID))], VALID, "confirm"),  # the check digit knows
    ("identifier", "", [(5, words("881930364")), (3, words(VALID))], VALID, "confirm"),  # a digit was lost
    ("identifier", "", [(5, words("8819303746"))], "8819303746", "confirm"),  # the dialogue tells what is wrong
]


@pytest.mark.parametrize(("kind", "context", "alternatives", "answer", "level"), CASES)
def test_the_likeliest_answer_is_chosen(kind, context, alternatives, answer, level) -> None:
    rule = holds if kind == "identifier" else None
    choice = choose(heard(*alternatives), expect(kind, context), rule)
    assert (choice.answer.value, choice.level) == (answer, level)


def test_another_number_that_passes_is_a_rival() -> None:
    """Two numbers pass and are as likely: the confidence says so, and the other is told."""
    endings = (f"{pair:02}" for pair in range(100))
    other = next(VALID[:8] + pair for pair in endings if holds(VALID[:8] + pair) and pair != VALID[8:])
    choice = choose(heard((3, words(VALID)), (2.9, words(other))), expect("identifier"), holds)
    assert choice.answer.value == VALID
    assert 0.5 < choice.confidence < 0.6
    assert dict(choice.rivals)[other] > 0.4


def test_nothing_heard_is_silence() -> None:
    choice = choose(NOTHING, expect("yesno"))
    assert (choice.text, choice.confidence, choice.answer.value) == ("", 0.0, "silence")


def test_the_words_handed_on_are_those_that_mean_the_answer() -> None:
    choice = choose(heard((5, words("124")), (2, words("1234"))), expect("digits", "len=4"))
    assert choice.text == words("1234")


SCORES = st.floats(-20, 20)


@given(SCORES, SCORES, SCORES)
def test_confidence_is_a_share(one: float, two: float, three: float) -> None:
    choice = choose(heard((one, "نعم"), (two, "لا"), (three, "[unk]")), expect("yesno"))
    assert 0 <= choice.confidence <= 1
    assert choice.confidence + sum(share for _, share in choice.rivals) == pytest.approx(1)
    assert choice.level == "none" or choice.confidence >= READ_BACK
    assert choice.level != "confident" or choice.confidence >= TAKEN


@given(st.integers(10**8, 10**9 - 1), st.integers(0, 9), st.integers(0, 9))
def test_one_misheard_digit_is_put_right(number: int, place: int, other: int) -> None:
    """Any single exchange breaks the check digit, so that a near alternative which passes is the one meant."""
    said = f"{number}{verhoeff.calc_check_digit(str(number))}"
    misheard = said[:place] + str(other) + said[place + 1 :]
    if said[0] in "01" or misheard == said:
        return
    choice = choose(heard((2, words(misheard)), (0, words(said))), expect("identifier"), holds)
    assert choice.answer.value == said

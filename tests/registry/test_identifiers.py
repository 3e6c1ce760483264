"""Identifiers: what is sure of them, and what is only a hint. Examples: facts 1.2 and 1.3."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import verhoeff

from assistant.registry import Cnie, Identifier, IdentifierProblem, check_identifier, hints

VALID = ["3594257801", "7437586982", "4672042568", "9627348506", "6807956176", "9045792598", "6812657398", "9314016709"]


@pytest.mark.parametrize("digits", [*VALID, "2013023805"])
def test_valid(digits: str) -> None:
    assert check_identifier(digits) is None


@pytest.mark.parametrize("digits", VALID)
def test_valid_ones_raise_no_hint(digits: str) -> None:
    assert hints(digits) == ()


@pytest.mark.parametrize(
    ("digits", "problem"),
    [
        ("3594257802", IdentifierProblem.CHECK_DIGIT),
        ("5394257801", IdentifierProblem.CHECK_DIGIT),
        ("0978074217", IdentifierProblem.FIRST_DIGIT),
        ("359425780", IdentifierProblem.LENGTH),
        ("35942578011", IdentifierProblem.LENGTH),
        ("٣٥٩٤٢٥٧٨٠١", IdentifierProblem.LENGTH),
        ("", IdentifierProblem.LENGTH),
    ],
)
def test_invalid(digits: str, problem: IdentifierProblem) -> None:
    assert check_identifier(digits) is problem


@pytest.mark.parametrize(
    ("digits", "hint"),
    [
        ("5430712348", "sequence"),
        ("3659056400", "repeated_digit"),
        ("9087152879", "repeated_block"),
        ("2510846935", "even_digits"),
        ("2568317861", "restricted"),
        ("4567890123", "sequence"),
        ("2013564809", "even_digits"),
    ],
)
def test_other_filters_are_hints_and_no_refusal(digits: str, hint: str) -> None:
    """Morocco's settings are unpublished: such a number passes."""
    assert check_identifier(digits) is None
    assert hint in hints(digits)


def test_the_first_digit_is_the_registers_setting() -> None:
    assert check_identifier("0978074217", first_digits="01") is None


@given(st.integers(min_value=200_000_000, max_value=999_999_999), st.integers(0, 9), st.integers(1, 9))
def test_every_single_wrong_digit_is_noticed(base: int, place: int, shift: int) -> None:
    digits = f"{base}{verhoeff.calc_check_digit(str(base))}"
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    assert check_identifier(wrong, first_digits="0123456789") is IdentifierProblem.CHECK_DIGIT


def test_shown_by_accident_they_are_masked() -> None:
    assert repr(Identifier.parse("3594257801")) == "Identifier(********01)"
    assert repr(Cnie.parse("be 123456")) == "Cnie(******56)"
    assert str(Cnie.parse("be-12.34 56")) == "BE123456"


@pytest.mark.parametrize("text", ["", "123456", "ABC123", "BE", "ب123456"])
def test_no_card(text: str) -> None:
    with pytest.raises(ValueError, match="letters"):
        Cnie.parse(text)

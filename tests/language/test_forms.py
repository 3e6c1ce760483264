"""Values as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import FORMS, segments
from assistant.language.forms import write


@pytest.mark.parametrize(
    ("form", "value", "written"),
    [
        ("plain", "abc", "abc"),
        ("identifier", "2345678901", "234 567 8901"),
        ("masked", "2345678901", "********01"),
        ("masked", "01", "**"),  # too short to leave anything open
        ("cnie", "be 123456", "BE123456"),
        ("date", "1960-03-15", "15/03/1960"),
        ("datetime", "2026-11-24T10:05:00+00:00", "24/11/2026 11:05"),  # Morocco is at UTC+1
        ("datetime", "2026-02-25T10:05:00+00:00", "25/02/2026 10:05"),  # but at UTC in Ramadan
        ("datetime", "2026-11-24T10:05", "24/11/2026 10:05"),
        ("money", "250.00", "250"),
        ("money", "99.50", "99,50"),
        ("money", "100000", "100000"),
        ("score", "9.6205", "9,6205"),
        ("score", "9.62054999", "9,6205"),
        ("score", "10", "10,0000"),
        ("limit", "9.7430010", "9,743001"),
        ("limit", "9.0000000", "9"),
        ("reference", "12345678", "1234 5678"),
        ("phone", "+212612345678", "******5678"),
        ("phone_full", "+212612345678", "06 12 34 56 78"),
        ("phone_full", "+33612345678", "+33612345678"),
    ],
)
def test_written_form(form: str, value: str, written: str) -> None:
    assert write(value, form) == written


@pytest.mark.parametrize("form", ["identifier", "date", "datetime", "money", "score", "limit", "reference"])
def test_what_does_not_fit_is_written_as_it_is(form: str) -> None:
    """An argument whose slot is unknown comes as '': the person still gets an answer."""
    assert write("", form) == ""
    assert write("soon", form) == "soon"


@pytest.mark.parametrize("value", ["nan", "Infinity", "1e999999"])
def test_odd_decimals_do_not_stop_the_person(value: str) -> None:
    assert isinstance(write(value, "score"), str)


def test_quote_is_one_line_without_marks_that_reorder_it() -> None:
    assert write("  ana\n\u202emkhdamch\u2069 \x00ana ", "quote") == "ana mkhdamch ana"


def test_quote_is_cut_to_forty_characters() -> None:
    cut = write("x" * 41, "quote")
    assert cut == "x" * 37 + "..."
    assert write("x" * 40, "quote") == "x" * 40


@given(st.text(alphabet=st.characters(codec=None)), st.sampled_from(sorted(FORMS)))
def test_any_text_can_be_written_in_any_form(value: str, form: str) -> None:
    assert isinstance(write(value, form), str)


@given(st.text(alphabet=st.characters(codec=None)))
def test_a_quote_is_never_longer_and_can_always_be_stored(value: str) -> None:
    quoted = write(value, "quote")
    assert len(quoted) <= 40
    quoted.encode("utf-8")


@given(st.from_regex(r"[0-9]{4,15}", fullmatch=True), st.sampled_from(["masked", "phone"]))
def test_hidden_digits_stay_hidden_and_cost_no_more_than_plain_ones(digits: str, form: str) -> None:
    hidden = write(digits, form)
    assert sum(char.isdigit() for char in hidden) <= (2 if form == "masked" else 4)
    assert segments(hidden).encoding == "GSM-7"

"""Values as they are said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.language import FORMS, Bundles, Speaker
from assistant.language.aloud import Word, all_words, aloud
from assistant.language.number_words import VOICES
from assistant.understanding import expect, understand

SPEAKER = Speaker(Bundles.load(Path(__file__).parents[2] / "locales"))


def said(value: str, form: str, voice: str = "ary-Arab", *, units: bool = True) -> str:
    """Words by their ids; a rest is a bar."""
    parts = aloud(value, form, voice, units=units)
    return " ".join(part.id if isinstance(part, Word) else "|" for part in parts or ())


@pytest.mark.parametrize(
    ("form", "value", "words"),
    [
        ("identifier", "2345678901", "2 3 4 | 5 6 7 | 8 9 0 1"),  # 3-3-4, digit by digit
        ("reference", "12345678", "1 2 3 4 | 5 6 7 8"),
        ("masked", "2345678901", "ending 0 1"),
        ("masked", "01", ""),  # too short to leave anything open
        ("cnie", "be 123456", "letter-b letter-e | 1 2 3 | 4 5 6"),
        ("phone_full", "+212612345678", "0 6 | 12 | 4 and-30 | 6 and-50 | 8 and-70"),
        ("phone_full", "+33612345678", "3 | 6 and-30 | 12 | 4 and-30 | 6 and-50 | 8 and-70"),
        ("phone", "+212612345608", "ending 6 and-50 | 0 8"),
        ("date", "1960-03-15", "15 month-3 1000 and-900 and-60"),
        ("date", "15 mars", "1 5"),  # no date: at least its digits
        (
            "datetime",
            "2026-11-24T10:05:00+00:00",
            "4 and-20 month-11 2000 and-6 and-20",
        ),  # the day is enough: the SMS has the minute
        ("datetime", "2026-11-24T10:00", "4 and-20 month-11 2000 and-6 and-20"),
        ("datetime", "soon", ""),
        ("time", "09:00", "9 of-morning"),
        ("time", "17:30", "5 and-half of-evening"),
        ("time", "12:15", "12 and-15 of-evening"),
        ("time", "08:45", "8 and-5 and-40 of-morning"),
        ("time", "00:20", "12 and-20 of-morning"),
        ("time", "soon", ""),
        ("money", "250.00", "200 and-50 dirham"),
        ("money", "5", "5 dirhams"),  # three to ten take the plural, and the rest does not
        ("money", "105", "100 and-5 dirhams"),
        ("money", "99.50", "9 and-90 dirham 50 centimes"),
        ("money", "x", ""),
        ("money", "NaN", ""),
        ("money", "Infinity", ""),
        ("count", "7", "7"),
        ("count", "007", "0 0 7"),
        ("score", "9.62054999", "9 point 6 2 0 | 5"),
        ("score", "10", "10"),
        ("limit", "9.7430010", "9 point 7 4 3 | 0 0 1"),
        ("plain", "true", "yes"),
        ("plain", "false", "no"),
        ("plain", "150", "100 and-50"),
        ("plain", "2.5", "2 point 5"),
    ],
)
def test_darija(form: str, value: str, words: str) -> None:
    assert said(value, form) == words


@pytest.mark.parametrize(
    ("form", "value", "words"),
    [
        ("date", "1960-03-01", "first month-3 thousand 9 hundred 60"),
        ("datetime", "2026-11-24T23:30:00+00:00", "20 5 month-11 2 thousand 20 6"),  # Morocco is at UTC+1
        ("money", "1", "1 dirham"),
        ("money", "1500.05", "thousand 5 hundred dirhams 5 centimes"),
    ],
)
def test_french(form: str, value: str, words: str) -> None:
    assert said(value, form, "fr") == words


def test_an_amount_whose_text_names_the_unit_is_a_number() -> None:
    assert said("99.50", "money", units=False) == "9 and-90 point 5"


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("amount", [0, 1, 2, 3, 10, 11, 50, 150, 500, 999, 1000, 4350, 12_000])
def test_amounts_are_understood_as_themselves(voice: str, amount: int) -> None:
    words = " ".join(SPEAKER.word(voice, word) for word in said(str(amount), "money", voice).split())
    assert understand(words, expect("money", "unit=dh"), "voice").value == f"{amount}.00"


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("day", ["1960-03-15", "1999-12-31", "2000-01-01", "2024-02-29", "1971-08-11"])
def test_dates_are_understood_as_themselves(voice: str, day: str) -> None:
    words = " ".join(SPEAKER.word(voice, word) for word in said(day, "date", voice).split())
    assert understand(words, expect("date", "dob"), "voice").value == day


@pytest.mark.parametrize("voice", VOICES)
def test_identifiers_are_understood_as_themselves(voice: str) -> None:
    words = said("2798305490", "identifier", voice).replace("|", "").split()
    spoken = " ".join(SPEAKER.word(voice, word) for word in words)
    assert understand(spoken, expect("identifier"), "voice").value == "2798305490"


@pytest.mark.parametrize("value", ["a", "", "1.", ".", "1a", "٣", "-1"])
def test_a_plain_value_that_is_no_number_is_a_text(value: str) -> None:
    assert aloud(value, "plain", "fr") is None


@pytest.mark.parametrize("form", ["plain", "quote", "label", "labels", "region", "message", "receipt"])
def test_texts_are_no_values(form: str) -> None:
    assert aloud("a text", form, "fr") is None


@settings(deadline=None)
@given(st.text(), st.sampled_from(sorted(FORMS)), st.sampled_from(VOICES))
def test_nothing_fails_and_every_word_is_known(value: str, form: str, voice: str) -> None:
    parts = aloud(value, form, voice) or ()
    assert {part.id for part in parts if isinstance(part, Word)} <= all_words(voice)

"""Which locale a person is answered in, from what they write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import Detected, detect


@pytest.mark.parametrize("text", ["السلام عليكم", "بغيت نعرف IDCS ديالي", "3 دراري فالدار", "لا"])
def test_arabic_letters_are_darija_in_arabic_script(text: str) -> None:
    assert detect(text).locale == "ary-Arab"


@pytest.mark.parametrize(
    "text",
    [
        "wach 3ndi l7e9", "bghit n3ref score dyali", "7it makhdamch", "chno howa IDCS?", "3afak", "ma3reftch",
        "salam", "ok", "BE123456", "Casablanca", "menu", "la",  # unclear ones count as Darija
        "bonjour bghit n3ref dossier dyali", "l code howa 7305", "1500 dh f chher",  # French words in Darija
    ],
)  # fmt: skip
def test_darija_in_latin_letters(text: str) -> None:
    assert detect(text).locale == "ary-Latn"


@pytest.mark.parametrize(
    "text",
    [
        "bonjour", "oui", "non merci", "je veux savoir mon score", "quel est mon droit", "aide",
        "c'est quoi le RSU", "J’ai 3 enfants", "nous sommes 6 personnes à la maison",
        "mon mari ne travaille pas", "pas compris",
    ],
)  # fmt: skip
def test_french(text: str) -> None:
    assert detect(text).locale == "fr"


def test_tifinagh_is_known_as_a_script_without_a_locale() -> None:
    assert detect("ⴰⵣⵓⵍ") == Detected(None, "Tfng", 4)


@pytest.mark.parametrize("text", ["", "12", "٣", "🙂🙂", "?!", "2345678901"])
def test_without_letters_nothing_is_known(text: str) -> None:
    assert detect(text) == Detected(None, None, 0)


def test_letters_count_those_of_the_script_that_was_found() -> None:
    assert detect("سلام ok").letters == 4


def test_the_script_with_most_letters_decides() -> None:
    assert detect("IDCS ديالي").script == "Arab"
    assert detect("salam سي").script == "Latn"


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_text_is_answered(text: str) -> None:
    found = detect(text)
    assert (found.letters == 0) == (found.script is None)

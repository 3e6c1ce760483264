"""Several of a list at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding import expect, understand

LATIN = expect("choices", "tomobil|motor|dar khra|garaj|7anout")
ARABIC = expect("choices", "طوموبيل|موطور|دار خرا|گاراج|حانوت")
FRENCH = expect("choices", "voiture|moto|autre maison|garage|local")


@pytest.mark.parametrize(
    ("text", "expectation", "chosen"),
    [
        ("1 3", LATIN, "13"),
        ("13", LATIN, "13"),
        ("31", LATIN, "13"),  # in whatever order
        ("33", LATIN, "3"),
        ("1,3 w 4", LATIN, "134"),
        ("٢ و ٣", ARABIC, "23"),
        ("wa7ed w tlata", LATIN, "13"),
        ("جوج وربعة", ARABIC, "24"),
        ("tomobil w garaj", LATIN, "14"),
        ("3ndi tomobil", LATIN, "1"),
        ("ghir lmotor", LATIN, "2"),
        ("dar khra w motor", LATIN, "23"),
        ("عندي طوموبيل وحانوت", ARABIC, "15"),
        ("une voiture et une moto", FRENCH, "12"),
        ("tomobil machi garaj", LATIN, "1"),
        ("la, ghir tomobil", LATIN, "1"),
        ("0", LATIN, "0"),
        ("walo", LATIN, "0"),
        ("والو", ARABIC, "0"),
        ("la", LATIN, "0"),
        ("ma 3ndi walo", LATIN, "0"),
        ("rien", FRENCH, "0"),
        ("aucun", FRENCH, "0"),
        ("non", FRENCH, "0"),
    ],
)
def test_what_is_chosen(text, expectation, chosen):
    answer = understand(text, expectation)
    assert answer.value == chosen
    assert answer.level == "confident"


def test_all_of_it_is_read_back():
    assert (understand("kolchi", LATIN).value, understand("kolchi", LATIN).level) == ("12345", "confirm")


@pytest.mark.parametrize("text", ["16", "9", "iyeh", "ma 3ndich tomobil", "xyz", "ymken"])
def test_what_is_no_choice(text):
    assert understand(text, LATIN).value is None or understand(text, LATIN).value == "0"
    assert understand(text, LATIN).value != "1"


@pytest.mark.parametrize(
    ("text", "command"), [("ma3reftch", "dont_know"), ("3awni", "help"), ("rje3", "back"), ("bghit bnadem", "operator")]
)
def test_commands_work(text, command):
    assert understand(text, LATIN).value == command


@given(st.sets(st.integers(1, 5), min_size=1), st.sampled_from(["", " ", ", ", " w ", "-"]))
def test_any_numbers_in_any_order(chosen, joint):
    said = joint.join(map(str, sorted(chosen, reverse=True)))
    assert understand(said, LATIN).value == "".join(map(str, sorted(chosen)))

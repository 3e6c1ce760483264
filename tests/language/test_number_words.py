"""Numbers in the words that Moroccans and French speakers say, each word a recording."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.language import Bundles, Speaker
from assistant.language.number_words import MOST, VOICES, all_number_words, number_words
from assistant.understanding import expect, understand

LOCALES = Path(__file__).parents[2] / "locales"
SPEAKER = Speaker(Bundles.load(LOCALES))
RECORDED = {voice: {phrase.text for phrase in SPEAKER.phrases(voice)} for voice in VOICES}
COUNT = expect("count", "x;0..999999")


def said(number: int, voice: str) -> str:
    return " ".join(SPEAKER.word(voice, word) for word in number_words(number, voice))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"),
        (2, "2"),
        (12, "12"),
        (20, "20"),
        (21, "1 and-20"),
        (22, "2-joined and-20"),  # tnayn w 3echrin: jouj stands alone only
        (23, "3 and-20"),  # units before tens
        (99, "9 and-90"),
        (100, "100"),
        (106, "100 and-6"),
        (122, "100 and-2-joined and-20"),
        (200, "200"),
        (350, "300 and-50"),
        (1000, "1000"),
        (1960, "1000 and-900 and-60"),
        (2026, "2000 and-6 and-20"),
        (10_000, "10000"),
        (11_000, "11 thousand"),  # hdach alf: the singular again after ten
        (45_310, "5 and-40 thousand and-300 and-10"),
        (100_000, "100 thousand"),
    ],
)
def test_darija(number: int, words: str) -> None:
    assert number_words(number, "ary-Arab") == tuple(words.split())


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "zéro"),
        (17, "dix-sept"),
        (21, "vingt et un"),
        (22, "vingt deux"),
        (70, "soixante dix"),
        (71, "soixante et onze"),
        (80, "quatre-vingt"),
        (81, "quatre-vingt un"),
        (97, "quatre-vingt dix-sept"),
        (100, "cent"),
        (201, "deux cent un"),
        (1000, "mille"),
        (1999, "mille neuf cent quatre-vingt dix-neuf"),
        (2026, "deux mille vingt six"),
        (80_000, "quatre-vingt mille"),
    ],
)
def test_french(number: int, text: str) -> None:
    assert said(number, "fr") == text


@pytest.mark.parametrize("number", [MOST + 1, 12_345_678_901])
@pytest.mark.parametrize("voice", VOICES)
def test_what_is_too_large_is_read_digit_by_digit(number: int, voice: str) -> None:
    assert number_words(number, voice) == tuple(str(number))


@pytest.mark.parametrize("voice", VOICES)
def test_every_number_below_ten_thousand_is_understood_as_itself(voice: str) -> None:
    """What the line says, the line would hear: the words are those that `understanding` knows."""
    assert {n: understand(said(n, voice), COUNT, "voice").value for n in range(10_000)} == {
        n: str(n) for n in range(10_000)
    }


@settings(deadline=None)
@given(st.integers(0, MOST), st.sampled_from(VOICES))
def test_every_number_is_said_with_words_that_the_locale_has(number: int, voice: str) -> None:
    words = set(number_words(number, voice))
    assert words <= all_number_words(voice)
    assert {SPEAKER.word(voice, word) for word in words} <= RECORDED[voice]

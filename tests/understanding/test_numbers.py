"""Numbers in words as they are counted: Darija, MSA and French, each read back as the number it is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding import expect, understand

MONEY = expect("money")
DARIJA = {
    "units": ["wa7ed", "jouj", "tlata", "rb3a", "khmsa", "stta", "sb3a", "tmnya", "ts3oud"],
    "teens": ["3chra", "7dach", "tnach", "tlttach", "rb3tach", "khmstach", "sttach", "sb3tach", "tmntach", "ts3tach"],
    "tens": ["3chrin", "tlatin", "rb3in", "khmsin", "sttin", "sb3in", "tmanin", "ts3in"],
    "hundreds": ["mya", "mitin", "tltmya", "rb3mya", "khmsmya", "settmya", "sb3mya", "tmnmya", "ts3mya"],
    "thousands": ["alf", "alfayn", "telt alaf", "rb3 alaf", "khems alaf", "sett alaf", "seb3 alaf", "tmen alaf", "tse3 alaf"],
    "and": " w ",
    "unit": "dirham",
}  # fmt: skip
ARABIC = {
    "units": ["واحد", "جوج", "تلاتة", "ربعة", "خمسة", "ستة", "سبعة", "تمنية", "تسعود"],
    "teens": ["عشرة", "حداش", "طناش", "تلطاش", "ربعطاش", "خمسطاش", "سطاش", "سبعطاش", "تمنطاش", "تسعطاش"],
    "tens": ["عشرين", "تلاتين", "ربعين", "خمسين", "ستين", "سبعين", "تمانين", "تسعين"],
    "hundreds": ["مية", "ميتين", "تلتمية", "ربعمية", "خمسمية", "ستمية", "سبعمية", "تمنمية", "تسعمية"],
    "thousands": ["ألف", "ألفين", "تلت آلاف", "ربع آلاف", "خمس آلاف", "ست آلاف", "سبع آلاف", "تمن آلاف", "تسع آلاف"],
    "and": " و ",
    "unit": "درهم",
}  # fmt: skip
FRENCH = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
FRENCH_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}


def in_darija(value: int, words) -> str:
    """The number from 1 to 9,999 as it is said: thousands, hundreds, then the unit before its ten."""
    parts = []
    thousands, rest = divmod(value, 1000)
    hundreds, below = divmod(rest, 100)
    if thousands:
        parts.append(words["thousands"][thousands - 1])
    if hundreds:
        parts.append(words["hundreds"][hundreds - 1])
    if 10 <= below < 20:
        parts.append(words["teens"][below - 10])
    elif below:
        tens, unit = divmod(below, 10)
        parts += ([words["units"][unit - 1]] if unit else []) + ([words["tens"][tens - 2]] if tens else [])
    return words["and"].join(parts)


def in_french(value: int) -> str:
    """The number from 0 to 9,999 in French as it is written in full."""
    if value < 20:
        return FRENCH[value]
    if value < 100:
        ten = value // 10 * 10 - (10 if value // 10 in (7, 9) else 0)
        rest = value - ten
        joint = "-et-" if rest in (1, 11) and ten != 80 else "-"
        return FRENCH_TENS[ten] + (joint + FRENCH[rest] if rest else "s" if ten == 80 else "")
    base, name = (1000, "mille") if value >= 1000 else (100, "cent")
    count, rest = divmod(value, base)
    many = f"{in_french(count)} {name}" if count > 1 else name
    return f"{many} {in_french(rest)}" if rest else many


@pytest.mark.parametrize("words", [DARIJA, ARABIC], ids=["Arabizi", "Arabic script"])
@given(value=st.integers(1, 9_999))
def test_darija_numbers(words, value):
    answer = understand(f"{in_darija(value, words)} {words['unit']}", MONEY)
    assert answer.value == f"{Decimal(value):.2f}"


@given(value=st.integers(0, 9_999))
def test_french_numbers(value):
    answer = understand(f"{in_french(value)} dirhams", MONEY)
    assert answer.value == f"{Decimal(value):.2f}"


@given(value=st.integers(0, 9_999))
def test_french_numbers_without_hyphens(value):
    answer = understand(f"{in_french(value).replace('-', ' ')} dirhams", MONEY)
    assert answer.value == f"{Decimal(value):.2f}"


@given(pairs=st.lists(st.integers(10, 99), min_size=5, max_size=5))
def test_an_identifier_in_pairs(pairs):
    """Ten digits said as five numbers of two, the unit before its ten."""
    said = " ".join(in_darija(pair, ARABIC) for pair in pairs)
    answer = understand(said, expect("identifier"), "voice")
    assert answer.value == "".join(map(str, pairs))
    assert answer.level == "confirm"


@given(digits=st.text("0123456789", min_size=4, max_size=10))
def test_digits_one_by_one(digits):
    names = ["زيرو", *ARABIC["units"]]
    said = " ".join(names[int(digit)] for digit in digits)
    assert understand(said, expect("digits", f"len={len(digits)}"), "voice").value == digits

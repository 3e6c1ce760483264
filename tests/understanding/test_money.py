"""Money: what a number multiplies, what it counts, and what a fraction is of. A wrong sum costs more than a question."""

from __future__ import annotations

import pytest

from assistant.understanding import expect, understand

MONEY = expect("money", "unit=dh")
OF = ["d", "dyal", "dial", "de", "ديال", "د"]


def read(text: str) -> str | None:
    return understand(text, MONEY).value


@pytest.mark.parametrize("of", OF)
@pytest.mark.parametrize(
    ("number", "scale", "unit", "dirhams"),
    [
        ("tlata", "lmlayen", "santim", "30000.00"),
        ("rb3a", "lmlyoun", "frank", "40000.00"),
        ("6", "lmlayn", "santim", "60000.00"),
        ("تلاتة", "الملاين", "سنتيم", "30000.00"),
        ("sttin", "lalf", "ryal", "3000.00"),
        ("sb3a", "lalaf", "dirham", "7000.00"),
        ("خمسين", "الألف", "ريال", "2500.00"),
        ("mya", "lalf", "ryal", "5000.00"),
        ("tlata", "lmyat", "dirham", "300.00"),
    ],
)  # fmt: skip
def test_a_number_of_a_hundred_thousand_or_million_is_a_product(of, number, scale, unit, dirhams):
    """`tlata d lmlayen` as `tlata lmlayen`, and never the million alone."""
    assert read(f"{number} {of} {scale} {unit}") == dirhams
    assert read(f"{number} {of} {scale}") in (None, f"{dirhams[:1]}00.00")


@pytest.mark.parametrize("text", ["rb3a dlmlayen santim", "ربعة دالملاين سنتيم"])
def test_the_of_may_be_glued(text):
    assert read(text) == "40000.00"


@pytest.mark.parametrize("text", ["mlyounayn santim", "مليونين سنتيم", "jouj mlyoun santim"])
def test_two_millions_in_one_word(text):
    assert read(text) == "20000.00"


@pytest.mark.parametrize(
    ("text", "dirhams"),
    [("1,5 mlyoun santim", "15000.00"), ("3.5 d lmlayen frank", "35000.00"), ("mlyoun w noss santim", "15000.00"),
     ("مليون ونص سنتيم", "15000.00"), ("tlata d lmlayen w noss santim", "35000.00"), ("2,5 alf ryal", "125.00")],
)  # fmt: skip
def test_a_part_of_a_million_is_no_part_of_a_centime(text, dirhams):
    assert read(text) == dirhams


@pytest.mark.parametrize(
    "text", ["tlata w noss mlyoun santim", "noss mlyoun santim", "ربع مليون سنتيم", "rob3 mlyoun santim", "alf w noss dirham", "30 mya dirham",
             "tlatin d lmya dirham", "mlyoun d lmlayen santim"],
)  # fmt: skip
def test_a_million_behind_what_it_does_not_fit_is_asked_again(text):
    """A half or quarter of it, or a number that nobody multiplies by it."""
    assert read(text) is None


@pytest.mark.parametrize(
    "text",
    ["khmsa d drari", "3 dyal lwlad", "عندي 4 د البنات", "sb3a d nnas", "2 d lbyout", "4 d snin", "20 d nhar", "tlata d chhour", "جوج ديال البقرات",
     "2 d tonobilat", "jouj d lbotat", "5 de personnes", "wladi 4", "3omri 52", "ra9m 2", "3,5 kilo", "3 d lfatourat"],
)  # fmt: skip
def test_a_number_that_counts_something_is_no_amount(text):
    assert read(text) is None


@pytest.mark.parametrize(
    "text", ["300 d dirham", "300 d lkra", "300 dyal lma", "300 ديال التريسيتي", "300 de loyer", "300 dyal lflous", "300 d chher", "300 dyali",
             "300 f nhar", "3ndi 3 d drari w kankhelles 300", "3omri 52 w kankhelles 300 dh", "wladi 4 w lkra 300 dh"],
)  # fmt: skip
def test_what_an_amount_is_for_does_not_make_it_a_count(text):
    assert read(text) == "300.00"


@pytest.mark.parametrize(
    ("text", "dirhams"),
    [("14 alf w 300 ryal", "715.00"), ("rb3a d lalaf w 250 dh", "4250.00"), ("7 alaf w tlatmya dirham", "7300.00"), ("60 alf w 50 alf ryal", None),
     ("14 alf w 4 d drari", None), ("2 mlyoun w 30 santim", None)],
)  # fmt: skip
def test_hundreds_after_thousands_in_digits_or_words(text, dirhams):
    assert read(text) == dirhams


@pytest.mark.parametrize(
    "text", ["4 d nnas kol wa7ed 100 dh", "100 dh jouj merrat", "50 dh par personne", "كل واحد 20 درهم"]
)
def test_a_sum_to_be_worked_out_is_asked_again(text):
    assert read(text) is None


def test_a_half_glued_to_its_and():
    assert read("عشرة دراهم ونص") == "10.50"
    assert read("5 dirham wnoss") == "5.50"


def test_a_day_of_a_year_is_no_product():
    """`d alf w ts3mya …` names a year, not thousands of days."""
    born = understand("sb3a d 3 d alf w ts3mya w tmanin", expect("date", "dob"))
    assert born.value == "1980-03-07"

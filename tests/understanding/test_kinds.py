"""Kinds by example: what is read, how surely, and why something is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.understanding import (
    UnderstandingError,
    expect,
    expect_options,
    glossary_word,
    is_opt_in,
    is_opt_out,
    understand,
)

KINDS = [
    "yesno",
    "digits",
    "identifier",
    "cnie",
    "count",
    "money",
    "date",
    "region",
    "menu",
    "navigation",
    "reason",
    "phone",
    "text",
]


@pytest.mark.parametrize(
    ("kind", "context", "text", "value", "level"),
    [
        ("yesno", "", "1", "yes", "confident"),
        ("yesno", "", "٢", "no", "confident"),
        ("yesno", "", "wakhaaaa", "yes", "confident"),
        ("yesno", "", "jouj", "no", "confident"),
        ("count", "children;0..9", "la", "0", "confirm"),
        ("menu", "9ra|ma 9rach", "ma 9rach", "2", "confident"),
        ("yesno", "", "لالة فاطمة", None, "none"),
        ("digits", "len=6", "12-34-56", "123456", "confident"),
        ("identifier", "", "2798 305 490", "2798305490", "confirm"),
        ("identifier", "", "7102630821", "7102630821", "confirm"),
        ("cnie", "", "be 123456", "BE123456", "confirm"),
        ("count", "children;0..20", "tlata", "3", "confident"),
        ("count", "children;0..20", "21", None, "none"),
        ("money", "unit=dh", "250", "250.00", "confident"),
        ("money", "unit=dh", "1500", "1500.00", "confirm"),
        ("money", "unit=dh", "alf ryal", "50.00", "confirm"),
        ("date", "dob", "15 yanayer 1960", "1960-01-15", "confirm"),
        ("date", "", "28/02/2026", "2026-02-28", "confirm"),
        ("region", "", "Beni Mellal", "beni-mellal-khenifra", "confident"),
        ("region", "", "casablnca", "casablanca-settat", "confident"),
        ("region", "", "casablamca", "casablanca-settat", "confirm"),
        ("phone", "", "06 12 34 56 78", "+212612345678", "confirm"),
        ("phone", "", "00212612345678", "+212612345678", "confirm"),
        ("text", "", "  بعت الطوموبيل\x00 ", "بعت الطوموبيل", "confident"),
        ("text", "", "mowadaf", "operator", "confident"),
        ("reason", "", "smiyti mktouba ghalat", "identity", "confirm"),
        ("navigation", "", "3awed 3afak", "repeat", "confident"),
    ],
)  # fmt: skip
def test_read(kind, context, text, value, level):
    answer = understand(text, expect(kind, context))
    assert (answer.value, answer.level) == (value, level)


@pytest.mark.parametrize(
    ("kind", "context", "text", "code"),
    [
        ("identifier", "", "693634368", "too_short"),
        ("identifier", "", "64412496784", "too_long"),
        ("identifier", "", "0661234567 tilifoun", "phone_given"),
        ("identifier", "", "8043574696 wla 8043574669", "two_values"),
        ("cnie", "", "123456", "no_letters"),
        ("count", "children;0..20", "bzaf", "vague"),
        ("count", "children;0..20", "150", "out_of_range"),
        ("money", "unit=dh", "alf", "no_unit"),
        ("money", "", "100 euro", "other_unit"),
        ("money", "unit=dh;per=month", "1200 dh f l3am", "other_period"),
        ("date", "dob", "31/02/1980", "impossible_date"),
        ("date", "dob", "01/01/2031", "future_date"),
        ("date", "dob", "mars 1974", "incomplete_date"),
        ("region", "", "كازا ولا الرباط", "two_values"),
        ("yesno", "", "imken", "vague"),
        ("yesno", "", "", "silence"),
    ],
)
def test_not_read_and_why(kind, context, text, code):
    answer = understand(text, expect(kind, context))
    assert answer.reason.code == code
    assert "{" not in answer.reason.sentence()


MENU = expect_options([["my right", "حقي فالدعم", "dda3m"], ["شكاية", "chikaya"], ["رقم IDCS", "ra9m IDCS"]])


@pytest.mark.parametrize(
    ("text", "value"),
    [("2", "2"), ("٣", "3"), ("lwl", "1"), ("chikaya 3afak", "2"), ("chkaya", "2"), ("lkher", "3"), ("4", None), ("1 w 2", None),
     ("mn lwl", "restart"), ("bghit nhder m3a chi wa7ed", "operator"), ("machi 1", None)],
)  # fmt: skip
def test_menus(text, value):
    assert understand(text, MENU).value == value


def test_the_longer_label_wins():
    """'They refused me the aid' is no wish for the aid."""
    menu = expect_options([["dda3m"], ["chikaya", "refdo liya dda3m"]])
    assert understand("refdo liya dda3m", menu).value == "2"
    assert understand("bghit dda3m", menu).value == "1"
    assert understand("dda3m wla chikaya", menu).value is None


@pytest.mark.parametrize(("kind", "words"), [("count", ["tlatin", "tlemsan"]), ("yesno", ["lalla fatima", "walakin", "wlad", "blati"]),
                                             ("region", ["tapis", "azerty", "salade"])])  # fmt: skip
def test_near_words_are_not_taken(kind, words):
    """A town, a yes or a small number is not heard where a like word was said."""
    context = "children;0..9" if kind == "count" else ""
    for word in words:
        assert understand(word, expect(kind, context)).value not in (
            "yes",
            "no",
            "3",
            "fes-meknes",
            "rabat-sale-kenitra",
        )


@pytest.mark.parametrize("text", ["7bes", "حبس!", "Arrêt", "ANNULER", "قف.", "Stop SVP"])
def test_our_words_for_send_nothing_more(text):
    assert is_opt_out(text)


@pytest.mark.parametrize("text", ["stop", "we have to stop this", "7bes lia lmaكina", "annuler la demande", "1", ""])
def test_no_words_for_send_nothing_more(text):
    assert not is_opt_out(text)


def test_words_that_open_again():
    assert is_opt_in("bda")
    assert is_opt_in("سلام")
    assert not is_opt_in("zzzz")


@pytest.mark.parametrize(
    ("text", "slug"), [("chno howa IDCS?", "idcs"), ("شنو هو المؤشر", "score"), ("RSU ?", "rsu"), ("bghit dda3m", None)]
)
def test_questions_about_words(text, slug):
    assert glossary_word(text) == slug


@pytest.mark.parametrize(("kind", "context"), [("colour", ""), ("digits", "len=x"), ("count", "children;a..b")])
def test_a_context_that_makes_no_sense_is_refused(kind, context):
    with pytest.raises(UnderstandingError):
        expect(kind, context)


@given(st.text(max_size=300) | st.text("0123456789 -./+walatcinmy3ويمةأ١٢٣", max_size=60), st.sampled_from(KINDS))
@settings(max_examples=300, deadline=None)
def test_any_text_gets_an_answer(text, kind):
    contexts = {"menu": "a|b|c", "count": "children;0..9", "digits": "len=4"}
    answer = understand(text, expect(kind, contexts.get(kind, "")))
    assert (answer.value is None) == (answer.level == "none")


@pytest.mark.parametrize(
    "text", ["a" * 10_000, "1 " * 5_000, "ب" * 10_000, "wa " * 3_000, "😂" * 5_000, "\ud800" * 100]
)
def test_a_very_long_text_gets_an_answer(text):
    for kind in KINDS:
        assert understand(text, expect(kind, "a|b" if kind == "menu" else "")).reason.code


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("sept août 1981", "1981-08-07"),  # 'sept' is seven, and short for September
        ("dix-sept août mille neuf cent quatre-vingt-un", "1981-08-17"),
        ("15 sept 1970", "1970-09-15"),
        ("le sept septembre 1981", "1981-09-07"),
    ],
)
def test_a_month_that_is_a_number_too(text: str, born: str) -> None:
    assert understand(text, expect("date", "dob")).value == born


@pytest.mark.parametrize(
    ("text", "amount"),
    [("pas un dirham", "0.00"), ("pas un sou", "0.00"), ("pas un dirham, 50 ryal", None), ("pas 50 dirham", None)],
)
def test_not_one_dirham_is_none(text: str, amount: str | None) -> None:
    assert understand(text, expect("money", "unit=dh")).value == amount


def test_a_towns_own_name_is_no_misspelt_command() -> None:
    """العيون is a letter away from العون, an agent."""
    assert understand("العيون", expect("region")).value == "laayoune-sakia-el-hamra"
    assert understand("العون", expect("region")).value == "operator"

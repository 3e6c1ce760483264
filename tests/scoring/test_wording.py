"""What a lever says asks whether something is true. It never tells anybody what to declare (facts, section 6)."""

from __future__ import annotations

import re

import pytest

from assistant.language import Arg, Bundles, Message, segments
from assistant.scoring.formula import built_in, formula
from assistant.settings import Settings

bundles = Bundles.load(Settings().locales_dir)
LOCALES = ("ary-Arab", "ary-Latn", "fr")
TRUE = {"fr": r"est-ce vrai \?", "ary-Latn": r"wach s7i7\?", "ary-Arab": r"واش صحيح؟"}
COACHING = {
    "fr": r"\b(dites|dire|déclarez|déclarer|répondez|mentez|mentir|cachez|cacher|enlevez|retirez|retirer|supprimez|baissez|baisser|"
    r"réduisez|réduire|diminuez|diminuer|changez|changer|mettez|mettre|vendez|coupez|évitez|oubliez|gardez|ajoutez|il faut|vous devez)\b",
    "ary-Latn": r"\b(golo|gol|sarr7o|sre7|ktbo|jawbo|kedbo|kdeb|khebiw|khebbi|7iydo|7eydo|na9so|ne9so|n9so|beddlo|bedlo|diro|dirou|zido|"
    r"bi3o|9et3o|nsaw|khass|khasskom|lazem)\b",
    "ary-Arab": r"(?<!\w)(قولو|قول|صرحو|كتبو|جاوبو|كدبو|خبيو|خبعو|حيدو|نقصو|بدلو|ديرو|زيدو|بيعو|قطعو|نساو|خاص|خاصكم|لازم)(?!\w)",
}
"""Words that would tell a person what to say or do, in each locale."""


EXPLAINING = ("explain-", "result-heavy", "result-number", "result-structural")


def said(locale: str, *beginnings: str) -> dict[str, str]:
    """The messages as people read them, each term by its longest label."""
    ids = sorted(id for id in bundles.ids(locale) if id.startswith(beginnings))
    return {id: bundles.render(locale, Message(id, arguments(locale))) for id in ids}


def arguments(locale: str) -> dict[str, Arg]:
    labels = [f"term-{id.lower()}" for milieu in ("urban", "rural") for id in formula(milieu).terms]  # type: ignore[arg-type]
    longest = max(labels, key=lambda id: len(bundles.render(locale, Message(id))))
    terms = dict.fromkeys(("item", "first", "second", "third"), Arg(longest, "message"))
    numbers = dict.fromkeys(("before", "after", "size", "price", "score", "tadamon", "asd"), Arg("3", "count"))
    return {**terms, **numbers}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_lever_asks_whether_it_is_true(locale: str) -> None:
    """One for each kind of item, and for sets of two and three."""
    levers = said(locale, "explain-lever-")
    kinds = {item.kind.replace("_", "-") for item in built_in().corrections.items.values()}
    assert {id.removeprefix("explain-lever-") for id in levers} == {*kinds, "two", "three"}
    for id, text in levers.items():
        assert re.search(TRUE[locale], text, re.IGNORECASE), id


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_that_explains_a_score_tells_what_to_declare(locale: str) -> None:
    for id, text in said(locale, *EXPLAINING).items():
        found = re.search(COACHING[locale], text, re.IGNORECASE)
        assert not found, f"{locale} {id}: {found and found[0]}"


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr", "Dites 2 portables et le score serait sous la limite."),
        ("fr", "Il faut baisser le gaz."),
        ("ary-Latn", "Golo jouj d portablat."),
        ("ary-Arab", "نقصو من الغاز."),
        ("ary-Arab", "قولو جوج."),
    ],
)
def test_the_guard_knows_coaching_when_it_sees_it(locale: str, text: str) -> None:
    assert re.search(COACHING[locale], text, re.IGNORECASE)


@pytest.mark.parametrize("locale", LOCALES)
def test_each_explanation_fits_two_sms(locale: str) -> None:
    assert max(segments(text).count for text in said(locale, "explain-").values()) <= 2

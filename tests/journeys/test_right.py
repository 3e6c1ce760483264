"""From a score to a right, over signed HTTP with a moved clock: what decides, the appeal that names it, its receipt, its
state the next day, and the reminder three days before the limit for a refusal that is not contested yet."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.app import derived
from assistant.appeals import Receipt, find_receipt, public_key
from assistant.settings import load_settings
from tests.household import EXAMPLE_A, texts
from tests.journeys.provider import Person
from tests.town import Clock

JUST_ABOVE = {**EXAMPLE_A, "mobiles": 4, "fixed_phone": True, "telecom": 20, "gas": 70}
"""Casablanca: above 9.743001 by every reading; with 3 telephones below."""
SAID = {
    "ary-Arab": {"named": "التيليفونات", "hello": "سلام", "item": "عدد البورطابلات", "words": "عندنا غير جوج تيليفونات"},
    "ary-Latn": {"named": "tilifounat", "hello": "salam", "item": "3adad lportablat", "words": "3ndna ghir jouj d tilifounat"},
    "fr": {"named": "les téléphones", "hello": "bonjour", "item": "portables", "words": "Nous avons deux portables seulement"},
}  # fmt: skip


def told_score(person: Person) -> str:
    """A "no" that is certain comes early and without a number; who wants to know what decides answers the rest."""
    known: dict[str, Any] = {}
    *answers, last = texts(JUST_ABOVE, known=known)
    for answer in answers:
        assert person.hear(answer)
    early = "\n".join(person.write(last) + person.later())
    assert "9,7" not in early
    *answers, last = ["1", *texts(JUST_ABOVE, "full", known)]
    for answer in answers:
        assert person.hear(answer)
    return "\n".join(person.write(last) + person.later())


@pytest.mark.parametrize("locale", SAID)
def test_a_household_just_above_the_limit(person_in_time: Person, clock: Clock, tmp_path: Path, locale: str) -> None:
    said, person = SAID[locale], person_in_time
    for text in (said["hello"], "1", "1"):
        assert person.write(text)
    told = told_score(person)
    assert "9,766" in told
    assert said["item"] in told
    assert "?" in told or "؟" in told  # whether it is true, never what to say
    assert person.hear("1")  # there is a mistake
    read_back = person.hear(said["words"])
    assert said["named"] in read_back
    assert said["words"][:15] in read_back
    assert person.write("1")
    receipt = "\n".join(person.later())
    reference = re.search(r"\b(\d{4}) (\d{4})\b", receipt)
    assert reference
    key = public_key(derived(load_settings(home=tmp_path), "receipts"))
    proven = Receipt.verify(find_receipt(person.hear("1")) or "", key)
    assert proven is not None
    assert (proven.reference, proven.kind) == ("".join(reference.groups()), "correct")
    clock.now += timedelta(days=1)
    for text in (said["hello"], "4"):
        person.write(text)
    assert reference[0] in person.hear("1")
    person.write("1")
    a_refusal_of_today_is_reminded_of(person, clock, said["hello"])


def a_refusal_of_today_is_reminded_of(person: Person, clock: Clock, hello: str) -> None:
    """15 days from the notice; the person does not contest at once, and hears of it three days before the last."""
    person.hear("2")
    person.hear("2")
    today = clock.now.strftime("%d/%m/%Y")
    read_back = person.hear(today)
    assert today in read_back
    person.write("1")
    last_day = (clock.now + timedelta(days=15)).strftime("%d/%m/%Y")
    assert last_day in "\n".join(person.later())
    person.read = len(person._arrived())
    clock.now += timedelta(days=11)
    assert person._arrived()[person.read :] == []
    clock.now += timedelta(days=1, hours=2)
    assert last_day in "\n".join(person.later(30))

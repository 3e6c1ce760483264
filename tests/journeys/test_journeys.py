"""The five journeys over HTTP, signed, against the running service, in each locale: with typing mistakes, an undo,
a change of mind, and the same reply for a repeated webhook. (A pause of a day is in tests/stories, where the clock moves.)
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from assistant.app import derived
from assistant.appeals import Receipt, find_receipt, public_key
from assistant.registry import EmbeddedRegistry
from assistant.settings import load_settings
from tests.household import EXAMPLE_A, texts
from tests.journeys.conftest import Service
from tests.journeys.provider import Person
from tests.town import new_phone

SAID = {
    "ary-Arab": {"hello": "سلام", "yes": "واخا", "undo": "رجع", "casa": "الدار البيضاء", "typo": "طططط", "person": "موظف",
                 "probably": "غالبا آه", "words": "بعت الطوموبيل هادي عامين", "unknown": "ما عرفتش", "appeal": "شكاية"},
    "ary-Latn": {"hello": "salam", "yes": "wakha", "undo": "rje3", "casa": "casablanca", "typo": "tttt", "person": "mowadaf",
                 "probably": "ghaliban ah", "words": "be3t tomobil hadi 3amayn", "unknown": "ma3reftch", "appeal": "chikaya"},
    "fr": {"hello": "bonjour", "yes": "oui", "undo": "retour", "casa": "Casablanca", "typo": "zzzz", "person": "agent",
           "probably": "probablement oui", "words": "La voiture est vendue depuis deux ans", "unknown": "je ne sais pas", "appeal": "réclamation"},
}  # fmt: skip

Said = dict[str, str]


@pytest.fixture(params=sorted(SAID))
def locale(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def said(locale: str) -> Said:
    return SAID[locale]


@pytest.fixture
def person(service: Service, said: Said) -> Person:
    """Somebody new who has consented and stands at the menu."""
    person = service.person(new_phone())
    assert len("".join(person.write(said["hello"]))) > 20
    assert "1" in person.hear(said["yes"])
    return person


def test_who_asks_what_the_identifier_is_is_told(person: Person) -> None:
    person.hear("3")
    assert "10" in person.hear("1")


def test_a_number_is_checked_and_never_called_false(person: Person, said: Said) -> None:
    person.hear("3")
    person.hear("3")
    too_short = person.hear("123456789")
    assert "9" in too_short
    assert "10" in too_short
    wrong = person.hear("0123456780")
    assert "10" in wrong
    assert person.hear(said["unknown"])


def test_a_lost_number_is_found_by_the_phone_in_the_register(person: Person, locale: str, service: Service) -> None:
    """Card, birth date, the code that reached the register's phone: then the last two digits go there, and only there."""
    registry = EmbeddedRegistry(service.home / "registry.sqlite")
    found = [each for each in registry.people(20) if each.phone][sorted(SAID).index(locale)]
    own_phone = service.person(str(found.phone))
    for text in ("3", "4", found.cnie, "1", found.birth_date.strftime("%d/%m/%Y")):
        person.hear(text)
    person.write("1")
    code = re.search(r"\b\d{6}\b", "\n".join(own_phone.later()))
    assert code
    person.later()
    person.hear(code[0])
    person.write("1")
    assert f"*{found.identifier[-2:]}" in "\n".join(own_phone.later())
    assert found.identifier not in "".join(form["Body"].replace(" ", "") for form in service.api.sent)


def test_a_household_learns_what_it_may_have_a_right_to(person: Person, said: Said) -> None:
    """Example A of the facts, with a mistake taken back: 9.6205, under the ASD limit and above AMO Tadamon's."""
    person.hear("1")
    person.hear("1")
    person.hear(said["typo"])
    person.hear(said["casa"])
    person.hear("5")
    person.hear(said["undo"])
    known: dict[str, Any] = {}
    *few, last = texts(EXAMPLE_A, known=known)[2:]
    for answer in few:
        assert person.hear(answer)
    assert person.write(last)
    early = "\n".join(person.later())
    assert said["probably"] in early
    assert "9,6" not in early  # no number before everything is told
    *rest, last = ["2", *texts(EXAMPLE_A, "full", known)]
    for answer in rest:
        assert person.hear(answer)
    assert person.write(last)
    told = "\n".join(person.later())
    assert "9,6205" in told
    assert "9,743001" in told
    assert "9,3264284" in told


def test_an_appeal_gets_a_receipt_that_verifies_and_its_state_can_be_asked(
    person: Person, said: Said, service: Service
) -> None:
    person.hear(said["appeal"])
    person.hear("1")
    person.hear("4")
    person.hear("1")
    read_back = person.hear(said["words"])
    assert said["words"][:20] in read_back
    person.hear("2")
    person.hear("1")
    person.hear(said["words"] + " 2023")
    assert person.write("1")
    receipt = "\n".join(person.later())
    reference = re.search(r"\b(\d{4}) (\d{4})\b", receipt)
    assert reference
    key = public_key(derived(load_settings(home=service.home), "receipts"))
    proven = Receipt.verify(find_receipt(person.hear("1")) or "", key)
    assert proven is not None
    assert (proven.reference, proven.kind) == ("".join(reference.groups()), "correct")
    person.hear(said["hello"])
    person.hear("4")
    state = person.hear("1")
    assert reference[0] in state


def test_a_person_is_reached_from_anywhere(person: Person, said: Said, service: Service) -> None:
    person.hear("1")
    asked = person.hear("1")
    told = person.hear(said["person"])
    assert asked.splitlines()[-1] in told


def test_a_repeated_webhook_gets_the_same_reply(person: Person) -> None:
    first = person.post("3", sid=f"SM-{person.phone}")
    again = person.post("3", sid=f"SM-{person.phone}")
    assert first.content == again.content

"""What the register holds and what a person declared: a difference is offered as a ground of appeal, to them alone."""

from __future__ import annotations

import re
from typing import Any

import pytest

from assistant.registry import EmbeddedRegistry, Person
from assistant.scoring import SLOTS
from tests.household import texts
from tests.jobs.test_lookup import ask, born, code_at
from tests.town import Town, new_phone


@pytest.fixture
def alami(town: Town) -> Person:
    """The register counts one telephone too many in this household."""
    return next(each for each in town.services.registry.people(1000) if each.cnie == "ZY900001")


def truth(town: Town, person: Person) -> dict[str, Any]:
    """What the household truly declares, by the interview's slots."""
    registry = town.services.registry
    assert isinstance(registry, EmbeddedRegistry)
    told = registry.truth(person.identifier)
    answers = {slot.name.removeprefix("hh_"): told[slot.path] for slot in SLOTS if slot.path in told}
    return answers | {"head_work": "other"}  # whatever they do, in town it counts nothing


def interviewed(town: Town, phone: str, person: Person) -> str:
    """They answer the interview, end it and look their number up; gives what they are told."""
    for text in ("bonjour", "1", "1", *texts(truth(town, person)), "menu", "3", "4"):
        town.write(phone, text)
    town.arrived(str(person.phone))
    return ask(town, phone, person.cnie, born(person))


def test_a_wrong_entry_becomes_an_appeal_that_names_it(town: Town, alami: Person) -> None:
    phone = str(alami.phone)
    code = re.search(r"\b\d{6}\b", interviewed(town, phone, alami))
    assert code
    town.write(phone, code[0])
    town.arrived(phone)
    town.write(phone, "1")
    asked = "\n".join(town.arrived(phone))
    assert "les téléphones : 3. Vous avez dit : 2" in asked
    town.write(phone, "1")
    town.write(phone, "Nous avons deux portables")
    assert "2 au lieu de 3" in "\n".join(town.arrived(phone))


def test_nobody_else_hears_of_it(town: Town, alami: Person) -> None:
    """From another phone the code is right, too, and the record stays where it is."""
    other = new_phone()
    interviewed(town, other, alami)
    town.write(other, code_at(town, str(alami.phone)))
    town.arrived(other)
    town.write(other, "1")
    assert "téléphones" not in "\n".join(town.arrived(other))
    assert town.step(other) != "identifier.differs"

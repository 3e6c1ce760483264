"""A person looks themselves up while the register fails: they get a sentence and a way on, and the answer later."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from assistant.jobs import tasks
from assistant.registry import EmbeddedRegistry, Person
from assistant.registry.dci import DciRegistry
from tests.registry.mock_dci import MockDci
from tests.town import Town, new_phone


@pytest.fixture
def register_town(town: Town, client: Callable[..., DciRegistry]) -> Town:
    """The town, whose service looks people up over DCI."""
    town.services = replace(town.services, registry=client(read_seconds=1.0))
    town.services.queue.services = town.services  # type: ignore[attr-defined]
    return town


@pytest.fixture
def people(embedded: EmbeddedRegistry) -> Iterator[Person]:
    """From the far end, so that no other test looks the same person up."""
    return iter([person for person in embedded.people(1000) if person.phone][::-1])


def look_up(town: Town, person: Person) -> str:
    """Ask for this person's number from a phone that nobody knows; gives that phone."""
    phone = new_phone()
    for text in ("bonjour", "1", "3", "4", person.cnie, "1", person.birth_date.strftime("%d/%m/%Y"), "1"):
        town.write(phone, text)
    return phone


def test_the_number_comes_from_the_agencys_register(
    register_town: Town, dci: MockDci, people: Iterator[Person]
) -> None:
    person = next(people)
    phone = look_up(register_town, person)
    code = re.search(r"\b\d{6}\b", "\n".join(register_town.arrived(str(person.phone))))
    assert code
    register_town.write(phone, code[0])
    register_town.write(phone, "3")
    record = "\n".join(register_town.arrived(str(person.phone)))
    assert re.search(r"\d,\d{4}", record), record


FAULTS = [
    "slow", "closed", "500", "html", "429", "bad json", "huge", "unreadable", "wrong signature", "encrypted", "another",
    "403", "307", "err.signature.invalid", "rjct.search.too_many_records_found", "pdng",
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_register_that_fails_costs_the_person_nothing_but_time(
    register_town: Town, dci: MockDci, people: Iterator[Person], fault: str
) -> None:
    """They are told once that it takes longer; when the register is well again, the code goes out."""
    person = next(itertools.islice(people, FAULTS.index(fault) + 1, None))
    dci.fail_always(fault)
    phone = look_up(register_town, person)
    told = register_town.arrived(phone)
    assert "nous vous écrirons" in told[-1] or "Pas encore possible" in told[-1], told
    assert not [text for text in told if "Error" in text or "Traceback" in text]
    assert register_town.arrived(str(person.phone)) == []
    dci.fail()
    register_town.wait(seconds=tasks.PAUSES[0] + 1)
    assert re.search(r"\b\d{6}\b", "\n".join(register_town.arrived(str(person.phone))))


def test_a_register_that_stays_away_hands_over_to_a_person(
    register_town: Town, dci: MockDci, people: Iterator[Person]
) -> None:
    person = next(itertools.islice(people, len(FAULTS) + 2, None))
    dci.fail_always("err.request.unauthorized")
    phone = look_up(register_town, person)
    for pause in tasks.PAUSES:
        register_town.wait(seconds=pause + 1)
    told = register_town.arrived(phone)[-1]
    assert len(told) > 20
    assert "err." not in told
    with register_town.services.database.begin() as tx:
        contact = tx.contacts.find(phone)
        assert contact is not None
        assert "job_failed" in [ticket.reason for ticket in tx.tickets.list_open() if ticket.contact_id == contact.id]


def test_a_record_without_a_phone_sends_nothing_and_names_the_centre(
    register_town: Town, dci: MockDci, embedded: EmbeddedRegistry
) -> None:
    """The standard's records need not carry one: then only the centre can help, and the text before is the same for all."""
    person = next(person for person in embedded.people(1000) if person.phone is None)
    phone = look_up(register_town, person)
    assert "un code est parti" in "\n".join(register_town.arrived(phone))
    register_town.write(phone, "je ne sais pas")
    assert "Le centre peut le changer" in "\n".join(register_town.arrived(phone))

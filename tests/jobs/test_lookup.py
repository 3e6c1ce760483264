"""Looking somebody up: nothing is learnt from a caller's number alone."""

from __future__ import annotations

import itertools
import re
from datetime import timedelta

import pytest

from assistant.registry import Person
from tests.town import Town, new_phone


@pytest.fixture
def asker(town: Town) -> str:
    """Somebody at the question for the card, whose own number the register does not know."""
    phone = new_phone()
    for text in ("bonjour", "1", "3", "4"):
        town.write(phone, text)
    town.arrived(phone)
    return phone


@pytest.fixture
def people(town: Town) -> list[Person]:
    return [person for person in town.services.registry.people(200) if person.phone]


taken = itertools.count()


@pytest.fixture
def person(people: list[Person]) -> Person:
    """A person of the register whom no other test looks up."""
    return people[next(taken)]


def ask(town: Town, phone: str, cnie: str, born: str) -> str:
    """Card and birth date, each confirmed; gives what the asker is told."""
    for text in (cnie, "1", born, "1"):
        town.arrived(phone)
        town.write(phone, text)
    return "\n".join(town.arrived(phone))


def born(person: Person) -> str:
    return person.birth_date.strftime("%d/%m/%Y")


def code_at(town: Town, phone: str) -> str:
    texts = "\n".join(town.arrived(phone))
    found = re.search(r"\b(\d{6})\b", texts)
    assert found, texts
    return found[1]


def test_the_text_is_the_same_whoever_is_asked_for(town: Town, people: list[Person], person: Person) -> None:
    """A right card, a wrong card, a wrong birth date, and a person without a phone in the register."""
    unreachable = next(each for each in town.services.registry.people(1000) if each.phone is None)
    told = set()
    for cnie, day in (
        (person.cnie, born(person)),
        ("ZZ000001", born(person)),
        (people[-1].cnie, "01/01/1950"),
        (unreachable.cnie, born(unreachable)),
    ):
        phone = new_phone()
        for text in ("bonjour", "1", "3", "4"):
            town.write(phone, text)
        told.add(ask(town, phone, cnie, day))
    assert len(told) == 1


def test_the_number_goes_only_to_the_phone_in_the_register(town: Town, asker: str, person: Person) -> None:
    ask(town, asker, person.cnie, born(person))
    code = code_at(town, str(person.phone))
    town.write(asker, code)
    town.write(asker, "1")
    asked = "\n".join(town.arrived(asker))
    sent = "\n".join(town.arrived(str(person.phone)))
    assert person.identifier[-2:] in sent
    assert person.identifier not in sent.replace(" ", "")
    assert person.identifier not in asked.replace(" ", "")


def test_the_whole_number_comes_on_request(town: Town, asker: str, person: Person) -> None:
    ask(town, asker, person.cnie, born(person))
    town.write(asker, code_at(town, str(person.phone)))
    town.write(asker, "2")
    assert person.identifier in "".join(town.arrived(str(person.phone))).replace(" ", "")
    assert person.identifier not in "".join(town.arrived(asker)).replace(" ", "")


def test_a_code_lives_three_minutes(town: Town, asker: str, person: Person) -> None:
    ask(town, asker, person.cnie, born(person))
    code = code_at(town, str(person.phone))
    town.wait(seconds=181)
    town.write(asker, code)
    assert town.step(asker) == "identifier.again"


def test_five_wrong_codes_lock_for_half_an_hour(town: Town, asker: str, person: Person) -> None:
    """Even the right code is then too late, and from another phone as well."""
    ask(town, asker, person.cnie, born(person))
    code = code_at(town, str(person.phone))
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        town.write(asker, wrong)
    assert "30" in town.arrived(asker)[-1]
    other = new_phone()
    for text in ("bonjour", "1", "3", "4"):
        town.write(other, text)
    ask(town, other, person.cnie, born(person))
    town.write(other, code_at(town, str(person.phone)))
    assert "30" in "\n".join(town.arrived(other))
    town.clock.now += timedelta(minutes=31)
    for text in ("bonjour", "3", "4"):
        town.write(asker, text)
    ask(town, asker, person.cnie, born(person))
    town.write(asker, code_at(town, str(person.phone)))
    assert town.step(asker) == "identifier.which"


def test_look_ups_are_limited_for_each_number(town: Town, asker: str, people: list[Person]) -> None:
    told = ""
    for index in range(6):
        told = ask(town, asker, f"ZY90000{index}", "01/01/1960")
        if "30" in told:
            break
        for text in ("je ne sais pas", "2", "bonjour", "3", "4"):
            town.write(asker, text)
    assert "30" in told


def test_nothing_of_it_stays_in_the_slots(town: Town, asker: str, person: Person) -> None:
    ask(town, asker, person.cnie, born(person))
    town.write(asker, code_at(town, str(person.phone)))
    town.write(asker, "1")
    with town.services.database.begin() as tx:
        contact = tx.contacts.find(asker)
        assert contact is not None
        state = tx.conversations.lock(contact.id).state or b""
    assert person.cnie.encode() not in state

"""What every register must do, whichever it is: the embedded one, and the same people behind DCI, sync and async."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from assistant.registry import EmbeddedRegistry, Person, Registry, differences


@pytest.fixture(params=["embedded", "dci", "dci async"])
def registry(request: pytest.FixtureRequest) -> Registry:
    if request.param == "embedded":
        return request.getfixturevalue("embedded")
    if request.param == "dci":
        return request.getfixturevalue("client")()
    return request.getfixturevalue("async_client")


@pytest.fixture
def people(embedded: EmbeddedRegistry) -> list[Person]:
    """Those with a story, some others, and somebody without a phone."""
    some = embedded.people(12)
    return [*some, next(person for person in embedded.people(1000) if person.phone is None)]


def test_it_answers(registry: Registry) -> None:
    registry.ping()


def test_people_are_found_by_card_and_birth_date_together(registry: Registry, people: list[Person]) -> None:
    """Name, identifier and phone are the register's; a birth date that is a day off finds nobody."""
    for person in people:
        assert registry.find_person(person.cnie, person.birth_date) == person
    person = people[0]
    assert registry.find_person(person.cnie, person.birth_date + timedelta(days=1)) is None
    assert registry.find_person("ZZ000000", person.birth_date) is None


def test_a_household_is_found_by_any_members_identifier(
    registry: Registry, people: list[Person], embedded: EmbeddedRegistry
) -> None:
    """Members, size, score with its kind and day, and all that is declared: the same from every register."""
    for person in people:
        assert registry.find_household(person.identifier) == embedded.find_household(person.identifier)
    household = registry.find_household(people[0].identifier)
    assert household is not None
    assert people[0].identifier in [member.identifier for member in household.members]
    assert household.size == len(household.members) == 4
    assert (household.score, household.score_type) == (Decimal("9.7756000"), "ISE")
    assert str(household.score) == "9.7756000"
    assert household.as_of == date(2025, 3, 10)
    assert (household.milieu, household.region) == ("urban", "casablanca-settat")


def test_members_carry_what_the_register_says(registry: Registry, people: list[Person]) -> None:
    household = registry.find_household(people[0].identifier)
    assert household is not None
    head, spouse, *children = household.members
    assert head.is_head
    assert not spouse.is_head
    assert (head.birth_date, head.relationship, head.is_disabled) == (date(1985, 2, 14), "head", False)
    assert head.employment_status == "craftsman"
    assert [child.relationship for child in children] == ["child", "child"]


def test_nobody_is_found_by_an_unknown_identifier(registry: Registry) -> None:
    assert registry.find_household("0000000000") is None


def test_what_is_wrong_in_the_record_becomes_a_ground(
    registry: Registry, people: list[Person], embedded: EmbeddedRegistry
) -> None:
    """The first invented household has two phones; the register counts three."""
    household = registry.find_household(people[0].identifier)
    assert household is not None
    (found,) = differences(household, embedded.truth(people[0].identifier))
    assert (found.path, found.registered, found.declared, found.reason) == ("goods.mobiles", 3, 2, "assets")


def test_identifiers_begin_with_the_registers_own_digits(registry: Registry, people: list[Person]) -> None:
    assert all(person.identifier[0] in registry.first_digits for person in people)


def test_nothing_of_a_person_is_shown_by_accident(registry: Registry, people: list[Person]) -> None:
    person = registry.find_person(people[0].cnie, people[0].birth_date)
    household = registry.find_household(people[0].identifier)
    shown = f"{person!r} {household!r} {household.members[0]!r}" if household else ""
    hidden = (people[0].identifier, people[0].cnie, people[0].name, "1985", str(people[0].phone), "9.7756")
    assert shown
    assert not [value for value in hidden if value in shown]

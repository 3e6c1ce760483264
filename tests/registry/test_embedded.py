"""The register of invented people, and one-time codes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest
from stdnum import verhoeff

from assistant.registry import EmbeddedRegistry, RegistryUnavailableError, hash_code, new_code, same_code


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedRegistry:
    return EmbeddedRegistry(tmp_path_factory.mktemp("registry") / "registry.sqlite")


def test_nobody_real_is_in_it(registry: EmbeddedRegistry) -> None:
    people = registry.people(1000)
    assert len(people) > 300
    assert all(person.identifier[0] in "01" and verhoeff.is_valid(person.identifier) for person in people)
    assert len({person.identifier for person in people}) == len(people)


def test_some_have_no_phone(registry: EmbeddedRegistry) -> None:
    with_phone = [person for person in registry.people(1000) if person.phone]
    assert 0.7 < len(with_phone) / len(registry.people(1000)) < 0.95


def test_people_are_found_by_card_and_birth_date_together(registry: EmbeddedRegistry) -> None:
    person = registry.people(1)[0]
    assert registry.find_person(person.cnie, person.birth_date) == person
    assert registry.find_person(person.cnie, date(1900, 1, 1)) is None
    assert registry.find_person("ZZ000000", person.birth_date) is None


def test_everybody_lives_in_a_household(registry: EmbeddedRegistry) -> None:
    person = registry.people(1)[0]
    household = registry.find_household(person.identifier)
    assert household is not None
    assert person.identifier in household.members
    assert registry.find_household("0000000000") is None


def test_nothing_of_a_person_is_shown_by_accident(registry: EmbeddedRegistry) -> None:
    person = registry.people(1)[0]
    household = registry.find_household(person.identifier)
    shown = f"{person!r} {household!r}"
    hidden = (person.identifier, person.cnie, person.name, str(person.birth_date.year), str(person.phone))
    assert not [value for value in hidden if value in shown]


def test_scores_are_written_with_seven_decimals_as_the_register_does(registry: EmbeddedRegistry) -> None:
    for person in registry.people(50):
        household = registry.find_household(person.identifier)
        assert household is not None
        assert household.score is not None
        assert household.score.as_tuple().exponent == -7


def test_the_same_people_everywhere(registry: EmbeddedRegistry, tmp_path: Path) -> None:
    assert EmbeddedRegistry(tmp_path / "other.sqlite").people(50) == registry.people(50)


def test_a_broken_file_is_told_with_its_remedy(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(RegistryUnavailableError, match="remove the file"):
        EmbeddedRegistry(path).ping()


def test_codes_are_six_digits_and_bound_to_their_subject() -> None:
    codes = {new_code(Random(seed)) for seed in range(200)}
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len(codes) > 190
    kept = hash_code(b"key", "one", "123456")
    assert same_code(kept, hash_code(b"key", "one", "123456"))
    assert not same_code(kept, hash_code(b"key", "two", "123456"))
    assert not same_code(kept, hash_code(b"other", "one", "123456"))

"""The register of invented people, and one-time codes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from stdnum import verhoeff

from assistant.registry import EmbeddedRegistry, RegistryUnavailableError, hash_code, new_code, same_code


def test_nobody_real_is_in_it(embedded: EmbeddedRegistry) -> None:
    people = embedded.people(1000)
    assert len(people) > 300
    assert all(person.identifier[0] in "01" and verhoeff.is_valid(person.identifier) for person in people)
    assert len({person.identifier for person in people}) == len(people)


def test_some_have_no_phone(embedded: EmbeddedRegistry) -> None:
    with_phone = [person for person in embedded.people(1000) if person.phone]
    assert 0.7 < len(with_phone) / len(embedded.people(1000)) < 0.95


def test_scores_are_written_with_seven_decimals_as_the_register_does(embedded: EmbeddedRegistry) -> None:
    for person in embedded.people(50):
        household = embedded.find_household(person.identifier)
        assert household is not None
        assert household.score is not None
        assert household.score.as_tuple().exponent == -7


def test_without_a_formula_nobody_has_a_score(tmp_path: Path) -> None:
    """The register computes none itself: it is given the formula."""
    plain = EmbeddedRegistry(tmp_path / "plain.sqlite")
    household = plain.find_household(plain.people(1)[0].identifier)
    assert household is not None
    assert household.score is None


def test_a_file_of_an_older_version_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with closing(sqlite3.connect(path)) as old:
        old.executescript("CREATE TABLE people (identifier TEXT); PRAGMA user_version = 1")
    assert len(EmbeddedRegistry(path).people(10)) == 10


def test_the_same_people_everywhere(embedded: EmbeddedRegistry, tmp_path: Path) -> None:
    assert EmbeddedRegistry(tmp_path / "other.sqlite").people(50) == embedded.people(50)


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

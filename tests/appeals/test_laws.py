"""Whatever anybody tries, in whatever order: an appeal moves only as the table allows, and only once for each look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from random import Random
from typing import Any, get_args

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.appeals import (
    KINDS,
    Actor,
    Draft,
    MovedMeanwhileError,
    MoveNotAllowedError,
    State,
    allowed,
    escalate,
    file_appeal,
    move,
    standing_of,
)
from assistant.storage import Cipher, Database

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TRIES = st.tuples(st.sampled_from(get_args(Actor)), st.sampled_from((*get_args(State), "next way")), st.integers(0, 3))
"""Who, to which state, and how old a look at the appeal the decision rests on."""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("laws") / "haqqi.sqlite"
    made = Database(f"sqlite:///{path}", Cipher([Fernet.generate_key().decode()], b"a secret of thirty-two bytes yes"))
    made.migrate()
    yield made
    made.close()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(KINDS), tries=st.lists(TRIES, max_size=25), seed=st.integers())
def test_no_sequence_leaves_the_table(database: Database, kind: str, tries: list[Any], seed: int) -> None:
    with database.begin() as tx:
        person = tx.contacts.get_or_create("somebody", NOW).id
        looks = [file_appeal(tx, person, Draft(kind, "", ""), NOW, Random(seed), b"a key").appeal]
        for actor, state, age in tries:
            look = looks[-1 - min(age, len(looks) - 1)]
            try:
                if state == "next way":
                    looks.append(escalate(tx, standing_of(tx, look, NOW.date()), actor, NOW))
                else:
                    looks.append(move(tx, look, state, actor, NOW))
            except (MoveNotAllowedError, MovedMeanwhileError):
                continue
        kept = tx.appeals.get_by_reference(looks[0].filing.reference)
        history = tx.appeals.history(looks[0].id)
    assert kept == looks[-1]
    assert [step.state for step in history] == [look.state for look in looks]
    for before, after in pairwise(history):
        assert after.state in allowed(before.state, after.actor)  # type: ignore[arg-type]

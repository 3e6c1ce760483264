"""Scoring as a job: once for each request, with its inputs, and what changed since the last time."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from assistant.jobs import tasks
from assistant.storage import Assessment
from tests.household import EXAMPLE_A, texts
from tests.town import Town, new_phone


@pytest.fixture
def phone(town: Town) -> str:
    number = new_phone()
    for text in ("bonjour", "1"):
        town.write(number, text)
    town.arrived(number)
    return number


def answer_all(town: Town, phone: str, truth: dict[str, Any], *, again: bool = False) -> str:
    """The whole interview, from the menu; gives what is told at its end."""
    known: dict[str, Any] = {}
    for text in ("1", *(["2"] if again else []), *texts(truth, known=known)):
        town.write(phone, text)
    if rest := texts(truth, "full", known):
        for text in ("2", *rest):
            town.arrived(phone)
            town.write(phone, text)
    return "\n".join(town.arrived(phone))


def kept(town: Town, phone: str) -> tuple[Assessment, ...]:
    with town.services.database.begin() as tx:
        contact = tx.contacts.find(phone)
        assert contact is not None
        return tx.assessments.get_for_contact(contact.id)


def test_an_estimate_is_kept_with_its_inputs_and_the_formulas_version(town: Town, phone: str) -> None:
    assert "9,6205" in answer_all(town, phone, dict(EXAMPLE_A))
    whole, early = kept(town, phone)
    assert whole.formula == "rsu-urban 2021-07-28"
    assert msgspec.json.decode(whole.inputs)["hh_mobiles"] == 2
    assert msgspec.json.decode(whole.result)["score"].startswith("9.6205")
    assert msgspec.json.decode(early.result)["said"] == {"asd": "probable", "tadamon": "not_eligible"}


def test_the_same_request_twice_is_one_estimate_and_one_message(town: Town, phone: str) -> None:
    answer_all(town, phone, dict(EXAMPLE_A))
    before = len(kept(town, phone))
    for job_id in range(1, 400):  # every row of the outbox, done already, is asked for once more
        tasks.do_job(town.services, job_id)
    town.settle()
    assert len(kept(town, phone)) == before
    assert town.arrived(phone) == []


def test_what_changed_since_the_last_time_is_told(town: Town, phone: str) -> None:
    answer_all(town, phone, dict(EXAMPLE_A))
    for text in ("4", "menu"):
        town.write(phone, text)
    told = answer_all(town, phone, {**EXAMPLE_A, "mobiles": 1}, again=True)
    assert "9,5689" in told  # example B of the facts
    assert "Ce qui a changé le score : les téléphones portables" in told


def test_nothing_is_said_of_changes_where_nothing_changed(town: Town, phone: str) -> None:
    answer_all(town, phone, dict(EXAMPLE_A))
    for text in ("4", "menu"):
        town.write(phone, text)
    assert "changé" not in answer_all(town, phone, dict(EXAMPLE_A), again=True)

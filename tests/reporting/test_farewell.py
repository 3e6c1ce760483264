"""Whom the two short questions at the end are put to, and whom not."""

from __future__ import annotations

import pytest

from assistant.jobs import action_table
from assistant.jobs.actions import at_once
from tests.reporting.conftest import APPEAL, URBAN, Visitor


def asked(visitor: Visitor) -> list[str]:
    """The farewell's messages that were said, in order."""
    said = [str(event.data.get("id", "")) for event in visitor.log if event.kind == "said"]
    return [id for id in said if id.startswith("farewell-")]


def test_after_an_estimate_that_finds_a_right_both_are_asked(visitor):
    visitor.says("1", *URBAN, "4", "1", "2")
    assert asked(visitor) == ["farewell-helped", "farewell-before", "farewell-thanks"]


def test_after_an_estimate_that_finds_none_only_how_it_was(visitor, monkeypatch):
    """The second question would say that something is missed."""
    above = {"score": "11.5", "structural": False, "asd": "not_eligible", "tadamon": "not_eligible"}
    monkeypatch.setitem(action_table.ACTIONS, "assess", lambda *_: at_once(above))  # type: ignore[arg-type]
    visitor.says("1", *URBAN, "4", "1")
    assert asked(visitor) == ["farewell-helped", "farewell-thanks"]
    assert [visit.outcome for visit in visitor.visits] == ["not_eligible"]


def test_after_an_appeal_only_how_it_was(visitor):
    """What it is about tells the reason already."""
    visitor.says("2", *APPEAL, "1")
    assert asked(visitor) == ["farewell-helped", "farewell-thanks"]


def test_whom_it_did_not_help_a_person_is_offered(visitor):
    visitor.says("3", "1", "3")
    assert visitor.town.step(visitor.phone) == "offer.wanted"
    visitor.says("1")
    assert visitor.town.step(visitor.phone) == ""


@pytest.mark.parametrize(
    "texts",
    [
        ("4", "4", "1", "1", "1"),  # practice: the identifier explained
        ("4", "2", "1"),  # the centre and its papers
        ("3", "3", "arret"),  # stopped in the middle
        ("3", "menu"),  # left
    ],
)
def test_who_practised_asked_a_small_thing_stopped_or_left_is_not_asked(visitor, texts):
    visitor.town.arrived(visitor.phone)
    visitor.says(*texts)
    assert asked(visitor) == []
    assert "vous a aidé" not in "\n".join(visitor.town.arrived(visitor.phone))


def test_after_a_stop_and_a_return_it_is_not_asked_again(visitor):
    visitor.says("3", "1", "arret", "bda")
    assert asked(visitor) == ["farewell-helped", "farewell-helped"]  # the question that stood, as any other
    visitor.says("1", "bonjour", "3", "1")
    assert asked(visitor)[2:] == ["farewell-thanks"]

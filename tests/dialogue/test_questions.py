"""Questions that choose several of a list, take another kind of answer too, or keep that somebody does not know; and what
follows from the slots."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.dialogue import Flowbook, load_flows
from assistant.dialogue.check import Checker
from assistant.dialogue.flow import Ask
from tests.dialogue.conftest import FLOWS, PlainWords, Talk, write_flows

HOUSE = """
    flow: menu
    version: 1
    start: next
    repair: {attempts: 3, then: offer}
    steps:
      next:
        derive: following
        branch:
          - {if: {slot: following, equals: things}, next: things}
          - {if: {slot: following, equals: band}, next: band}
        else: copy
      things: {ask: house-things, kind: choices, choices: [car, garage, shop], save: things, next: next, unknown: next}
      band:
        ask: house-band
        kind: menu
        options: {low: next, high: next}
        also: {kind: money, context: "unit=dh", save: amount}
        save: band
        next: next
        unknown: next
      copy: {say: house-copied, set: {kept: {slot: things}, gone: {slot: nothing}}, next: end}
      end: {end: true}
"""
WORDS = {
    "car": ("car", "tomobil"),
    "garage": ("garage", "garaj"),
    "shop": ("shop", "7anout"),
    "low": ("little",),
    "high": ("much",),
}


class Words(PlainWords):
    def option_labels(self, id: str, option: str) -> tuple[str, ...]:
        return WORDS[option]


def following(slots: Mapping[str, object], on: date) -> dict[str, str | int | bool]:
    """What is not known yet, in order; the day is handed in."""
    missing = [
        name for name, known in (("things", {"things"}), ("band", {"band", "amount"})) if known.isdisjoint(slots)
    ]
    return {"following": missing[0] if missing else "done", "asked_on": on.isoformat()}


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    flows = write_flows(tmp_path, {**FLOWS, "menu": HOUSE})
    talk = Talk(Flowbook(load_flows(flows), Words(), derivations={"following": following}))
    talk.say("salam")
    assert talk.say("1") == ["house-things"]
    return talk


def test_several_are_chosen_and_kept_in_order(talk: Talk) -> None:
    assert talk.say("3 1") == ["house-band"]
    assert talk.slots["things"] == "car,shop"


def test_none_of_them(talk: Talk) -> None:
    talk.say("0")
    assert talk.slots["things"] == "none"


def test_what_was_guessed_is_read_back(talk: Talk) -> None:
    assert talk.say("kolchi") == ["confirm-choices"]
    talk.say("ah")
    assert talk.slots["things"] == "car,garage,shop"


def test_a_number_that_is_not_offered_is_said_so(talk: Talk) -> None:
    assert talk.say("7") == ["invalid-choices-out_of_range"]


def test_who_does_not_know_is_not_asked_again(talk: Talk) -> None:
    assert talk.say("ma3reftch") == ["house-band"]
    assert talk.slots["things"] == "unknown"
    assert talk.say("rje3") == ["house-things"]
    assert "things" not in talk.slots


def test_an_amount_is_taken_where_a_band_was_asked_for(talk: Talk) -> None:
    talk.say("1")
    assert talk.say("120 dh") == ["house-copied"]
    assert talk.slots["amount"] == "120.00"
    assert "band" not in talk.slots


def test_a_dear_amount_is_read_back_first(talk: Talk) -> None:
    talk.say("1")
    assert talk.say("1500 dh") == ["confirm-money"]
    talk.say("ah")
    assert talk.slots["amount"] == "1500.00"


def test_a_band_is_a_band(talk: Talk) -> None:
    talk.say("1", "2")
    assert talk.slots["band"] == "high"


def test_a_slot_is_copied_where_it_is_known(talk: Talk) -> None:
    talk.say("1", "2")
    assert talk.slots["kept"] == "car"
    assert "gone" not in talk.slots
    assert talk.slots["asked_on"] == "2026-03-01"


def test_back_takes_what_followed_back_too(talk: Talk) -> None:
    before = talk.slots
    talk.say("1")
    talk.say("rje3")
    assert talk.slots == before


def test_a_derivation_that_does_not_exist_is_told(tmp_path: Path) -> None:
    folder = write_flows(tmp_path, {**FLOWS, "menu": HOUSE})
    found = [problem.text for problem in Checker.of(folder, Words(), ["assess"], ["other"]).problems()]
    assert any("nothing derives 'following'" in text for text in found)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ({"kind": "choices", "next": "a"}, "two or more"),
        ({"kind": "choices", "choices": ["one"], "next": "a"}, "two or more"),
        ({"kind": "yesno", "choices": ["one", "two"], "next": "a"}, "belong to kind: choices"),
        ({"kind": "yesno", "unknown": "a", "next": "a"}, "needs 'save'"),
        (
            {"kind": "menu", "options": {"x": "a", "y": "a"}, "also": {"kind": "money", "save": "z"}},
            "'next' is missing",
        ),
    ],
)
def test_a_question_that_cannot_work_does_not_load(step: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Ask.model_validate({"ask": "x", **step})

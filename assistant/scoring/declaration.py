"""From what the interview gathered to the declaration that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import ValidationError

from assistant.scoring.errors import ScoringError
from assistant.scoring.formula import built_in, formula
from assistant.scoring.household import Household, Milieu
from assistant.scoring.possible import spans
from assistant.scoring.questions import BAND, UNKNOWN, Answers, milieu_of
from assistant.scoring.slots import SLOTS, Scalar
from assistant.scoring.terms import FACTS

PREFIX = "hh_"


def answers_from_slots(slots: Mapping[str, Scalar]) -> Answers:
    """What the interview knows, from a conversation's slots; those of other matters are left aside."""
    money = {slot.name for slot in SLOTS if slot.kind == "money"}
    return {
        name.removeprefix(PREFIX): float(value)
        if name in money and value != UNKNOWN
        else int(str(value)[1:])
        if name.endswith(BAND) and value != UNKNOWN
        else value
        for name, value in slots.items()
        if name.startswith(PREFIX)
    }


def household_from_slots(slots: Mapping[str, Scalar]) -> Household:
    """The declaration that the answers make, with what follows from them; what is not known stays open.

    Of what a list names, a number is told only where the formula asks for no more than whether there is one.
    Raises ScoringError where milieu, region or size is missing, or an answer is out of bounds.
    """
    declared: dict[str, Any] = {}
    following = _following(slots)
    for slot in SLOTS:
        value = slots.get(slot.name, UNKNOWN)
        if value == UNKNOWN:
            value = following.get(slot.name, UNKNOWN)
        if value != UNKNOWN:
            _put(declared, slot.path, Decimal(str(value)) if slot.kind == "money" else value)
    try:
        return Household.model_validate(declared)
    except ValidationError as error:
        fault = error.errors()[0]
        raise ScoringError(f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}") from error


def _following(slots: Mapping[str, Scalar]) -> dict[str, Scalar]:
    """What was not asked because it follows: from a list, or because nothing else is left."""
    if not {"hh_milieu", "hh_size"} <= slots.keys():
        return {}
    answers = answers_from_slots(slots)
    milieu, following = milieu_of(answers), dict[str, Scalar]()
    possible = spans(built_in(), milieu, answers)
    for slot in SLOTS:
        span = possible.get(slot.name.removeprefix(PREFIX))
        if span is None or slot.kind == "money":
            continue
        if span.low == span.high:
            following[slot.name] = bool(span.low) if slot.kind == "yesno" else int(span.low)
        elif span.low == 1 and slot.path in _whether_only(milieu):
            following[slot.name] = 1
    return following


@cache
def _whether_only(milieu: Milieu) -> frozenset[str]:
    """The counted items of which this formula only asks whether there is one."""
    facts = [FACTS[term.fact] for term in formula(milieu).terms.values()]
    return frozenset(fact.path for fact in facts if fact.rule == "some")


def _put(declared: dict[str, Any], path: str, value: object) -> None:
    *parts, name = path.split(".")
    for part in parts:
        declared = declared.setdefault(part, {})
    declared[name] = value

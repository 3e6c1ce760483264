"""Conditions of a branch: data, never code to evaluate."""

from __future__ import annotations

from collections.abc import Mapping
from operator import ge, gt, le, lt

from assistant.dialogue.flow import AllOf, AnyOf, Comparison, Condition, InCall, Scalar


def holds(condition: Condition, slots: Mapping[str, Scalar], *, called: bool = False) -> bool:
    """Whether the condition is true of the slots, and of the turn: `called`, in a call. A comparison with an unknown
    slot is false."""
    if isinstance(condition, Comparison):
        return _compares(condition, slots.get(condition.slot))
    if isinstance(condition, AllOf):
        return all(holds(part, slots, called=called) for part in condition.all)
    if isinstance(condition, AnyOf):
        return any(holds(part, slots, called=called) for part in condition.any)
    if isinstance(condition, InCall):
        return condition.called is called
    return not holds(condition.negated, slots, called=called)


def _compares(comparison: Comparison, value: Scalar | None) -> bool:
    if comparison.known is not None:
        return (value is not None) is comparison.known
    if value is None:
        return False
    if comparison.equals is not None:
        return value == comparison.equals
    if comparison.one_of is not None:
        return value in comparison.one_of
    return isinstance(value, int) and _within(comparison, value)


def _within(comparison: Comparison, value: int) -> bool:
    relations = ((lt, comparison.less), (le, comparison.at_most), (gt, comparison.more), (ge, comparison.at_least))
    return all(relation(value, limit) for relation, limit in relations if limit is not None)

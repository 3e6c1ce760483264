"""Which declared items a person can contest, by the interview's slots."""

from __future__ import annotations

from assistant.scoring.formula import built_in
from assistant.scoring.slots import SLOTS

TELLABLE = ("yes_no", "count", "amount")
"""Kinds of items whose two values can be said in an SMS."""


def correctable(path: str) -> str | None:
    """The slot (without `hh_`) of an item that may be recorded wrongly and whose value can be told; None for others."""
    item = built_in().corrections.items.get(path)
    if item is None or item.kind not in TELLABLE:
        return None
    return next(slot.name.removeprefix("hh_") for slot in SLOTS if slot.path == path)

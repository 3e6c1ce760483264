"""What a household's record tells, in the words of a declaration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.registry.port import Member, Value

BANDS = {"members.aged_19_29": (19, 29), "members.aged_30_59": (30, 59), "members.aged_60": (60, 200)}


def told(
    members: Sequence[Member], size: int | None, as_of: date | None, items: Mapping[str, Value]
) -> Mapping[str, Value]:
    """Everything the record tells, by path: what follows from the members, then `items`, which it says itself.

    Members are counted only where the list is whole, and ages only where every birth date is known: a count from
    half a list would look like a difference that nobody has.
    """
    known: dict[str, Value] = {} if size is None else {"size": size}
    if members and size in (None, len(members)):
        known["size"] = len(members)
        known |= _ages(members, as_of) | _disabled(members)
    return known | dict(items)


def flat(nested: Mapping[str, Any]) -> dict[str, Value]:
    """A nested declaration by path; what is None is left out."""
    return dict(_entries(nested, ""))


def age(born: date, on: date) -> int:
    """Whole years on that day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _entries(nested: Mapping[str, Any], before: str) -> Iterator[tuple[str, Value]]:
    for name, value in nested.items():
        if isinstance(value, Mapping):
            yield from _entries(value, f"{before}{name}.")
        elif value is not None:
            yield f"{before}{name}", value


def _ages(members: Sequence[Member], on: date | None) -> dict[str, Value]:
    known: dict[str, Value] = {}
    ages = [age(member.birth_date, on) for member in members if on and member.birth_date]
    if on and len(ages) == len(members):
        known |= {path: sum(low <= years <= high for years in ages) for path, (low, high) in BANDS.items()}
    heads = [member.birth_date for member in members if member.is_head]
    if on and len(heads) == 1 and heads[0]:
        known["head.age"] = age(heads[0], on)
    return known


def _disabled(members: Sequence[Member]) -> dict[str, Value]:
    if any(member.is_disabled is None for member in members):
        return {}
    return {"members.disabled": sum(bool(member.is_disabled) for member in members)}

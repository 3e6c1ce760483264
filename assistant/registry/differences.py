"""Where the register's record and a person's own declaration disagree: each is a possible ground of appeal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

import yaml

from assistant.registry.port import Household, Value

OTHER = "other"


@dataclass(frozen=True, slots=True, repr=False)
class Difference:
    """One entry: its path in the declaration, both values, and the reason of the appeal that would name it."""

    path: str
    registered: Value
    declared: Value
    reason: str


def differences(record: Household, declared: Mapping[str, Value]) -> tuple[Difference, ...]:
    """Every entry that both tell and that is not the same, in the declaration's order.

    What only one of them tells is no difference: neither a register nor a person need tell everything.
    """
    known = record.declared
    return tuple(
        Difference(path, known[path], value, reason(path))
        for path, value in declared.items()
        if path in known and _plain(known[path]) != _plain(value)
    )


def reason(path: str) -> str:
    """The ground of appeal of an entry."""
    parts = path.split(".")
    starts = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((_grounds()[start] for start in starts if start in _grounds()), OTHER)


def _plain(value: Value) -> Decimal | str:
    """Numbers by their worth, whatever they were written as; words without their case."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    return number if number.is_finite() else str(value).strip().casefold()


@cache
def _grounds() -> Mapping[str, str]:
    path = Path(__file__).with_name("data") / "grounds.yaml"
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))

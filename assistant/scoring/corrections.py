"""What a declared item could be instead, were it recorded wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from assistant.scoring.entries import Corrections, Item, inside
from assistant.scoring.ledger import Ledger

SIZE = "size"


def alternatives(item: Item, path: str, declared: Mapping[str, Any]) -> list[Any]:
    """The other values, nearest first; of an amount only the lowest. The item must be declared."""
    now = declared[path]
    if item.kind == "yes_no":
        return [not now]
    if item.kind == "choice":
        return [choice for choice in item.instead if choice != now]
    if item.kind == "amount":
        return [Decimal(0)] if now > 0 else []
    least = max([item.least, *_told(item.at_least, declared)])
    most = declared[SIZE] - sum(_told(item.beside, declared)) if item.beside else now + item.more
    counts = (count for count in range(least, min(most, item.most) + 1) if count != now)
    return sorted(counts, key=lambda count: abs(count - now))


def correctable(corrections: Corrections, declared: Mapping[str, Any]) -> dict[str, Item]:
    """The items that were declared and may be wrong."""
    return {path: item for path, item in corrections.items.items() if declared[path] is not None}


def nearest(ledger: Ledger, path: str, item: Item, rest: Decimal, limit: Decimal, size: int) -> Any:
    """The value nearest to the declared one with which `rest`, the other items' sum, comes inside the limit; None where
    there is none. An amount is rounded down to whole dirhams: the safe side."""
    if item.kind == "amount":
        return _amount(ledger, path, rest, limit, size)
    others = alternatives(item, path, ledger.declared)
    return next((other for other in others if inside(rest + ledger.adds(path, other, size), limit)), None)


def _amount(ledger: Ledger, path: str, rest: Decimal, limit: Decimal, size: int) -> Decimal | None:
    """What an amount adds is in proportion to it."""
    each = ledger.adds(path, Decimal(1), size)
    if each <= 0:
        return None
    highest = ((limit - rest) / each).to_integral_value(rounding=ROUND_FLOOR)
    found = min(highest, ledger.declared[path].to_integral_value(rounding=ROUND_FLOOR))
    return found if 0 <= found < ledger.declared[path] else None


def _told(paths: tuple[str, ...], declared: Mapping[str, Any]) -> list[int]:
    return [declared[path] or 0 for path in paths]

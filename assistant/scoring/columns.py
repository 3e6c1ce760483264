"""The declaration's items by their flat paths: their kinds and limits, read off the declaration's own schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from assistant.scoring.household import household_schema


@dataclass(frozen=True, slots=True)
class Column:
    """One declared item. `choices` where it is one of some words; otherwise the least and the most that is allowed."""

    path: str
    kind: Literal["yes_no", "count", "amount", "choice", "text"]
    low: int = 0
    high: int = 1
    choices: tuple[str, ...] = ()

    @property
    def answers(self) -> tuple[Any, ...]:
        """All its answers, where they are few: of a yes or no, and of a choice."""
        return (False, True) if self.kind == "yes_no" else self.choices


@cache
def columns() -> Mapping[str, Column]:
    """Every item that is declared by itself, in the order of the declaration; the list of members is none of them."""
    schema = household_schema()
    return {column.path: column for column in _flat("", schema, schema["$defs"])}


def _flat(before: str, shape: Mapping[str, Any], defined: Mapping[str, Any]) -> Iterator[Column]:
    for name, each in shape["properties"].items():
        told = _told(each, defined)
        if told.get("type") == "object":
            yield from _flat(f"{before}{name}.", told, defined)
        elif told.get("type") != "array":
            yield _column(before + name, told)


def _told(shape: Mapping[str, Any], defined: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a property may be when it is not null; a reference followed."""
    while "$ref" in shape or "anyOf" in shape:
        shape = defined[shape["$ref"].rsplit("/", 1)[1]] if "$ref" in shape else shape["anyOf"][0]
    return shape


def _column(path: str, told: Mapping[str, Any]) -> Column:
    if "enum" in told:
        return Column(path, "choice", choices=tuple(told["enum"]))
    kinds: Mapping[str, Any] = {"boolean": "yes_no", "integer": "count", "number": "amount", "string": "text"}
    kind = kinds[told["type"]]
    if kind in ("yes_no", "text"):
        return Column(path, kind)
    return Column(path, kind, int(told["minimum"]), int(told["maximum"]))

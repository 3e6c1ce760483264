"""The formulas and programmes: dated data, checked when it is read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.scoring.errors import ScoringError
from assistant.scoring.household import Milieu

DATA = Path(__file__).with_name("data")
Confidence = Literal["V", "V1", "V2", "U"]
T = TypeVar("T")


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Term(Part):
    """One term: which fact it takes, and what one unit of it adds. `readings`: what disagreeing sources say."""

    fact: str
    kind: Literal["yes_no", "count", "years", "share", "dirhams_a_head_a_year"]
    coefficient: Decimal
    confidence: Confidence
    readings: dict[str, Decimal] = {}


class Formula(Part):
    """One milieu's formula; `effective` is the day from which it holds."""

    milieu: Milieu
    version: str
    effective: date
    constant: Decimal
    confidence: Confidence
    terms: dict[str, Term]

    @property
    def name(self) -> str:
        return f"rsu-{self.milieu}"


class RegionConstants(Part):
    urban: Decimal
    rural: Decimal
    confidence: Confidence
    readings: dict[str, Decimal] = {}


class Programme(Part):
    """A programme's limit, inclusive, and the conditions beyond the score."""

    name: str
    threshold: Decimal
    effective: date
    confidence: Confidence
    conditions: tuple[str, ...]


class Band(Part):
    """AMO Achamil: what a month costs above a score."""

    above: Decimal
    dirhams: int


class Programmes(Part):
    programmes: dict[str, Programme]
    achamil: tuple[Band, ...]


class Reference(Part):
    """The household against which 'what weighed most' is said."""

    facts: dict[str, Decimal]
    never: tuple[str, ...]


class Bounds(Part):
    """The least and the most that an unknown fact is taken to be."""

    low: Decimal
    high: Decimal


@cache
def formula(milieu: Milieu) -> Formula:
    return _read(f"{milieu}.yaml", Formula)


@cache
def regions() -> dict[str, RegionConstants]:
    return _read("regions.yaml", dict[str, RegionConstants])


@cache
def programmes() -> Programmes:
    return _read("programmes.yaml", Programmes)


@cache
def reference() -> Reference:
    return _read("reference.yaml", Reference)


@cache
def bounds() -> dict[str, Bounds]:
    return _read("bounds.yaml", dict[str, Bounds])


def _read(name: str, shape: type[T]) -> T:
    """The file's content in the given shape; raises ScoringError naming file and fault."""
    try:
        content = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
        return TypeAdapter(shape).validate_python(content)
    except (OSError, yaml.YAMLError) as error:
        raise ScoringError(f"{name}: {error}") from error
    except ValidationError as error:
        fault = error.errors()[0]
        raise ScoringError(f"{name}: {'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}") from error

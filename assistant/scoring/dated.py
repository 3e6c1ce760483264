"""Dated data: an entry says where it was read, how sure it is, and from when until when it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from assistant.scoring.errors import ScoringError

Confidence = Literal["V", "V1", "V2", "U", "C", "I", "BK"]
"""As in the facts: V read in a named source, V1 one secondary source only, V2 two or more that agree, U uncertain or
disagreeing, C computed, I inferred, BK background knowledge."""


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Sourced(Part):
    source: str
    confidence: Confidence


class Dated(Sourced):
    """Holds from `since` to `until`, both included; without `until`, until a later version begins."""

    since: date = Field(alias="from")
    until: date | None = None


D = TypeVar("D", bound=Dated)
T = TypeVar("T")


def in_force(versions: Sequence[D], on: date | None) -> D | None:
    """The version that holds on that day (None: the latest there is); None where there is none.
    The versions are in the order of their first days, as `ordered` leaves them."""
    if on is None:
        return versions[-1] if versions else None
    begun = [version for version in versions if version.since <= on]
    if not begun or (begun[-1].until is not None and begun[-1].until < on):
        return None
    return begun[-1]


def ordered(where: str, versions: Iterable[D]) -> tuple[D, ...]:
    """The versions in order. Raises ScoringError where two of them hold on the same day."""
    made = tuple(sorted(versions, key=lambda version: version.since))
    for version in made:
        if version.until is not None and version.until < version.since:
            raise ScoringError(f"{where}: until {version.until} is before from {version.since}")
    for earlier, later in pairwise(made):
        if later.since == earlier.since or (earlier.until is not None and earlier.until >= later.since):
            raise ScoringError(f"{where}: two versions hold on {later.since}; end the earlier one before it")
    return made


def read(path: Path, shape: type[T]) -> T:
    """The file's content in the given shape. Raises ScoringError naming file, key and fault."""
    try:
        return TypeAdapter(shape).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ScoringError(f"{path.name}: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        fault = error.errors()[0]
        raise ScoringError(f"{path.name}: {'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}") from error

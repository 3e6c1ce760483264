"""All that the data folder holds, checked when it is read, and asked by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from assistant.scoring.dated import Dated, in_force, ordered, read
from assistant.scoring.entries import Achamil, Basis, Bounds, Constant, Formula, Programme, Reference, Region
from assistant.scoring.errors import ScoringError
from assistant.scoring.household import Milieu
from assistant.scoring.terms import FACTS

DATA = Path(__file__).with_name("data")
D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, eq=False)
class Rules:
    """Formulas, regions and programmes by name, each in the order of its versions."""

    formulas: Mapping[str, tuple[Formula, ...]]
    regions: Mapping[str, tuple[Region, ...]]
    programmes: Mapping[str, tuple[Programme, ...]]
    achamil: tuple[Achamil, ...]
    reference: Reference
    bounds: Mapping[str, Bounds]

    @classmethod
    def read(cls, folder: Path = DATA) -> Rules:
        """Raises ScoringError naming file, key and fault."""
        formulas = [_formula(path) for path in sorted((folder / "formulas").glob("*.yaml"))]
        regions = read(folder / "regions.yaml", list[Region])
        programmes = read(folder / "programmes.yaml", list[Programme])
        return cls(
            formulas=_versions("formulas", formulas, lambda each: each.milieu),
            regions=_versions("regions.yaml", regions, lambda each: each.region),
            programmes=_versions("programmes.yaml", programmes, lambda each: each.id),
            achamil=ordered("achamil.yaml", read(folder / "achamil.yaml", list[Achamil])),
            reference=read(folder / "reference.yaml", Reference),
            bounds=read(folder / "bounds.yaml", dict[str, Bounds]),
        )

    def formula(self, milieu: Milieu, on: date | None = None) -> Formula:
        """The milieu's formula on that day, or the latest. Raises ScoringError where none holds."""
        found = in_force(self.formulas.get(milieu, ()), on)
        if found is None:
            raise ScoringError(f"no {milieu} formula is in force on {on}")
        return found

    def constant(self, milieu: Milieu, region: str, on: date | None = None) -> Constant:
        """What the region adds. Raises ScoringError for a name that is none of the regions."""
        if region not in self.regions:
            raise ScoringError(f"region: '{region}' is none of {', '.join(self.regions)}")
        found = in_force(self.regions[region], on)
        if found is None:
            raise ScoringError(f"region: no constant of {region} is in force on {on}")
        made: Constant = getattr(found, milieu)
        return made

    def programmes_on(self, on: date | None = None) -> tuple[Programme, ...]:
        """The programmes that exist on that day."""
        found = (in_force(versions, on) for versions in self.programmes.values())
        return tuple(programme for programme in found if programme is not None)

    def basis(self, milieu: Milieu, region: str, on: date | None = None) -> Basis:
        """All that a household there is scored by. Raises ScoringError."""
        return _basis(self, milieu, region, on)

    def span(self, fact: str, kind: str) -> tuple[Decimal, Decimal]:
        """The least and the most that a fact of that kind may be while it is not known."""
        limits = self.bounds.get(fact) or self.bounds[kind]
        power = 2 if FACTS[fact].rule == "square" else 1
        return limits.low**power, limits.high**power


@lru_cache(maxsize=1024)
def _basis(rules: Rules, milieu: Milieu, region: str, on: date | None) -> Basis:
    return Basis(
        formula=rules.formula(milieu, on),
        region=rules.constant(milieu, region, on),
        programmes=rules.programmes_on(on),
        achamil=in_force(rules.achamil, on),
        on=on,
    )


@cache
def built_in() -> Rules:
    """The rules that come with the package."""
    return Rules.read()


def formula(milieu: Milieu, on: date | None = None) -> Formula:
    """The milieu's formula in force on that day, or the latest there is. Raises ScoringError."""
    return built_in().formula(milieu, on)


def programmes(on: date | None = None) -> tuple[Programme, ...]:
    """The programmes that exist on that day, or the latest of each."""
    return built_in().programmes_on(on)


def reference() -> Reference:
    return built_in().reference


def bounds() -> Mapping[str, Bounds]:
    return built_in().bounds


def _formula(path: Path) -> Formula:
    made = read(path, Formula)
    for id, term in made.terms.items():
        for reading in term.readings:
            if reading.fact not in FACTS:
                raise ScoringError(f"{path.name}: terms.{id}.fact: there is no fact '{reading.fact}'")
            if term.kind == "dirhams_a_head_a_year" and reading.coefficient < 0:
                raise ScoringError(f"{path.name}: terms.{id}.coefficient: spending more cannot lower a score")
    return made


def _versions(where: str, entries: Iterable[D], name: Callable[[D], str]) -> dict[str, tuple[D, ...]]:
    grouped: defaultdict[str, list[D]] = defaultdict(list)
    for entry in entries:
        grouped[name(entry)].append(entry)
    return {key: ordered(f"{where}: {key}", versions) for key, versions in grouped.items()}

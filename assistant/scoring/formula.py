"""All that the data folder holds, checked when it is read, and asked by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from assistant.scoring.columns import columns
from assistant.scoring.dated import Dated, in_force, ordered, read
from assistant.scoring.entries import (
    Achamil,
    Basis,
    Bounds,
    Constant,
    Corrections,
    Formula,
    Programme,
    Reference,
    Region,
    Term,
)
from assistant.scoring.errors import ScoringError
from assistant.scoring.household import Milieu
from assistant.scoring.terms import FACTS, PATHS

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
    corrections: Corrections
    open_ends: dict[tuple[str, date, str, int], tuple[Decimal, Decimal]] = field(default_factory=dict)
    """What open answers may add, once it was worked out: by milieu, formula's first day, item and household size."""

    @classmethod
    def read(cls, folder: Path = DATA) -> Rules:
        """Raises ScoringError naming file, key and fault."""
        formulas = [_formula(path) for path in sorted((folder / "formulas").glob("*.yaml"))]
        for milieu in {*get_args(Milieu)} - {each.milieu for each in formulas}:
            raise ScoringError(f"formulas: there is no {milieu} formula")
        regions = read(folder / "regions.yaml", list[Region])
        programmes = read(folder / "programmes.yaml", list[Programme])
        return cls(
            formulas=_versions("formulas", formulas, lambda each: each.milieu),
            regions=_versions("regions.yaml", regions, lambda each: each.region),
            programmes=_versions("programmes.yaml", programmes, lambda each: each.id),
            achamil=ordered("achamil.yaml", read(folder / "achamil.yaml", list[Achamil])),
            reference=read(folder / "reference.yaml", Reference),
            bounds=_bounds(folder / "bounds.yaml"),
            corrections=_corrections(folder / "corrections.yaml"),
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

    def answers(self, path: str, size: int) -> tuple[Any, ...]:
        """What a declared item may be while it is not known, in a household of that size."""
        return columns()[path].answers or self.bounds[path].answers(size)


@lru_cache(maxsize=1024)
def _basis(rules: Rules, milieu: Milieu, region: str, on: date | None) -> Basis:
    formula = rules.formula(milieu, on)
    fed_by: defaultdict[str, tuple[Term, ...]] = defaultdict(tuple)
    for term in formula.terms.values():
        fed_by[FACTS[term.fact].path] += (term,)
    return Basis(
        formula=formula,
        region=rules.constant(milieu, region, on),
        programmes=rules.programmes_on(on),
        achamil=in_force(rules.achamil, on),
        on=on,
        fed_by=dict(fed_by),
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
        where = f"{path.name}: terms.{id}"
        unknown = [reading.fact for reading in term.readings if reading.fact not in FACTS]
        if unknown:
            raise ScoringError(f"{where}.fact: there is no fact '{unknown[0]}'")
        if len({FACTS[reading.fact].path for reading in term.readings}) > 1:
            raise ScoringError(f"{where}.disputed: every reading must come from the same declared item")
        if term.kind == "dirhams_a_head_a_year" and min(each.coefficient for each in term.readings) < 0:
            raise ScoringError(f"{where}.coefficient: spending more cannot lower a score")
    return made


def _bounds(path: Path) -> dict[str, Bounds]:
    made = read(path, dict[str, Bounds])
    needed = {item for item in PATHS if not columns()[item].answers and item != "size"}
    if needed != set(made):
        raise ScoringError(
            f"{path.name}: {', '.join(sorted(needed ^ set(made)))}: missing, or no item that needs bounds"
        )
    return made


def _corrections(path: Path) -> Corrections:
    made = read(path, Corrections)
    told = {*made.items, *made.never}
    if told - {"milieu", "region"} != set(PATHS):
        wrong = ", ".join(sorted((told - {"milieu", "region"}) ^ set(PATHS)))
        raise ScoringError(f"{path.name}: items and never must name {wrong}, or there is no such item")
    return made


def _versions(where: str, entries: Iterable[D], name: Callable[[D], str]) -> dict[str, tuple[D, ...]]:
    grouped: defaultdict[str, list[D]] = defaultdict(list)
    for entry in entries:
        grouped[name(entry)].append(entry)
    return {key: ordered(f"{where}: {key}", versions) for key, versions in grouped.items()}

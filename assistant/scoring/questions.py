"""What the interview can ask: single questions, lists of things at once, and amounts in bands. Data, checked on load.

Answers go by the interview's slots without `hh_`: `bath: True`, `gas: 50`; the answer to a list names what there is
(`list_home: "bath,dish"`, or `none`), that to a band counts from 0 (`gas_band: 2`), and `UNKNOWN` is "I don't know".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import Field

from assistant.scoring.dated import Part, read
from assistant.scoring.errors import ScoringError
from assistant.scoring.formula import DATA
from assistant.scoring.household import Milieu
from assistant.scoring.slots import SLOTS, Slot

UNKNOWN, NONE = "unknown", "none"
LIST, BAND = "list_", "_band"
FIRST = ("milieu", "region", "size")
"""Without these there is no formula; they are always asked, and first."""
Answers = Mapping[str, str | int | float | bool]


class Likely(Part):
    """From when "probably" may be said: see the data file."""

    share: float = Field(ge=0.5, lt=1)


class Interview(Part):
    lists: dict[Milieu, dict[str, tuple[str, ...]]]
    bands: dict[str, tuple[int, ...]]
    likely: Likely


@cache
def interview() -> Interview:
    """Raises ScoringError naming file, key and fault."""
    made = read(DATA / "interview.yaml", Interview)
    for milieu, lists in made.lists.items():
        unknown = {slot for slots in lists.values() for slot in slots} - set(asked(milieu))
        if unknown:
            raise ScoringError(f"interview.yaml: lists.{milieu}: nobody is asked about {', '.join(sorted(unknown))}")
    if set(made.bands) - set(slots()):
        raise ScoringError(f"interview.yaml: bands: nobody is asked about {', '.join(set(made.bands) - set(slots()))}")
    return made


@cache
def slots() -> Mapping[str, Slot]:
    """The interview's slots by their names without `hh_`."""
    return {slot.name.removeprefix("hh_"): slot for slot in SLOTS}


@cache
def asked(milieu: Milieu) -> tuple[str, ...]:
    """The slots that this milieu's formula needs beyond the first three."""
    return tuple(name for name, slot in slots().items() if slot.milieu in ("both", milieu) and name not in FIRST)


def milieu_of(answers: Answers) -> Milieu:
    return "urban" if answers["milieu"] == "urban" else "rural"


@cache
def list_of(milieu: Milieu) -> Mapping[str, str]:
    """The list in which a slot is asked, for those that are in one."""
    return {slot: name for name, named in interview().lists[milieu].items() for slot in named}


def band_edges(slot: str) -> tuple[int, ...]:
    """Dirhams a month: 0, then the upper edge of each band."""
    return (0, *interview().bands[slot])


def band_of(slot: str, amount: float) -> int:
    """The band, counted from 0, in which an amount lies."""
    upper = interview().bands[slot]
    return next((place for place, edge in enumerate(upper) if amount <= edge), len(upper) - 1)


def named_in(answer: object) -> frozenset[str]:
    """The slots that the answer to a list names."""
    return frozenset(str(answer).split(",")) - {NONE, UNKNOWN}


def full_list(milieu: Milieu, size: int) -> tuple[str, ...]:
    """The plain questionnaire against which "fewer questions" is measured: one question for each fact of the formula.
    Who lives alone is asked neither about families nor about children."""
    alone = ("families", "children_public", "children_private") if size == 1 else ()
    return (*FIRST, *(slot for slot in asked(milieu) if slot not in alone))

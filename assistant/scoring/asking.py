"""What a flow asks of the interview: which question comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import cast

from assistant.scoring.declaration import answers_from_slots
from assistant.scoring.formula import built_in
from assistant.scoring.interview import Mode, Standing, standing
from assistant.scoring.slots import Scalar

DONE = "done"
Slots = Mapping[str, Scalar]


def interview_stands(slots: Slots, on: date) -> Standing:
    """Where the interview of a conversation stands; the slot `hh_mode` may ask for another mode than `likely`."""
    return standing(built_in(), answers_from_slots(slots), cast(Mode, slots.get("hh_mode", "likely")), on)


def next_question(slots: Slots, on: date) -> dict[str, Scalar]:
    """`hh_next`: the slot, list or band to be asked next, without `hh_`; `done` where nothing need be asked."""
    return {"hh_next": interview_stands(slots, on).question or DONE}


def warm() -> None:
    """Fit the models of the stated population now, which the first interview of a process would wait for."""
    for milieu in ("urban", "rural"):
        standing(built_in(), {"milieu": milieu, "region": "oriental", "size": 4})


DERIVATIONS: Mapping[str, Callable[[Slots, date], dict[str, Scalar]]] = {"next_question": next_question}
"""What steps of flows may derive, by name."""

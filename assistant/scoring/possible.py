"""What each open answer can still be, after what was said already: a household of two has no five telephones."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.scoring.formula import Rules
from assistant.scoring.household import Milieu
from assistant.scoring.questions import (
    BAND,
    LIST,
    UNKNOWN,
    Answers,
    asked,
    band_edges,
    interview,
    list_of,
    named_in,
    slots,
)

NOT_WORKING = ("none", "retired", "rentier")
AGES = ("aged_19_29", "aged_30_59", "aged_60")


@dataclass(frozen=True, slots=True)
class Span:
    """The least and the most that a number may be; a yes or no counts 1 or 0."""

    low: float
    high: float

    def narrowed(self, low: float = -math.inf, high: float = math.inf) -> Span:
        """No wider than both. Where the two contradict each other, what stands already is kept."""
        low, high = max(self.low, low), min(self.high, high)
        return Span(low, high) if low <= high else self


Spans = dict[str, Span]


def known(answers: Answers, slot: str) -> bool:
    return answers.get(slot, UNKNOWN) != UNKNOWN


def spans(rules: Rules, milieu: Milieu, answers: Answers) -> Spans:
    """For each slot whose answer is a number, an amount, or yes or no: what it can still be."""
    size = int(answers["size"])
    found = {slot: _span(rules, milieu, answers, slot, size) for slot in asked(milieu) if slots()[slot].kind != "menu"}
    _narrow_by_people(milieu, answers, size, found)
    return found


def _span(rules: Rules, milieu: Milieu, answers: Answers, slot: str, size: int) -> Span:
    if known(answers, slot):
        return Span(float(answers[slot]), float(answers[slot]))
    kind = slots()[slot].kind
    widest = Span(0, 1) if kind == "yesno" else Span(*rules.bounds[slots()[slot].path].ends(size))
    if kind == "money" and known(answers, slot + BAND):
        edges, band = band_edges(slot), int(answers[slot + BAND])
        return Span(edges[band], edges[band + 1])
    listed = list_of(milieu).get(slot)
    if listed and known(answers, LIST + listed):
        named = slot in named_in(answers[LIST + listed])
        return Span(1, max(1, widest.high)) if named else Span(0, 0)
    return widest


def _narrow_by_people(milieu: Milieu, answers: Answers, size: int, found: Spans) -> None:
    """People are counted once: children, adults and workers of one household cannot be more than it has members."""
    work = answers.get("head_work", UNKNOWN)
    if "working" in found and work not in (UNKNOWN, *NOT_WORKING):
        _narrow(found, "working", low=1)
        if work in ("senior_manager", "operator"):
            _narrow(found, f"{work}s", low=1)
    if milieu == "urban":
        _narrow_adults(size, found)
    else:
        _narrow_each(found, AGES, size)
        _narrow(found, "higher_diploma", high=found["literate"].high)
        _narrow(found, "literate", low=found["higher_diploma"].low)


def _narrow_adults(size: int, found: Spans) -> None:
    pupils, grown = ("children_public", "children_private"), ("no_diploma", "technical")
    adults = size - sum(found[slot].low for slot in pupils)
    _narrow_each(found, grown, adults)
    _narrow(found, "working", high=adults)
    _narrow_each(found, ("operators", "senior_managers"), found["working"].high)
    _narrow(found, "working", low=found["operators"].low + found["senior_managers"].low)
    fewest = max(1, found["working"].low, sum(found[slot].low for slot in grown))
    _narrow_each(found, pupils, size - fewest)


def _narrow_each(found: Spans, together: Iterable[str], most: float) -> None:
    """Slots that count different people, of whom there are at most so many."""
    names = tuple(together)
    least = sum(found[slot].low for slot in names)
    for slot in names:
        _narrow(found, slot, high=most - least + found[slot].low)


def _narrow(found: Spans, slot: str, low: float = -math.inf, high: float = math.inf) -> None:
    found[slot] = found[slot].narrowed(low, high)


def choices(answers: Answers, slot: str, size: int, every: Iterable[str]) -> tuple[str, ...]:
    """The options that the answer to a menu can still be, of `every` one."""
    if known(answers, slot):
        return (str(answers[slot]),)
    if slot == "families":
        return tuple(each for each in every if each != "couple_or_alone" or size <= 2)
    return tuple(every)


def lists_of(milieu: Milieu) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Each list question with the slots that it asks for."""
    return ((LIST + name, named) for name, named in interview().lists[milieu].items())

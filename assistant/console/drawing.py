"""A flow as a small drawing: steps as dots in columns by how far they are from the start, the way taken, the place.

The page draws it as SVG; here are only places. Pure: the same flow gives the same drawing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from assistant.dialogue.check import targets
from assistant.dialogue.flow import Ask, Branch, Call, End, Flow, Handoff, Run, Step

GAP = 26
"""Units between two columns or rows."""
EDGE = 16
MOST_ROWS = 6
"""Steps above each other; a step from which dozens follow makes several columns."""
KINDS: Mapping[type[Step], str] = {
    Ask: "ask", Branch: "branch", Run: "run", Call: "call", Handoff: "handoff", End: "end",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dot:
    """A step. `state` is here, passed or ahead."""

    step: str
    kind: str
    x: int
    y: int
    state: str


@dataclass(frozen=True, slots=True)
class Line:
    """A way from one step to another, as an SVG path; `passed` where both ends were visited."""

    path: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]


def draw(flow: Flow, here: str, passed: Collection[str], *, mirrored: bool = False) -> Drawing:
    """The drawing of a flow for somebody who stands at `here` and was at `passed`; `mirrored` for right-to-left."""
    parents = _parents(flow)
    columns = _columns(flow.start, parents)
    places = {
        step: (_x(at, len(columns), mirrored), EDGE + row * GAP)
        for at, column in enumerate(columns)
        for row, step in enumerate(column)
    }
    been = {*passed, here} | {parent for step, parent in parents.items() if step in {*passed, here}}
    dots = tuple(
        Dot(step, KINDS.get(type(flow.steps[step]), "say"), x, y, _state(step, here, been))
        for step, (x, y) in places.items()
    )
    width = 2 * EDGE + (len(columns) - 1) * GAP
    height = 2 * EDGE + (max(map(len, columns)) - 1) * GAP
    lines = tuple(sorted(_lines(flow, places, parents, been), key=lambda line: line.passed))
    return Drawing(width, height, dots, lines)


def _parents(flow: Flow) -> dict[str, str]:
    """Every step that can be come to, in the order of its distance from the start, and the step before it."""
    parents, waiting = {flow.start: ""}, [flow.start]
    for step in waiting:
        new = [target for target in dict.fromkeys(targets(flow.steps[step])) if target not in parents]
        parents.update(dict.fromkeys(new, step))
        waiting += new
    return parents


def _columns(start: str, parents: Mapping[str, str]) -> list[list[str]]:
    """The steps by their distance from the start; very many at one distance in several columns."""
    distance = {start: 0}
    for step, parent in parents.items():
        distance.setdefault(step, distance.get(parent, 0) + 1)
    columns: list[list[str]] = []
    for _, level in groupby(parents, key=distance.__getitem__):
        steps = list(level)
        columns += [steps[at : at + MOST_ROWS] for at in range(0, len(steps), MOST_ROWS)]
    return columns


def _x(at: int, columns: int, mirrored: bool) -> int:
    return EDGE + (columns - 1 - at if mirrored else at) * GAP


def _state(step: str, here: str, passed: Collection[str]) -> str:
    if step == here:
        return "here"
    return "passed" if step in passed else "ahead"


def _lines(
    flow: Flow, places: Mapping[str, tuple[int, int]], parents: Mapping[str, str], visited: Collection[str]
) -> Iterator[Line]:
    """The way by which each step is come to first, and every way that may have been taken; all others would hide
    them."""
    for step in places:
        for target in dict.fromkeys(targets(flow.steps[step])):
            passed = step in visited and target in visited
            if target != step and (passed or parents[target] == step):
                yield Line(_path(places[step], places[target]), passed)


def _path(start: tuple[int, int], end: tuple[int, int]) -> str:
    """A soft curve, so that ways that go back do not lie on the dots between."""
    (x, y), (to_x, to_y) = start, end
    if y == to_y and abs(x - to_x) > GAP:
        middle = y - min(GAP // 2, abs(x - to_x) // 5)
        return f"M{x} {y}Q{(x + to_x) // 2} {middle} {to_x} {to_y}"
    bend = (x + to_x) // 2
    return f"M{x} {y}C{bend} {y} {bend} {to_y} {to_x} {to_y}"

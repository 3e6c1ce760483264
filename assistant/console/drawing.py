"""A flow as a small drawing: steps as dots in columns by how far they are from the start, the way taken, the place.

The page draws it as SVG; here are only places. Pure: the same flow gives the same drawing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assistant.dialogue.check import targets
from assistant.dialogue.flow import Ask, Branch, Call, End, Flow, Handoff, Run, Step

GAP = 26
"""Units between two columns or rows."""
EDGE = 16
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
    columns = _columns(flow)
    places = {
        step: (_x(at, len(columns), mirrored), EDGE + row * GAP)
        for at, column in enumerate(columns)
        for row, step in enumerate(column)
    }
    dots = tuple(
        Dot(step, KINDS.get(type(flow.steps[step]), "say"), x, y, _state(step, here, passed))
        for step, (x, y) in places.items()
    )
    width = 2 * EDGE + (len(columns) - 1) * GAP
    height = 2 * EDGE + (max(map(len, columns)) - 1) * GAP
    return Drawing(width, height, dots, tuple(_lines(flow, places, {*passed, here})))


def _columns(flow: Flow) -> list[list[str]]:
    """The steps that can be come to, by their distance from the start."""
    columns, seen = [[flow.start]], {flow.start}
    while True:
        following = [target for step in columns[-1] for target in targets(flow.steps[step])]
        new = [step for step in dict.fromkeys(following) if step not in seen]
        if not new:
            return columns
        seen.update(new)
        columns.append(new)


def _x(at: int, columns: int, mirrored: bool) -> int:
    return EDGE + (columns - 1 - at if mirrored else at) * GAP


def _state(step: str, here: str, passed: Collection[str]) -> str:
    if step == here:
        return "here"
    return "passed" if step in passed else "ahead"


def _lines(flow: Flow, places: Mapping[str, tuple[int, int]], visited: Collection[str]) -> list[Line]:
    return [
        Line(_path(places[step], places[target]), step in visited and target in visited)
        for step in places
        for target in dict.fromkeys(targets(flow.steps[step]))
        if target != step
    ]


def _path(start: tuple[int, int], end: tuple[int, int]) -> str:
    """A soft curve, so that ways that go back do not lie on the dots between."""
    (x, y), (to_x, to_y) = start, end
    if y == to_y and abs(x - to_x) > GAP:
        middle = y - min(GAP // 2, abs(x - to_x) // 5)
        return f"M{x} {y}Q{(x + to_x) // 2} {middle} {to_x} {to_y}"
    bend = (x + to_x) // 2
    return f"M{x} {y}C{bend} {y} {bend} {to_y} {to_x} {to_y}"

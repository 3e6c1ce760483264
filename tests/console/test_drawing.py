"""The drawing of a flow: every step once, none on another, the place and the way marked."""

from __future__ import annotations

import re

import pytest

from assistant.console.drawing import MOST_ROWS, draw
from assistant.dialogue import load_flows
from assistant.dialogue.check import reachable
from assistant.settings import Settings

FLOWS = load_flows(Settings().flows_dir)


@pytest.mark.parametrize("name", FLOWS)
@pytest.mark.parametrize("mirrored", [False, True])
def test_every_step_has_a_place_of_its_own(name: str, mirrored: bool) -> None:
    flow = FLOWS[name]
    drawing = draw(flow, flow.start, (), mirrored=mirrored)
    assert {dot.step for dot in drawing.dots} == reachable(flow, flow.start)
    places = [(dot.x, dot.y) for dot in drawing.dots]
    assert len(set(places)) == len(places)
    assert all(0 < x < drawing.width and 0 < y < drawing.height for x, y in places)
    assert len({y for _, y in places}) <= MOST_ROWS
    assert [dot.step for dot in drawing.dots if dot.state == "here"] == [flow.start]


def test_right_to_left_is_the_mirror_image() -> None:
    flow = FLOWS["eligibility"]
    plain, mirrored = (draw(flow, flow.start, (), mirrored=way) for way in (False, True))
    assert [dot.x for dot in mirrored.dots] == [plain.width - dot.x for dot in plain.dots]


def test_the_way_that_was_taken_is_drawn_and_lies_on_top() -> None:
    flow = FLOWS["eligibility"]
    drawing = draw(flow, "region", ("milieu",))
    state = {dot.step: dot.state for dot in drawing.dots}
    assert (state["region"], state["milieu"], state["size"]) == ("here", "passed", "ahead")
    passed = [line.passed for line in drawing.lines]
    assert passed == sorted(passed)
    assert any(passed)
    assert all(re.fullmatch(r"M\d+ \d+[CQ][-\d ]+", line.path) for line in drawing.lines)

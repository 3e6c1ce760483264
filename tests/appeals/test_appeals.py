"""Appeals: states, ways, references, evidence."""

from __future__ import annotations

from random import Random
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assistant.appeals import (
    KINDS,
    Actor,
    State,
    allowed,
    evidence_for,
    is_item,
    is_reference,
    new_reference,
    reason_of,
    route_after,
    routes,
    telling_paper,
)
from assistant.appeals.rules import DATA, Evidence, Route, Rules, rules
from assistant.language import Bundles
from assistant.scoring.slots import SLOTS
from assistant.settings import Settings

STATES, ACTORS = get_args(State), get_args(Actor)
LOCALES = ("ary-Arab", "ary-Latn", "fr")


@given(st.lists(st.tuples(st.sampled_from(ACTORS), st.integers(0, 20)), max_size=30))
def test_no_way_leads_out_of_the_table(steps: list[tuple[Any, int]]) -> None:
    state: Any = "draft"
    for actor, choice in steps:
        ways = allowed(state, actor)
        if ways:
            state = ways[choice % len(ways)]
        assert state in STATES


def reachable(start: Any) -> set[Any]:
    found, open_ends = {start}, [start]
    while open_ends:
        state = open_ends.pop()
        ways = {way for actor in ACTORS for way in allowed(state, actor)} - found
        found |= ways
        open_ends += ways
    return found


def test_every_state_is_reached_and_none_is_a_trap() -> None:
    assert reachable("draft") == set(STATES)
    assert all(reachable(state) & {"upheld", "partly_upheld", "rejected", "withdrawn"} for state in STATES)


def test_what_is_over_stays_over() -> None:
    assert all(allowed(state, actor) == () for state in ("upheld", "withdrawn") for actor in ACTORS)


def test_nobody_but_the_person_files() -> None:
    """Nothing is sent until they say yes."""
    assert "filed" in allowed("consented", "person")
    assert all("filed" not in allowed(state, actor) for state in STATES for actor in ("operator", "office", "system"))


def test_nobody_but_those_who_decide_decides() -> None:
    decisions = {"upheld", "partly_upheld", "rejected"}
    assert all(not decisions & set(allowed(state, actor)) for state in STATES for actor in ("person", "system"))


def test_the_office_never_withdraws_for_the_person() -> None:
    assert all("withdrawn" not in allowed(state, "office") for state in STATES)


def test_routes_that_remain() -> None:
    assert routes("asd", 3) == ("agency", "centre", "chikaya", "mediateur")
    assert routes("asd", 0) == routes("asd", 3)
    assert routes("asd", -1) == ("centre", "chikaya", "mediateur")
    assert routes("payment", None) == ("agency", "centre", "chikaya", "mediateur")
    assert all(routes(kind, None) == ("centre", "chikaya", "mediateur") for kind in ("correct", "score", "tadamon"))


@pytest.mark.parametrize("kind", KINDS)
def test_each_way_is_followed_by_the_next_and_the_last_by_none(kind: str) -> None:
    ways = routes(kind, None)
    assert [route_after(kind, way) for way in ways] == [*ways[1:], None]


def test_a_limit_that_is_only_background_knowledge_does_not_load() -> None:
    """So that nobody is ever told one, such as the administrative court's."""
    written = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    written["routes"]["mediateur"]["answer"]["confidence"] = "BK"
    with pytest.raises(ValidationError, match="confidence"):
        Rules.model_validate(written)


def test_every_limit_names_its_source() -> None:
    known = rules()
    limits = [limit for kind in known.kinds.values() for limit in (kind.contest, kind.answer) if limit]
    limits += [limit for way in known.routes.values() for limit in (way.receipt, way.answer) if limit]
    assert len(limits) == 5
    assert all(limit.source for limit in limits)


def test_every_item_of_a_declaration_can_be_contested() -> None:
    """Each answer of the questionnaire has a reason and papers, and its name in all locales."""
    bundles = Bundles.load(Settings().locales_dir)
    for item in (slot.name.removeprefix("hh_") for slot in SLOTS):
        assert is_item(item), item
        assert reason_of(item) in rules().reasons
        assert evidence_for("correct", reason_of(item), item)
        assert all(bundles.has(locale, "items", item) for locale in LOCALES), item


def test_ways_and_papers_have_names_in_all_locales() -> None:
    bundles = Bundles.load(Settings().locales_dir)
    papers = set(get_args(Evidence)) - {"other"}
    for locale in LOCALES:
        assert all(bundles.has(locale, "papers", paper) for paper in papers)
        assert all(bundles.has(locale, "ways", way) for way in get_args(Route))


def test_the_paper_that_is_named_is_about_the_item() -> None:
    assert telling_paper("correct", "assets", "cars") == "vehicle_sale"
    assert telling_paper("correct", "assets", "mobiles") == "phone_line"
    assert telling_paper("asd", "household") == "civil_record"
    assert telling_paper("payment", "payment") is None
    assert evidence_for("asd", "expenses") == ("identity", "notice", "bills")


@given(st.text())
def test_an_unknown_item_is_none_and_breaks_nothing(name: str) -> None:
    known = name in {item for items in rules().items.values() for item in items}
    assert is_item(name) is known
    assert evidence_for("correct", "", name)


@given(st.integers())
def test_references_are_easy_to_say_and_carry_a_check_digit(seed: int) -> None:
    reference = new_reference(Random(seed))
    assert len(reference) == 8
    assert reference[0] != "0"
    assert is_reference(reference)
    wrong = reference[:-1] + str((int(reference[-1]) + 1) % 10)
    assert not is_reference(wrong)


@pytest.mark.parametrize("text", ["", "1234567", "123456789", "0123456", "abcdefgh", "١٢٣٤٥٦٧٨"])
def test_no_reference(text: str) -> None:
    assert not is_reference(text)

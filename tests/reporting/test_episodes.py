"""Which visits a log holds, how far each got, and how it ended. The logs are those of real conversations."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.dialogue import load_flows
from assistant.reporting import SILENCE, episodes
from assistant.reporting.journeys import DONE, Map, journey_map, stands_at
from assistant.reporting.reasons import reason_of
from assistant.reporting.visits import outcome_of
from assistant.settings import Settings
from tests.reporting.conftest import APPEAL, URBAN, WHOLE, Visitor, new_visitor


def told(visitor: Visitor, *names: str) -> list[tuple[str, ...]]:
    """The journey of each visit, and what else is asked for."""
    return [tuple(getattr(visit, name) for name in ("journey", *names)) for visit in visitor.visits]


def test_a_log_without_a_journey_holds_no_visit(visitor):
    assert visitor.visits == []
    assert episodes([]) == []


def test_an_estimate_is_complete_with_outcome_region_reason_and_a_word_on_it(visitor):
    visitor.says("1", *URBAN, "1", "1", "1")
    (visit,) = visitor.visits
    assert (visit.journey, visit.stage, visit.ending) == ("eligibility", DONE, "completed")
    assert (visit.outcome, visit.region) == ("eligible", "casablanca-settat")
    assert (visit.helped, visit.reason) == ("much", "not_known")
    assert visit.channel == "sms"


def test_who_was_told_and_then_writes_no_more_is_complete(visitor):
    visitor.says("1", *URBAN)
    assert told(visitor, "ending", "last_step") == [("eligibility", "completed", "result.more")]


@pytest.mark.parametrize(
    ("answers", "stage", "last_step"),
    [
        ((), "begun", "eligibility.milieu"),
        (("1",), "place", "eligibility.region"),
        (("1", "Fès"), "household", "eligibility.size"),
        (("1", "Fès", "4", "1", "0"), "answers_5", "eligibility.list_people"),
    ],
)
def test_who_falls_silent_got_as_far_as_the_question_that_stands(visitor, answers, stage, last_step):
    visitor.says("1", *answers)
    assert told(visitor, "ending", "stage", "last_step") == [("eligibility", "silent", stage, last_step)]


@pytest.mark.parametrize(
    ("texts", "ending"),
    [
        (("menu",), "left"),
        (("arret",), "stopped"),
        (("arret", "bda"), "stopped"),  # came back to the question, and answered nothing
        (("agent",), "person"),
        (("agent", "2", "50"), "silent"),  # went on after asking for a person, then fell silent
        (("au secours",), "silent"),
        (("zzzz", "qqqq", "yyyy", "1"), "person"),
    ],
)
def test_how_a_visit_ends(visitor, texts, ending):
    visitor.says("1", "1", "Fès", "4", *texts)
    assert told(visitor, "ending") == [("eligibility", ending)]


def test_what_the_person_will_not_send_is_dropped(visitor):
    visitor.says("2", "1", "4", "1", "Voiture vendue", "2", "4")
    assert told(visitor, "ending", "stage") == [("appeal", "dropped", "read_back")]


def test_an_appeal_inside_an_estimate_is_a_visit_of_its_own(visitor):
    visitor.says("1", *URBAN, "2", *WHOLE, "2", *APPEAL)
    assert told(visitor, "ending") == [("appeal", "completed"), ("eligibility", "completed")]


@pytest.mark.parametrize(
    ("kind", "reason"), [("1", ""), ("2", "not_received"), ("3", "not_received"), ("4", "not_received")]
)
def test_who_contests_a_refusal_or_a_payment_asked_and_did_not_receive(visitor, kind, reason):
    visitor.says("2", kind)
    assert told(visitor, "reason") == [("appeal", reason)]


def test_other_journeys_are_counted_too(visitor):
    visitor.says("3", "1", "merci", "identifiant", "2", "bonjour", "4", "2", "3")
    assert told(visitor, "ending") == [
        ("identifier", "completed"),
        ("identifier", "completed"),
        ("centre", "completed"),
    ]


def test_a_pause_of_a_day_is_no_end(visitor):
    visitor.says("1", "1", "Fès").waits(days=2)
    visitor.says("4")
    assert told(visitor, "last_step") == [("eligibility", "eligibility.list_home")]


def test_after_a_silence_a_new_visit_begins_where_the_person_goes_on(visitor):
    visitor.says("1", "1", "Fès").waits(days=4)
    visitor.says("4", "menu")
    assert told(visitor, "ending", "last_step") == [
        ("eligibility", "silent", "eligibility.size"),
        ("eligibility", "left", "eligibility.list_home"),
    ]


def test_who_only_looks_in_after_a_silence_and_goes_to_the_menu_makes_no_visit(visitor):
    visitor.says("1", "1", "Fès").waits(days=4)
    visitor.says("menu")
    assert told(visitor, "ending") == [("eligibility", "silent")]


def test_a_reminder_is_no_visit(visitor):
    """Ten days later a reminder comes to somebody who stands in the middle of an appeal; they answer just that."""
    visitor.says("2", "2", "28/02/2026", "1").waits(days=10, hours=2)
    visitor.says("2")
    assert told(visitor, "ending") == [("appeal", "silent")]


def test_practice_is_counted_as_private_and_as_nothing_else(visitor):
    visitor.says("4", "4", "1", "3", "4", "menu", "3", "1")
    assert told(visitor, "ending", "region", "channel") == [
        ("private", "", "", ""),
        ("identifier", "completed", "", "sms"),
    ]


def test_keys_and_speech_are_a_voice(visitor):
    """A call's digits and words carry their mode; a text is an SMS."""
    from assistant.conversations import Inbound
    from assistant.dialogue import Said

    visitor.says("1")
    receive = visitor.town.services.conversations.receive
    receive(Inbound("twilio", f"call-{visitor.phone}", visitor.phone, Said("1", mode="digits")))
    assert told(visitor, "channel") == [("eligibility", "voice")]


TEXTS = ("1", "2", "3", "4", "Fès", "menu", "arret", "bda", "agent", "zzzz", "retour", "merci", "bonjour", "28/02/2026")


@given(texts=st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from([0, 0, 0, 1, 80])), max_size=30))
@settings(max_examples=25, deadline=None)
def test_counted_piece_by_piece_or_at_the_end_the_visits_are_the_same(built, texts):
    """Cut at any silence, the visits that began after the cut are those that were not there before it."""
    from tests.town import move_in

    visitor = new_visitor(move_in(built))
    for text, hours in texts:
        visitor.town.clock.now += timedelta(hours=hours)
        visitor.says(text)
    log = visitor.log
    whole = episodes(log)
    cuts = [place for place in range(1, len(log)) if log[place].at - log[place - 1].at >= SILENCE]
    pieces = [log[:cut] for cut in [*cuts, len(log)]]
    counted, until = [], None
    for piece in pieces:
        counted += [visit for visit in episodes(piece) if until is None or visit.began > until]
        until = piece[-1].at
    assert counted == whole


def test_every_flow_has_its_place_on_the_map():
    """A new flow is part of a journey, lies between journeys, or aside: somebody has to say which."""
    flows, places = load_flows(Settings().flows_dir), journey_map()
    named = [*places.between, *places.aside, *(flow for journey in places.journeys.values() for flow in journey.flows)]
    assert sorted(named) == sorted(flows)


def test_every_goal_and_stage_stands_on_steps_that_exist():
    flows = load_flows(Settings().flows_dir)
    steps = [f"{name}.{step}" for name, flow in flows.items() for step in flow.steps]
    for journey in journey_map().journeys.values():
        for pattern in [*journey.goal, *(pattern for stage in journey.stages for pattern in stage.at)]:
            assert any(stands_at(step, [pattern]) for step in steps), pattern


def test_a_flow_off_the_map_is_no_journey():
    assert Map({}, frozenset(), frozenset()).journey_of("eligibility") is None


@pytest.mark.parametrize(
    ("asd", "tadamon", "outcome"),
    [
        ("eligible", "not_eligible", "eligible"),
        ("undecided", "eligible", "eligible"),
        ("undecided", "not_eligible", "undecided"),
        ("not_eligible", "not_eligible", "not_eligible"),
    ],
)
def test_an_estimate_means_one_thing_for_the_household(asd, tadamon, outcome):
    assert outcome_of({"asd": asd, "tadamon": tadamon, "score": "9.6"}) == outcome


def test_what_brings_no_two_programmes_is_no_estimate():
    assert outcome_of({"found": True}) == ""


@pytest.mark.parametrize(
    ("outcome", "kind", "said", "reason"),
    [
        ("eligible", "", "not_known", "not_known"),
        ("eligible", "", "not_offered", "not_offered"),
        ("not_eligible", "", "not_known", ""),  # nothing that is theirs is missed
        ("undecided", "", "not_asked", ""),
        ("", "asd", "", "not_received"),
        ("eligible", "payment", "not_asked", "not_received"),  # what they came for weighs more than what they chose
        ("", "score", "", ""),
        ("eligible", "", "", ""),
        ("eligible", "", "anything else", ""),
    ],
)
def test_a_reason_is_told_or_not_at_all(outcome, kind, said, reason):
    assert reason_of(outcome, kind, said) == reason

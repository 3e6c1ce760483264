"""A person steps in: the machine falls silent, what an operator does is played, and the way back leads on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.dialogue import (
    Amended,
    Conversation,
    Event,
    Finished,
    Flowbook,
    HandedBack,
    Opened,
    Run,
    Said,
    Sent,
    Silence,
    TakenOver,
    Told,
    Turn,
    Unreadable,
    advance,
    amendment,
    from_json,
    load_flows,
    replay,
    to_json,
)
from assistant.language import Bundles
from assistant.scoring import DERIVATIONS
from assistant.settings import Settings

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def book() -> Flowbook:
    settings = Settings()
    bundles = Bundles.load(settings.locales_dir)
    return Flowbook(
        load_flows(settings.flows_dir),
        bundles,
        {"identifier": lambda _: None, "reference": lambda _: None},
        DERIVATIONS,
    )


def play(book: Flowbook, *events: Event | str, start: Conversation | None = None) -> tuple[Conversation, list[Turn]]:
    state, turns = start or Conversation(), []
    for event in events:
        turn = advance(book, state, Said(event) if isinstance(event, str) else event, NOW)
        state = turn.conversation
        turns.append(turn)
    return state, turns


def ids(turn: Turn) -> list[str]:
    return [reply.id for reply in turn.replies]


@pytest.fixture
def asked(book: Flowbook) -> Conversation:
    """Somebody at the question where they live."""
    state, _ = play(book, "bonjour", "1", "1", "1")
    assert state.step == "eligibility.region"
    return state


@pytest.mark.parametrize("event", [Said("Casablanca"), Said("aide"), Silence(), Finished("9")])
def test_while_held_nothing_is_said_and_nothing_moves(book: Flowbook, asked: Conversation, event: Event) -> None:
    held, _ = play(book, TakenOver("samir"), start=asked)
    after, (turn,) = play(book, event, start=held)
    assert (ids(turn), after.step, after.slots) == ([], asked.step, asked.slots)
    assert turn.log[0].kind == "heard"


def test_a_call_and_a_picture_are_answered_with_one_sentence(book: Flowbook, asked: Conversation) -> None:
    held, _ = play(book, TakenOver("samir"), start=asked)
    _, (call,) = play(book, Opened(), start=held)
    _, (picture,) = play(book, Unreadable("media"), start=held)
    assert (ids(call), ids(picture)) == (["human-taken"], ["engine-media"])


def test_the_first_words_take_over_and_later_ones_only_speak(book: Flowbook, asked: Conversation) -> None:
    _, (first, second) = play(book, Told("Bonjour", "samir"), Told("encore", "samir"), start=asked)
    assert (ids(first), ids(second)) == (["human-taken", "human-says"], ["human-says"])
    assert str(second.replies[0].args["text"].value) == "encore"


def test_the_hand_back_asks_the_question_that_stands(book: Flowbook, asked: Conversation) -> None:
    after, turns = play(book, TakenOver("samir"), HandedBack("samir"), "Casablanca", start=asked)
    assert ids(turns[1]) == ["human-back", "eligibility-region"]
    assert after.slots["hh_region"] == "casablanca-settat"


def test_who_wants_no_messages_is_let_go_of_at_once(book: Flowbook, asked: Conversation) -> None:
    held, _ = play(book, TakenOver("samir"), start=asked)
    after, (turn,) = play(book, "arret", start=held)
    assert (after.status, after.held, ids(turn)) == ("stopped", False, ["engine-opted-out"])
    _, (told,) = play(book, HandedBack("samir"), start=after)
    assert ids(told) == []


def test_an_outcome_that_comes_meanwhile_is_told_with_the_hand_back(book: Flowbook, asked: Conversation) -> None:
    runs = [name for name, step in book.flows["eligibility"].steps.items() if isinstance(step, Run)]
    waiting, _ = play(book, Sent(f"eligibility.{runs[0]}", "samir"), start=asked)
    assert waiting.waiting
    held, turns = play(book, TakenOver("samir"), Finished(waiting.waiting, ok=False), start=waiting)
    assert (held.waiting, ids(turns[1])) == ("", [])
    _, (back,) = play(book, HandedBack("samir"), start=held)
    assert ids(back)[0] == "human-back"
    assert len(ids(back)) > 1


def test_an_earlier_answer_is_put_right_without_moving(book: Flowbook, asked: Conversation) -> None:
    after, (turn,) = play(book, Amended("eligibility.milieu", "2", "samir"), start=asked)
    assert (after.step, after.slots["hh_milieu"], ids(turn)) == (asked.step, "rural", [])


def test_the_question_that_stands_is_answered_and_the_conversation_goes_on(book: Flowbook, asked: Conversation) -> None:
    after, (turn,) = play(book, Amended("eligibility.region", "Fès", "samir"), start=asked)
    assert after.slots["hh_region"] == "fes-meknes"
    assert after.step != asked.step
    assert ids(turn)
    undone, _ = play(book, "retour", start=after)
    assert undone.step == asked.step  # the person can take it back


@pytest.mark.parametrize(
    ("step", "text"),
    [
        ("eligibility.region", "blabla"),
        ("eligibility.region", "aide"),
        ("eligibility.nowhere", "1"),
        ("nowhere", "1"),
        ("", ""),
    ],
)
def test_what_is_no_answer_changes_nothing(book: Flowbook, asked: Conversation, step: str, text: str) -> None:
    assert amendment(book, step, text) is None
    after, (turn,) = play(book, Amended(step, text, "samir"), start=asked)
    assert (after.slots, after.step, ids(turn)) == (asked.slots, asked.step, [])


def test_a_conversation_is_sent_to_a_step_of_an_open_flow_or_of_another(book: Flowbook, asked: Conversation) -> None:
    back, (turn,) = play(book, Sent("eligibility.milieu", "samir"), start=asked)
    assert (back.step, ids(turn)) == ("eligibility.milieu", ["eligibility-milieu"])
    assert [frame.flow for frame in back.frames] == [frame.flow for frame in asked.frames]
    away, _ = play(book, Sent("menu.main", "samir"), start=asked)
    assert [frame.flow for frame in away.frames] == ["menu"]
    same, (nothing,) = play(book, Sent("eligibility.nowhere", "samir"), start=asked)
    assert (same.step, ids(nothing)) == (asked.step, [])


def test_all_of_it_can_be_replayed_from_the_log_and_kept_as_json(book: Flowbook, asked: Conversation) -> None:
    events = [Told("Bonjour", "samir"), "oui", Amended("eligibility.milieu", "2", "samir"), Sent("eligibility.milieu", "samir"),
              HandedBack("samir"), "1"]  # fmt: skip
    after, turns = play(book, *events, start=asked)
    assert replay(book, [entry for turn in turns for entry in turn.log], asked) == after
    held, _ = play(book, TakenOver("samir"), start=asked)
    assert from_json(to_json(held)) == held

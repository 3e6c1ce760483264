"""Questions that nobody need answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.dialogue import Begin, Conversation, Expired, Flowbook, Opened, Said, Silence, advance, replay
from assistant.dialogue.check import Checker
from tests.dialogue.conftest import FLOWS, LABELS, NOW, PlainWords, Talk, make_book, write_flows

ASKING = {
    **FLOWS,
    "menu": FLOWS["menu"].replace("done: {say: menu-done, next: end}", "done: {call: parting, next: end}"),
    "parting": """
        flow: parting
        version: 1
        start: helped
        repair: {attempts: 3, then: offer}
        steps:
          helped:
            ask: parting-helped
            kind: menu
            options: {much: thanks, little: thanks}
            save: helped
            optional: {else: end, rest_days: 30}
            dont_know: end
          thanks: {say: parting-thanks, next: end}
          end: {end: true}
    """,
}


class Words(PlainWords):
    def option_labels(self, id: str, option: str) -> tuple[str, ...]:
        return {"much": ("ah", "oui"), "little": ("chwiya",)}.get(option) or LABELS[option]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Flowbook:
    folder = write_flows(tmp_path_factory.mktemp("parting"), ASKING)
    return Flowbook(make_book(folder).flows, Words(), {"identifier": lambda _: None})


@pytest.fixture
def talk(book: Flowbook) -> Talk:
    """Somebody who told of their house and is asked how it was."""
    talk = Talk(book)
    assert talk.say("salam", "1", "2", "6", "250 dh")[-1] == "parting-helped"
    return talk


def test_a_sure_answer_is_saved(talk):
    assert talk.say("2") == ["parting-thanks"]
    assert talk.slots["helped"] == "little"
    assert talk.step == ""


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("zzzz", ["menu-topic"]),
        ("salam", ["menu-topic"]),
        ("9", ["menu-topic"]),  # no such option: repaired where a menu must be answered
        ("ra9mi", ["menu-number"]),  # what the menu calls an option
        ("chokran", ["soft-thanks"]),
        ("ma3reftch", []),
        ("7bes", ["engine-opted-out"]),
    ],
)  # fmt: skip
def test_anything_else_is_never_a_mistake(talk, said, heard):
    replies = talk.say(said)
    assert replies[: len(heard)] == heard
    assert "helped" not in talk.slots
    assert talk.conversation.status == "stopped" or not talk.step.startswith("parting")


def test_help_explains_and_asks_again(talk):
    assert talk.say("3awni") == ["parting-helped.help"]


@pytest.mark.parametrize("event", [Silence(), Expired()])
def test_silence_ends_it_without_a_word(talk, event):
    assert talk.on(event) == []
    assert talk.step == ""


def test_a_reminder_or_a_call_lets_it_go_and_does_not_ask_again(talk, book):
    calling = Talk(book, talk.conversation)
    assert talk.on(Begin("person")) == ["person-told"]
    assert talk.step == ""
    assert calling.on(Opened()) == ["menu-topic"]


def test_who_let_it_pass_is_left_alone_for_a_month(book, talk):
    conversation = advance(book, talk.conversation, Said("chokran"), NOW).conversation
    for days, asked in ((29, False), (30, True)):
        again = conversation
        for text in ("salam", "2", "6", "250 dh"):
            turn = advance(book, again, Said(text), NOW + timedelta(days=days))
            again = turn.conversation
        assert bool(turn.replies) is asked


def test_nothing_expires_where_nothing_was_left_open(book):
    """A conversation that went on meanwhile keeps its question, and the job that it waits for."""
    talk = Talk(book)
    talk.say("salam", "1", "4")
    waiting = talk.conversation.waiting
    assert waiting
    assert talk.on(Expired()) == []
    assert talk.conversation.waiting == waiting


def test_back_from_it_goes_to_the_answer_before(talk):
    assert talk.say("rje3") == ["menu-bill"]
    assert talk.say("300 dh")[-1] == "parting-helped"


@given(st.lists(st.sampled_from(["1", "2", "salam", "zzzz", "rje3", "6", "250 dh", "chokran", "ra9mi"]), max_size=12))
def test_replay_gives_the_same_state(book, texts):
    """The day of the log decides whether the question rests, so that a replay rests as well."""
    conversation, log = Conversation(), []
    for day, text in enumerate(texts):
        turn = advance(book, conversation, Said(text), NOW + timedelta(days=5 * day))
        conversation = turn.conversation
        log += turn.log
    assert replay(book, log) == conversation


def test_where_it_leads_unanswered_must_exist(tmp_path):
    flows = {**ASKING, "parting": ASKING["parting"].replace("else: end, rest", "else: nowhere, rest")}
    found = Checker.of(write_flows(tmp_path, flows), Words(), {"assess"}).problems()
    assert any("goes on to 'nowhere'" in problem.text for problem in found)

"""What holds for every conversation, whatever is said in it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.dialogue import (
    Ask,
    Conversation,
    Finished,
    Run,
    Said,
    Silence,
    Unreadable,
    advance,
    from_json,
    replay,
    to_json,
)
from tests.dialogue.conftest import NOW

WORDS = [
    "1", "2", "3", "4", "9", "salam", "سلام", "ah", "la", "7102630821", "7102630822", "12345", "1500 dh", "250", "6",
    "rje3", "3awed", "mn lwl", "3awni", "operator", "7bes", "bda", "ma3reftch", "chokran", "langue", "bghit français",
    "chno howa IDCS?", "chffara", "stop", "", "zzzz", "😂", "ⵢⴰⵀ",
]  # fmt: skip

events = st.one_of(
    st.sampled_from(WORDS).map(Said),
    st.text(max_size=40).map(Said),
    st.just(Silence()),
    st.just(Unreadable("media")),
    st.sampled_from(["1", "2", "3"]).map(lambda token: Finished(token, outcome={"score": "9.5"})),
)


def stands_somewhere_valid(book, conversation: Conversation) -> bool:
    """Idle, or at a question, or at a job whose outcome is awaited."""
    if not conversation.frames:
        return conversation.status in ("idle", "stopped") and not conversation.waiting
    top = conversation.frames[-1]
    step = book.step(top.flow, top.step)
    return isinstance(step, Run) if conversation.waiting else isinstance(step, Ask)


@given(st.lists(events, max_size=25))
@settings(max_examples=150, deadline=None)
def test_any_sequence_leaves_a_valid_state(book, sequence):
    conversation = Conversation()
    for event in sequence:
        turn = advance(book, conversation, event, NOW)
        conversation = turn.conversation
        assert stands_somewhere_valid(book, conversation)
        assert from_json(to_json(conversation)) == conversation
        assert conversation.misunderstood + conversation.invalid < 3
        assert conversation.silences < 3


@given(st.lists(events, max_size=15), st.sampled_from(WORDS))
@settings(max_examples=200, deadline=None)
def test_undo_is_exact(book, sequence, text):
    """Where words were taken as an answer, 'back' gives the very frames and slots from before. First words that chose
    from a menu nobody had seen yet are given back at that menu: who stood nowhere is not sent back to nowhere."""
    conversation = Conversation()
    for event in sequence:
        conversation = advance(book, conversation, event, NOW).conversation
    after = advance(book, conversation, Said(text), NOW).conversation
    if len(after.past) != len(conversation.past) + 1 or after.past[:-1] != conversation.past:
        return  # no answer was taken, or it ended something that cannot be taken back
    undone = advance(book, after, Said("rje3"), NOW).conversation
    before = conversation.frames or advance(book, conversation, Said("zzzz"), NOW).conversation.frames
    assert (undone.frames, undone.slots) == (before, conversation.slots)
    assert undone.past == conversation.past


@given(st.lists(events, max_size=20))
@settings(max_examples=80, deadline=None)
def test_replay_from_the_log_gives_the_same_state(book, sequence):
    conversation, log = Conversation(), []
    for event in sequence:
        turn = advance(book, conversation, event, NOW)
        conversation = turn.conversation
        log += turn.log
    assert replay(book, log) == conversation

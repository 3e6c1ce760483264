"""A whole session by telephone, as a line drives it."""

from __future__ import annotations

from assistant.recording import Call, Invitation, Studio
from assistant.speech.recording.exchange import End, Heard, HungUp, Key, Play, Record, Say, Silence
from tests.recording.conftest import INVITATION, WHO, spoken


def talk(call: Call, actions, most: int):
    """Says every word well, up to `most` of them; gives how many were said and what the line did last."""
    said = 0
    while said < most and isinstance(actions[-1], Record):
        prompt = next(action.prompt for action in actions if isinstance(action, Play))
        actions = call.hear(Heard(spoken(prompt.words), 8000))
        said += 1
    return said, actions


def test_two_minutes_by_telephone(studio: Studio) -> None:
    call = Call(studio, INVITATION, "ary-Arab")
    assert Say("recordings-by", WHO) in call.begin()
    call.hear(Key("1"))
    call.hear(Key("3"))
    said, actions = talk(call, call.hear(Silence()), 99)
    assert said == 16
    assert Say("recording-call-more") in actions
    last = call.hear(Key("2"))
    with studio.database.read() as tx:
        (speaker,) = tx.recordings.speakers()
        assert len(tx.recordings.said(speaker.id)) == 16
    assert (speaker.line, speaker.about, speaker.consent.how) == ("telephone", {"age": "45-59"}, "key 1")
    code = next(action.value for action in last if isinstance(action, Say) and action.value)
    assert code == studio.code(speaker.name)
    assert last[-1] == End()


def test_a_dropped_call_keeps_what_was_said(studio: Studio) -> None:
    call = Call(studio, INVITATION, "ary-Arab")
    call.begin()
    call.hear(Key("1"))
    call.hear(Silence())
    talk(call, call.hear(Silence()), 3)
    assert call.hear(HungUp()) == ()
    assert studio.progress().recordings == 3


def test_without_consent_nobody_is_stored(studio: Studio) -> None:
    call = Call(studio, INVITATION, "ary-Arab")
    call.begin()
    assert call.hear(Key("2"))[-1] == End()
    assert studio.progress().people == 0


def test_when_all_have_come_the_line_says_so(studio: Studio) -> None:
    full = Call(studio, Invitation("0", WHO, 0, INVITATION.until), "fr")
    full.begin()
    assert full.hear(Key("1")) == (Say("recording-over"), End())

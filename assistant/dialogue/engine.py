"""The dialogue engine: one pure function from what happened to what follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from assistant.dialogue.conversation import (
    Amended,
    Begin,
    Conversation,
    Delayed,
    Event,
    Expired,
    Finished,
    HandedBack,
    Opened,
    Returned,
    Said,
    Sent,
    Silence,
    TakenOver,
    Told,
    Turn,
    Unreadable,
)
from assistant.dialogue.draft import Draft
from assistant.dialogue.flow import Ask, Run
from assistant.dialogue.flowbook import ENTRY, Flowbook
from assistant.dialogue.hearing import hear
from assistant.dialogue.playing import close_aside, pass_by, play, resume
from assistant.dialogue.repair import repair
from assistant.dialogue.stepping_in import amend, hand_back, send, take_over, tell
from assistant.dialogue.versions import brought_up
from assistant.understanding import Reason

MOST_TURNS = 500
"""Turns in one conversation (goflow's limit); a longer one is given to a person and begins afresh."""


def advance(book: Flowbook, conversation: Conversation, event: Event, now: datetime) -> Turn:
    """Play one event. Pure: the same arguments give the same turn, and nothing else is touched.

    `now` carries its zone; it is written into the log, and decides only whether an optional question rests.
    """
    draft = Draft(book, conversation, now)
    _bring_up(draft, conversation)
    draft.turns += 1
    draft.log("heard", **msgspec.to_builtins(event))
    if draft.turns > MOST_TURNS:
        _give_up(draft)
    else:
        _HANDLE[type(event)](draft, event)
    if not draft.frames:
        draft.turns = 0
    return draft.close()


def _bring_up(draft: Draft, conversation: Conversation) -> None:
    frames = brought_up(draft.book, conversation.frames)
    if frames is conversation.frames:
        return
    draft.frames = list(frames)
    draft.past = []
    draft.reset_repairs()
    draft.log("moved", to=draft.position)
    if frames and draft.waiting and not isinstance(draft.book.step(draft.top.flow, draft.top.step), Run):
        draft.waiting = ""


def _give_up(draft: Draft) -> None:
    draft.log("limit", limit="turns", most=MOST_TURNS)
    draft.ticket("too_long")
    draft.leave_all()
    draft.say("engine-long")


def _said(draft: Draft, event: Said) -> None:
    if not draft.held and draft.frames and not draft.waiting and not _stands_on_question(draft):
        play(draft)  # a new version of the flow moved the conversation to a step that does not wait
        return
    hear(draft, event)


def _unreadable(draft: Draft, event: Unreadable) -> None:
    if draft.stopped:
        return
    draft.locale = draft.locale or draft.book.default_locale
    draft.say(f"engine-{event.why}")
    if draft.held:
        return
    if draft.frames:
        resume(draft)
    else:
        draft.enter(ENTRY)
        play(draft)


def _silence(draft: Draft, _: Silence) -> None:
    if draft.held:
        return
    if draft.frames and not draft.waiting and _stands_on_question(draft) and not pass_by(draft):
        question = draft.book.question(draft.top.flow, draft.top.step)
        repair(draft, question, "silence", Reason("silence"))


def _opened(draft: Draft, _: Opened) -> None:
    draft.locale = draft.locale or draft.book.default_locale
    if draft.held:
        draft.say("human-taken")
        return
    pass_by(draft)
    if draft.frames:
        draft.say("engine-resumed")
        resume(draft)
    else:
        draft.enter(ENTRY)
        play(draft)


def _returned(draft: Draft, _: Returned) -> None:
    """Say that nobody answered, that the wish stands, and what was asked before."""
    draft.locale = draft.locale or draft.book.default_locale
    if draft.held:
        draft.say("human-taken")
        return
    draft.say("person-nobody")
    draft.say("person-told")
    if draft.frames:
        resume(draft)
    else:
        draft.enter(ENTRY)
        play(draft)


def _begin(draft: Draft, event: Begin) -> None:
    if draft.stopped:
        draft.log("muted", flow=event.flow)
        return
    draft.locale = draft.locale or draft.book.default_locale
    close_aside(draft)
    pass_by(draft)
    draft.enter(event.flow, aside=True)
    for name, value in event.slots.items():
        draft.set(name, value)
    play(draft)


def _finished(draft: Draft, event: Finished) -> None:
    step = _awaited(draft, event.token)
    if step is None:
        draft.log("finished", token=event.token, late=True)
        return
    draft.waiting = ""
    draft.log("finished", action=step.run, ok=event.ok)
    if step.save:
        for name, value in event.outcome.items():
            draft.set(f"{step.save}_{name}", value)
    if step.final and event.ok:
        draft.past = []
    draft.move(step.next if event.ok else step.failed)
    if not draft.held:
        play(draft)


def _awaited(draft: Draft, token: str) -> Run | None:
    """The step that waits for this job; a digression that was opened meanwhile makes room for its outcome."""
    if not draft.waiting or draft.waiting != token:
        return None
    if _run_on_top(draft) is None:
        close_aside(draft)
    return _run_on_top(draft)


def _run_on_top(draft: Draft) -> Run | None:
    step = draft.book.step(draft.top.flow, draft.top.step) if draft.frames else None
    return step if isinstance(step, Run) else None


def _delayed(draft: Draft, event: Delayed) -> None:
    if draft.waiting == event.token and not draft.stopped and not draft.held:
        draft.say("engine-failed")


def _expired(draft: Draft, _: Expired) -> None:
    if not any(frame.mode for frame in draft.frames):
        if not draft.held:
            pass_by(draft)
        return
    while any(frame.mode for frame in draft.frames):
        draft.leave()
    draft.waiting = ""
    if draft.frames and not _stands_on_question(draft):
        draft.leave_all()


def _stands_on_question(draft: Draft) -> bool:
    return isinstance(draft.book.step(draft.top.flow, draft.top.step), Ask)


_HANDLE: dict[type[Event], Callable[[Draft, Any], None]] = {
    Said: _said,
    Unreadable: _unreadable,
    Silence: _silence,
    Opened: _opened,
    Returned: _returned,
    Begin: _begin,
    Finished: _finished,
    Delayed: _delayed,
    Expired: _expired,
    TakenOver: take_over,
    Told: tell,
    HandedBack: hand_back,
    Amended: amend,
    Sent: send,
}

"""A person steps in: an operator answers in the machine's place, puts something right, and hands back."""

from __future__ import annotations

from assistant.dialogue.conversation import Amended, HandedBack, Sent, TakenOver, Told
from assistant.dialogue.draft import Draft
from assistant.dialogue.flow import Ask, Scalar
from assistant.dialogue.flowbook import Flowbook
from assistant.dialogue.hearing import slot_value
from assistant.dialogue.playing import after, play, resume
from assistant.language import Arg
from assistant.understanding import CONTROLS, SOFT, understand


def take_over(draft: Draft, event: TakenOver) -> None:
    """The machine falls silent, and the person is told that somebody is there."""
    if draft.held or draft.stopped:
        return
    draft.held = True
    draft.hint = None
    draft.log("taken_over", by=event.by)
    draft.say("human-taken")


def tell(draft: Draft, event: Told) -> None:
    take_over(draft, TakenOver(event.by))
    draft.say("human-says", text=Arg(event.text))


def hand_back(draft: Draft, event: HandedBack) -> None:
    """The machine says that it is back, and what it waits for."""
    if draft.stopped:
        return
    if draft.held:
        draft.held = False
        draft.say("human-back")
    draft.log("handed_back", by=event.by)
    go_on(draft)


def amend(draft: Draft, event: Amended) -> None:
    """Keep the operator's answer; where its question stands, the conversation goes on from it."""
    value = amendment(draft.book, event.step, event.text)
    flow, _, step = event.step.partition(".")
    if value is None:
        draft.log("failed", failure="not_valid", by=event.by)
        return
    question = draft.book.question(flow, step)
    stands = draft.position == event.step and not draft.waiting
    if stands:
        draft.mark()
    if question.ask.save:
        draft.set(question.ask.save, value)
    draft.log("amended", question=event.step, slot=question.ask.save or "", value=value, by=event.by)
    if stands:
        draft.move(after(question.ask, value) or question.ask.next or step)
        _play_unless_held(draft)


def send(draft: Draft, event: Sent) -> None:
    """Stand on another step: of a flow that is open, with what lies on it taken away, else of that flow alone."""
    flow, _, step = event.to.partition(".")
    if draft.stopped or flow not in draft.book.flows or step not in draft.book.flows[flow].steps:
        return
    if any(frame.flow == flow for frame in draft.frames):
        while draft.top.flow != flow:
            draft.leave()
    else:
        draft.leave_all()
        draft.enter(flow)
    draft.waiting = ""
    draft.past = []
    draft.move(step)
    draft.log("moved", to=event.to, by=event.by)
    _play_unless_held(draft)


def go_on(draft: Draft) -> None:
    """Say what the conversation waits for, or play on from where it was left."""
    if not draft.frames:
        return
    if draft.waiting or isinstance(draft.book.step(draft.top.flow, draft.top.step), Ask):
        resume(draft)
    else:
        play(draft)


def amendment(book: Flowbook, position: str, text: str) -> Scalar | None:
    """What `text` means as an answer to the question at `flow.step`; None where it is none, or there is no such
    question."""
    flow, _, step = position.partition(".")
    if flow not in book.flows or not isinstance(book.flows[flow].steps.get(step), Ask):
        return None
    question = book.question(flow, step)
    value = understand(text, question.expectation).value
    if value is None or value in CONTROLS | SOFT or (question.check and question.check(value)):
        return None
    return slot_value(question, value)


def _play_unless_held(draft: Draft) -> None:
    if not draft.held:
        play(draft)

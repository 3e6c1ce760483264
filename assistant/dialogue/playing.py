"""Playing a flow: from where the conversation stands, on to where it waits or ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.dialogue.conditions import holds
from assistant.dialogue.conversation import Slots, StartJob
from assistant.dialogue.draft import Draft, matching
from assistant.dialogue.flow import Argument, Ask, Branch, Call, End, FromSlot, Handoff, Run, Say, Scalar, StepPart
from assistant.dialogue.flowbook import ALSO, Question
from assistant.dialogue.optional import rests
from assistant.dialogue.parts import hint_of, message_of
from assistant.language import Arg, Message

MOST_STEPS = 100
"""Steps in one turn; a flow that needs more runs in circles."""


READ_BACK_FORM = {"identifier": "identifier", "cnie": "cnie", "date": "date", "money": "money", "region": "region",
                   "phone": "phone_full", "text": "quote", "count": "count", "choices": "labels"}  # fmt: skip


def play(draft: Draft) -> None:
    """Take steps until the conversation waits for somebody, or stands nowhere."""
    for _ in range(MOST_STEPS):
        if not draft.frames or _take(draft):
            return
    draft.log("limit", limit="steps", most=MOST_STEPS)
    draft.ticket("runaway")
    draft.leave_all()
    draft.replies = []
    draft.say("engine-trouble")


def _take(draft: Draft) -> bool:
    """Take one step; True where the conversation now waits."""
    step = draft.book.step(draft.top.flow, draft.top.step)
    for pattern in step.forget:
        draft.forget(pattern)
    if step.derive:
        for name, value in draft.book.derivations[step.derive](draft.slots, draft.now.date()).items():
            draft.set(name, value)
    for name, given in step.set.items():
        if not isinstance(given, FromSlot):
            draft.set(name, given)
        elif given.slot in draft.slots:
            draft.set(name, draft.slots[given.slot])
    return _TAKE[type(step)](draft, step)


def _take_say(draft: Draft, step: Say) -> bool:
    draft.send(Message(step.say, arguments(step.with_, draft.slots)))
    draft.move(step.next)
    return False


def _take_ask(draft: Draft, step: Ask) -> bool:
    if step.optional and rests(draft, step.optional.rest_days):
        draft.move(step.optional.otherwise)
        return False
    known = draft.slots.get(step.save) if step.skip_known and step.save else None
    following = None if known is None else after(step, known)
    if following is None:
        ask_again(draft)
        return True
    draft.move(following)
    return False


def pass_by(draft: Draft) -> bool:
    """Go on from an optional question that was not answered; False where the conversation stands at none."""
    step = draft.book.step(draft.top.flow, draft.top.step) if draft.frames else None
    if not isinstance(step, Ask) or step.optional is None:
        return False
    draft.log("passed")
    draft.move(step.optional.otherwise)
    play(draft)
    return True


def after(step: Ask, value: Scalar) -> str | None:
    """The step that follows this answer; None where a menu no longer has the option."""
    return step.options.get(str(value)) if step.options else step.next


def _take_branch(draft: Draft, step: Branch) -> bool:
    cases = (case.next for case in step.branch if holds(case.condition, draft.slots, called=draft.called))
    draft.move(next(cases, step.otherwise))
    return False


def _take_run(draft: Draft, step: Run) -> bool:
    draft.tokens += 1
    draft.waiting = str(draft.tokens)
    handed = {name: draft.slots[name] for pattern in step.pass_ for name in matching(pattern, draft.slots)}
    draft.effects.append(StartJob(step.run, draft.waiting, handed, draft.mode))
    draft.log("began", action=step.run)
    if step.wait:
        draft.say(step.wait)
    if step.final:
        draft.past = []
    return True


def _take_call(draft: Draft, step: Call) -> bool:
    draft.enter(step.call, mode=step.mode)
    return False


def _take_handoff(draft: Draft, step: Handoff) -> bool:
    draft.ticket(step.handoff)
    draft.move(step.next)
    return False


def _take_end(draft: Draft, step: End) -> bool:
    draft.log("ended", flow=draft.top.flow)
    if isinstance(step.end, str) and len(draft.frames) == 1:
        draft.leave()
        draft.enter(step.end)
        return False
    return leave(draft)


_TAKE: dict[type[StepPart], Callable[[Draft, Any], bool]] = {
    Say: _take_say,
    Ask: _take_ask,
    Branch: _take_branch,
    Run: _take_run,
    Call: _take_call,
    Handoff: _take_handoff,
    End: _take_end,
}


def leave(draft: Draft) -> bool:
    """End the topmost flow and go back to what lies beneath; True where the conversation now waits."""
    frame = draft.leave()
    if not draft.frames:
        draft.past = []
        return True
    if frame.aside:
        resume(draft)
        return True
    beneath = draft.book.step(draft.top.flow, draft.top.step)
    if isinstance(beneath, Call):
        draft.move(beneath.next)
    return False


def resume(draft: Draft) -> None:
    """Say again what the conversation waits for: the plain question, or that a job is still running."""
    if not draft.frames:
        return
    if draft.waiting:
        draft.say("engine-waiting")
    else:
        ask_again(draft)


def call_aside(draft: Draft, flow: str) -> None:
    """A digression: one deep, so that an open one makes room first."""
    close_aside(draft)
    draft.enter(flow, aside=True)
    play(draft)


def close_aside(draft: Draft) -> None:
    first = next((index for index, frame in enumerate(draft.frames) if frame.aside), len(draft.frames))
    while len(draft.frames) > first:
        draft.leave()


def ask_again(draft: Draft, variant: str = "") -> None:
    """Put the question that stands: plain, `simple`, or with its `help`."""
    question = draft.book.question(draft.top.flow, draft.top.step)
    draft.hint = question.hint
    # once the question itself is put again, 'yes' no longer means what was read back
    draft.pending, draft.part = None, ""
    if variant == "help" and draft.called:
        for id in question.ask.help_aloud:
            draft.say(id)
    draft.send(question_message(draft, variant))


def question_message(draft: Draft, variant: str = "") -> Message:
    question = draft.book.question(draft.top.flow, draft.top.step)
    ask = question.ask
    return Message(
        ask.ask,
        arguments(ask.with_, draft.slots),
        options=question.options,
        variant=variant,  # type: ignore[arg-type]
        yesno=ask.kind == "yesno",
    )


def put_pending(draft: Draft, question: Question) -> None:
    """Ask what stands while an answer is pending: whether it is right, or a part of it."""
    value = draft.pending or ""
    draft.hint = hint_of(question, value, draft.part)
    if draft.part:
        draft.send(message_of(question, value, draft.part))
    else:
        _read_back(draft, question, value)


def _read_back(draft: Draft, question: Question, value: str) -> None:
    """Ask whether the answer was heard rightly."""
    ask = question.ask
    if ask.also and value.startswith(ALSO):
        shown = Arg(value.removeprefix(ALSO), READ_BACK_FORM.get(ask.also.kind, "plain"))
        draft.send(Message(f"confirm-{ask.also.kind}", {"value": shown}, yesno=True))
        return
    if ask.kind == "menu":
        shown = Arg(question.options[int(value) - 1], "label", ask.ask)
    elif ask.kind == "choices":
        shown = Arg(chosen(question, value), "labels", ask.ask)
    elif ask.kind == "reason":
        shown = Arg(f"reason-{value}", "message")
    else:
        shown = Arg(value, READ_BACK_FORM.get(ask.kind, "plain"))
    draft.send(Message(ask.read_back or f"confirm-{ask.kind}", {"value": shown}, yesno=True))


def chosen(question: Question, digits: str) -> str:
    """The choices that these numbers stand for, with commas; `none` for none of them."""
    return ",".join(question.options[int(digit) - 1] for digit in digits if digit != "0") or "none"


def arguments(wanted: dict[str, Argument], slots: Slots) -> dict[str, Arg]:
    """The message's arguments from the slots; one that is unknown stays empty rather than stopping the person."""
    return {
        name: Arg(_plain(slots.get(argument.slot, "")), argument.form, argument.of or "")
        for name, argument in wanted.items()
    }


def _plain(value: str | int | bool) -> str | int:
    return str(value).lower() if isinstance(value, bool) else value

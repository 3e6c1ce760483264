"""What a person said: an answer to the question that stands, a command, or neither."""

from __future__ import annotations

import msgspec

from assistant.dialogue.commands import OFFER, command, opt_in, opt_out
from assistant.dialogue.conversation import Said
from assistant.dialogue.draft import Draft
from assistant.dialogue.flow import Scalar
from assistant.dialogue.flowbook import ALSO, ENTRY, Question
from assistant.dialogue.mending import ask_letters, ask_which, ask_whole, is_keyed_card, may_mend, take_part
from assistant.dialogue.optional import is_answered
from assistant.dialogue.parts import BROKEN, LETTERS, WHICH, expectation_of, hint_of
from assistant.dialogue.playing import after, ask_again, call_aside, chosen, pass_by, play, put_pending, resume
from assistant.dialogue.repair import failure_of, repair
from assistant.dialogue.script import follow_script
from assistant.understanding import (
    CONTROLS,
    HARDLY_HEARD,
    HEARD_SURELY,
    SOFT,
    UNKNOWN,
    Answer,
    Channel,
    Expectation,
    Reason,
    asks_slower,
    certain,
    expect,
    is_opt_in,
    is_opt_out,
    understand,
)

_COMMANDS_ONLY = expect("navigation")
_YES_OR_NO = expect("yesno")
MOST_ECHOES = 3
"""The same words that fail more often than this in a row come from a machine, and are met with silence."""


def hear(draft: Draft, said: Said) -> None:
    """Take the person's words into the turn."""
    draft.called = said.mode != "text"
    script = follow_script(draft, said.text)
    if draft.stopped:
        _hear_stopped(draft, said)
    elif is_opt_out(said.text):
        draft.held = False
        opt_out(draft)
    elif draft.held:
        return  # it is the operator's to read
    elif not draft.frames:
        _begin(draft, said, script)
    elif draft.waiting:
        _hear_waiting(draft, said, script)
    else:
        _hear_answer(draft, said, script)


def _hear_stopped(draft: Draft, said: Said) -> None:
    if not is_opt_in(said.text):
        draft.log("muted")
        return
    opt_in(draft)
    if draft.frames:
        resume(draft)
    else:
        draft.enter(ENTRY)
        play(draft)


def _is_echo(draft: Draft, text: str) -> bool:
    """Count words that led nowhere; whether the same ones have now done so too often in a row."""
    draft.echoes = draft.echoes + 1 if draft.echo == text else 1
    draft.echo = text
    if draft.echoes <= MOST_ECHOES:
        return False
    draft.log("muted")
    return True


def _begin(draft: Draft, said: Said, script: str) -> None:
    """Words out of the blue: the entry flow answers; at the first menu that it leads to they are taken as a choice."""
    draft.enter(ENTRY)
    play(draft)
    draft.opening = said.text
    _take_opening(draft, script)
    if draft.opening.strip().isdecimal():
        draft.opening = ""  # a number chooses from what was shown, and other things are asked first


def _take_opening(draft: Draft, script: str) -> None:
    """Whoever began with what they want need not say it again once a menu offers it."""
    if not draft.opening or not draft.frames or draft.waiting:
        return
    question = draft.book.question(draft.top.flow, draft.top.step)
    if question.ask.kind != "menu":
        return
    answer = understand(draft.opening, question.expectation)
    draft.opening = ""
    if answer.level == "confident" and answer.value not in SOFT:
        draft.unsay(question.ask.ask)
        _take(draft, question, answer, script)


def _hear_waiting(draft: Draft, said: Said, script: str) -> None:
    answer = understand(said.text, _COMMANDS_ONLY, _channel(said))
    if answer.value in CONTROLS and answer.value not in ("dont_know", "refuse"):
        command(draft, answer, script)
    elif not _is_echo(draft, said.text):
        draft.say("engine-waiting")


def _hear_answer(draft: Draft, said: Said, script: str) -> None:
    question = draft.book.question(draft.top.flow, draft.top.step)
    if draft.part and _hear_part(draft, question, said, script):
        return
    if draft.pending is not None and _confirmed(draft, question, said):
        return
    if is_keyed_card(question, said):
        ask_letters(draft, question, said.text)
        return
    answer = _as_sure_as_heard(_understood(question, said), said)
    draft.slower = draft.slower or (answer.value == "repeat" and asks_slower(said.text))
    if question.ask.optional and not is_answered(draft, said.text, answer):
        _hear_past(draft, said, answer, script)
        return
    if answer.value is not None:
        draft.echo, draft.echoes = "", 0
    elif _is_echo(draft, said.text):
        return
    _take(draft, question, answer, script)
    _take_opening(draft, script)


def _hear_past(draft: Draft, said: Said, answer: Answer, script: str) -> None:
    """Words that do not answer an optional question: it is let go of, and where nothing else stands they begin
    something new."""
    pass_by(draft)
    if answer.value == "thanks":
        draft.say("soft-thanks")
    elif answer.value == "frustrated":
        call_aside(draft, OFFER)
    elif not draft.frames:
        _begin(draft, said, script)


def _understood(question: Question, said: Said) -> Answer:
    """By the question's own kind, and where that finds nothing, by the other that it takes."""
    answer = _meaning(said, question.expectation)
    if question.ask.kind == "text" and said.mode == "digits" and answer.value not in CONTROLS:
        return Answer(None, "none", 0.0, UNKNOWN)  # keys are no words
    if answer.value is not None or question.also is None:
        return answer
    other = understand(said.text, question.also, _channel(said))
    if other.value is None or other.value in CONTROLS | SOFT:
        return answer
    return msgspec.structs.replace(other, value=ALSO + other.value)


def _meaning(said: Said, expectation: Expectation) -> Answer:
    return certain(said.command) if said.command else understand(said.text, expectation, _channel(said))


def _as_sure_as_heard(answer: Answer, said: Said) -> Answer:
    """No surer than the recogniser was: what it hardly heard is asked again, what it doubts is read back."""
    if said.mode != "speech" or answer.value is None or said.confidence >= HEARD_SURELY:
        return answer
    if said.confidence < HARDLY_HEARD:
        return Answer(None, "none", said.confidence, UNKNOWN)
    return msgspec.structs.replace(answer, level="confirm", confidence=min(said.confidence, answer.confidence))


def _confirmed(draft: Draft, question: Question, said: Said) -> bool:
    """Whether the words settled the answer that was read back: yes keeps it, no asks again."""
    verdict = _as_sure_as_heard(understand(said.text, _YES_OR_NO, _channel(said)), said).value
    if verdict not in ("yes", "no"):
        return False
    value = draft.pending or ""
    draft.log("confirmed" if verdict == "yes" else "corrected")
    draft.pending = None
    if verdict == "yes":
        _accept(draft, question, value)
    elif may_mend(draft, question):
        ask_which(draft, question, value)
    elif draft.mends:
        ask_whole(draft, question)
    else:
        ask_again(draft)
    return True


def _hear_part(draft: Draft, question: Question, said: Said, script: str) -> bool:
    """Whether the words were about the part that was asked for; whoever says the whole anew need not go by parts."""
    expectation = expectation_of(draft.book, hint_of(question, draft.pending or "", draft.part))
    answer = _as_sure_as_heard(_meaning(said, expectation), said)
    if answer.value is None and _understood(question, said).value is not None:
        draft.pending, draft.part = None, ""
        return False
    draft.log("read", value=answer.value, level=answer.level, confidence=answer.confidence, reason=answer.reason.code)
    if answer.value is None:
        repair(draft, question, "not_understood", answer.reason)
    elif answer.value in ("dont_know", "refuse") and draft.part in (WHICH, BROKEN, LETTERS):
        ask_whole(draft, question)
    elif answer.value in CONTROLS:
        command(draft, answer, script)
    elif answer.value in SOFT:
        _take_soft(draft, question, answer)
    else:
        take_part(draft, question, answer.value)
    return True


def _take(draft: Draft, question: Question, answer: Answer, script: str) -> None:
    value = answer.value
    draft.log("read", value=value, level=answer.level, confidence=answer.confidence, reason=answer.reason.code)
    if value is None:
        repair(draft, question, failure_of(answer.reason), answer.reason)
    elif value in CONTROLS:
        command(draft, answer, script)
    elif value in SOFT:
        _take_soft(draft, question, answer)
    else:
        _take_value(draft, question, answer, value)


def _take_soft(draft: Draft, question: Question, answer: Answer) -> None:
    """A greeting, thanks or a sigh is no failed answer: say something kind, and the plain question."""
    if answer.value == "silence":
        repair(draft, question, "silence", answer.reason)
    elif answer.value == "frustrated":
        call_aside(draft, OFFER)
    else:
        draft.say(f"soft-{answer.value}")
        if answer.value != "wait":
            resume(draft)


def _take_value(draft: Draft, question: Question, answer: Answer, value: str) -> None:
    problem = question.check(value) if question.check else None
    if problem == "check_digit" and may_mend(draft, question):
        ask_which(draft, question, value, BROKEN)
        return
    if problem:
        repair(draft, question, "not_valid", Reason(problem))
        return
    confirm = question.ask.confirm
    if confirm == "always" or (confirm == "unsure" and answer.level == "confirm"):
        draft.pending = value
        put_pending(draft, question)
    else:
        _accept(draft, question, value)


def _accept(draft: Draft, question: Question, value: str) -> None:
    ask, save = question.ask, question.ask.save
    draft.mark()
    slot: Scalar = value.removeprefix(ALSO)
    if ask.also and value.startswith(ALSO):
        save = ask.also.save
    else:
        slot = slot_value(question, value)
    if save:
        draft.set(save, slot)
    draft.log("answered", slot=save or "", value=slot)
    draft.move(after(ask, slot) or ask.next or draft.top.step)
    play(draft)


def slot_value(question: Question, value: str) -> Scalar:
    """What is saved of a value that was understood as the question's answer."""
    kind = question.ask.kind
    if kind == "choices":
        return chosen(question, value)
    if kind == "yesno":
        return value == "yes"
    if kind == "count":
        return int(value)
    if kind == "menu":
        return question.options[int(value) - 1]
    return value


def _channel(said: Said) -> Channel:
    return "voice" if said.mode == "speech" else "sms"

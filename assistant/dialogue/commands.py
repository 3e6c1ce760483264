"""Global commands: they work at every step, and return to it with the plain question."""

from __future__ import annotations

from assistant.dialogue.conversation import OptIn, OptOut
from assistant.dialogue.draft import Draft
from assistant.dialogue.flow import Ask
from assistant.dialogue.flowbook import ENTRY
from assistant.dialogue.playing import ask_again, call_aside, play, put_pending, resume
from assistant.understanding import Answer

OFFER = "offer"
"""The flow that offers a person."""


def command(draft: Draft, answer: Answer, script: str) -> None:
    """Do what the global command `answer.value` asks for."""
    value = answer.value or ""
    draft.log("command", command=value)
    draft.opening = ""
    if value.startswith("lang:"):
        _change_language(draft, value.removeprefix("lang:"), script)
    elif value in ("dont_know", "refuse"):
        _without_answer(draft, value)
    elif value == "help":
        _help(draft, answer.about)
    elif value == "back":
        _back(draft)
    elif value == "repeat":
        _repeat(draft)
    elif value == "restart":
        _leave_for(draft, ENTRY)  # which asks again whoever has not consented
    elif value == "stop":
        _leave_for(draft, draft.book.commands.get(value, ENTRY))
    else:
        call_aside(draft, draft.book.commands.get(value, OFFER))


def _help(draft: Draft, about: str | None) -> None:
    glossary = f"glossary-{about}".replace("_", "-")
    if about and draft.book.words.exists(glossary):
        draft.say(glossary)
        resume(draft)
    elif draft.part:
        _repeat(draft)
    elif draft.frames and not draft.waiting:
        ask_again(draft, "help")
    else:
        draft.say("engine-help")


def _back(draft: Draft) -> None:
    if draft.pending is not None:
        draft.reset_repairs()
    elif draft.undo():
        draft.log("undone")
    else:
        draft.say("engine-back-none")
    resume(draft)


def _repeat(draft: Draft) -> None:
    if draft.pending is not None:
        put_pending(draft, draft.book.question(draft.top.flow, draft.top.step))
    else:
        resume(draft)


def _leave_for(draft: Draft, flow: str) -> None:
    """Drop where the conversation stood, keep the answers, and go to another flow."""
    draft.leave_all()
    draft.enter(flow)
    play(draft)


def _without_answer(draft: Draft, value: str) -> None:
    """'I don't know' and 'I will not say' go where the flow sends them, else to help and the question again."""
    step = draft.book.step(draft.top.flow, draft.top.step) if draft.frames else None
    following = (getattr(step, value) or step.unknown) if isinstance(step, Ask) else None
    if following is not None:
        draft.mark()
        if isinstance(step, Ask) and step.save and following == step.unknown:
            draft.set(step.save, "unknown")
        draft.log("answered", value=value)
        draft.move(following)
        play(draft)
        return
    draft.say("engine-dont-know" if value == "dont_know" else "engine-refuse")
    if draft.frames and not draft.waiting:
        ask_again(draft, "help")


LOCALES = {"french": "fr", "arabic": "ary-Arab"}


def _change_language(draft: Draft, language: str, script: str) -> None:
    if language == "tamazight":
        draft.say("engine-no-tamazight")
        call_aside(draft, OFFER)
        return
    draft.locale = LOCALES.get(language) or ("ary-Latn" if script == "Latn" else "ary-Arab")
    draft.locale_chosen = True
    draft.say("engine-language")
    resume(draft)


def opt_out(draft: Draft) -> None:
    """One confirmation, then silence until the person comes back by themselves."""
    draft.log("command", command="opt_out")
    draft.stopped = True
    draft.effects.append(OptOut())
    draft.say("engine-opted-out")


def opt_in(draft: Draft) -> None:
    draft.log("command", command="opt_in")
    draft.stopped = False
    draft.effects.append(OptIn())
    draft.say("engine-opted-in")

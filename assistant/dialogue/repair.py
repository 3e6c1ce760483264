"""When an answer failed: its own sentence, then the question in a simpler form, then a person."""

from __future__ import annotations

from typing import Literal

from assistant.dialogue.draft import Draft
from assistant.dialogue.flowbook import Question
from assistant.dialogue.playing import ask_again, call_aside, put_pending
from assistant.language import Arg, Message
from assistant.understanding import UNKNOWN, Reason

Failure = Literal["silence", "not_understood", "not_valid"]


def failure_of(reason: Reason) -> Failure:
    """Whether nothing was heard that answers the question, or something that cannot stand."""
    return "not_understood" if reason.code == UNKNOWN.code else "not_valid"


def repair(draft: Draft, question: Question, failure: Failure, reason: Reason) -> None:
    """Answer a failed answer. The repair sentence replaces the question, it never precedes it.

    Where an answer was being read back, or a part of it asked for, that is put again, so that 'yes' keeps its meaning.
    """
    failures = _count(draft, failure)
    draft.log("failed", failure=failure, reason=reason.code, detail=reason.detail)
    if failures >= question.repair.attempts:
        draft.reset_repairs()
        call_aside(draft, question.repair.then)
    elif draft.pending is not None:
        put_pending(draft, question)
    elif failures == question.repair.attempts - 1:
        ask_again(draft, "simple")
    else:
        draft.hint = question.hint
        draft.send(_sentence(draft, question, failure, reason))


def _count(draft: Draft, failure: Failure) -> int:
    """Silences are counted apart; an answer that failed is a failed answer, whichever way it failed."""
    if failure == "silence":
        draft.silences += 1
        return draft.silences
    if failure == "not_valid":
        draft.invalid += 1
    else:
        draft.misunderstood += 1
    return draft.invalid + draft.misunderstood


def _sentence(draft: Draft, question: Question, failure: Failure, reason: Reason) -> Message:
    ask = question.ask
    kind = ask.check if failure == "not_valid" and ask.check else ask.kind
    wanted = {
        "silence": ("repair-silence",),
        "not_understood": (f"repair-{ask.kind}",),
        "not_valid": (
            f"invalid-{kind}-{reason.code}",
            f"invalid-{ask.kind}-{reason.code}",
            f"invalid-{ask.kind}",
        ),
    }[failure]
    id = next((id for id in wanted if draft.book.words.exists(id)), f"repair-{ask.kind}")
    return Message(
        id,
        {"heard": Arg(reason.detail)} if reason.detail else {},
        options=question.options,
        labels=ask.ask if question.options else "",
        yesno=ask.kind == "yesno",
    )

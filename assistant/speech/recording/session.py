"""A recording session by telephone, as a pure state machine: events in, actions out.

It holds no sound, no clock and no storage: whoever drives it plays, records, waits for keys and keeps what it is
told to keep, then hands in the next event. Silence is never taken for consent.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.speech.recording.consent import BY, BY_CALL, CONSENT
from assistant.speech.recording.exchange import (
    Action,
    Describe,
    Draw,
    Drawn,
    End,
    Event,
    Heard,
    HungUp,
    Join,
    Joined,
    Keep,
    Key,
    Listen,
    Play,
    Record,
    Say,
    Silence,
    Started,
)
from assistant.speech.recording.plan import Prompt
from assistant.speech.recording.quality import Verdict, judge

YES, NO, REPEAT, SKIP = "1", "2", "*", "#"
MOST_TRIES = 3
"""Then the line goes on by itself: the fault may be the line's, and nobody should say a word for ever."""
AGES = {"1": "18-29", "2": "30-44", "3": "45-59", "4": "60+"}
SEXES = {"1": "woman", "2": "man"}
Stage = Literal["new", "consent", "joining", "age", "sex", "drawing", "prompt", "more", "over"]


@dataclass(frozen=True, slots=True)
class Session:
    """Where a call stands. `tries` counts at the present question or word."""

    stage: Stage = "new"
    who: str = ""
    code: str = ""
    prompts: tuple[Prompt, ...] = field(default=())
    place: int = 0
    tries: int = 0

    @property
    def prompt(self) -> Prompt:
        return self.prompts[self.place]


Step = tuple[Session, tuple[Action, ...]]


def advance(session: Session, event: Event) -> Step:
    """What comes of an event. One that does not fit the stage asks the present question again, or changes nothing."""
    if isinstance(event, HungUp) or session.stage == "over":
        return replace(session, stage="over"), ()
    match session.stage, event:
        case "new", Started(who):
            return _ask_consent(replace(session, who=who))
        case "consent", _:
            return _consent(session, event)
        case "joining", Joined(code):
            return replace(session, stage="age", code=code), (Say("recording-call-age"), Listen())
        case "age" | "sex", Key() | Silence():
            return _about(session, event)
        case "drawing", Drawn(prompts):
            return _begin(session, prompts)
        case "prompt", Key() | Silence() | Heard():
            return _said(session, event)
        case "more", _:
            return _more(session, event)
    return session, ()


def _ask_consent(session: Session) -> Step:
    text = tuple(Say(part, session.who if part == BY else "") for part in (*CONSENT, BY_CALL))
    return replace(session, stage="consent"), (*text, Listen())


def _consent(session: Session, event: Event) -> Step:
    match event:
        case Key(key) if key == YES:
            return replace(session, stage="joining", tries=0), (Join(),)
        case Key(key) if key == NO:
            return replace(session, stage="over"), (Say("recording-refused"), End())
        case Key(key) if key == REPEAT:
            return _ask_consent(session)
    if session.tries + 1 >= MOST_TRIES:
        return replace(session, stage="over"), (Say("recording-refused"), End())
    return replace(session, tries=session.tries + 1), (Say(BY_CALL), Listen())


def _about(session: Session, event: Event) -> Step:
    """Two questions that nobody need answer: any other key or silence goes on."""
    key = event.key if isinstance(event, Key) else ""
    if key == REPEAT:
        return session, (Say(f"recording-call-{session.stage}"), Listen())
    if session.stage == "age":
        told: tuple[Action, ...] = (Describe("age", AGES[key]),) if key in AGES else ()
        return replace(session, stage="sex"), (*told, Say("recording-call-sex"), Listen())
    told = (Describe("sex", SEXES[key]),) if key in SEXES else ()
    return replace(session, stage="drawing"), (*told, Say("recording-call-keys"), Draw())


def _begin(session: Session, prompts: tuple[Prompt, ...]) -> Step:
    if not prompts:
        return _finish(session)
    begun = replace(session, stage="prompt", prompts=prompts, place=0, tries=0)
    return begun, _ask(begun.prompt)


def _ask(prompt: Prompt) -> tuple[Action, ...]:
    ask = "recording-say-digits" if prompt.is_string else "recording-say"
    return Say(ask), Play(prompt), Record(prompt.limit_s)


def _said(session: Session, event: Event) -> Step:
    match event:
        case Key(key) if key == SKIP:
            return _next(session, ())
        case Key(key) if key == NO:
            return _finish(session)
        case Key():
            return session, _ask(session.prompt)
    verdict = judge(event.samples, event.rate, session.prompt.words) if isinstance(event, Heard) else Verdict("silent")
    kept = (Keep(session.prompt, event, verdict),) if isinstance(event, Heard) and verdict.usable else ()
    if not verdict.problem or session.tries + 1 >= MOST_TRIES:
        return _next(session, kept)
    again = replace(session, tries=session.tries + 1)
    return again, (*kept, Say(verdict.message), *_ask(session.prompt))


def _next(session: Session, first: tuple[Action, ...]) -> Step:
    if session.place + 1 == len(session.prompts):
        return replace(session, stage="more", tries=0), (*first, Say("recording-call-more"), Listen())
    onwards = replace(session, place=session.place + 1, tries=0)
    return onwards, (*first, *_ask(onwards.prompt))


def _more(session: Session, event: Event) -> Step:
    match event:
        case Key(key) if key == YES:
            return replace(session, stage="drawing", tries=0), (Draw(),)
        case Key(key) if key == REPEAT:
            return session, (Say("recording-call-more"), Listen())
    return _finish(session)


def _finish(session: Session) -> Step:
    """The code is said twice: there is nothing to write with at hand, or somebody else writes."""
    code = Say("recordings-code", session.code)
    return replace(session, stage="over"), (Say("recording-thanks"), code, code, End())

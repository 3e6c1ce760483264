"""A turn in the making: the one mutable thing in this room, alive only inside `advance`."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from assistant.dialogue.conversation import (
    Conversation,
    Effect,
    Frame,
    Hint,
    Logged,
    OpenTicket,
    Past,
    Slots,
    Turn,
)
from assistant.dialogue.flow import Mode, Scalar
from assistant.dialogue.flowbook import Flowbook
from assistant.language import Arg, Message

LONGEST_PAST = 60
"""Answers that can be taken back; the longest questionnaire has fewer."""

LOCALE_OF_LANGUAGE = {"ary_arab": "ary-Arab", "ary_latn": "ary-Latn", "fr": "fr"}
"""The values that the flow `language` saves in the slot `language`."""


class Draft:
    """What `advance` works on: opened from a conversation, closed into a Turn."""

    def __init__(self, book: Flowbook, conversation: Conversation, now: datetime) -> None:
        self.book = book
        self.now = now
        self.locale = conversation.locale
        self.locale_chosen = conversation.locale_chosen
        self.stopped = conversation.status == "stopped"
        self.frames = list(conversation.frames)
        self.slots = dict(conversation.slots)
        self.past = list(conversation.past)
        self.pending = conversation.pending
        self.part = conversation.part
        self.mends = conversation.mends
        self.waiting = conversation.waiting
        self.silences = conversation.silences
        self.misunderstood = conversation.misunderstood
        self.invalid = conversation.invalid
        self.opening = conversation.opening
        self.echo = conversation.echo
        self.echoes = conversation.echoes
        self.turns = conversation.turns
        self.tokens = conversation.tokens
        self.slower = conversation.slower
        self.held = conversation.held
        self.replies: list[Message] = []
        self.effects: list[Effect] = []
        self.logged: list[Logged] = []
        self.hint: Hint | None = None
        self.called = False
        """Whether what is heard in this turn was said or pressed in a call."""

    def close(self) -> Turn:
        """The turn that came of it."""
        status: Literal["idle", "active", "stopped"] = (
            "stopped" if self.stopped else "active" if self.frames else "idle"
        )
        conversation = Conversation(
            locale=self.locale,
            locale_chosen=self.locale_chosen,
            status=status,
            frames=tuple(self.frames),
            slots=self.slots,
            past=tuple(self.past[-LONGEST_PAST:]),
            pending=self.pending,
            part=self.part,
            mends=self.mends,
            waiting=self.waiting,
            silences=self.silences,
            misunderstood=self.misunderstood,
            invalid=self.invalid,
            opening=self.opening,
            echo=self.echo,
            echoes=self.echoes,
            turns=self.turns,
            tokens=self.tokens,
            slower=self.slower,
            held=self.held,
        )
        return Turn(conversation, tuple(self.replies), tuple(self.effects), tuple(self.logged), self.hint)

    # What is said and noted --------------------------------------------------------------------------------

    def say(self, id: str, **args: Arg) -> None:
        self.send(Message(id, args))

    def send(self, message: Message) -> None:
        self.replies.append(message)
        self.log("said", id=message.id, variant=message.variant)

    def unsay(self, id: str) -> None:
        """Take back a question that the person's first words have answered."""
        self.replies = [reply for reply in self.replies if reply.id != id]
        self.logged = [entry for entry in self.logged if entry.data.get("id") != id]

    def log(self, kind: str, **data: Any) -> None:
        self.logged.append(Logged(kind, self.now, self.position, data))

    def ticket(self, reason: str) -> None:
        self.effects.append(OpenTicket(reason, self.position))
        self.log("ticket", reason=reason)

    @property
    def position(self) -> str:
        return f"{self.frames[-1].flow}.{self.frames[-1].step}" if self.frames else ""

    # Where the conversation stands -------------------------------------------------------------------------

    @property
    def top(self) -> Frame:
        return self.frames[-1]

    @property
    def mode(self) -> Mode:
        """The mode of the innermost practice or helper flow that is open."""
        return next((frame.mode for frame in reversed(self.frames) if frame.mode), "")

    def move(self, step: str) -> None:
        """Stand on another step of the same flow."""
        top = self.frames[-1]
        self.frames[-1] = Frame(top.flow, top.version, step, top.mode, top.kept, top.aside)
        self.reset_repairs()

    def enter(self, flow: str, *, mode: Mode = "", aside: bool = False) -> None:
        """Stand on the first step of a flow, on top of where the conversation stood."""
        found = self.book.flows[flow]
        kept = dict(self.slots) if mode else None
        self.frames.append(Frame(flow, found.version, found.start, mode, kept, aside))
        self.reset_repairs()

    def leave(self) -> Frame:
        """Take the topmost flow away; slots kept on the way in are put back, and a digression leaves the way back
        as it was."""
        frame = self.frames.pop()
        if frame.kept is not None:
            self.slots = dict(frame.kept)
            self.past = []  # what was said in there must not stay in the way back
        elif frame.aside:
            self.past = [past for past in self.past if not any(each.aside for each in past.frames)]
        self.reset_repairs()
        return frame

    def leave_all(self) -> None:
        while self.frames:
            self.leave()
        self.past = []
        self.waiting = ""

    def reset_repairs(self) -> None:
        self.pending, self.part = None, ""
        self.silences = self.misunderstood = self.invalid = self.mends = 0

    # What is known, and the way back -----------------------------------------------------------------------

    def set(self, name: str, value: Scalar) -> None:
        self._remember(name)
        self.slots[name] = value
        if name == "language" and value in LOCALE_OF_LANGUAGE:
            self.locale = LOCALE_OF_LANGUAGE[str(value)]
            self.locale_chosen = True

    def forget(self, pattern: str) -> None:
        for name in matching(pattern, self.slots):
            self._remember(name)
            del self.slots[name]

    def _remember(self, name: str) -> None:
        """The first change of a slot since the last answer keeps what stood there."""
        if self.past and name not in self.past[-1].before:
            last = self.past[-1]
            self.past[-1] = Past(last.frames, {**last.before, name: self.slots.get(name)})

    def mark(self) -> None:
        """From here on, changes belong to the answer just given."""
        self.past.append(Past(tuple(self.frames)))

    def undo(self) -> bool:
        """Go back to before the last answer; False where there is none to take back."""
        if not self.past:
            return False
        last = self.past.pop()
        self.frames = list(last.frames)
        for name, value in last.before.items():
            if value is None:
                self.slots.pop(name, None)
            else:
                self.slots[name] = value
        self.waiting = ""
        self.reset_repairs()
        return True


def matching(pattern: str, slots: Slots) -> list[str]:
    """The slots that `pattern` names: a name, or `prefix_*`."""
    if pattern.endswith("*"):
        return [name for name in slots if name.startswith(pattern[:-1])]
    return [pattern] if pattern in slots else []

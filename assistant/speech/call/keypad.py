"""Keys into answers and commands.

`*` goes back, `#` ends digits and alone is "I don't know", `0` says it again and `9` asks for a person, except where
these two are digits of the answer: alone they still mean the same wherever a single digit cannot answer.
"""

from __future__ import annotations

from typing import Literal

from assistant.speech.call.values import Command, Keys, Question

ONE_KEY = frozenset({"yesno", "menu"})
"""Kinds that one key answers at once."""
OPEN = frozenset({"count", "money", "choices", "region"})
"""Kinds that a single 0 or 9 may answer."""
LENGTH = {"identifier": 10, "date": 8, "phone": 10}
"""Digits of a kind whose question does not say."""
COMMANDS: dict[str, Literal["repeat", "operator"]] = {"0": "repeat", "9": "operator"}
YES_NO_OPTIONS = 2


class Keypad:
    """Collects the keys that answer one question. `one_key`: the first is the answer; `length`: digits that complete
    it, 0 where a `#` or a pause does."""

    def __init__(self, question: Question | None) -> None:
        self._question = question
        kind = question.kind if question else ""
        self.length = (question.digits if question else 0) or LENGTH.get(kind, 0)
        self.one_key = question is None or kind in ONE_KEY
        self._options = question.options if question and question.options else YES_NO_OPTIONS
        self._open = kind in OPEN
        self.entered = ""

    def press(self, key: str) -> Keys | Command | None:
        """What the key completes; None while more are awaited."""
        if key == "*":
            return self._take_back()
        if key == "#":
            return self.finish() or Command("skip")
        if not self.entered and self.one_key:
            return self._single(key)
        self.entered += key
        return self.finish() if len(self.entered) == self.length else None

    def finish(self) -> Keys | Command | None:
        """What was entered so far, as an answer; None where nothing was."""
        entered, self.entered = self.entered, ""
        if entered in COMMANDS and not self._open and self.length != 1:
            return Command(COMMANDS[entered])
        return Keys(entered) if entered else None

    def _single(self, key: str) -> Keys | Command:
        taken = self._question is not None and key != "0" and int(key) <= self._options
        return Keys(key) if taken or key not in COMMANDS else Command(COMMANDS[key])

    def _take_back(self) -> Command | None:
        """What was entered wrongly, or where nothing was, the last answer."""
        if self.entered:
            self.entered = ""
            return None
        return Command("back")

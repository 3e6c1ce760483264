"""What the check of the locales is told, and what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.language.catalogue import Entry

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Use:
    """How a message is said."""

    id: str
    args: Mapping[str, str] = field(default_factory=dict)
    """Each argument's form; `label:<question>` and `message:<beginning of ids>` say more than a bare form."""
    options: tuple[str, ...] = ()
    yesno: bool = False
    variants: tuple[str, ...] = ()
    labels: str = ""
    """The message whose attributes name the options, where that is another one."""
    several: bool = False
    """Whether more than one option may be chosen."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file, told to whoever writes it."""

    severity: Severity
    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.text}"


def problem_at(entry: Entry, line: int, text: str, severity: Severity = "error") -> Problem:
    """A problem in the file of `entry`."""
    return Problem(severity, str(entry.path), line, text)

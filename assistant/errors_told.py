"""Errors of the rooms as a user of the command line meets them: one line that says what to do."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar

import click

P = ParamSpec("P")
R = TypeVar("R")


def _errors() -> tuple[type[Exception], ...]:
    """What a user's or operator's mistake raises: told in one line, never as a traceback."""
    from assistant.appeals import AppealError
    from assistant.dialogue import DialogueError
    from assistant.language import LocaleError
    from assistant.recording import RecordingError
    from assistant.registry import RegistryError
    from assistant.reporting import ReportingError
    from assistant.scoring import ScoringError
    from assistant.settings import SettingsError
    from assistant.speech.errors import SpeechError
    from assistant.stalled import StalledError
    from assistant.storage import StorageError
    from assistant.understanding import UnderstandingError

    return (
        AppealError,
        DialogueError,
        LocaleError,
        RecordingError,
        RegistryError,
        ReportingError,
        ScoringError,
        SettingsError,
        StalledError,
        SpeechError,
        StorageError,
        UnderstandingError,
    )


def told(command: Callable[P, R]) -> Callable[P, R]:
    """Turn the rooms' errors into one line on standard error and exit status 2."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except Exception as error:
            if isinstance(error, _errors()):
                fail(str(error))
            raise

    return run


def fail(text: str, status: int = 2) -> NoReturn:
    click.echo(f"haqqi: {text}", err=True)
    sys.exit(status)

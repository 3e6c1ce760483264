"""What every page of the recording kit asks: who is there, in which language, and with which words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from flask import current_app, request, url_for

from assistant.recording import Invitation, Leader, Passes, Studio
from assistant.speech.recording import Verdict
from assistant.speech.recording.consent import CONSENT
from assistant.speech.recording.quality import Problem

DARIJA, FRENCH = "ary-Arab", "fr"
SPOKEN = frozenset((*CONSENT, "recording-ask", *(Verdict(problem).message for problem in get_args(Problem))))
"""Sentences that a page plays for people who do not read."""
NO_BREAK = "\u00a0"
GROUPED = re.compile(r"\+?\d[\d .-]*\d")


def studio() -> Studio:
    found: Studio = current_app.extensions["haqqi_studio"]
    return found


def passes() -> Passes:
    found: Passes = current_app.extensions["haqqi_passes"]
    return found


def leader() -> Leader:
    """Who says the words first."""
    found: Leader = current_app.extensions["haqqi_leader"]
    return found


def spoken(locale: str, message: str) -> Path | None:
    """The recorded sentence, where a voice actor has said it for this language."""
    folder: Path = current_app.config["LOCALES_DIR"]
    path = folder / locale / "audio" / f"{message}.wav"
    return path if message in SPOKEN and locale in studio().bundles.locales and path.is_file() else None


def spoken_address(locale: str, message: str) -> str:
    """Where a page finds it; empty where there is none."""
    return url_for("recording.sentence", locale=locale, message=message) if spoken(locale, message) else ""


def invited(token: str) -> Invitation:
    """Raises InvitationError."""
    return passes().invitation(token, studio().clock())


def speaker(token: str) -> str:
    """The speaker whose pass this is. Raises UnknownSpeakerError."""
    return passes().name(token, studio().clock())


def chosen_locale() -> str:
    """The language that the link names, else the browser's: French, or Darija for every other."""
    asked = request.values.get("lang", "")
    if asked in studio().bundles.locales:
        return asked
    return FRENCH if request.accept_languages.best_match([FRENCH, "ar", "en"]) == FRENCH else DARIJA


def steady(text: str) -> str:
    """The text with its groups of digits together and in order: in a right-to-left line '12 34' would read '34 12'."""
    return GROUPED.sub(lambda digits: f"\u2066{digits[0].replace(' ', NO_BREAK)}\u2069", text)


def say(message: str, attribute: str = "", **args: object) -> str:
    """A message in the chosen language."""
    return words_for(chosen_locale(), message, attribute, **args)


def words_for(locale: str, message: str, attribute: str = "", **args: object) -> str:
    """A message in that language, in the letters of a page rather than of an SMS."""
    return studio().bundles.bundle(locale).format(message, attribute, args)

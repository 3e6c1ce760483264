"""The language of the answers follows the script the person writes in."""

from __future__ import annotations

from assistant.dialogue.draft import Draft
from assistant.dialogue.flow import Ask
from assistant.language import detect

FEWEST_LETTERS = 4
"""Fewer letters ('ok', 'oui') do not show that somebody changed their script."""
NAMES = ("cnie", "region")
"""Kinds whose answers many people write in Latin letters whatever they read."""


def follow_script(draft: Draft, text: str) -> str:
    """Set the draft's locale by the words' script, unless the person chose one; gives the script ('' for none)."""
    if draft.locale and text.isdigit():
        return ""
    found = detect(text)
    if not draft.locale:
        draft.locale = found.locale or draft.book.default_locale
    elif (
        found.locale and not draft.locale_chosen and found.letters >= FEWEST_LETTERS and not _names_something(draft)
    ) and _script(draft.locale) != found.script:
        draft.locale = found.locale
    return found.script or ""


def _script(locale: str) -> str:
    return "Arab" if locale.endswith("Arab") else "Latn"


def _names_something(draft: Draft) -> bool:
    step = draft.book.step(draft.top.flow, draft.top.step) if draft.frames else None
    return isinstance(step, Ask) and step.kind in NAMES

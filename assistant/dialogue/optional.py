"""Questions that nobody need answer: when they rest, and what counts as an answer to one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from assistant.dialogue.draft import Draft
from assistant.dialogue.flow import Ask
from assistant.understanding import CONTROLS, SOFT, Answer


def rests(draft: Draft, days: int) -> bool:
    """Whether this person met the question that stands within so many days; if not, they have met it now."""
    slot = f"asked_{draft.top.flow}_{draft.top.step}"
    last, today = str(draft.slots.get(slot, "")), draft.now.date()
    if last and today - date.fromisoformat(last) < timedelta(days=days):
        return True
    draft.set(slot, today.isoformat())
    return False


def is_answered(draft: Draft, text: str, answer: Answer) -> bool:
    """Whether the words are an answer or a command beyond doubt, and not what a menu beneath calls an option.

    A request must not be swallowed as the answer to a question that nobody need answer: 'une réclamation' is no 'one'.
    """
    if text.strip().casefold() in {label.casefold() for label in _offered_beneath(draft)}:
        return False
    return answer.value in CONTROLS or (answer.level == "confident" and answer.value not in SOFT)


def _offered_beneath(draft: Draft) -> Iterator[str]:
    """What the flows that led here call the options of the menus that they begin with."""
    for frame in draft.frames[:-1]:
        step = draft.book.step(frame.flow, draft.book.flows[frame.flow].start)
        if isinstance(step, Ask):
            for option in step.options:
                yield from draft.book.words.option_labels(step.ask, option)

"""What things are called: steps by their question, regions and answers by their name in the locales."""

from __future__ import annotations

from assistant.console.desk import Desk
from assistant.console.words import PEOPLES
from assistant.dialogue import Ask
from assistant.language import Arg, Message

LONGEST = 70
"""Characters of a question where it names a step."""


def step_words(desk: Desk, locale: str, position: str) -> str:
    """The question at `flow.step` in the operator's language, shortened; of other steps the name."""
    flow, _, step = position.partition(".")
    found = desk.conversations.book.flows.get(flow)
    asked = found.steps.get(step) if found else None
    if not isinstance(asked, Ask):
        return position
    return shortened(question_words(desk, locale, asked))


def question_words(desk: Desk, locale: str, ask: Ask) -> str:
    """The plain question, its arguments left open."""
    args = {name: Arg("…") for name in ask.with_}
    return desk.conversations.bundles.render(PEOPLES[locale], Message(ask.ask, args)).partition("\n")[0]


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def region_name(desk: Desk, locale: str, region: str) -> str:
    """A region's name; its own word where it has none."""
    id = f"region-{region}"
    bundles = desk.conversations.bundles
    return bundles.render(PEOPLES[locale], Message(id)) if region and bundles.exists(id) else region

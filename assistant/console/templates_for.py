"""Ready-made answers in the person's language: the locales' messages whose ids begin with `human-template-`."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.console.desk import Desk
from assistant.language import Message

BEGINNING = "human-template-"


@dataclass(frozen=True, slots=True)
class Template:
    """`name` is what the console calls it (`template-<name>` in its words)."""

    name: str
    text: str


def templates_in(desk: Desk, locale: str) -> tuple[Template, ...]:
    """The templates as a person of this locale reads them."""
    bundles = desk.conversations.bundles
    used = locale if locale in bundles.locales else desk.conversations.book.default_locale
    ids = sorted(id for id in bundles.ids(used) if id.startswith(BEGINNING))
    return tuple(Template(id.removeprefix(BEGINNING), bundles.render(used, Message(id))) for id in ids)

"""People who visit, and what is counted of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from assistant.reporting import Episode, episodes
from assistant.storage import LoggedEvent
from tests.household import EXAMPLE_A, texts
from tests.town import Town, new_phone

__all__ = ["APPEAL", "URBAN", "WHOLE", "Visitor", "new_visitor"]


_said: dict[str, Any] = {}
URBAN = tuple(texts(EXAMPLE_A, known=_said))
"""An estimate for a household in town, as far as it goes by itself."""
WHOLE = tuple(texts(EXAMPLE_A, "full", _said))
"""What remains to be answered for the number."""
APPEAL = ("le score", "1", "Il a monté sans changement", "1", "2")
"""An appeal against the score, after 'une réclamation'."""


@dataclass(frozen=True)
class Visitor:
    """Somebody who has consented and stands at the menu."""

    town: Town
    phone: str

    def says(self, *texts: str) -> Visitor:
        for text in texts:
            self.town.write(self.phone, text)
        return self

    def waits(self, **time: float) -> Visitor:
        self.town.wait(**time)
        return self

    @property
    def log(self) -> tuple[LoggedEvent, ...]:
        with self.town.services.database.begin() as tx:
            contact = tx.contacts.find(self.phone)
            return () if contact is None else tx.events.list(tx.conversations.lock(contact.id).id)

    @property
    def visits(self) -> list[Episode]:
        return episodes(self.log)


@pytest.fixture
def visitor(town: Town) -> Visitor:
    return new_visitor(town)


@pytest.fixture
def visitors(town: Town) -> Callable[[], Visitor]:
    return lambda: new_visitor(town)


def new_visitor(town: Town) -> Visitor:
    return Visitor(town, new_phone()).says("bonjour", "1")

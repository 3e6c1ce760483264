"""A studio on a database of its own, whose clock the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from cryptography.fernet import Fernet

from assistant.language import Bundles
from assistant.recording import Invitation, Studio
from assistant.settings import load_settings
from assistant.speech.recording import Words
from assistant.storage import Cipher, Database
from tests.speech.sound import take

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
WHO = "Association Amal, 0522 00 00 00"
WORDS = Words.of(f"كلمة{number}" for number in range(40))
INVITATION = Invitation("0a1b2c3d", WHO, 30, int((NOW + timedelta(days=30)).timestamp()))


@dataclass
class Clock:
    moment: datetime = NOW

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def bundles() -> Bundles:
    return Bundles.load(load_settings().locales_dir)


@pytest.fixture
def studio(tmp_path: Path, clock: Clock, bundles: Bundles) -> Iterator[Studio]:
    cipher = Cipher([Fernet.generate_key().decode()], b"the secret of the blind indexes.")
    database = Database(f"sqlite:///{tmp_path / 'home' / 'haqqi.sqlite'}", cipher)
    database.migrate()
    yield Studio(database, bundles, WORDS, clock)
    database.close()


def spoken(words: int) -> np.ndarray:
    """A good recording of so many words."""
    return take(speech=0.5 if words == 1 else 0.4 * words)


def says_a_block(studio: Studio, name: str) -> int:
    """The speaker says all that they are asked for; gives how much that is."""
    prompts = studio.block(name)
    for prompt in prompts:
        assert studio.take(name, prompt.text, spoken(prompt.words), 8000).problem == ""
    return len(prompts)


def comes(studio: Studio, line: str = "browser") -> str:
    return studio.join(INVITATION, "ary-Arab", line, "button yes")

"""Whole conversations, told in YAML and played in every locale.

A story is a list of turns. `say` is what the person writes: one text for all locales, or one for each. `hear` are
the ids of the messages that come back, in order, jobs included; `private` where nothing is kept of them. `wait`
moves the clock, `begin` starts a flow with slots (what another flow would hand over), `decide` are the states through
which an operator brings the person's newest appeal.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.app import build
from assistant.jobs.services import Services
from assistant.settings import load_settings
from tests.postgres import empty_database
from tests.town import Town, move_in, new_phone

STORIES = Path(__file__).parent
LOCALES = ("ary-Arab", "ary-Latn", "fr")


def stories() -> list[Path]:
    return sorted(STORIES.glob("*.yaml"))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("path", stories(), ids=lambda path: path.stem)
def test_story(town: Town, path: Path, locale: str) -> None:
    check_story(town, path, locale)


@pytest.fixture(scope="module")
def on_postgresql(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    with empty_database(postgres_server, "town") as url:
        made = load_settings(home=tmp_path_factory.mktemp("town"))
        services = build(made.model_copy(update={"database_url": url}))
        services.database.migrate()
        yield services
        services.database.close()


@pytest.mark.parametrize("path", stories(), ids=lambda path: path.stem)
def test_story_on_postgresql(on_postgresql: Services, path: Path) -> None:
    """Nothing that people meet is SQLite's alone."""
    check_story(move_in(on_postgresql), path, "ary-Latn")


def check_story(town: Town, path: Path, locale: str) -> None:
    """Play the story and hold what happened against what it tells."""
    phone = new_phone()
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    seen = 0
    for number, turn in enumerate(told["turns"], start=1):
        where = f"{path.name}, turn {number}"
        if "wait" in turn:
            town.wait(**turn["wait"])
        if "begin" in turn:
            town.begin(phone, **turn["begin"])
        if "decide" in turn:
            town.decide(phone, *turn["decide"])
        if "say" in turn:
            town.write(phone, text_in(turn["say"], locale))
        log = town.log(phone)
        said = [str(data.get("id", "private")) for kind, _, data in log[seen:] if kind == "said"]
        seen = len(log)
        if "hear" in turn:
            assert said == turn["hear"], where
        arrived = town.arrived(phone)
        assert bool(arrived) == bool(said), where
        for wanted in turn.get("text", []):
            assert wanted in "\n".join(arrived), where
    if "step" in told:
        assert town.step(phone) == told["step"]


def text_in(say: Any, locale: str) -> str:
    return str(say[locale] if isinstance(say, dict) else say)


def test_there_are_stories() -> None:
    assert len(stories()) >= 8

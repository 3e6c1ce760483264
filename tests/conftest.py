"""What tests of several rooms share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.app import build
from assistant.jobs.services import Services
from assistant.settings import load_settings
from assistant.terminal import CHANNEL, Screen
from tests.town import Clock, Town


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Services:
    services = build(load_settings(home=tmp_path_factory.mktemp("town"), redis_url="", database_url=""))
    services.database.migrate()
    return services


@pytest.fixture
def town(built: Services) -> Town:
    """A town with its clock at the start; each test uses telephone numbers of its own."""
    clock, screen = Clock(), Screen()
    conversations = replace(built.conversations, clock=clock)
    services = replace(
        built, conversations=conversations, gateways={CHANNEL: screen}, default_channel=CHANNEL, clock=clock
    )
    services.queue.services = services  # type: ignore[attr-defined]
    return Town(services, screen, clock)

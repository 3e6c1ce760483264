"""What tests of several rooms share."""

from __future__ import annotations

import pytest

from assistant.app import build
from assistant.jobs.services import Services
from assistant.settings import load_settings
from tests.postgres import postgres_server
from tests.town import Town, move_in

__all__ = ["postgres_server"]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Services:
    services = build(load_settings(home=tmp_path_factory.mktemp("town"), redis_url="", database_url=""))
    services.database.migrate()
    return services


@pytest.fixture
def town(built: Services) -> Town:
    """A town with its clock at the start; each test uses telephone numbers of its own."""
    return move_in(built)

"""The invented register, and a DCI server that serves it on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from assistant.channels import dci_callback
from assistant.registers import embedded_registry
from assistant.registry import EmbeddedRegistry
from assistant.registry.dci import DciRegistry
from assistant.settings import Settings
from tests.registry.mock_dci import MockDci
from tests.serving import served


@dataclass
class Clock:
    """The machine's time, that a test can move on; pauses between tries are counted and not slept."""

    ahead: timedelta = timedelta()
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedRegistry:
    """Wired as the service wires it, scores included."""
    return embedded_registry(Settings(home=tmp_path_factory.mktemp("register")))


@pytest.fixture(scope="session")
def server(embedded: EmbeddedRegistry) -> Iterator[MockDci]:
    """One server for all tests of this process; `dci` puts it in order again for each."""
    running = MockDci(embedded)
    yield running
    running.close()


@pytest.fixture
def dci(server: MockDci) -> Iterator[MockDci]:
    """The server, without faults and without memory of other tests."""
    server.calm()
    yield server
    server.calm()


@pytest.fixture
def client(dci: MockDci, clock: Clock) -> Callable[..., DciRegistry]:
    """Makes a client of the server; keyword arguments change its configuration."""
    return lambda **changes: DciRegistry(dci.config(**changes), clock=clock, sleep=clock.sleep)


@dataclass
class CallbackHost:
    """Our own web server, as the register reaches it."""

    url: str
    app: Flask

    def serve(self, registry: DciRegistry) -> DciRegistry:
        self.app.extensions["haqqi_dci"] = registry
        return registry


@pytest.fixture(scope="session")
def callback_server() -> Iterator[CallbackHost]:
    app = Flask("callback")
    app.register_blueprint(dci_callback.blueprint)
    with served(app) as port:
        yield CallbackHost(f"http://127.0.0.1:{port}/registry/on-search", app)


@pytest.fixture
def async_client(client: Callable[..., DciRegistry], callback_server: CallbackHost) -> DciRegistry:
    """A client that searches asynchronously, with a web server that takes its callbacks."""
    return callback_server.serve(client(callback_url=callback_server.url))

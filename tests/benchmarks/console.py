"""How quickly the queue's first page is there: 100,000 conversations, 2,000 people who wait.

python -m tests.benchmarks.console [--conversations N] [--waiting N] [--requests N]

Prints p50 and p95 of whole requests (session, queries, page) through the WSGI application, on SQLite and, where a
server can be started or HAQQI_TEST_POSTGRES_URL names one, on PostgreSQL; and of taking the next person.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from cryptography.fernet import Fernet
from flask.testing import FlaskClient
from sqlalchemy import insert

from assistant.app import create_app
from assistant.console import passwords
from assistant.settings import Settings
from assistant.storage import Database
from assistant.storage.console_tables import leases
from assistant.storage.tables import contacts, conversations, tickets
from tests.postgres import empty_database, postgres_server

PASSWORD = "trois mots au hasard"
NOW = datetime.now(UTC).replace(microsecond=0)
BATCH = 5000
REASONS = ("asked", "not_understood", "silent", "undeliverable", "deadline")
LOCALES = ("ary-Arab", "ary-Latn", "fr")
CHANNELS = ("twilio", "kannel", "voice")
REGIONS = ("casablanca-settat", "fes-meknes", "souss-massa", None)


def fill(database: Database, people: int, waiting: int) -> None:
    """Rows as the service would have left them; none of them is ever opened, so nothing is encrypted."""
    random = Random(7)
    token = database.cipher.encrypt("+212600000000")
    with database.begin() as tx:
        connection = tx.contacts.connection
        for start in range(1, people + 1, BATCH):
            ids = range(start, min(start + BATCH, people + 1))
            connection.execute(
                insert(contacts),
                [{"id": n, "phone": token, "phone_index": f"{n:064}", "created_at": NOW} for n in ids],
            )
            connection.execute(insert(conversations), [_conversation(n, token, random) for n in ids])
        held = random.sample(range(1, people + 1), waiting)
        connection.execute(insert(tickets), [_ticket(n, at, random) for at, n in enumerate(held)])
        connection.execute(insert(tickets), [_ticket(n, waiting + at, random) for at, n in enumerate(held[::4])])
        until = NOW + timedelta(hours=1)
        connection.execute(
            insert(leases), [{"contact_id": n, "holder": f"op{n % 30}", "until": until} for n in held[:30]]
        )


def _conversation(n: int, token: str, random: Random) -> dict[str, object]:
    return {
        "contact_id": n,
        "state": token,
        "revision": 9,
        "step": random.choice(("eligibility.size", "eligibility.region", "appeal.kind", "menu.main", "")),
        "status": random.choice(("active", "idle")),
        "channel": random.choice(CHANNELS),
        "locale": random.choice(LOCALES),
        "region": random.choice(REGIONS),
        "updated_at": NOW - timedelta(minutes=random.randrange(100_000)),
    }


def _ticket(contact_id: int, at: int, random: Random) -> dict[str, object]:
    reason = random.choice(REASONS)
    return {
        "contact_id": contact_id,
        "conversation_id": None,
        "reason": reason,
        "cause_key": f"benchmark:{at}",
        "status": "open",
        "opened_at": NOW - timedelta(minutes=random.randrange(5_000)),
        "once": True,
        "rank": 0 if reason == "deadline" else random.choice((1, 2, 2, 2)),
        "due": (NOW + timedelta(days=random.randrange(4))).date() if reason == "deadline" else None,
    }


def measure(url: str, home: Path, people: int, waiting: int, requests: int) -> None:
    settings = Settings(
        home=home, database_url=url, secret_key="s" * 32, data_keys=Fernet.generate_key().decode(), redis_url=""
    )
    app = create_app(settings, dispatch=False)
    database = app.extensions["haqqi_services"].database
    fill(database, people, waiting)
    with database.begin() as tx:
        tx.operators.add("bench", "Bench", "operator", "fr", passwords.hashed(PASSWORD), NOW)
    client = app.test_client()
    sign_in(client)
    csrf = token_in(client.get("/console").text)
    name = url.partition(":")[0].partition("+")[0]
    show(name, "first page", requests, lambda: client.get("/console").status_code == 200)
    show(name, "filtered", requests, lambda: client.get("/console?locale=fr&reason=asked&age=120").status_code == 200)
    show(name, "live part", requests, lambda: client.get("/console/rows").status_code == 200)
    show(name, "a look of a stream", requests, lambda: bool(version(database)))
    show(name, "take the next", 50, lambda: client.post("/console/next", data={"csrf": csrf}).status_code == 302)
    database.close()


def version(database: Database) -> str:
    with database.read() as tx:
        return tx.queue.version(NOW)


def sign_in(client: FlaskClient) -> None:
    form = {"csrf": token_in(client.get("/console/sign-in").text), "login": "bench", "password": PASSWORD}
    assert client.post("/console/sign-in", data=form).status_code == 302


def token_in(page: str) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


def show(name: str, what: str, times: int, call: Callable[[], bool]) -> None:
    """By the clock, and by the processor's time in this process: on a busy machine only the latter says much."""
    took: list[float] = []
    worked: list[float] = []
    for _ in range(times):
        begun, busy = time.perf_counter(), time.process_time()
        assert call()
        worked.append((time.process_time() - busy) * 1000)
        took.append((time.perf_counter() - begun) * 1000)
    print(f"{name:12} {what:20} {_told('clock', took)}   {_told('processor', worked)}   n={times}", flush=True)


def _told(what: str, times: list[float]) -> str:
    ordered = sorted(times)
    p50, p95 = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    return f"{what}: p50 {p50:6.1f} p95 {p95:6.1f} ms"


@contextmanager
def postgres() -> Iterator[str | None]:
    server = postgres_server.__wrapped__()  # type: ignore[attr-defined]  # the fixture's own generator
    try:
        address = next(server)
    except BaseException as error:  # pytest's skip, where no server can be started
        print(f"no PostgreSQL here: {error}")
        yield None
        return
    with empty_database(address, "console") as url:
        yield url
    next(server, None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, default=100_000)
    parser.add_argument("--waiting", type=int, default=2_000)
    parser.add_argument("--requests", type=int, default=200)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        measure(f"sqlite:///{home}/haqqi.sqlite", home, given.conversations, given.waiting, given.requests)
        with postgres() as url:
            if url:
                measure(url, home, given.conversations, given.waiting, given.requests)


if __name__ == "__main__":
    main()

"""How long a report takes: counting conversations, and making tables of many visits.

`python -m tests.benchmarks.report` prints: conversations counted a second (SQLite, a log of 40 events each), and the seconds
for all tables, with what must be hidden, of 1,000, 10,000 and 100,000 visits.
"""

from __future__ import annotations

import random
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from cryptography.fernet import Fernet

from assistant.dialogue import Logged
from assistant.reporting import count_all_silent
from assistant.reporting.episodes import HELPED
from assistant.reporting.journeys import journey_map
from assistant.reporting.labels import labels
from assistant.reporting.reasons import REASONS
from assistant.reporting.tables import Figures
from assistant.storage import Cipher, Database, EpisodeRow
from tests.town import START

CONVERSATIONS = 500


def counting(home: Path) -> float:
    """Conversations counted a second."""
    database = Database(f"sqlite:///{home}/b.sqlite", Cipher([Fernet.generate_key().decode()], b"x" * 32))
    database.migrate()
    log = [Logged("heard", START, "menu.main", {"type": "Said", "text": "1"})]
    log += [Logged("said", START, "eligibility.milieu", {"id": "eligibility-milieu", "variant": ""})] * 39
    for number in range(CONVERSATIONS):
        with database.begin() as tx:
            row = tx.conversations.lock(tx.contacts.get_or_create(f"+21267{number:07}", START).id)
            tx.conversations.save(row.id, b"{}", "", "idle", "sms", "fr", START)
            tx.events.append(row.id, START, log)
    began = time.perf_counter()
    count_all_silent(database, START + timedelta(days=4))
    return CONVERSATIONS / (time.perf_counter() - began)


def visits(count: int) -> list[EpisodeRow]:
    chance = random.Random(4)
    journeys = list(journey_map().journeys.values())
    told = []
    for _ in range(count):
        journey = chance.choice(journeys)
        stage = chance.choice(journey.stage_names)
        told.append(
            EpisodeRow(
                date(2026, 3, 2) + timedelta(days=chance.randrange(90)),
                journey.name,
                stage,
                f"{journey.name}.{chance.randrange(20)}",
                "completed" if stage == "done" else "silent",
                chance.choice(["eligible", "undecided", "not_eligible"]),
                chance.choice([*REASONS, ""]),
                chance.choice([*HELPED, ""]),
                chance.choice(list(labels()["locale"])),
                chance.choice(["sms", "sms", "voice"]),
                chance.choice(list(labels()["region"])),
            )
        )
    return told


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        print(f"counting: {counting(Path(home)):.0f} conversations a second")
    for count in (1_000, 10_000, 100_000):
        rows = visits(count)
        began = time.perf_counter()
        figures = Figures.of(rows)
        figures.tables()
        spent = time.perf_counter() - began
        print(
            f"tables of {count} visits: {spent:.2f} s, {len(figures.counts.hidden)} of {len(figures.counts.counts)} hidden"
        )


if __name__ == "__main__":
    main()

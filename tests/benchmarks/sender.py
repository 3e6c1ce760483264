"""Messages a second that the sender drains from the outbox, with a provider that answers at once.

python -m tests.benchmarks.sender
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from rich.console import Console

from assistant.app import build, now
from assistant.jobs import sender
from assistant.settings import load_settings

PEOPLE, EACH = 250, 4


@dataclass
class Taken:
    texts: dict[str, list[str]] = field(default_factory=dict)

    def send(self, to: str, text: str, token: str) -> str:
        self.texts.setdefault(to, []).append(text)
        return token


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        services = build(load_settings(home=Path(home), redis_url="", database_url=""))
        services.database.migrate()
        gateway = Taken()
        services = replace(services, gateways={"twilio": gateway})
        with services.database.begin() as tx:
            for person in range(PEOPLE):
                contact = tx.contacts.get_or_create(f"+2126{person:08}", now())
                for number in range(EACH):
                    tx.outbox.add_message(contact.id, None, str(number), "twilio", now())
        begun = time.perf_counter()
        sender.drain(services)
        seconds = time.perf_counter() - begun
    sent = sum(map(len, gateway.texts.values()))
    in_order = all(texts == sorted(texts) for texts in gateway.texts.values())
    Console().print(
        f"{sent} messages of {PEOPLE} people in {seconds:.1f} s: {sent / seconds:.0f} a second, in order: {in_order}"
    )


if __name__ == "__main__":
    main()

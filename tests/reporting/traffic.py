"""Invented traffic, so that a report has something to show: people who come, go some way, and leave.

`python -m tests.reporting.traffic FOLDER [PEOPLE]` lets them write to a service in process and writes its report.
Everything about them is drawn from a fixed seed; the shares are made up and mean nothing.
"""

from __future__ import annotations

import random
import sys
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from assistant.app import build
from assistant.reporting.report import make_report
from assistant.settings import load_settings
from tests.reporting.conftest import URBAN
from tests.town import Town, move_in

HELLO = {"ary-Arab": ("سلام", "واخا"), "ary-Latn": ("salam", "wakha"), "fr": ("bonjour", "oui")}
SHARES = {"ary-Arab": 5, "ary-Latn": 3, "fr": 2}
PLACES = ("Casablanca", "Fès", "Marrakech", "Rabat", "Agadir", "Oujda")
WORDS = "Khadija a vendu la mule grise"
"""What they contest with: planted, and looked for in every file of the report."""
NAMES = ("Khadija", "mule", WORDS)


@dataclass
class Crowd:
    """People, one after the other, from a seed."""

    town: Town
    chance: random.Random

    def visit(self, number: int) -> str:
        """One person comes, does what they do, and leaves; gives their number."""
        phone = f"+2126770{number:05d}"
        locale = self.chance.choices(list(SHARES), SHARES.values())[0]
        self._write(phone, *HELLO[locale])
        errand = self.chance.choice([self._asks, self._asks, self._contests, self._looks_up, self._practises])
        errand(phone)
        self.town.clock.now += timedelta(hours=self.chance.randrange(1, 9))
        return phone

    def _asks(self, phone: str) -> None:
        answers = [*URBAN]
        answers[1] = self.chance.choice(PLACES)
        far = self.chance.choice([0, 1, 2, 4, 8, 25, 25, 25])
        self._write(phone, "1", *answers[:far])
        if far == len(answers):
            self._write(phone, self.chance.choice(["1", "4"]))
            self._says_how_it_was(phone)

    def _contests(self, phone: str) -> None:
        kind = self.chance.choice(["1", "3", "4"])
        steps = ["2", kind, *([] if kind == "4" else ["1"]), WORDS, "1"]
        far = self.chance.choice([2, 3, 5, 5, 5])
        self._write(phone, *steps[:far])
        if far >= len(steps):
            self._says_how_it_was(phone)

    def _looks_up(self, phone: str) -> None:
        self._write(phone, "3", self.chance.choice(["1", "2"]))
        self._says_how_it_was(phone)

    def _practises(self, phone: str) -> None:
        self._write(phone, "4", "4", "1", "3", "1", "menu")

    def _says_how_it_was(self, phone: str) -> None:
        said = self.chance.choice(["1", "1", "2", "3", None])
        if said:
            self._write(phone, said, self.chance.choice(["1", "2", "4"]) if said != "3" else "2")

    def _write(self, phone: str, *texts: str) -> None:
        for text in texts:
            self.town.write(phone, text)


def crowd(town: Town, people: int, seed: int = 4) -> list[str]:
    """Let so many people write; gives their numbers."""
    moving = Crowd(town, random.Random(seed))
    phones = [moving.visit(number) for number in range(people)]
    town.clock.now += timedelta(days=4)
    return phones


def main(folder: Path, people: int) -> None:
    with tempfile.TemporaryDirectory() as home:
        services = build(load_settings(home=Path(home), redis_url="", database_url=""))
        services.database.migrate()
        town = move_in(services)
        crowd(town, people)
        make_report(services.database, folder, None, None, town.clock.now)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 400)

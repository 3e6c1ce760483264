"""How understanding falls with noise: right, asked again, and wrong, by kind of noise and share of words spoilt.

python -m tests.benchmarks.noise [TSV]
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant.understanding import expect, understand
from tests.benchmarks.understanding import COSTLY, DEV, NO_ANSWER, rows, same
from tests.understanding.noise import NOISES, Noise, spoil

SHARES = (0.0, 0.1, 0.25, 0.5, 1.0)
SEEDS = range(5)
"""Each row is spoilt this often, with other chance."""


@dataclass(frozen=True)
class Toll:
    """Shares of rows (0 to 1). `wrong`: another value than meant; `costly`: so on identifier, card, amount or date."""

    right: float
    asked: float
    wrong: float
    costly: int
    said: tuple[tuple[str, str, str, str], ...]


def toll(noise: Noise, share: float, path: Path = DEV) -> Toll:
    """What the noise costs over the rows of the file."""
    counts: Counter[str] = Counter()
    said: list[tuple[str, str, str, str]] = []
    for seed in SEEDS if share else range(1):
        chance = random.Random(seed)
        for row in rows(path):
            if row["channel"] == "voice":
                continue  # noise of the keyboard
            text = spoil(row["utterance"], noise, share, chance)
            answer = understand(text, expect(row["kind"], row["context"]), "sms").value or "NONE"
            if same(row["kind"], answer, row["expected"]):
                counts["right"] += 1
            elif answer in NO_ANSWER:
                counts["asked"] += 1
            else:
                counts["wrong"] += 1
                said.append((row["kind"], text, answer, row["expected"]))
    total = counts.total()
    costly = sum(kind in COSTLY for kind, *_ in said)
    return Toll(counts["right"] / total, counts["asked"] / total, counts["wrong"] / total, costly, tuple(said))


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEV
    table = Table("noise", *(f"{share:.0%} of words" for share in SHARES), title="right / asked again / wrong, %")
    for name, noise in NOISES.items():
        tolls = [toll(noise, share, path) for share in SHARES]
        cells = [f"{100 * each.right:.1f} / {100 * each.asked:.1f} / {100 * each.wrong:.1f}" for each in tolls]
        table.add_row(name, *cells)
    Console().print(table)


if __name__ == "__main__":
    main()

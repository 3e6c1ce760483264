"""How fast one household is assessed and explained, and many are scored.

python -m tests.benchmarks.scoring [ROWS]

One household: `assess` with `levers`, of declarations that were read already, in the processor's time (other work on the
machine is not in it). Many: one process, NumPy on one core
(`OMP_NUM_THREADS=1`), from arrays in memory to arrays in memory; reading and writing files is not in it.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import statistics
import sys
import time
from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from assistant.scoring import Household, Scorer
from assistant.scoring.batch import Batch
from assistant.scoring.columns import columns
from tests.scoring.households import REGIONS, declared

ONES = 2000
ROUNDS = 3


def one_by_one() -> list[float]:
    """Milliseconds for each assessment with explanation and levers."""
    random, scorer = Random(4), Scorer.load()
    taken = []
    for openness in (0.0, 0.2):
        for household in [Household.model_validate(declared(random, openness=openness)) for _ in range(ONES)]:
            begun = time.process_time_ns()
            scorer.assess(household)
            scorer.levers(household)
            taken.append((time.process_time_ns() - begun) / 1e6)
    return taken


def arrays(rows: int, openness: float) -> dict[str, Any]:
    """Columns of random urban households, by path."""
    random = np.random.default_rng(4)
    made = {}
    for path, column in columns().items():
        most = len(column.choices) - 1 if column.choices else {"count": 5, "amount": 300}.get(column.kind, 1)
        made[path] = random.integers(0, most, rows, endpoint=True).astype(np.float64)
        made[path][random.random(rows) < openness] = np.nan
    made["size"] = random.integers(1, 9, rows).astype(np.float64)
    made["dwelling.rooms"] = random.integers(1, 7, rows).astype(np.float64)
    del made["milieu"], made["region"]
    return made


def best(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return min(taken)


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    console = Console()
    taken = one_by_one()
    cuts, most = statistics.quantiles(taken, n=100), max(taken)
    console.print(f"one household, with levers: median {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms, most {most:.2f} ms")
    batch, random = Batch(Scorer.load(), "urban"), np.random.default_rng(4)
    region = random.integers(0, len(REGIONS), rows)
    matrix = random.random((rows, 35))
    terms = {f"U{number}": matrix[:, number - 1].copy() for number in range(1, 36)}
    whole, partly = arrays(rows, 0.0), arrays(rows, 0.2)
    table = Table("what", "households a second", title=f"{rows:,} urban households, one core")
    for name, work in (
        ("scores, from a matrix of terms", lambda: batch.scores(region, matrix)),
        ("scores, low, high and outcomes, from terms", lambda: batch.terms(region, terms)),
        ("the same, from declarations", lambda: batch.declared(region, whole)),
        ("the same, a fifth of the answers open", lambda: batch.declared(region, partly)),
    ):
        table.add_row(name, f"{rows / best(work):,.0f}")
    console.print(table)


if __name__ == "__main__":
    main()

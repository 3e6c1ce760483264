"""How much is understood, and how fast.

python -m tests.benchmarks.understanding [TSV]
"""

from __future__ import annotations

import csv
import statistics
import sys
import time
import tracemalloc
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rich.console import Console
from rich.table import Table

from assistant.understanding import SOFT, expect, understand

DEV = Path(__file__).parents[1] / "understanding" / "dev.tsv"
COSTLY = frozenset({"identifier", "cnie", "money", "date"})
NO_ANSWER = SOFT | {"NONE"}
ROUNDS = 30


@dataclass(frozen=True)
class Wrong:
    kind: str
    utterance: str
    expected: str
    answer: str

    @property
    def false_accept(self) -> bool:
        """A value where the right answer was to ask again."""
        return self.expected == "NONE" and self.answer not in NO_ANSWER


@dataclass(frozen=True)
class Result:
    rows: int
    right: Counter[str]
    total: Counter[str]
    wrong: tuple[Wrong, ...]

    @property
    def accuracy(self) -> float:
        return sum(self.right.values()) / self.rows


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {key: value or "" for key, value in row.items()}
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


@cache
def evaluate(path: Path = DEV) -> Result:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    wrong: list[Wrong] = []
    for row in rows(path):
        answer = understand(row["utterance"], expect(row["kind"], row["context"]), row["channel"]).value or "NONE"
        total[row["kind"]] += 1
        if same(row["kind"], answer, row["expected"]):
            right[row["kind"]] += 1
        else:
            wrong.append(Wrong(row["kind"], row["utterance"], row["expected"], answer))
    return Result(sum(total.values()), right, total, tuple(wrong))


def same(kind: str, answer: str, expected: str) -> bool:
    """Asking again is one answer, however it comes about; but navigation tells its soft values apart."""
    if answer == expected:
        return True
    return kind != "navigation" and answer in NO_ANSWER and expected in NO_ANSWER


def confusions(result: Result) -> list[tuple[tuple[str, str, str], list[str]]]:
    """What was taken for what, the commonest first: ((kind, expected, answer), the utterances)."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for wrong in result.wrong:
        found[wrong.kind, wrong.expected, wrong.answer].append(wrong.utterance)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))


def speed(path: Path) -> list[float]:
    """Microseconds of each utterance, all kinds, several rounds."""
    prepared = [(row["utterance"], expect(row["kind"], row["context"])) for row in rows(path)]
    taken = []
    for _ in range(ROUNDS):
        for text, expectation in prepared:
            begun = time.perf_counter()
            understand(text, expectation)
            taken.append(1e6 * (time.perf_counter() - begun))
    return taken


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEV
    tracemalloc.start()
    result = evaluate(path)
    memory = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    table = Table(
        "kind", "rows", "right", "%", "false accepts", title=f"{path.name}: {100 * result.accuracy:.1f} % right"
    )
    accepts = Counter(wrong.kind for wrong in result.wrong if wrong.false_accept)
    for kind, count in result.total.items():
        table.add_row(
            kind, str(count), str(result.right[kind]), f"{100 * result.right[kind] / count:.1f}", str(accepts[kind])
        )
    console = Console()
    console.print(table)
    for (kind, expected, answer), utterances in confusions(result):
        console.print(f"{kind}: {expected} read as {answer}: {', '.join(map(repr, utterances))}", highlight=False)
    taken = speed(path)
    cuts = statistics.quantiles(taken, n=100)
    console.print(
        f"median {cuts[49]:.0f} µs, p99 {cuts[98]:.0f} µs, {1e6 / cuts[49]:,.0f} a second at the median; peak memory {memory:.1f} MB"
    )


if __name__ == "__main__":
    main()

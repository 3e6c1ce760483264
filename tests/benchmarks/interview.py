"""Fewer questions: both ways to stop early against the full list, on 20,000 invented households who answer truly.

python -m tests.benchmarks.interview [HOUSEHOLDS] [--plot FOLDER]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from assistant.scoring.formula import built_in
from assistant.scoring.interview import Mode, standing
from tests.scoring.interviews import Talk, households, saved, talks, wrong

HOUSEHOLDS = 20_000
MODES: tuple[Mode, ...] = ("certain", "likely")
SHORT = {"eligible": "yes", "not_eligible": "no", "undecided": "undecided"}
COLOURS = {"certain": "#4477aa", "likely": "#ee6677"}


def measure(count: int, mode: Mode) -> list[Talk]:
    """Every household interviewed, on all cores."""
    parts = [list(part) for part in _batches(list(households(count)), 500)]
    with ProcessPoolExecutor() as pool:
        return [each for made in pool.map(talks, parts, [mode] * len(parts)) for each in made]


def _batches(items: list[Any], size: int) -> Iterable[list[Any]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def outcome(talk: Talk) -> str:
    return ", ".join(f"{id} {SHORT[talk.true[id]]}" for id in sorted(talk.true))


def groups(made: list[Talk]) -> dict[str, list[Talk]]:
    """All, then by milieu, outcome and size."""
    found: dict[str, list[Talk]] = {"all": made}
    for name_of in (milieu, outcome, size):
        for each in sorted(made, key=name_of):
            found.setdefault(name_of(each), []).append(each)
    return found


def milieu(talk: Talk) -> str:
    return talk.milieu


def size(talk: Talk) -> str:
    return f"size {talk.size}" if talk.size < 7 else "size 7 and more"


def table(mode: Mode, made: list[Talk]) -> Table:
    shown = Table("households", "how many", "asked", "of", "fewer, %", title=f"{mode}: {_verdicts(mode, made)}")
    for name, talks_ in groups(made).items():
        asked, full = (statistics.mean(getattr(each, what) for each in talks_) for what in ("asked", "full"))
        shown.add_row(name, str(len(talks_)), f"{asked:.1f}", f"{full:.1f}", f"{100 * saved(talks_):.1f}")
    return shown


def _verdicts(mode: Mode, made: list[Talk]) -> str:
    changed = sum(wrong(made, said)[0] for said in ("eligible", "not_eligible", "undecided"))
    false, probable = wrong(made, "probable", true="not_eligible")
    told = f"; 'probably' said {probable} times, wrong {100 * false / probable:.2f} %" if probable else ""
    return f"{changed} changed outcomes, {wrong(made, 'not_eligible')[0]} wrong 'no'{told}"


def plot(results: dict[Mode, list[Talk]], folder: Path) -> None:
    """How many questions were asked: by outcome, milieu and size."""
    import matplotlib.pyplot as plt

    names = [name for name in groups(results["certain"]) if name != "all"]
    figure, axes = plt.subplots((len(names) + 3) // 4, 4, figsize=(14, 2.4 * ((len(names) + 3) // 4)), squeeze=False)
    for axis, name in zip(axes.flat, names, strict=False):
        for mode, made in results.items():
            asked = [each.asked for each in groups(made)[name]]
            axis.hist(asked, bins=range(3, 34), histtype="step", density=True, color=COLOURS[mode], label=mode)
        axis.axvline(statistics.mean(each.full for each in groups(results["certain"])[name]), color="#555555", ls=":")
        axis.set_title(name, fontsize=8)
        axis.set_yticks([])
        axis.set_xlim(3, 33)
    for axis in list(axes.flat)[len(names) :]:
        axis.axis("off")
    axes.flat[0].legend(fontsize=7)
    figure.suptitle("Questions asked (dotted: the full list)")
    figure.tight_layout()
    figure.savefig(folder / "questions.png", dpi=70)


def speed() -> float:
    """Milliseconds to find the next question, in the middle of an interview."""
    answers = {"milieu": "urban", "region": "casablanca-settat", "size": 4, "list_home": "bath,dish", "mobiles": 2}
    standing(built_in(), answers)
    begin = time.perf_counter()
    for _ in range(200):
        standing(built_in(), answers)
    return (time.perf_counter() - begin) / 200 * 1000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("households", nargs="?", type=int, default=HOUSEHOLDS)
    parser.add_argument("--plot", type=Path)
    given = parser.parse_args()
    results = {mode: measure(given.households, mode) for mode in MODES}
    console = Console()
    for mode, made in results.items():
        console.print(table(mode, made))
    console.print(f"the next question in {speed():.2f} ms")
    if given.plot:
        plot(results, given.plot)


if __name__ == "__main__":
    main()

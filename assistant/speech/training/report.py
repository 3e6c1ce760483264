"""`report.md` beside the model: how it was made, how it learnt, and how well it hears what it never heard."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np

from assistant.speech.choose import Rule
from assistant.speech.evaluation import evaluate
from assistant.speech.line import Condition
from assistant.speech.training import strings
from assistant.speech.training.plan import Plan
from assistant.speech.vocabulary import load

mpl.use("Agg")
from matplotlib import pyplot as plt

_CONDITIONS: tuple[Condition, ...] = ("tel", "noisy")
Curve = tuple[str, Sequence[tuple[int, float, float, float]]]
"""A network and its (step, words right, wrongly refused, wrongly accepted)."""


def write(folder: Path, plan: Plan, rule: Rule, curves: Sequence[Curve]) -> None:
    """Evaluate the model in `folder` on the people left out and on synthetic strings; write tables and plots there."""
    parts = list(_parts(folder, plan, rule, curves))
    (folder / "report.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _parts(folder: Path, plan: Plan, rule: Rule, curves: Sequence[Curve]) -> Iterator[str]:
    yield f"# {folder.name}: report of its training"
    yield _settings(plan)
    if curves:
        _draw(curves, folder / "learning.png")
        yield "How it learnt, on clips of training (each network, smoothed over 200 steps):\n\n![](learning.png)"
    for recordings in plan.recordings if plan.without_speakers else ():
        yield _below(evaluate(folder, recordings, "tel", rule, plan.without_speakers))
    if plan.held_out_strings:
        made = strings.write(plan.workshop / "strings", load(plan.vocabulary), plan.seed + 77, plan.held_out_strings)
        for condition in _CONDITIONS:
            yield _below(evaluate(folder, made, condition, rule))


def _settings(plan: Plan) -> str:
    rows = [f"| {name} | {_told(value)} |" for name, value in plan.settings().items()]
    return "\n".join(["| setting | value |", "|---|---|", *rows])


def _told(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _below(report: str) -> str:
    """A report of its own as a part of this one: its headings one level down."""
    return "\n".join(f"#{line}" if line.startswith("#") else line for line in report.splitlines())


def _draw(curves: Iterable[Curve], file: Path) -> None:
    figure, axes = plt.subplots(1, 3, figsize=(11, 3), sharex=True)
    for name, rows in curves:
        values = np.array(rows)
        titles = ("words right", "refused wrongly", "accepted wrongly")
        for axis, column, title in zip(axes, (1, 2, 3), titles, strict=True):
            axis.plot(values[:, 0], 100 * values[:, column], label=name)
            axis.set_title(title)
            axis.set_xlabel("step")
    axes[0].set_ylabel("%")
    axes[0].legend()
    figure.tight_layout()
    figure.savefig(file, dpi=110)
    plt.close(figure)

"""The report of an evaluation, in Markdown."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from assistant.speech.choose import Rule
from assistant.speech.evaluation import figures
from assistant.speech.evaluation.resources import Resources, load
from assistant.speech.evaluation.trials import Task, Trial, tasks, try_all
from assistant.speech.line import Condition
from assistant.speech.model import Model
from assistant.speech.recogniser import SCALE
from assistant.speech.recordings import Recording, Recordings, find

TITLES = {
    "digits": "The ten digits, one at a time",
    "words": "Fifteen words, others refused",
    "folder": "The folder's own words, others refused",
    "strings": "Strings of digits",
}
SHOWN = 20
"""Lines of what was left out."""


def evaluate(folder: Path, recordings: Path, condition: Condition, rule: Rule, speakers: Collection[str] = ()) -> str:
    """The report on a model and a folder of recordings. Raises SpeechError where either cannot be used.

    `condition`: what the telephone line does to them; `rule`: what an identifier's digits keep; `speakers`: only these
    people are heard, by default everybody.
    """
    found = find(recordings).only(speakers)
    planned = tasks(found)
    model, resources = load(folder, planned[0].grammar)
    trials, resources = _tried(model, found, planned, condition, resources)
    return "\n".join(_report(model, found, planned, condition, trials, resources, rule)) + "\n"


def _tried(
    model: Model, found: Recordings, planned: Sequence[Task], condition: Condition, resources: Resources
) -> tuple[list[Trial], Resources]:
    audio, started = [0.0], time.process_time()

    def heard(seconds: float) -> None:
        audio[0] += seconds

    with Progress(console=Console(stderr=True), transient=True) as progress:
        trials = list(try_all(model, _followed(found, progress), planned, condition, heard))
    return trials, resources.after(time.process_time() - started, audio[0])


def _followed(found: Recordings, progress: Progress) -> Iterator[Recording]:
    """The recordings, with the bar moving a step for every file or part of one."""
    bar, last = progress.add_task("listening", total=len(found)), ""
    for recording in found:
        file = recording.source.partition("#")[0]
        progress.advance(bar, file != last)
        last = file
        yield recording


def _report(
    model: Model,
    found: Recordings,
    planned: Sequence[Task],
    condition: Condition,
    trials: Sequence[Trial],
    resources: Resources,
    rule: Rule,
) -> Iterator[str]:
    yield f"# {model.folder.name} on {found.folder.name}"
    yield f"\nDecoded by Vosk in frames of 20 ms, mu-law, condition `{condition}`, {len(trials)} trials.\n"
    yield from _resources(resources)
    if lacking := model.missing(word for task in planned for word in task.grammar.phrases):
        yield f"\nThe model lacks these words; what was said with them counts as wrong: {' '.join(lacking)}"
    for task in planned:
        of_task = [trial for trial in trials if trial.task == task.name]
        if of_task:
            yield f"\n## {TITLES[task.name]}\n"
            yield from _strings(of_task, rule) if task.name == "strings" else _isolated(of_task)
    if not trials:
        yield "\nNone of the recordings is a known single word or a string of digits."
    yield from _skipped(found.skipped)


def _resources(used: Resources) -> Iterator[str]:
    factor = used.real_time_factor
    yield from _table(
        ("what", "figure"),
        [
            ("size on disk", f"{used.disk / 1e6:.2f} MB"),
            ("time to load", f"{used.load * 1000:.0f} ms"),
            ("memory", f"{used.memory / 1e6:.1f} MB"),
            ("time to make a recogniser", f"{used.recogniser * 1000:.2f} ms"),
            ("real-time factor", f"{factor:.4f}"),
            ("calls that one core hears at once", f"{1 / factor:.0f}" if factor else "-"),
        ],
    )


def _isolated(trials: Sequence[Trial]) -> Iterator[str]:
    known = [trial for trial in trials if not trial.foreign]
    foreign = [trial for trial in trials if trial.foreign]
    people = figures.by(known, lambda trial: trial.speaker)
    summary = [("right", str(figures.right(known)))]
    if people:
        worst = min(people, key=lambda name: people[name].percent)
        summary += [
            ("mean of the speakers", f"{figures.mean(people.values()):.1f} %"),
            ("worst speaker", f"{worst}: {people[worst]}"),
            ("refused wrongly", str(figures.Share(sum(trial.rejected for trial in known), len(known)))),
        ]
    if foreign:
        summary.append(("foreign words refused", str(figures.right(foreign))))
    yield from _table(("what", "share"), summary)
    yield from _shares("word", figures.by(known, lambda trial: trial.said[0]))
    yield from _shares("speaker", people)
    if foreign:
        yield from _shares("foreign word", figures.by(foreign, lambda trial: trial.keyword or "?"))
    yield from _confused(trials)
    yield from _confidence(trials)


def _shares(what: str, shares: dict[str, figures.Share]) -> Iterator[str]:
    yield ""
    yield from _table((what, "right"), [(name, str(share)) for name, share in shares.items()])


def _confused(trials: Sequence[Trial]) -> Iterator[str]:
    if rows := figures.confusions(trials):
        yield ""
        yield from _table(("said", "heard", "times"), [(said, heard, str(times)) for said, heard, times in rows])


def _confidence(trials: Sequence[Trial]) -> Iterator[str]:
    yield ""
    rows = [(threshold, *figures.accepted(trials, threshold)) for threshold in figures.THRESHOLDS]
    table = [(f"{threshold}", str(share), str(precision)) for threshold, share, precision in rows]
    yield from _table(("confidence from", "accepted", "of these right"), table)
    best = figures.best_scale(trials)
    losses = f"{figures.log_loss(trials, SCALE):.3f}, with {best} it would be {figures.log_loss(trials, best):.3f}"
    yield f"\nLog loss of the confidences with the scale in use, {SCALE}: {losses}."


def _strings(trials: Sequence[Trial], rule: Rule) -> Iterator[str]:
    counted = figures.strings(trials, rule)
    yield from _table(
        ("what", "share"),
        [
            ("words right", str(counted.words)),
            ("strings whole", str(counted.whole)),
            ("identifiers whole", str(counted.identifiers)),
            ("identifiers whole, chosen with the check digit", str(counted.checked)),
            ("another identifier that passes the check digit", str(counted.wrong_but_passing)),
        ],
    )
    yield from _shares("speaker", figures.by(trials, lambda trial: trial.speaker))


def _skipped(skipped: Sequence[str]) -> Iterator[str]:
    if skipped:
        yield f"\n## Left out: {len(skipped)}\n"
        yield from (f"* {line}" for line in skipped[:SHOWN])
        if len(skipped) > SHOWN:
            yield f"* and {len(skipped) - SHOWN} more"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)

"""The face of `haqqi speech train`: options in, bars and lines out."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from assistant.speech.choose import Rule
from assistant.speech.errors import SpeechError
from assistant.speech.training.news import News
from assistant.speech.training.plan import Plan

_MISSING = (
    "the trainer is an extra: pip install 'haqqi[train]' (on a computer without a graphics card, torch for CPU first)"
)


def train(
    out: Path,
    again: Sequence[str],
    quick: bool,
    rule: Rule,
    vocabulary: Path | None,
    recordings: tuple[Path, ...],
    seed: int,
    members: int,
    leave_out_speaker: tuple[str, ...],
    leave_out_word: tuple[str, ...],
    leave_out_foreign: tuple[str, ...],
) -> None:
    """Train and report. Raises SpeechError where the extra is not installed or something given cannot be used."""
    try:
        from assistant.speech.training.run import run
    except ImportError as error:
        raise SpeechError(f"{_MISSING} ({error.name} is not there)") from error
    plan = Plan(
        vocabulary,
        recordings,
        out,
        seed,
        members,
        without_speakers=leave_out_speaker,
        without_words=leave_out_word,
        filler_without=leave_out_foreign,
    )
    for stage in again:
        for kept in plan.workshop.glob(f"{stage}-*"):
            kept.unlink()
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn(), console=Console(stderr=True)
    ) as bars:
        run(plan.quick() if quick else plan, rule, _Board(bars).show)


class _Board:
    """A bar for each task that can be counted, a line for what is worth reading."""

    def __init__(self, bars: Progress) -> None:
        self._bars, self._tasks = bars, dict[str, TaskID]()

    def show(self, news: News) -> None:
        if news.total:
            if news.task not in self._tasks:
                self._tasks[news.task] = self._bars.add_task(news.task, total=news.total)
            self._bars.update(self._tasks[news.task], completed=news.done)
        if news.text:
            self._bars.console.print(f"{news.task}: {news.text}", highlight=False)

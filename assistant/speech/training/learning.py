"""The training loop: cross entropy a frame, the right word against its rivals, the filler against all of them."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from assistant.speech.training.augment import varied
from assistant.speech.training.layers import STEP
from assistant.speech.training.losses import WordChoice
from assistant.speech.training.material import Frames, Labels, Set
from assistant.speech.training.network import Network
from assistant.speech.training.news import News, Tell

Composer = Callable[[int, np.random.Generator], tuple[list[tuple[Frames, Labels]], list[int]]]
"""So many clips made of pieces of real speech, and their words."""


@dataclass(frozen=True)
class Schedule:
    """How long and how hard: steps, learning rate, and how many examples of each kind a step."""

    steps: int
    rate: float = 2e-3
    streams: int = 4
    clips: int = 28
    composed: int = 0
    words: float = 0.3
    filler: float = 0.3
    variation: float = 1.0
    averaging: float = 0.997


@dataclass(frozen=True)
class Lesson:
    """What is learnt from. Sets of isolated words come with their share of a step's clips."""

    streams: Set
    clips: Sequence[tuple[Set, float]]
    composer: Composer | None = None
    choice: WordChoice | None = None


Row = tuple[float, float, float, float, float, float]
"""Losses of frames, words and filler; shares of words right, wrongly rejected, wrongly accepted."""


@dataclass
class Progress:
    """Figures of the last steps, for the log and the report."""

    rows: list[Row] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def smoothed(self, step: int) -> Row:
        """The figures at a step, as means of the 200 before it."""
        means = np.mean(self.rows[max(step - 200, 0) : step], 0).tolist()
        return (means[0], means[1], means[2], means[3], means[4], means[5])

    def line(self, step: int, steps: int) -> str:
        """One line for people."""
        names = ("frames", "words", "filler", "right", "rejected", "accepted")
        means = self.smoothed(step)
        figures = "  ".join(f"{name} {value:.3f}" for name, value in zip(names, means, strict=True))
        return f"step {step} of {steps}  {figures}  {time.monotonic() - self.started:.0f} s"


def learn(
    network: Network, penalty: nn.Parameter, lesson: Lesson, schedule: Schedule, seed: int, task: str, tell: Tell
) -> Progress:
    """Train in place; at the end the network holds the moving average of its weights. Returns how it went."""
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    optimiser = torch.optim.AdamW([*network.parameters(), penalty], schedule.rate, weight_decay=1e-3)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, schedule.rate, total_steps=schedule.steps + 1, pct_start=0.1
    )
    average: dict[str, Tensor] = {}
    progress = Progress()
    for step in range(1, schedule.steps + 1):
        network.train()
        loss, row = _step(network, penalty, lesson, schedule, rng)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        scheduler.step()
        _average(average, network, schedule.averaging)
        progress.rows.append(row)
        if step % 20 == 0 or step == schedule.steps:
            told = step % 200 == 0 or step == schedule.steps
            tell(News(task, step, schedule.steps, progress.line(step, schedule.steps) if told else ""))
    network.load_state_dict(average)
    return progress


def _step(
    network: Network, penalty: nn.Parameter, lesson: Lesson, schedule: Schedule, rng: np.random.Generator
) -> tuple[Tensor, Row]:
    frames, labels, _ = _drawn([(lesson.streams, schedule.streams)], None, 0, schedule.variation, rng)
    phones, filler = network(frames)
    loss = _cross_entropy(phones, filler, labels)
    counts = _shares([share for _, share in lesson.clips], schedule.clips)
    clips = [(own, count) for (own, _), count in zip(lesson.clips, counts, strict=True)]
    frames, labels, words = _drawn(clips, lesson.composer, schedule.composed, schedule.variation, rng)
    phones, filler = network(frames)
    loss = loss + _cross_entropy(phones, filler, labels)
    if lesson.choice is None:
        return loss, (loss.item(), 0.0, 0.0, 0.0, 0.0, 0.0)
    verdict = lesson.choice.verdict(phones, filler, words, penalty, rng)
    own, foreign = verdict.words.mean(), verdict.filler.mean()
    row = (loss.item(), own.item(), foreign.item(), verdict.right, verdict.falsely_rejected, verdict.falsely_accepted)
    return loss + schedule.words * own + schedule.filler * foreign, row


def _drawn(
    sets: Sequence[tuple[Set, int]],
    composer: Composer | None,
    composed: int,
    variation: float,
    rng: np.random.Generator,
) -> tuple[Tensor, Tensor, Tensor]:
    """Varied frames, labels an output, and words of a batch."""
    frames, labels, words = [], [], []
    for own, count in sets:
        chosen = np.sort(rng.integers(0, len(own), count))
        frames.append(own.frames[chosen].astype(np.float32))
        labels.append(own.labels[chosen].astype(np.int64))
        words.append(own.words[chosen].astype(np.int64))
    if composer is not None and composed:
        made, said = composer(composed, rng)
        frames.append(np.stack([clip for clip, _ in made]).astype(np.float32))
        labels.append(np.stack([label for _, label in made]).astype(np.int64))
        words.append(np.asarray(said, np.int64))
    shift = int(rng.integers(STEP))
    changed = varied(torch.from_numpy(np.concatenate(frames)[:, shift:].copy()), rng, variation)
    return (
        changed,
        torch.from_numpy(np.concatenate(labels)[:, shift::STEP].copy()),
        torch.from_numpy(np.concatenate(words)),
    )


def _cross_entropy(phones: Tensor, filler: Tensor, labels: Tensor) -> Tensor:
    flat = labels.reshape(-1)
    own = functional.nll_loss(phones.reshape(len(flat), -1), flat)
    speech = functional.nll_loss(filler.reshape(len(flat), -1), (flat > 0).long())
    return own + 0.3 * speech


def _average(average: dict[str, Tensor], network: Network, share: float) -> None:
    for name, value in network.state_dict().items():
        if name not in average or not value.dtype.is_floating_point:
            average[name] = value.clone()
        else:
            average[name].mul_(share).add_(value, alpha=1 - share)


def _shares(shares: Sequence[float], count: int) -> list[int]:
    whole = np.asarray(shares, float) / max(sum(shares), 1e-9) * count
    return [max(1, round(value)) for value in whole] if count else [0] * len(shares)


def speech_frames(streams: Set) -> npt.NDArray[np.float32]:
    """Frames for the network's input scaling."""
    return streams.frames[:300].astype(np.float32).reshape(-1, streams.frames.shape[2])

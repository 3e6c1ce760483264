"""Whether a recording is fit to learn from, told at once, so that it can be said again while the person is there.

Thresholds are ours. Levels are dB below full scale of the 16-bit range; a telephone codec cannot carry more than
32,124 of 32,768, so that what stands at 97 % of full scale is taken as clipped on any line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

FULL_SCALE = 32768
FRAME_S, HOP_S = 0.02, 0.01
CLIP_LEVEL, CLIP_SHARE = 0.97, 0.002
"""Clipped: this share of the speech stands at the top of the range."""
SILENT_DB = -58
"""Quieter than this is an empty room, or a microphone that is off."""
STANDS_OUT_DB = 6
"""Speech rises at least so far above what is around it; less is noise alone."""
QUIET_DB = -42
"""The model is trained on speech from -38 dB up."""
NOISY_DB = 12
"""Less distance than this between speech and noise is too noisy to learn words from."""
EDGE_S = 0.05
"""Speech within so much of an end was cut there."""
SHORTEST_S, LONGEST_S = 0.09, 1.5
"""Seconds of speech for each word."""
MARGIN_S = 0.15
"""What is left around speech, so that no soft beginning is lost."""

Problem = Literal["", "silent", "clipped", "cut_start", "cut_end", "quiet", "noisy", "short", "long"]
KEPT_ANYWAY: frozenset[Problem] = frozenset(("", "quiet", "noisy"))
"""Poor lines are what a telephone is: such a recording is kept and marked. The others may lack part of the word."""

Decibels = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`problem` is empty for a good recording. Levels in dB; `start` and `end` of the speech in seconds."""

    problem: Problem
    level_db: float = SILENT_DB
    noise_db: float = SILENT_DB
    start: float = 0.0
    end: float = 0.0

    @property
    def usable(self) -> bool:
        """Whether the recording may be kept at all."""
        return self.problem in KEPT_ANYWAY

    @property
    def message(self) -> str:
        """The id of the sentence that tells the person."""
        return f"recording-take-{self.problem.replace('_', '-') or 'good'}"


def judge(samples: npt.NDArray[np.int16], rate: int, words: int) -> Verdict:
    """What is to be said of a recording of so many words, at the rate at which it came in."""
    levels = _frame_levels(samples, rate)
    if levels.size == 0:
        return Verdict("silent")
    floor, peak = float(np.percentile(levels, 10)), float(np.percentile(levels, 95))
    if peak < SILENT_DB:
        return Verdict("silent", peak, floor)
    if peak - floor < STANDS_OUT_DB:
        # A sound from end to end: speech that began before and ended after, or a noise that covers all.
        return Verdict("silent" if peak < QUIET_DB else "noisy", peak, floor, 0.0, len(samples) / rate)
    start, end = _speech(levels, floor, peak)
    measured = Verdict("", _level(levels, start, end), floor, start * HOP_S, end * HOP_S)
    return Verdict(
        _problem(samples, rate, words, measured), measured.level_db, floor, *_with_margin(measured, len(samples) / rate)
    )


def _frame_levels(samples: npt.NDArray[np.int16], rate: int) -> Decibels:
    """The level of each 20 ms, every 10 ms, without the constant part that cheap microphones add."""
    frame, hop = int(FRAME_S * rate), int(HOP_S * rate)
    if len(samples) < 2 * frame:
        return np.empty(0)
    sound = samples.astype(np.float64) / FULL_SCALE
    power = np.lib.stride_tricks.sliding_window_view(np.square(sound - sound.mean()), frame)[::hop].mean(axis=1)
    levels: Decibels = 10 * np.log10(power + 1e-9)
    return levels


def _speech(levels: Decibels, floor: float, peak: float) -> tuple[int, int]:
    """The first frame of the speech and the one after its last. A click of less than 30 ms is no speech."""
    loud = levels > max(floor + STANDS_OUT_DB, peak - 25)
    steady = np.convolve(loud, np.ones(3), mode="same") >= 3
    places = np.flatnonzero(steady if steady.any() else loud)
    return max(0, int(places[0]) - 1), min(len(levels), int(places[-1]) + 2)


def _level(levels: Decibels, start: int, end: int) -> float:
    return float(10 * np.log10(np.mean(10 ** (levels[start:end] / 10))))


def _problem(samples: npt.NDArray[np.int16], rate: int, words: int, found: Verdict) -> Problem:
    """The first thing that is wrong: what the person should change first."""
    total, spoken = len(samples) / rate, found.end - found.start
    speech = samples[int(found.start * rate) : int(found.end * rate) + 1].astype(np.int32)
    clipped = float(np.mean(np.abs(speech) >= CLIP_LEVEL * FULL_SCALE))
    checks: tuple[tuple[Problem, bool], ...] = (
        ("clipped", clipped > CLIP_SHARE),
        ("noisy", found.level_db - found.noise_db < NOISY_DB),
        ("cut_start", found.start < EDGE_S),
        ("cut_end", found.end > total - EDGE_S),
        ("quiet", found.level_db < QUIET_DB),
        ("short", spoken < SHORTEST_S * words),
        ("long", spoken > LONGEST_S * max(words, 2)),
    )
    return next((problem for problem, wrong in checks if wrong), "")


def _with_margin(found: Verdict, total: float) -> tuple[float, float]:
    return round(max(0.0, found.start - MARGIN_S), 3), round(min(total, found.end + MARGIN_S), 3)

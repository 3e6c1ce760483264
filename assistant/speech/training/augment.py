"""Other throats, other lines, other rooms: changes of log mel energies that leave the words as they are."""

from functools import cache

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from assistant.speech.training.mel import BANDS, HIGHEST, centres, hertz, mel

_WARPS = np.exp(np.linspace(-0.22, 0.22, 23))
_STRAIGHT = len(_WARPS) // 2
_KNOTS = 6


def varied(frames: Tensor, rng: np.random.Generator, strength: float = 1.0) -> Tensor:
    """A batch (utterances x frames x bands), each utterance changed in its own way. `strength` 0 changes nothing."""
    frames = _warped(frames, rng, strength) + _shape(len(frames), rng, 0.7 * strength, 0.75)[:, None]
    frames = frames + torch.from_numpy((rng.standard_normal((len(frames), 1, 1)) * 0.7).astype("f"))
    means = frames.mean(1, keepdim=True)
    for index in range(len(frames)):
        if rng.random() < 0.35 * strength:
            frames[index] = _noisy(frames[index], rng)
        _masked(frames[index], means[index], rng, strength)
    return frames


def _warped(frames: Tensor, rng: np.random.Generator, strength: float) -> Tensor:
    """Vocal tracts 20 % longer or shorter: the frequency axis stretched."""
    chosen = np.clip(np.round(_STRAIGHT + rng.standard_normal(len(frames)) * 5.5 * strength), 0, len(_WARPS) - 1)
    chosen[rng.random(len(frames)) < 0.2] = _STRAIGHT
    return torch.bmm(frames, _warp_matrices()[torch.from_numpy(chosen.astype(int))])


@cache
def _warp_matrices() -> Tensor:
    return torch.from_numpy(np.stack([_warp(factor).T for factor in _WARPS]).astype("f"))


def _warp(factor: float) -> npt.NDArray[np.float64]:
    """Bands x bands: the energy at f comes from f / factor, below a bend; above it up to the band's edge."""
    middle = hertz(centres())
    bend = 2900 * min(1.0, factor)
    source = np.where(
        middle <= bend, middle / factor, bend / factor + (middle - bend) * (HIGHEST - bend / factor) / (HIGHEST - bend)
    )
    place = np.clip((mel(source) - centres()[0]) / (centres()[1] - centres()[0]), 0, BANDS - 1 - 1e-9)
    below, share = place.astype(int), place - place.astype(int)
    matrix = np.zeros((BANDS, BANDS))
    matrix[np.arange(BANDS), below] += 1 - share
    matrix[np.arange(BANDS), np.minimum(below + 1, BANDS - 1)] += share
    return matrix


@cache
def _curves() -> Tensor:
    at = np.linspace(0, BANDS - 1, _KNOTS)
    rows = [np.interp(np.arange(BANDS), at, np.eye(_KNOTS)[knot]) for knot in range(_KNOTS)]
    return torch.from_numpy(np.stack(rows).astype("f"))


def _shape(count: int, rng: np.random.Generator, deviation: float, share: float) -> Tensor:
    """Smooth curves over the bands, none for some: a microphone's or a line's colour (natural log units)."""
    knots = rng.standard_normal((count, _KNOTS)) * deviation * (rng.random((count, 1)) < share)
    return torch.from_numpy(knots.astype("f")) @ _curves()


def _noisy(frames: Tensor, rng: np.random.Generator) -> Tensor:
    loudest = frames.quantile(0.9, 0)
    floor = loudest * 0.5 + loudest.mean() * 0.5 - float(rng.uniform(1.8, 7)) + _shape(1, rng, 0.8, 1)[0]
    ripple = torch.from_numpy((0.35 * rng.standard_normal(tuple(frames.shape))).astype("f"))
    return torch.logaddexp(frames, floor[None] + ripple)


def _masked(frames: Tensor, means: Tensor, rng: np.random.Generator, strength: float) -> None:
    """Bands and moments blotted out, in place."""
    length = len(frames)
    for _ in range(rng.integers(0, 3) if rng.random() < 0.5 * strength else 0):
        width = int(rng.integers(1, 5))
        low = int(rng.integers(0, BANDS - width))
        frames[:, low : low + width] = means[:, low : low + width]
    for _ in range(int(length / 100 * rng.random() * 1.3 * strength)):
        width = int(rng.integers(2, 9))
        start = int(rng.integers(0, length - width))
        frames[start : start + width] = frames[start : start + width] * 0.2 + means * 0.8

"""When each sound of a known word was said: the best path of the current network through the word's phones."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from assistant.speech.training.layers import STEP
from assistant.speech.training.network import Network

_PRIOR_POWER = 0.6
_IMPOSSIBLE = -1e9
_SILENCE = 0


@dataclass(frozen=True)
class Aligned:
    """The phone index of each 10 ms frame, and the path's mean log score a frame (low where it does not fit)."""

    labels: npt.NDArray[np.int16]
    score: float


def align(
    network: Network,
    log_priors: npt.NDArray[np.float64],
    clips: Sequence[npt.NDArray[np.float32]],
    chains: Sequence[Sequence[tuple[int, ...]]],
) -> list[Aligned]:
    """Each clip (frames x bands) against its possible pronunciations (phone indices); the best one is kept."""
    return [
        max((_path(scores, chain) for chain in options), key=lambda found: found.score)
        for scores, options in zip(posteriors(network, log_priors, clips), chains, strict=True)
    ]


def posteriors(
    network: Network, log_priors: npt.NDArray[np.float64], clips: Sequence[npt.NDArray[np.float32]]
) -> list[npt.NDArray[np.float64]]:
    """Scaled likelihoods every 10 ms: the network at three offsets, interleaved."""
    network.eval()
    found = []
    with torch.no_grad():
        for clip in clips:
            later = [np.concatenate([clip[shift:], np.repeat(clip[-1:], shift, 0)]) for shift in range(STEP)]
            phones, _ = network(torch.from_numpy(np.stack(later)))
            interleaved = phones.numpy().transpose(1, 0, 2).reshape(-1, phones.shape[2])[: len(clip)]
            found.append(interleaved - _PRIOR_POWER * log_priors)
    return found


def _path(scores: npt.NDArray[np.float64], chain: tuple[int, ...]) -> Aligned:
    """Viterbi through silence, the chain, silence. Each sound lasts at least one output of the network (3 frames), a
    silence inside the chain (between words) may be left out."""
    states, may_stay, may_skip = _states(chain)
    length, count = len(scores), len(states)
    emitted = scores[:, states]
    total = np.full(count, _IMPOSSIBLE)
    total[:2] = emitted[0, :2]
    steps = np.zeros((length, count), np.int8)
    for at in range(1, length):
        came = np.full((3, count), _IMPOSSIBLE)
        came[0] = np.where(may_stay, total, _IMPOSSIBLE)
        came[1, 1:] = total[:-1]
        came[2, 2:] = np.where(may_skip[1:-1], total[:-2], _IMPOSSIBLE)
        steps[at] = came.argmax(0)
        total = came.max(0) + emitted[at]
    state = count - 1 if total[-1] >= total[-2] else count - 2
    score = float(total[state]) / length
    labels = np.zeros(length, np.int16)
    for at in range(length - 1, -1, -1):
        labels[at] = states[state]
        state -= steps[at, state]
    return Aligned(labels, score)


def _states(chain: tuple[int, ...]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Phones of the states, which may go on, and which may be skipped."""
    states, stay, skip = [_SILENCE], [True], [False]
    for phone in chain:
        if phone == _SILENCE:
            states, stay, skip = [*states, _SILENCE], [*stay, True], [*skip, True]
        else:
            states += [phone] * STEP
            stay += [*[False] * (STEP - 1), True]
            skip += [False] * STEP
    return np.array([*states, _SILENCE]), np.array([*stay, True]), np.array([*skip, False])

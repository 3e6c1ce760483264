"""What a training step is fed: streams of speech and isolated words, as log mel energies with a label a frame."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.speech.audio import RATE
from assistant.speech.line import noise
from assistant.speech.phones import PHONES
from assistant.speech.training import line
from assistant.speech.training.features import log_mel
from assistant.speech.training.mel import FRAME
from assistant.speech.training.synthesis import Labelled

STREAM_SECONDS = 8.0
STREAM_FRAMES = int(STREAM_SECONDS / FRAME) - 4
CLIP_FRAMES = 135
"""Frames of an isolated word's window: the longest words with a little silence."""
FOREIGN = -1
"""The word of a clip that no grammar has."""
PHONE_INDEX = {phone: index for index, phone in enumerate(PHONES)}
_HALF_WINDOW = 0.0125
_SPEEDS = (85, 90, 93, 96, 104, 107, 110, 115)

Frames = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int16]


@dataclass(frozen=True)
class Set:
    """Equally long examples: frames (n x t x bands), labels (n x t), and each one's word."""

    frames: npt.NDArray[np.float16]
    labels: npt.NDArray[np.int8]
    words: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.frames)


def streams(utterances: Sequence[Labelled], shares: Sequence[float], count: int, seed: int) -> Set:
    """`count` stretches of several utterances on one line each; `shares` says how often each utterance is drawn."""
    rng = np.random.default_rng(seed)
    weights = np.asarray(shares) / np.sum(shares)
    order = rng.choice(len(utterances), size=count * 24, p=weights)
    draw = iter(order.tolist())
    made = [_stream(utterances, draw, rng) for _ in range(count)]
    return _packed(made, [FOREIGN] * count)


def _stream(utterances: Sequence[Labelled], draw: Iterator[int], rng: np.random.Generator) -> tuple[Frames, Labels]:
    length = int(STREAM_SECONDS * RATE)
    sound, phones = np.zeros(length), []
    at = int(rng.uniform(0.05, 0.5) * RATE)
    while True:
        spoken = utterances[next(draw)]
        voice, slower = _said(spoken, rng)
        if at + len(voice) > length - 400:
            break
        sound[at : at + len(voice)] += voice * 10 ** (rng.uniform(-3, 3) / 20)
        phones += [(phone, at / RATE + start * slower, at / RATE + end * slower) for phone, start, end in spoken.phones]
        at += len(voice) + int(rng.uniform(0.02, 0.7) * RATE)
    voices = [utterances[int(index)].samples for index in rng.integers(0, len(utterances), 8)]
    frames = log_mel(line.transmit(line.level(_background(sound, voices, rng), rng), rng))
    return _cut(frames, labels(phones, len(frames)), STREAM_FRAMES)


def clips(spoken: Sequence[Labelled], words: Sequence[int], versions: int, seed: int) -> Set:
    """Each isolated word on `versions` different lines; words that do not fit the window are left out."""
    rng = np.random.default_rng(seed)
    made, kept = [], []
    for labelled, word in zip(spoken, words, strict=True):
        for _ in range(versions):
            example = _clip(labelled, rng)
            if example is not None:
                made.append(example)
                kept.append(word)
    return _packed(made, kept)


def _clip(spoken: Labelled, rng: np.random.Generator) -> tuple[Frames, Labels] | None:
    voice, slower = _said(spoken, rng)
    start = max(0.0, spoken.phones[0][1] * slower - rng.uniform(0.04, 0.5))
    end = spoken.phones[-1][2] * slower + rng.uniform(0.05, 0.5)
    lead = rng.uniform(0, 0.2)
    length = int((CLIP_FRAMES + 2) * FRAME * RATE)
    if (spoken.phones[-1][2] * slower - start + lead) * RATE > length - 200:
        return None
    voice = voice[int(start * RATE) : int(end * RATE)]
    sound = np.zeros(length)
    first = int(lead * RATE)
    part = voice[: length - first]
    sound[first : first + len(part)] = part
    frames = log_mel(line.transmit(line.level(_background(sound, (), rng), rng), rng))
    shift = lead - start
    phones = [(phone, at * slower + shift, until * slower + shift) for phone, at, until in spoken.phones]
    return _cut(frames, labels(phones, len(frames)), CLIP_FRAMES)


def window(frames: Frames, labels: Labels, rng: np.random.Generator) -> tuple[Frames, Labels]:
    """A word made of pieces, at a random place of a clip's window, its own silence around it."""
    spare = CLIP_FRAMES - len(frames)
    if spare <= 0:
        return frames[:CLIP_FRAMES], labels[:CLIP_FRAMES]
    before = int(rng.integers(0, spare + 1))
    quiet = frames[np.flatnonzero(labels == 0)] if (labels == 0).any() else frames[:1]
    fill = quiet[rng.integers(0, len(quiet), spare)]
    whole = np.concatenate([fill[:before], frames, fill[before:]])
    return whole, np.concatenate([np.zeros(before, np.int16), labels, np.zeros(spare - before, np.int16)])


def _said(spoken: Labelled, rng: np.random.Generator) -> tuple[npt.NDArray[np.float64], float]:
    """The voice through somebody's telephone at unit power, and how much longer it became."""
    voice, slower = spoken.samples.astype(np.float64), 1.0
    if rng.random() < 0.6:
        percent = int(rng.choice(_SPEEDS))
        voice, slower = line.faster(voice, percent), 100 / percent
    voice = line.channel(voice, rng)
    return voice / (np.sqrt((voice**2).mean()) + 1e-6), slower


def _background(
    sound: npt.NDArray[np.float64], voices: Sequence[npt.NDArray[np.int16]], rng: np.random.Generator
) -> npt.NDArray[np.float64]:
    kind, snr = rng.random(), rng.uniform(5, 35)
    if voices and kind < 0.15:
        return line.add(sound, line.babble(len(sound), voices, rng), max(snr, 10))
    return line.add(sound, noise(rng, len(sound)), snr if kind < 0.8 else 60)


def labels(phones: Sequence[tuple[str, float, float]], frames: int) -> Labels:
    labels = np.zeros(frames, np.int16)
    for phone, start, end in phones:
        first, last = (int(np.ceil((at - _HALF_WINDOW) / FRAME)) for at in (start, end))
        labels[max(first, 0) : max(last, 0)] = PHONE_INDEX[phone]
    return labels


def _cut(frames: Frames, labels: Labels, length: int) -> tuple[Frames, Labels]:
    return frames[:length], labels[:length]


def _packed(made: Sequence[tuple[Frames, Labels]], words: Sequence[int]) -> Set:
    frames = np.stack([frames for frames, _ in made]).astype(np.float16)
    return Set(frames, np.stack([labels for _, labels in made]).astype(np.int8), np.asarray(words, np.int32))


def log_priors(labels: npt.NDArray[np.int8]) -> npt.NDArray[np.float64]:
    """How often each sound is to be expected a frame."""
    counts = np.bincount(labels.ravel().astype(int), minlength=len(PHONES)) + 10.0
    return np.asarray(np.log(counts / counts.sum()))

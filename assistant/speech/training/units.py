"""Words that nobody recorded, in the voices of those who recorded others: pieces of real speech put together.

Every aligned recording is a stock of sounds with their neighbours. A new word is made from one person's pieces, those
with the same neighbours first; a sound that this person never said is lent by another, or by a synthetic voice.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Frames = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int16]
_SILENCE = 0


@dataclass(frozen=True)
class Piece:
    """One sound as somebody said it, and its neighbours."""

    clip: int
    start: int
    end: int
    before: int
    after: int


class Stock:
    """Aligned clips (log mel frames at one level, labels a frame, speakers) -> new words."""

    def __init__(
        self, clips: Sequence[Frames], labels: Sequence[Labels], speakers: Sequence[str], lent: str = ""
    ) -> None:
        self._clips = clips
        self._pieces: dict[str, dict[int, list[Piece]]] = defaultdict(lambda: defaultdict(list))
        for index, (own, speaker) in enumerate(zip(labels, speakers, strict=True)):
            for phone, piece in _cut(index, own):
                self._pieces[speaker][phone].append(piece)
        self.speakers = tuple(sorted(set(speakers) - {lent}))
        self._lent = lent

    def can_say(self, phones: Sequence[int]) -> bool:
        """Whether somebody at all has each of these sounds."""
        return all(any(phone in own for own in self._pieces.values()) for phone in phones)

    def say(self, phones: Sequence[int], rng: np.random.Generator) -> tuple[Frames, Labels]:
        """The word in one person's voice: frames and labels, a little silence around."""
        speaker = str(rng.choice(self.speakers))
        parts = [self._silence(speaker, rng)]
        labels = [np.zeros(len(parts[0]), np.int16)]
        for at, phone in enumerate(phones):
            before = phones[at - 1] if at else _SILENCE
            after = phones[at + 1] if at + 1 < len(phones) else _SILENCE
            part = self._sound(self._piece(speaker, phone, before, after, rng), rng)
            parts.append(part)
            labels.append(np.full(len(part), phone, np.int16))
        parts.append(self._silence(speaker, rng))
        labels.append(np.zeros(len(parts[-1]), np.int16))
        return _joined(parts), np.concatenate(labels)

    def _piece(self, speaker: str, phone: int, before: int, after: int, rng: np.random.Generator) -> Piece:
        options = self._options(speaker, phone, rng)
        fit = np.array([(piece.before == before) + (piece.after == after) for piece in options])
        best = np.flatnonzero(fit == fit.max()) if rng.random() < 0.8 else np.arange(len(options))
        return options[int(rng.choice(best))]

    def _options(self, speaker: str, phone: int, rng: np.random.Generator) -> list[Piece]:
        own = self._pieces[speaker].get(phone)
        if own:
            return own
        others = [name for name in self.speakers if phone in self._pieces[name]]
        return self._pieces[str(rng.choice(others)) if others else self._lent][phone]

    def _sound(self, piece: Piece, rng: np.random.Generator) -> Frames:
        """Its frames at a speed of its own."""
        frames = self._clips[piece.clip][piece.start : piece.end]
        length = max(3, round(len(frames) * float(np.clip(np.exp(rng.normal(0, 0.2)), 0.6, 1.6))))
        return frames[np.minimum((np.arange(length) * len(frames) / length).astype(int), len(frames) - 1)]

    def _silence(self, speaker: str, rng: np.random.Generator) -> Frames:
        options = self._pieces[speaker].get(_SILENCE)
        if not options:
            return np.zeros((0, self._clips[0].shape[1]), np.float32)
        piece = options[int(rng.integers(len(options)))]
        frames = self._clips[piece.clip][piece.start : piece.end]
        return frames[rng.integers(0, len(frames), int(rng.integers(4, 30)))]


def _cut(index: int, labels: Labels) -> list[tuple[int, Piece]]:
    edges = np.concatenate([[0], np.flatnonzero(np.diff(labels)) + 1, [len(labels)]])
    runs = [(int(labels[start]), int(start), int(end)) for start, end in pairwise(edges)]
    found = []
    for at, (phone, start, end) in enumerate(runs):
        before = runs[at - 1][0] if at else _SILENCE
        after = runs[at + 1][0] if at + 1 < len(runs) else _SILENCE
        if end - start >= 3:
            found.append((phone, Piece(index, start, end, before, after)))
    return found


def _joined(parts: Sequence[Frames]) -> Frames:
    """One after the other, each seam blurred over two frames."""
    whole = np.concatenate(parts)
    for seam in np.cumsum([len(part) for part in parts])[:-1]:
        if 1 <= seam < len(whole):
            middle = (whole[seam - 1] + whole[seam]) / 2
            whole[seam - 1] = (whole[seam - 1] + middle) / 2
            whole[seam] = (whole[seam] + middle) / 2
    return whole

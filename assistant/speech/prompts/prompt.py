"""One prompt: its sounds in order, some still being made, as frames for the line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from functools import cached_property
from typing import overload

from assistant.speech.audio import FRAME, RATE, Samples, pcm_of

FRAME_BYTES = 2 * FRAME

Sound = Samples | Future[Samples]


class Prompt(Sequence[bytes]):
    """Frames of 20 ms (320 bytes of 16-bit PCM at 8 kHz), the last filled with silence.

    Iterating gives each frame as soon as its sound is there; length, slices and `seconds` wait for all of them.
    """

    def __init__(self, sounds: Sequence[Sound]) -> None:
        self._sounds = sounds

    def __iter__(self) -> Iterator[bytes]:
        waiting = b""
        for sound in self._sounds:
            waiting += pcm_of(_there(sound))
            whole = len(waiting) // FRAME_BYTES * FRAME_BYTES
            for start in range(0, whole, FRAME_BYTES):
                yield waiting[start : start + FRAME_BYTES]
            waiting = waiting[whole:]
        if waiting:
            yield waiting.ljust(FRAME_BYTES, b"\0")

    @overload
    def __getitem__(self, place: int) -> bytes: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[bytes]: ...
    def __getitem__(self, place: int | slice) -> bytes | Sequence[bytes]:
        return self._frames[place]

    def __len__(self) -> int:
        return (self._samples + FRAME - 1) // FRAME

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self._samples / RATE

    @cached_property
    def _samples(self) -> int:
        return sum(len(_there(sound)) for sound in self._sounds)

    @cached_property
    def _frames(self) -> list[bytes]:
        return list(self)


def _there(sound: Sound) -> Samples:
    return sound.result() if isinstance(sound, Future) else sound

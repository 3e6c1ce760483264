"""What a model costs: its size, its memory, and the time it takes."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.speech.model import Model
from assistant.speech.recogniser import Grammar

_PAGE = 4096


@dataclass(frozen=True, slots=True)
class Resources:
    """Bytes on disk, seconds to load, bytes of memory that loading took, seconds to make a recogniser, and, of the
    trials, seconds of processor and of audio."""

    disk: int
    load: float
    memory: int
    recogniser: float
    processor: float = 0.0
    audio: float = 0.0

    @property
    def real_time_factor(self) -> float:
        """Seconds of one core for a second of speech."""
        return self.processor / self.audio if self.audio else 0.0

    def after(self, processor: float, audio: float) -> Resources:
        return replace(self, processor=processor, audio=audio)


def load(folder: Path, grammar: Grammar) -> tuple[Model, Resources]:
    """The model, and what it took to load it and to make a recogniser (the median of ten)."""
    memory, started = resident(), time.perf_counter()
    model = Model.load(folder)
    loaded, taken = time.perf_counter() - started, resident() - memory
    made = sorted(_time_of_one(model, grammar) for _ in range(10))[5]
    disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return model, Resources(disk, loaded, max(taken, 0), made)


def resident() -> int:
    """Bytes of memory that this process holds; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except OSError:
        return 0


def _time_of_one(model: Model, grammar: Grammar) -> float:
    started = time.perf_counter()
    model.listen(grammar)
    return time.perf_counter() - started

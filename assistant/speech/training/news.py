"""What the trainer tells while it works."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class News:
    """A task has come so far: `done` of `total` (0: not countable), and a line where there is something to say."""

    task: str
    done: int = 0
    total: int = 0
    text: str = ""


Tell = Callable[[News], None]

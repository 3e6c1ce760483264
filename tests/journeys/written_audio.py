"""Audio that can be read: a frame carries, in bytes that every codec on the way keeps, which message it says, or which
words are spoken. So a test on any line knows what was said, and no synthesiser or model decides about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.language import Message
from assistant.speech.audio import FRAME, decode, encode
from assistant.speech.call import Question

SPOKEN = b"SAY:"
_noise = np.random.default_rng(3)


def written(text: str) -> bytes:
    """A frame that carries the text. 16-bit PCM, the same after mu-law and back."""
    return decode(text.encode().ljust(FRAME, b"\xff"))


def read(pcm: bytes) -> str:
    """The text that a frame carries; nothing for any other."""
    return encode(pcm).rstrip(b"\xff").decode("utf-8", "replace")


class Labels:
    """A prompter that says of each message its id, in one frame."""

    def audio(self, said: Sequence[Message], locale: str, *, slow: bool = False) -> Iterable[bytes]:
        return [written(f"{each.id}{'.' + each.variant if each.variant else ''}") for each in said]


def spoken(words: str, seconds: float = 0.5) -> list[bytes]:
    """Frames of a voice, each of which carries the words to whoever listens for them."""
    marker = SPOKEN + words.encode() + b"\xff"
    assert len(marker) < FRAME - 40
    loud = 0x10 + 0x80 * _noise.integers(0, 2, (round(seconds * 50), FRAME - len(marker)))
    return [decode(marker + bytes(row.astype(np.uint8))) for row in loud]


@dataclass
class Words:
    text: str
    confidence: float = 0.97
    alternatives: Sequence[Words] = ()


@dataclass
class Reader:
    """A recogniser that reads what the frames carry."""

    heard: list[str] = field(default_factory=list)

    def accept(self, pcm: bytes) -> bool:
        coded = encode(pcm)
        if coded.startswith(SPOKEN):
            text = coded[len(SPOKEN) :].partition(b"\xff")[0].decode()
            self.heard += [] if text in self.heard[-1:] else [text]
        return False

    def partial(self) -> str:
        return " ".join(self.heard)

    def result(self) -> Words:
        return Words(self.partial(), 0.97, (Words(self.partial()),))


def listen(_question: Question) -> Reader:
    return Reader()

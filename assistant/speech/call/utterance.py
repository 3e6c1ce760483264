"""One utterance: from its first sound to the silence that ends it."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.speech.call.patience import Patience
from assistant.speech.call.ports import Recogniser
from assistant.speech.call.values import Question, Spoken, ticks

UNKNOWN = "[unk]"
"""What a recogniser writes for words that are none of the grammar's."""
LEAST = ticks(0.2)
"""Voiced frames of the shortest word; fewer are a knock or a breath."""
LOOK_EVERY = ticks(0.1)


class Utterance:
    """Feeds a recogniser and decides when the speaker has finished."""

    def __init__(self, recogniser: Recogniser, question: Question, patience: Patience, slowness: float) -> None:
        self._recogniser = recogniser
        self._question = question
        self._settled = ticks(patience.settled * slowness)
        self._open = ticks(patience.open * slowness)
        self._longest = ticks(patience.longest * slowness)
        self._before = ""
        self._partial = ""
        self.length = 0
        self.voiced = 0
        self.quiet = 0

    def begin(self, earlier: Iterable[bytes]) -> None:
        """Take what was heard just before the speech was noticed: its first consonant."""
        for frame in earlier:
            self._feed(frame)

    def hear(self, frame: bytes, *, speaks: bool) -> bool:
        """Take a frame; True where the utterance is over."""
        self._feed(frame)
        self.length += 1
        self.voiced += speaks
        self.quiet = 0 if speaks else self.quiet + 1
        return self.length >= self._longest or self.quiet >= self._open or self._is_settled()

    def _feed(self, frame: bytes) -> None:
        if self._recogniser.accept(frame):
            self._before, self._partial = f"{self._before} {self._partial}".strip(), ""

    def _is_settled(self) -> bool:
        """Whether the words so far answer whole, and silence follows them."""
        if self.quiet < self._settled or (self.quiet - self._settled) % LOOK_EVERY:
            return False
        self._partial = self._recogniser.partial()
        words = f"{self._before} {self._partial}".strip()
        return bool(words) and self._question.answers(words)

    def finish(self) -> Spoken | None:
        """What was said; None where it was no speech. Speech of which nothing was understood is `[unk]`."""
        heard = self._recogniser.result()
        if heard.text:
            alternatives = tuple((each.text, each.confidence) for each in heard.alternatives)
            return Spoken(heard.text, heard.confidence, alternatives)
        return Spoken(UNKNOWN, 0.0) if self.voiced >= 2 * LEAST else None

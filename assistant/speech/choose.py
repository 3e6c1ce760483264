"""Which of the alternatives was meant, by what the question knows. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from assistant.speech.recogniser import Alternative, Heard
from assistant.understanding import CONTROLS, SOFT, Answer, Expectation, Level, understand

Rule = Callable[[str], bool]
"""Whether a value can be right: a check digit that fits, say."""

TAKEN, READ_BACK = 0.9, 0.5
"""From these confidences an answer is taken as it is, or read back; below, keys are asked for."""
SAID_WRONGLY = 0.03
"""How often a number is said that breaks its own rule: misread, or of another kind. Assumed."""
PASSED_BY_CHANCE = 0.1
"""The share of all numbers of a length that a check digit lets pass."""
BREAKING = (SAID_WRONGLY / (1 - PASSED_BY_CHANCE)) / ((1 - SAID_WRONGLY) / PASSED_BY_CHANCE)
"""How likely, before anything is heard, one number that breaks its rule is against one that keeps it (Bayes)."""
BY_LENGTH = ("digits", "identifier")


@dataclass(frozen=True, slots=True)
class Choice:
    """`text` goes to understanding, with `confidence` (0 to 1); `answer` is what it makes of it there; `rivals`: what
    else may have been meant, and how likely."""

    text: str
    confidence: float
    answer: Answer
    rivals: tuple[tuple[str, float], ...] = ()

    @property
    def level(self) -> Level:
        """Whether the answer can be taken, must be read back, or is to be asked for by keys."""
        if self.answer.value is None or self.confidence < READ_BACK:
            return "none"
        return self.answer.level if self.confidence >= TAKEN else "confirm"


def choose(heard: Heard, expectation: Expectation, rule: Rule | None = None) -> Choice:
    """The likeliest answer, not the likeliest words: alternatives that mean the same are taken together, and those
    that cannot be right (another length, a check digit that does not fit) count for little.

    `rule`: what the question's values must keep. Where all alternatives break it, the likeliest goes on and the
    dialogue says what is wrong with it.
    """
    if not heard.alternatives:
        return Choice("", 0.0, understand("", expectation, "voice"))
    weighed = [_weighed(alternative, expectation, rule) for alternative in heard.alternatives]
    total = sum(weight for _, _, weight in weighed)
    shares: dict[str | None, float] = defaultdict(float)
    for _, answer, weight in weighed:
        shares[answer.value] += weight / total
    best = max(shares, key=lambda value: shares[value])
    text, answer, _ = max((each for each in weighed if each[1].value == best), key=lambda each: each[2])
    rivals = sorted(((value or "", share) for value, share in shares.items() if value != best), key=_likelihood)
    return Choice(text, min(shares[best], 1.0), answer, tuple(rivals))


def _likelihood(rival: tuple[str, float]) -> float:
    return -rival[1]


def _weighed(alternative: Alternative, expectation: Expectation, rule: Rule | None) -> tuple[str, Answer, float]:
    answer = understand(alternative.text, expectation, "voice")
    kept = _keeps(answer, expectation, rule)
    return alternative.text, answer, alternative.confidence * (1 if kept else BREAKING)


def _keeps(answer: Answer, expectation: Expectation, rule: Rule | None) -> bool:
    if answer.value in CONTROLS or answer.value in SOFT:
        return True
    if answer.value is None:
        return expectation.length is None or expectation.kind not in BY_LENGTH
    return rule is None or rule(answer.value)

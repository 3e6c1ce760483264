"""Why somebody contests: the reason for an appeal, from their own words."""

from __future__ import annotations

from functools import cache

import yaml

from assistant.understanding.answer import Answer, nothing, sure, unsure
from assistant.understanding.lexicon import DATA, concepts, phrase
from assistant.understanding.normalise import normalise, skeleton
from assistant.understanding.utterance import Utterance, contains

REASONS = ("household", "income", "expenses", "assets", "address", "health", "payment", "identity", "other")


@cache
def _cues() -> dict[str, frozenset[str]]:
    """Single words that point to a reason, by their shape."""
    content = yaml.load((DATA / "reasons.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return {reason: frozenset(skeleton(normalise(word)) for word in cues) for reason, cues in content.items()}


def reason(utterance: Utterance) -> Answer:
    """One of REASONS; two different ones are none."""
    listed = {
        name for name in REASONS for form in concepts()[f"reason_{name}"] if contains(utterance.words, phrase(form))
    }
    if len(listed) == 1:
        return sure(listed.pop())
    shapes = {skeleton(word) for word in utterance.words}
    cued = {name: len(shapes & cues) for name, cues in _cues().items() if shapes & cues}
    if len(cued) == 1:
        return unsure(next(iter(cued)), 0.8)
    if len(cued) > 1 and not listed:
        best = sorted(cued.items(), key=lambda item: -item[1])
        if best[0][1] > best[1][1]:
            return unsure(best[0][0], 0.6)
    return nothing("two_values" if cued or listed else "unknown")

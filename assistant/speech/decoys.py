"""Words beside a question's own, listened for only so that they are not taken for an answer.

A caller says something else: with the filler alone (`[unk]`), three quarters of foreign words are refused where eight
in ten of the right ones are heard; with the filler and 150 other words, nine in ten (docs/recognition.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

MOST = 150
_LOOKED_AT = 4 * MOST
_ALIKE = 50
"""Likeness of spelling, of 100, from which a word would take answers away rather than protect them."""


def decoys(words: Iterable[str], phrases: Sequence[str]) -> tuple[str, ...]:
    """At most `MOST` of a model's words, spread over all of them, none of them like a word of the grammar's phrases.
    The same for the same words and phrases."""
    own = sorted({word for phrase in phrases for word in phrase.split()})
    others = _spread(sorted(set(words).difference(own)), _LOOKED_AT)
    far = [word for word in others if not process.extractOne(word, own, scorer=fuzz.ratio, score_cutoff=_ALIKE)]
    return tuple(_spread(far, MOST))


def _spread(words: Sequence[str], most: int) -> Sequence[str]:
    return words if len(words) <= most else [words[at * len(words) // most] for at in range(most)]

"""Regions: by their own name, a province's, a town's, or an old one."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache

from rapidfuzz import fuzz, process

from assistant.understanding.answer import Answer, Reason, nothing, sure, unsure
from assistant.understanding.lexicon import DATA, phrase
from assistant.understanding.normalise import skeleton
from assistant.understanding.utterance import Utterance

SHORTEST_FUZZY = 5
NEAR = 87.0
"""RapidFuzz ratio above which a name of that length is taken, and read back."""
TOWN_OF = frozenset(["mdint", "مدينه", "مدينة", "mdina", "ville"])


@cache
def _exact() -> dict[tuple[str, ...], frozenset[str]]:
    content: dict[str, list[str]] = json.loads((DATA / "regions.json").read_text(encoding="utf-8"))
    return {phrase(name): frozenset(slugs) for name, slugs in content.items()}


@cache
def _shaped() -> dict[tuple[str, ...], frozenset[str]]:
    shapes: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name, slugs in _exact().items():
        shape = tuple(skeleton(word) for word in name)
        if sum(map(len, shape)) >= 3:
            shapes[shape] |= slugs
    return {shape: frozenset(slugs) for shape, slugs in shapes.items()}


@cache
def _names() -> tuple[str, ...]:
    return tuple(" ".join(name) for name in _exact() if len(" ".join(name)) >= SHORTEST_FUZZY)


def region(utterance: Utterance) -> Answer:
    """The slug of the region; two places in one region are that region."""
    words = tuple(word for word in utterance.words if not word.isdigit())
    if utterance.core in (("safi",), ("صافي",)) and not set(words) & TOWN_OF:
        return nothing("ambiguous", "safi")
    found, exact = _places(words)
    if not found:
        return _near(utterance)
    common = frozenset.intersection(*found)
    if len(common) == 1:
        slug = next(iter(common))
        return sure(slug) if exact else unsure(slug, 0.8, Reason("fuzzy", slug))
    return nothing("two_values" if len(found) > 1 else "ambiguous", " ".join(words[:2]))


def _places(words: tuple[str, ...]) -> tuple[list[frozenset[str]], bool]:
    found: list[frozenset[str]] = []
    exact, place = True, 0
    while place < len(words):
        for end in range(min(len(words), place + 5), place, -1):
            listed = _exact().get(words[place:end])
            slugs = listed or _shaped().get(tuple(map(skeleton, words[place:end])))
            if slugs:
                found.append(slugs)
                exact = exact and listed is not None
                place = end - 1
                break
        place += 1
    return found, exact


def _near(utterance: Utterance) -> Answer:
    """A misspelt name: whole words only, the longer the nearer it must be."""
    slugs: set[str] = set()
    for word in utterance.core:
        if len(word) >= SHORTEST_FUZZY:
            match = process.extractOne(word, _names(), scorer=fuzz.ratio, score_cutoff=NEAR)
            if match:
                slugs |= _exact()[tuple(match[0].split())]
    if len(slugs) == 1:
        slug = slugs.pop()
        return unsure(slug, 0.7, Reason("fuzzy", slug))
    return nothing("two_values" if slugs else "unknown")

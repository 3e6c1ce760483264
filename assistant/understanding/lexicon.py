"""The lexicon: which words and phrases mean what, in every spelling that is listed or follows from a rule."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.understanding.normalise import REMEMBERED, normalise, skeleton
from assistant.understanding.tokens import Token, tokens

DATA = Path(__file__).with_name("data")
LONGEST_PHRASE = 6
SHORTEST_SKELETON = 3
"""Consonants below which two words share a skeleton by accident."""
EXACT_ONLY = frozenset({"and_connector", "filler", "approx", "safi", "half", "quarter"})


@dataclass(frozen=True, slots=True)
class Tag:
    """Tokens from `start` to before `end` that mean any of `concepts`; `exact` where the spelling is listed."""

    start: int
    end: int
    concepts: frozenset[str]
    exact: bool = True


@cache
def words() -> Mapping[str, Any]:
    """The hand-written word lists, normalised."""
    content = yaml.load((DATA / "words.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return {name: _normalised(value) for name, value in content.items()}


def _normalised(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _normalised(inner) for name, inner in value.items()}
    return frozenset(normalise(word) for word in value)


@cache
def concepts() -> Mapping[str, Sequence[str]]:
    """Every listed form by concept."""
    return dict(json.loads((DATA / "lexicon.json").read_text(encoding="utf-8")))


@cache
def _exact() -> Mapping[tuple[str, ...], frozenset[str]]:
    index: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for concept, forms in concepts().items():
        if not concept.startswith("letter_"):
            for form in forms:
                index[phrase(form)].add(concept)
    return {key: frozenset(found) for key, found in index.items()}


@cache
def _by_skeleton() -> Mapping[tuple[str, ...], frozenset[str]]:
    index: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for key, found in _exact().items():
        shape = shape_of(key)
        if sum(len(skeleton(word)) for word in key) >= SHORTEST_SKELETON:
            index[shape] |= {concept for concept in found if concept not in EXACT_ONLY}
    return {key: frozenset(found) for key, found in index.items() if found}


def shape_of(words_: tuple[str, ...]) -> tuple[str, ...]:
    """The skeletons of a phrase, its negation joined to its verb; a word of one consonant must be itself."""
    if len(words_) > 1 and words_[0] in ("ma", "ما"):
        words_ = (words_[0] + words_[1], *words_[2:])
    return tuple(shape if len(shape := skeleton(word)) > 1 else word for word in words_)


@lru_cache(REMEMBERED)
def phrase(form: str) -> tuple[str, ...]:
    """A listed form as the tokens that it is met as."""
    return tuple(token.text for token in tokens(form))


@lru_cache(REMEMBERED)
def meaning(word: str) -> frozenset[str]:
    """What a single word means, as listed or else by its skeleton."""
    return _exact().get((word,)) or _by_skeleton().get(shape_of((word,)), frozenset())


def tag(found: Sequence[Token]) -> tuple[Tag, ...]:
    """The tokens' meanings: at each place the longest phrase that is known, as listed or by its skeleton."""
    texts = tuple(token.text for token in found)
    tags: list[Tag] = []
    place = 0
    while place < len(texts):
        tagged = _longest(texts, place)
        if tagged is None:
            place += 1
        else:
            tags.append(tagged)
            place = tagged.end
    return tuple(tags)


def _longest(texts: tuple[str, ...], place: int) -> Tag | None:
    for end in range(min(len(texts), place + LONGEST_PHRASE), place, -1):
        piece = texts[place:end]
        listed = _exact().get(piece)
        if listed:
            return Tag(place, end, listed)
        shaped = _by_skeleton().get(shape_of(piece))
        if shaped:
            return Tag(place, end, shaped, exact=False)
    return None

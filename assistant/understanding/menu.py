"""Menus: by number, by place in the list, or by the words of one label."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from assistant.understanding.answer import Answer, Reason, nothing, sure, unsure
from assistant.understanding.lexicon import meaning, phrase, words
from assistant.understanding.normalise import REMEMBERED, normalise, skeleton
from assistant.understanding.utterance import Utterance, contains

NEAR = 84.0
SHORTEST_FUZZY = 5
TELLING = frozenset(
    [
        "support",
        "appeal",
        "status",
        "operator",
        "identifier_idcs",
        "urban",
        "rural",
        "lang_darija",
        "lang_arabic",
        "lang_french",
        "lang_tamazight",
        "work",
        "score",
        "threshold",
        "eligibility",
        "reference",
        "authority",
        "cnie",
        "registry",
        "amo",
    ]
)
"""Concepts by which a word may mean a label that has another word for the same."""
JOBLESS = frozenset(["makhdamch", "ماخدامش", "مخدامش", "3atel", "chomage", "عاطل"])


class Options:
    """The labels of a menu, made ready: words, shapes and concepts of each option."""

    def __init__(self, labels: Sequence[Sequence[str]]) -> None:
        self.count = len(labels)
        self.phrases = [[phrase(normalise(label)) for label in option if label] for option in labels]
        self.words = [frozenset(word for label in option for word in label if _tells(word)) for option in self.phrases]
        shared = {
            word for place, own in enumerate(self.words) for other in self.words[place + 1 :] for word in own & other
        }
        self.own = [own - shared for own in self.words]
        self.shared = shared
        self.shapes = [frozenset(skeleton(word) for word in own if len(skeleton(word)) >= 2) for own in self.own]
        self.concepts = [_concepts(own) for own in self.own]

    def is_label(self, said: tuple[str, ...]) -> bool:
        """Whether the words are exactly what an option is called."""
        return any(said in labels for labels in self.phrases)

    def mentioned(self, said: tuple[str, ...]) -> bool:
        """Whether a word of one label, in any spelling, is among the words."""
        shapes = {skeleton(word) for word in said}
        return any(shapes & own for own in self.shapes) or any(set(said) & own for own in self.own)


def _tells(word: str) -> bool:
    return word not in words()["ignored"] and not word.isdigit() and len(word) > 1


@lru_cache(REMEMBERED)
def _telling(word: str) -> frozenset[str]:
    return meaning(word) & TELLING


def _concepts(own: frozenset[str]) -> frozenset[str]:
    return frozenset(concept for word in own for concept in _telling(word))


def menu(utterance: Utterance, options: Options) -> Answer:
    """The 1-based number of the option that is meant; several or none are no answer."""
    whole = _whole_label(utterance, options)
    if whole is not None:
        return sure(str(whole + 1))
    if utterance.says("negation") and not _jobless(utterance):
        return nothing("negated")
    if utterance.has("all_none_options"):
        return nothing("two_values")
    return _by_number(utterance, options) or _by_words(utterance, options)


def _jobless(utterance: Utterance) -> bool:
    joined = "".join(utterance.words)
    return any(word in joined for word in JOBLESS)


def _whole_label(utterance: Utterance, options: Options) -> int | None:
    for place, labels in enumerate(options.phrases):
        if utterance.words in labels:
            return place
    return None


def _by_number(utterance: Utterance, options: Options) -> Answer | None:
    place = _ordinal(utterance, options.count)
    if place is not None:
        return sure(str(place))
    values = {number.value for number in utterance.numbers}
    if not values:
        return None
    if len(values) > 1:
        return nothing("two_values")
    value = values.pop()
    return sure(str(value)) if 1 <= value <= options.count else nothing("out_of_range", str(value))


def _ordinal(utterance: Utterance, count: int) -> int | None:
    if utterance.says("before_last"):
        return count - 1
    if utterance.says("words_of_last"):
        return count
    for tagged in utterance.tags:
        for concept in tagged.concepts:
            if (
                concept.startswith("ord_")
                and concept[4:].isdigit()
                and int(concept[4:]) <= count
                and not utterance.numbers
            ):
                return int(concept[4:])
    return None


def _by_words(utterance: Utterance, options: Options) -> Answer:
    named = _named(utterance, options)
    if named is not None:
        return named
    for find, level in (
        (_shares_words, "sure"),
        (_shares_shapes, "sure"),
        (_shares_concepts, "unsure"),
        (_is_near, "unsure"),
    ):
        found = [place for place in range(options.count) if find(utterance, options, place)]
        if len(found) == 1:
            value = str(found[0] + 1)
            return sure(value) if level == "sure" else unsure(value, 0.75, Reason("fuzzy", value))
        if len(found) > 1:
            return nothing("two_values")
    return nothing("ambiguous" if set(utterance.words) & options.shared else "unknown")


def _named(utterance: Utterance, options: Options) -> Answer | None:
    """The option whose label is said, if every other label that is heard is only a part of it."""
    said = [
        (label, place) for place, labels in enumerate(options.phrases) for label in labels if _is_said(utterance, label)
    ]
    if not said:
        return None
    longest, named = max(said, key=lambda each: len(each[0]))
    if all(place == named or contains(longest, label) for label, place in said):
        return sure(str(named + 1))
    return nothing("two_values")


def _is_said(utterance: Utterance, label: tuple[str, ...]) -> bool:
    return contains(utterance.words, label) and any(_tells(word) for word in label)


def _shares_words(utterance: Utterance, options: Options, place: int) -> bool:
    return bool(set(utterance.words) & options.own[place])


def _shares_shapes(utterance: Utterance, options: Options, place: int) -> bool:
    return any(skeleton(word) in options.shapes[place] for word in utterance.core if len(skeleton(word)) >= 2)


def _shares_concepts(utterance: Utterance, options: Options, place: int) -> bool:
    if _jobless(utterance):
        return any("khedma" in word or "خدمه" in word or "خدام" in word for word in options.words[place]) and any(
            word in ("bla", "بلا", "ma", "ما") for label in options.phrases[place] for word in label
        )
    meant = {concept for tagged in utterance.tags for concept in tagged.concepts} & TELLING
    return bool(meant & options.concepts[place])


def _is_near(utterance: Utterance, options: Options, place: int) -> bool:
    return any(
        len(word) >= SHORTEST_FUZZY and fuzz.ratio(word, own) >= NEAR
        for word in utterance.core
        for own in options.own[place]
    )

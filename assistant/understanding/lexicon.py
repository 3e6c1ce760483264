"""The lexicon: which words and phrases mean what."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

import yaml

from assistant.understanding.index import Index, Quality, phrase
from assistant.understanding.normalise import REMEMBERED
from assistant.understanding.spelling import DATA, squeezed

LETTER = "letter_"
REASON = "reason_"
WHOLE = frozenset(
    {
        "opt_out",
        "opt_in",
        "not_on_a_card",
        "times",
        "one_scale",
        "article",
        "counted_before",
        "counted_period",
        "paid_for",
        "off_topic",
        "asks_who",
        "relative_who",
        "only",
    }
)
"""Lists that grammars ask for by name; their words mean nothing in themselves."""
AS_LISTED = frozenset(
    [
        "and",
        "or",
        "filler",
        "approx",
        "safi",
        "half",
        "quarter",
        "ignored",
        "article_one",
        "negation",
        "of",
        "function_word",
        "somebody",
        "not_on_a_card",
        "fraction",
        "french_number",
        "first_of_month",
        "age_unit",
        "one_child",
        "beside_command",
    ]
)
"""Concepts of small words, which no rule of spelling may find in others."""


@cache
def concepts() -> Mapping[str, frozenset[str]]:
    """Every listed form by concept: the reviewed lexicon, and what our grammars need beside it."""
    reviewed: dict[str, list[str]] = json.loads((DATA / "lexicon.json").read_text(encoding="utf-8"))
    added = read("words.yaml")
    return {name: frozenset(map(str, [*reviewed.get(name, []), *added.get(name, [])])) for name in {*reviewed, *added}}


@cache
def read(name: str) -> Mapping[str, list[str]]:
    """The words of a file of this room's data, by what they mean."""
    content: dict[str, list[str]] = yaml.load((DATA / name).read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506
    return content


@cache
def everyday() -> frozenset[str]:
    """Common words and names: each is itself and no other word's spelling."""
    return _single_words("everyday.yaml")


@cache
def known_elsewhere() -> frozenset[str]:
    """Words of menus and reasons, which are nobody's typing mistake."""
    return _single_words("menus.yaml") | _single_words("reasons.yaml")


def _single_words(name: str) -> frozenset[str]:
    forms = (phrase(form) for own in read(name).values() for form in own)
    return frozenset(form[0] for form in forms if len(form) == 1)


@cache
def lexicon() -> Index[str]:
    """All words and phrases but the names of letters, which are words of every kind, and the reasons of appeal, which
    would hide a yes or no in them."""
    forms: dict[str, set[str]] = defaultdict(set)
    for concept, own in concepts().items():
        for form in own:
            if not concept.startswith((LETTER, REASON)) and concept not in WHOLE:
                forms[form].add(concept)
    return Index(forms, AS_LISTED, everyday(), known_elsewhere())


@cache
def group(concept: str) -> frozenset[tuple[str, ...]]:
    """The forms of one concept, each as the words that it is met as."""
    return frozenset(phrase(form) for form in concepts()[concept])


@cache
def listed_words(concept: str) -> frozenset[str]:
    """The single words among a concept's forms."""
    return frozenset(form[0] for form in group(concept) if len(form) == 1)


@lru_cache(REMEMBERED)
def is_word(word: str, concept: str) -> bool:
    """Whether the word is one of the concept's, letters doubled or not."""
    return word in listed_words(concept) or squeezed(word) in listed_words(concept)


def meaning(word: str) -> frozenset[str]:
    """What a single word means, as listed or by the rules of spelling."""
    return lexicon().one(word)[0]


def meaning_and_quality(word: str, *, guess: bool) -> tuple[frozenset[str], Quality]:
    """As `meaning`, and how it was found; `guess` forgives typing mistakes."""
    found, quality = lexicon().one(word)
    if found or not guess:
        return found, quality
    return lexicon().near(word), Quality.GUESSED


def is_unknown(word: str) -> bool:
    """Whether nothing is known of the word, which is neither a number nor a sign."""
    return bool(word) and word[0].isalpha() and not lexicon().one(word)[0]

"""Regions: by their own name, a province's, a town's, or an old one."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

from assistant.understanding.answer import CONFIDENCE, UNKNOWN, Candidate, Reading, Reason
from assistant.understanding.index import LONGEST_PHRASE, Index, Match, Quality, without_preposition
from assistant.understanding.lexicon import everyday, group, lexicon, listed_words, read
from assistant.understanding.normalise import normalise
from assistant.understanding.spelling import DATA
from assistant.understanding.utterance import Utterance

MOST_PLACES = 30
"""Words of a message in which a name with a preposition glued to it is looked for."""


@cache
def places() -> Index[str]:
    """The names of regions, provinces and towns, and which region each may be in."""
    reviewed: dict[str, list[str]] = json.loads((DATA / "regions.json").read_text(encoding="utf-8"))
    names = {name: set(regions) for name, regions in reviewed.items()}
    for slug, own in read("towns.yaml").items():
        for name in map(normalise, own):
            names.setdefault(name, {slug})  # what is reviewed stays
    return Index(names, plain=everyday())


def region(utterance: Utterance) -> Reading:
    """The slug of the region; two places in one region are that region."""
    named = [match for match in places().find(utterance.words, guess=utterance.typed) if _is_meant(utterance, match)]
    glued = _glued(utterance.words, named)
    named = [*glued, *(match for match in named if not any(_overlap(match, other) for other in glued))]
    abroad = [tagged for tagged in utterance.tags if "abroad" in tagged.values and not _is_place(named, tagged)]
    if abroad:
        return Reason("vague", " ".join(utterance.words[abroad[0].start : abroad[0].end]))
    if not named:
        return Reason("vague", utterance.words_of("wide_area")[0]) if utterance.has("wide_area") else UNKNOWN
    named = [match for match in named if match.quality is not Quality.GUESSED] or named
    wanted = [match for match in named if not _is_ruled_out(utterance, match)]
    ruled_out = len(wanted) < len(named)
    named = wanted or named
    if _may_be_consent(utterance, named):
        return Reason("ambiguous", "safi")
    if not wanted or (not ruled_out and len(named) == 1 and utterance.names("machi")):
        return Reason("negated")
    common = frozenset.intersection(*(match.values for match in named))
    if len(common) != 1:
        first = " ".join(utterance.words[named[0].start : named[0].end])
        return Reason("two_values") if len(named) > 1 else Reason("ambiguous", first)
    worst = min(match.quality for match in named)
    slug = next(iter(common))
    return [Candidate(slug, CONFIDENCE[worst], Reason("fuzzy", slug) if worst < Quality.LISTED else Reason("exact"))]


def _overlap(one: Match[str], other: Match[str]) -> bool:
    return one.start < other.end and other.start < one.end


def _glued(words: tuple[str, ...], named: list[Match[str]]) -> list[Match[str]]:
    """Names of several words with a preposition glued to the first, where no longer name is: `ففم الجمعة`."""
    found: list[Match[str]] = []
    long = {match.start for match in named if match.end - match.start > 1}
    for place, word in enumerate(words[:MOST_PLACES]):
        for rest in () if place in long or place + 1 == len(words) else without_preposition(word):
            match = next(iter(places().find((rest, *words[place + 1 :][:LONGEST_PHRASE]), guess=False)), None)
            if match is not None and match.start == 0 and match.end > 1:
                found.append(replace(match, start=place, end=place + match.end, quality=Quality.SPELT))
                break
    return found


def _is_place(named: list[Match[str]], tagged: Match[str]) -> bool:
    """Whether the words are better known as a place of this country: `swira` is no `swisra`."""
    return any(place.start == tagged.start and place.quality > tagged.quality for place in named)


def _is_ruled_out(utterance: Utterance, match: Match[str]) -> bool:
    """`machi Casa, Rabat`."""
    before = utterance.words[max(utterance.clause(match.start)[0], match.start - 2) : match.start]
    return any(word in listed_words("machi") for word in before)


def _is_meant(utterance: Utterance, match: Match[str]) -> bool:
    """A place that is not listed as it was written must not be an ordinary word."""
    if match.quality is Quality.LISTED or match.end - match.start > 1:
        return True
    word = utterance.words[match.start]
    meant, quality = lexicon().one(word)
    return not word.isdecimal() and not (meant and quality >= match.quality + (match.quality is Quality.SPELT))


def _may_be_consent(utterance: Utterance, named: list[Match[str]]) -> bool:
    """`safi` alone is 'enough' or a town; with a word for town before it, the town."""
    said = {utterance.words[match.start : match.end] for match in named}
    return said <= group("safi") and not utterance.has("town_of")

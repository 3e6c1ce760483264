"""Menus: by number, by place in the list, or by the words of one label."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.understanding.answer import CONFIDENCE, GUESSED, LISTED, UNKNOWN, Candidate, Reading, Reason, decide
from assistant.understanding.controls import commands_of
from assistant.understanding.index import Index, Match, Quality, phrase
from assistant.understanding.lexicon import concepts, everyday, is_unknown, is_word, lexicon, listed_words, read
from assistant.understanding.region import places
from assistant.understanding.spelling import ENOUGH_CONSONANTS, possessives, shape
from assistant.understanding.utterance import Utterance
from assistant.understanding.yesno import yesno

SYNONYM = 0.9
"""Confidence of another word for what a label says."""
NEGATION_REACHES = 3
"""Words after a negation that it may rule out."""
MOST_BESIDE_A_NUMBER = 3
"""Other words beside a number that still chooses; in a longer sentence it counts something."""
MOST_WORDS_OF_YES = 3
"""Words of a label that is a yes or a no."""
_ARTICLE = re.compile(r"^(?:ال|al|el|l)(?=..)")


@cache
def things() -> Index[str]:
    """What options may be about: a word means a label that has another word, perhaps of another language, for it."""
    forms: dict[str, set[str]] = defaultdict(set)
    for thing, words in read("menus.yaml").items():
        for word in [*words, *concepts().get(thing, ())]:
            forms[word].add(thing)
    return Index(forms, plain=everyday(), endings=possessives())


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that point to options, all of them where a word is shared."""

    start: int
    end: int
    options: frozenset[int]
    confidence: float


class Options:
    """The labels of a menu, made ready: phrases, words and concepts of each option, counted from one."""

    def __init__(self, labels: Sequence[Sequence[str]]) -> None:
        self.count = len(labels)
        named = [(option, phrase(label)) for option, own in enumerate(labels, start=1) for label in own if label]
        said = [(option, Utterance(" ".join(words))) for option, words in named]
        self._labels: dict[tuple[str, ...], set[int]] = defaultdict(set)
        for option, words in named:
            self._labels[words].add(option)
        alone = [words[0] for words in self._labels if len(words) == 1]
        forms: dict[str, set[int]] = defaultdict(set)
        self.things: dict[str, set[int]] = defaultdict(set)
        for option, words in named:
            telling = [word for word in words if _tells(word)] or words
            parts = [word for word in telling if not any(_is_same(word, label) for label in alone)]
            for form in [" ".join(words), *parts]:
                forms[form].add(option)
            if len(words) > 1 and len(words[0]) == 1 and words[0].isalpha():
                forms[words[0]].add(option)  # `B) chikaya`
            town = [match for match in places().find(words, guess=False) if _is_all_of(match, words)]
            for thing in {thing for match in town or _of_words(words) for thing in match.values}:
                self.things[thing].add(option)
        self.index = Index(_shared(forms))
        self.commands = _one_each((command, option) for option, found in _commanded(said) for command in found)
        self.polarities = _one_each((_polarity(label), option) for option, label in said)

    def is_label(self, words: tuple[str, ...]) -> bool:
        """Whether the words are exactly what an option is called."""
        return words in self._labels

    def called(self, words: tuple[str, ...]) -> set[int]:
        """The options that are called exactly this."""
        return self._labels.get(words, set())

    def covers(self, utterance: Utterance) -> bool:
        """Whether every word of weight names an option, so that the message is no command."""
        named = {place for mention in self.mentions(utterance) for place in range(mention.start, mention.end)}
        return bool(named) and set(utterance.core_places) <= named

    def mentions(self, utterance: Utterance) -> list[Mention]:
        """Where options are named, in order; a synonym counts where no label's own word stands."""
        words = tuple(word if not word.isdecimal() else "" for word in utterance.words)
        found = [
            Mention(match.start, match.end, match.values, CONFIDENCE[match.quality])
            for match in self.index.find(words, guess=utterance.typed)
            if match.quality is not Quality.GUESSED or not _is_known(words[match.start])
        ]
        covered = {place for mention in found for place in range(mention.start, mention.end)}
        for match, options in self._named_things(words, guess=utterance.typed):
            if covered.isdisjoint(range(match.start, match.end)):
                confidence = SYNONYM if match.quality > Quality.GUESSED else GUESSED
                found.append(Mention(match.start, match.end, options, confidence))
        return sorted(found or self._resembling(utterance), key=lambda mention: mention.start)

    def _named_things(self, words: tuple[str, ...], *, guess: bool) -> Iterator[tuple[Match[str], frozenset[int]]]:
        """The things that options are about; of a phrase about none, the words."""
        towns = [
            match for match in places().find(words, guess=False) if not self.things.keys().isdisjoint(match.values)
        ]
        for match in towns or things().find(words, guess=guess):
            options = self._about(match, words)
            if options:
                yield match, options
            elif match.end - match.start > 1:
                for place in range(match.start, match.end):
                    values, quality = things().one(words[place])
                    single = Match(place, place + 1, values, quality)
                    if options := self._about(single, words):
                        yield single, options

    def _about(self, match: Match[str], words: Sequence[str]) -> frozenset[int]:
        """The options that are about the thing; of several things the one that fewest are about."""
        if match.quality is Quality.GUESSED and _is_known(words[match.start]):
            return frozenset()
        named = [self.things[thing] for thing in match.values if thing in self.things]
        fewest = min(map(len, named), default=0)
        return frozenset(option for options in named if len(options) == fewest for option in options)

    def _resembling(self, utterance: Utterance) -> list[Mention]:
        """Unknown words with the consonants of a label's word: a menu has so few words that this is a good guess."""
        return [
            Mention(place, place + 1, options, GUESSED)
            for place, word in enumerate(utterance.words)
            if utterance.typed and is_unknown(word) and (options := self.index.alike(word))
        ]


def _of_words(words: tuple[str, ...]) -> list[Match[str]]:
    """The things that a label is about, and those of the single words in a longer phrase: `رقم الشكاية` names both."""
    found = things().find(words, guess=False)
    if len(found) == 1 and found[0].end - found[0].start == len(words) > 1:
        singles = [things().find((word,), guess=False) for word in words if _tells(word)]
        return [*found, *(match for single in singles for match in single if match.quality is Quality.LISTED)]
    return list(found)


def _shared(forms: Mapping[str, set[int]]) -> dict[str, set[int]]:
    """Each form with the options that have the same word otherwise written: `شكاية`, `الشكاية`."""
    return {
        form: set().union(*(forms[other] for other in forms if " " not in form and _is_same(form, other)), forms[form])
        for form in forms
    }


def _is_same(word: str, other: str) -> bool:
    """Whether two words of labels are one, with an article or without, in either script."""
    if _ARTICLE.sub("", word) == _ARTICLE.sub("", other):
        return True
    mine, theirs = shape(word), shape(other)
    apart = mine.differs(theirs) if mine.consonants == theirs.consonants else None
    enough = len(mine.consonants) >= ENOUGH_CONSONANTS
    return enough and apart is not None and (apart == 0 or mine.arabic != theirs.arabic)


def _is_all_of(match: Match[str], words: Sequence[str]) -> bool:
    """Whether the label is the name of a place as it is listed, and nothing else."""
    return match.end - match.start == len(words) and match.quality is Quality.LISTED


def _one_each(pairs: Iterable[tuple[str | None, int]]) -> dict[str, int]:
    """What only one option says, and which."""
    options: dict[str, set[int]] = defaultdict(set)
    for said, option in pairs:
        if said is not None:
            options[said].add(option)
    return {said: next(iter(own)) for said, own in options.items() if len(own) == 1}


def _polarity(label: Utterance) -> str | None:
    """`yes` or `no`, where the label is one."""
    return decide(yesno(label, None)).value if len(label.words) <= MOST_WORDS_OF_YES else None


def _is_known(word: str) -> bool:
    return bool(lexicon().one(word)[0] or things().one(word)[0])


def _commanded(said: Sequence[tuple[int, Utterance]]) -> Iterator[tuple[int, frozenset[str]]]:
    """What each option commands by whatever name it goes: 'aide' is also another word for money that one may get."""
    for option in dict.fromkeys(option for option, _ in said):
        yield option, frozenset.intersection(*(commands_of(label) for each, label in said if each == option))


def _tells(word: str) -> bool:
    small = is_word(word, "ignored") or is_word(word, "function_word") or is_word(word, "negation")
    return not small and not word.isdecimal() and len(word) > 1


def menu(utterance: Utterance, options: Options) -> Reading:
    """The number of the option that is meant. What is ruled out is not meant."""
    if called := options.called(utterance.words) or options.called(utterance.in_figures):
        return [Candidate(str(option)) for option in called]
    named = options.mentions(utterance)
    if not named and options.polarities:
        said = decide(yesno(utterance, None))
        if said.value in options.polarities:
            return [Candidate(str(options.polarities[said.value]), said.confidence)]
    ruled_out = negations(utterance, named)
    meant = [mention for mention in named if not is_ruled_out(mention.start, ruled_out, named)]
    if utterance.has("several") and not meant:
        return Reason("two_values")
    numbered = _by_number(utterance, options.count, ruled_out, named)
    if isinstance(numbered, Reason):
        return numbered
    clear = [mention for mention in meant if len(mention.options) == 1]
    found = [Candidate(str(next(iter(mention.options))), mention.confidence) for mention in clear]
    best = max((candidate.confidence for candidate in found), default=0)
    found = [candidate for candidate in found if candidate.confidence > GUESSED or best == GUESSED]
    if not (found or numbered):
        return Reason("negated") if ruled_out else Reason("ambiguous", "") if meant else UNKNOWN
    shared = {frozenset(map(str, mention.options)) for mention in meant if len(mention.options) > 1}
    chosen = {candidate.value for candidate in [*found, *numbered]}
    return [*found, *numbered] if all(chosen & options_ for options_ in shared) else Reason("two_values")


def negations(utterance: Utterance, named: Sequence[Mention]) -> list[int]:
    """Where a negation stands that is no part of an option's own words; a negated verb is one."""
    inside = {place for mention in named for place in range(mention.start, mention.end)}
    negated = {
        place for tagged in utterance.tags if "refuse" in tagged.values for place in range(tagged.start, tagged.end)
    }
    return [
        place
        for place in range(len(utterance.words))
        if place not in inside and (_negates(utterance.words, place) or place in negated)
    ]


def _negates(words: Sequence[str], place: int) -> bool:
    """Whether the word there is a negation, and `la` no French article."""
    after = words[place + 1] if place + 1 < len(words) else ""
    return is_word(words[place], "negation") and not (words[place] == "la" and is_word(after, "french_feminine"))


def is_ruled_out(place: int, negations: Sequence[int], named: Sequence[Mention]) -> bool:
    """Whether the nearest negation before the place reaches it, with no other option between."""
    before = [negation for negation in negations if 0 < place - negation <= NEGATION_REACHES]
    return bool(before) and not any(max(before) < mention.start < place for mention in named)


def _by_number(
    utterance: Utterance, count: int, negations: Sequence[int], named: Sequence[Mention]
) -> list[Candidate] | Reason:
    place = _ordinal(utterance, count)
    if place is not None:
        negated = [negation for negation in negations if utterance.words[negation] != "la"]  # the French article
        return Reason("negated") if negated else [Candidate(str(place))]
    beside = [word for word in utterance.core if not is_word(word, "option_word") and not word.isdecimal()]
    inside = {word for mention in named for word in utterance.words[mention.start : mention.end]}  # `tnin` is a Monday
    numbers = [number for number in utterance.numbers if utterance.split[number.start].text not in inside]
    if not numbers or len(beside) - sum(number.worded for number in numbers) > MOST_BESIDE_A_NUMBER:
        return []
    if negations:
        numbers = [number for number in numbers if not _is_negated_number(utterance, number.start)]
        if not numbers:
            return Reason("negated")
    outside = [number for number in numbers if not 1 <= number.value <= count]
    if outside:
        return Reason("out_of_range", str(outside[0].value))
    return [
        Candidate(str(number.value), GUESSED if number.quality is Quality.GUESSED else LISTED) for number in numbers
    ]


def _is_negated_number(utterance: Utterance, start: int) -> bool:
    before = [token.text for token in utterance.split[max(0, start - NEGATION_REACHES) : start]]
    return not listed_words("negation").isdisjoint(before)


def _ordinal(utterance: Utterance, count: int) -> int | None:
    """`lwl`, `التاني`, the last, the last but one."""
    if any(not number.worded or number.value != 1 for number in utterance.numbers):
        return None  # `tani wa7ed` is the second one
    if utterance.has("before_last"):
        return count - 1
    if utterance.has("last", "ord_last"):
        return count
    if utterance.has("middle"):
        return count // 2 + 1 if count % 2 else None
    places = {
        int(concept[4:])
        for tagged in utterance.tags
        for concept in tagged.values
        if concept.startswith("ord_") and concept[4:].isdecimal()
    }
    return min(places) if len(places) == 1 and min(places) <= count else None

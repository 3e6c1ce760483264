"""Yes and no, in all their disguises."""

from __future__ import annotations

import re

from assistant.understanding.answer import CONFIDENCE, GUESSED, LISTED, SPELT, UNKNOWN, Candidate, Reading, Reason
from assistant.understanding.index import Match, Quality, phrase
from assistant.understanding.lexicon import concepts, is_word, lexicon, listed_words
from assistant.understanding.spelling import request, shape
from assistant.understanding.utterance import Utterance

NO = frozenset({"no", "no_wrong", "consent_refused", "refuse", "unwilling"})
YES = frozenset({"yes", "yes_correct", "yes_double_negative", "consent"})
OPPOSED = frozenset({"yes_correct", "consent", "yes_echo"})
"""What says no where it is negated; any other negated word of yes or no says neither."""
CHOICES = {1: "yes", 2: "no"}
"""Our questions print '1 yes 2 no', and some write the number as a word."""
MOST_SAID = 40
"""Words and phrases of a message that are weighed; an answer has long been given by then."""
MOST_BESIDE = 4
"""Words of an answer that says yes or no and little else."""
_YES_SHAPE = re.compile(r"i+y+[ei]*h*|e+y+e*h+|a+y+[ei]*h+|a+h+|ا?ي+ه+|ا+ه+")
"""Spellings of one drawn-out word for yes: iyyih, eyeh, ayyeh, aah."""
_NEGATED = re.compile(r"(?:ma|ما|م)(.{3,}?)(?:ch|sh|x|ش)")
_PERSON = re.compile(r"^(?:ka|كا|ك)?[nty]?(?=.{3})|^(?:كا|ك)?[نتي]?(?=.{3})")
_SECOND_PERSON = re.compile(r"[tت][^\W\d]{3,}|t\d[a-z]{2,}")
_ENDING = re.compile(r"(?:ti|tou|tiw|tek|t|ek|k|i|تي|تو|ت|ك|ي)$")


def yesno(utterance: Utterance, question: str | None) -> Reading:
    """`yes` or `no`. With the question's own words, 'I have', 'not yet' and its verb answer it too."""
    shown = _emoji(utterance)
    if shown:
        return shown
    if utterance.has("no_matter_start") and utterance.has("no_matter_end"):
        return [Candidate("yes")]  # there is no problem, no doubt, no objection
    if len(utterance.core) == 1 and len(utterance.numbers) == 1 and utterance.numbers[0].value in CHOICES:
        return [Candidate(CHOICES[utterance.numbers[0].value])]
    if utterance.has("maybe") or _is_qualified(utterance):
        return Reason("vague", next(iter(utterance.words_of("maybe", "but")), ""))
    return _said(utterance, question) or (Reason("ambiguous", "safi") if utterance.has("safi") else UNKNOWN)


def _is_qualified(utterance: Utterance) -> bool:
    """`wakha walakin …`; but 'no, only four' denies and explains."""
    if not utterance.names("but"):
        return False
    denied = bool(utterance.tags) and utterance.tags[0].start == 0 and "no" in utterance.tags[0].values
    only = all(is_word(word, "only") for word in utterance.words if is_word(word, "but"))
    return not (denied and only)


def _said(utterance: Utterance, question: str | None) -> Reading:
    found: list[Candidate] = []
    poisoned = False
    for tagged in utterance.tags[:MOST_SAID]:
        polarity = _polarity(utterance, tagged, asked=question is not None)
        if polarity == "neither":
            poisoned = True
        elif polarity:
            found.append(Candidate(polarity, _confidence(utterance, tagged.quality)))
    if len(utterance.core) == 1 and _YES_SHAPE.fullmatch(utterance.core[0]):
        found.append(Candidate("yes"))
    if not found and question:
        found = _echo(utterance, question)
    if utterance.names("or") and any(each.value == "yes" for each in found):
        return Reason("two_values")
    if len({each.value for each in found}) > 1 and _denies_and_explains(utterance):
        return [Candidate("no", SPELT)]
    if poisoned and not any(each.value == "no" for each in found):
        return Reason("negated")
    return found


def _confidence(utterance: Utterance, quality: Quality) -> float:
    return min(CONFIDENCE[quality], LISTED if len(utterance.core) <= MOST_BESIDE else GUESSED)


def _emoji(utterance: Utterance) -> Reading:
    values = {
        value
        for value, concept in (("yes", "emoji_yes"), ("no", "emoji_no"))
        for mark in concepts()[concept]
        if mark in utterance.raw
    }
    return [Candidate(value) for value in values] if len(values) == 1 else []


def _polarity(utterance: Utterance, tagged: Match[str], *, asked: bool) -> str | None:
    """`yes`, `no`, `neither` for a negated word without a clear sense, or None."""
    meant = tagged.values
    if "praise" in meant and not _praises(utterance):
        return None
    after = utterance.words[tagged.end] if tagged.end < len(utterance.words) else ""
    if (utterance.words[tagged.start] == "la" and is_word(after, "french_feminine")) or (
        "yes" in meant and _is_request(after)
    ):
        return None
    if asked and meant & {"no_echo", "nothing_there"} and not meant & YES:
        return "no"
    if meant & NO:
        return "neither" if _is_negated(utterance, tagged) and not meant & {"refuse", "unwilling", "no"} else "no"
    if meant & YES or (asked and "yes_echo" in meant):
        if not _is_negated(utterance, tagged):
            return "yes"
        return "no" if meant & OPPOSED and "yes" not in meant else "neither"
    return None


def _praises(utterance: Utterance) -> bool:
    """`mzyan` says yes where nothing else is said to be good."""
    known = {
        place
        for tagged in utterance.tags
        if tagged.values & (YES | NO | {"praise", "question_noun", "identifier_idcs", "several"})
        for place in range(tagged.start, tagged.end)
    }
    return set(utterance.core_places) <= known


def _is_negated(utterance: Utterance, tagged: Match[str]) -> bool:
    before = utterance.words[tagged.start - 1] if tagged.start else ""
    if before in listed_words("negation") - listed_words("no") or _NEGATED.fullmatch(before):
        return True
    return any(other.end == tagged.start and other.values == {"no_wrong"} for other in utterance.tags[:MOST_SAID])


def _denies_and_explains(utterance: Utterance) -> bool:
    """`la, kayn ghalat …`: a denial and its explanation."""
    first = next((tagged for tagged in utterance.tags if tagged.values & (YES | NO)), None)
    return first is not None and "no" in first.values and utterance.has("no_wrong")


def _echo(utterance: Utterance, question: str) -> list[Candidate]:
    """The question's verb said back in the first person: `khellesti?` `khellest`, `ma khellestch`."""
    asked = {_stem(word) for word in phrase(question) if _is_of_second_person(word)} - {""}
    requested = {asks for word in phrase(question) if (asks := request(word))}
    words = list(utterance.words)
    found: list[Candidate] = []
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        negated = _NEGATED.fullmatch(("ma" if before in ("ma", "ما") else "") + word)
        bare = negated[1] if negated else word
        if _stem(bare) in asked or request(bare) in requested:
            found.append(Candidate("no" if negated else "yes", _confidence(utterance, Quality.SPELT)))
    return found


def echoed_no(utterance: Utterance, question: str | None) -> bool:
    """Whether the question's own verb is said back negated: `nsifto?` `ma tsiftoch`."""
    return question is not None and {each.value for each in _echo(utterance, question)} == {"no"}


def _is_of_second_person(word: str) -> bool:
    return word.endswith(("ti", "تي", "ek", "k", "ك", "tou", "تو")) or word.startswith(("kat", "kt", "كت"))


def _stem(word: str) -> str:
    """The consonants of a verb without its person; empty where too few are left."""
    bare = shape(_ENDING.sub("", _PERSON.sub("", word, count=1))).consonants
    return bare if len(bare) > 1 else ""


def _is_request(word: str) -> bool:
    """Whether the word after a yes makes it a polite request: `wakha t3awed?`."""
    known = lexicon().one(word)[0] if word else frozenset()
    return bool(_SECOND_PERSON.match(word)) and (not known or "asks_again" in known)


def will_not_say(utterance: Utterance) -> bool:
    """A refusal to answer, as against a no."""
    if any("refuse" in tagged.values and "unwilling" not in tagged.values for tagged in utterance.tags):
        return True
    return any(utterance.names(concept) or utterance.has(concept) for concept in ("answer_verb", "own_business"))

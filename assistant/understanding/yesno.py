"""Yes and no, in all their disguises."""

from __future__ import annotations

import re

from assistant.understanding.answer import Answer, Reason, nothing, sure, unsure
from assistant.understanding.lexicon import Tag, words
from assistant.understanding.utterance import Utterance

YES = frozenset({"yes", "yes_correct", "yes_double_negative"})
NO = frozenset({"no", "no_wrong"})
CHOICES = {1: "yes", 2: "no"}
"""Our questions print '1 yes 2 no', and some write the number as a word."""
POLITE = frozenset(["حول", "قوه", "اله", "الا", "yjazik", "يجازيك", "chokra", "شكرا", "ilaha", "lalla", "لاله"])
"""Words of formulas in which a 'la' says no to nothing."""
FORBIDDEN_AFTER_YES = frozenset(["t3awed", "t3awd", "t3awdi", "t9oul", "tgoul", "t3tini", "tgol"])
ANSWER_VERBS = frozenset(
    ["njaweb", "ngoul", "ngol", "n3ti", "n3tih", "n3tik", "نجاوب", "نقول", "نعطي", "نعطيه", "نعطيك"]
)


_YES_SHAPE = re.compile(r"i+y+[ei]*h*|e+y+e*h+|a+y+[ei]*h+|a+h+")
"""Spellings of one drawn-out word for yes: iyyih, eyeh, ayyeh, aah."""
_NEGATED_VERB = re.compile(r"(?:ma|ما).+(?:ch|sh|x|ش)")


def yesno(utterance: Utterance, *, question: bool) -> Answer:
    """`yes` or `no`. `question`: the question's own words are known, so 'I have' and 'not yet' answer it."""
    emoji = _emoji(utterance)
    if emoji:
        return emoji
    if set(utterance.words) & POLITE and not utterance.has("thanks"):
        return nothing("unknown")
    if utterance.says("no_matter_start") and utterance.says("no_matter_end"):
        return sure("yes")  # there is no problem, no doubt, no objection
    if len(utterance.core) == 1 and len(utterance.numbers) == 1 and utterance.numbers[0].value in CHOICES:
        return sure(CHOICES[utterance.numbers[0].value])
    said = _polarities(utterance, question=question)
    if len(utterance.core) == 1 and _YES_SHAPE.fullmatch(utterance.core[0]):
        said.add("yes")
    if utterance.has("maybe") or utterance.says("but"):
        return nothing("vague", "maybe")
    if said == {"yes"}:
        return sure("yes") if _short(utterance) else unsure("yes", 0.7)
    if said == {"no"}:
        return sure("no") if _short(utterance) else unsure("no", 0.7)
    if len(said) == 2:
        return sure("no") if _no_and_why(utterance) else nothing("two_values")
    return nothing("ambiguous", "safi") if utterance.has("safi") else nothing("unknown")


def _emoji(utterance: Utterance) -> Answer | None:
    yes = any(mark in utterance.raw for mark in words()["emoji_yes"])
    no = any(mark in utterance.raw for mark in words()["emoji_no"])
    if yes == no:
        return None
    return sure("yes" if yes else "no", Reason("exact"))


def _short(utterance: Utterance) -> bool:
    return len(utterance.core) <= 4


def _polarities(utterance: Utterance, *, question: bool) -> set[str]:
    said: set[str] = set()
    negated = False
    for tagged in utterance.tags:
        polarity = _polarity(tagged, question=question)
        if polarity == "yes" and _negated(utterance, tagged):
            negated = True
            polarity = (
                "no"
                if tagged.concepts & {"yes_correct", "consent", "yes_echo"} and not tagged.concepts & {"yes"}
                else None
            )
        if polarity == "yes" and _NEGATED_VERB.fullmatch(utterance.words[tagged.start]):
            polarity = "no"
        if polarity:
            said.add(polarity)
    if negated and "no" not in said:
        return set()
    return said


def _polarity(tagged: Tag, *, question: bool) -> str | None:
    found = tagged.concepts
    if (
        not tagged.exact
        and tagged.end - tagged.start == 1
        and not found & {"yes_correct", "no_wrong", "consent", "yes", "refuse"}
    ):
        return None
    if found & NO or "refuse" in found:
        return "no"
    if found & YES or found == {"consent"}:
        return "yes"
    if question and "no_echo" in found:
        return "no"
    if question and "yes_echo" in found:
        return "yes"
    return None


def _negated(utterance: Utterance, tagged: Tag) -> bool:
    before = utterance.words[tagged.start - 1] if tagged.start else ""
    return before in words()["negation"] and before not in ("la", "لا")


def _no_and_why(utterance: Utterance) -> bool:
    """`la, kayn ghalat …`: a denial and its explanation."""
    first = next((tagged for tagged in utterance.tags if tagged.concepts & (YES | NO)), None)
    return first is not None and bool(first.concepts & NO) and utterance.has("no_wrong")


def asks_again(utterance: Utterance) -> bool:
    """`wakha t3awed?`: a polite request, no yes."""
    return bool(set(utterance.words) & FORBIDDEN_AFTER_YES)


def will_not_say(utterance: Utterance) -> bool:
    """A refusal to answer, as against a no."""
    return bool(set(utterance.words) & ANSWER_VERBS) or any(
        word in ("choghlek", "sou9ek", "شغلك", "سوقك") for word in utterance.words
    )

"""Why somebody contests: the reason for an appeal, from their own words."""

from __future__ import annotations

from functools import cache

from assistant.understanding.answer import GUESSED, LISTED, UNKNOWN, Candidate, Reading
from assistant.understanding.index import Index, Match, Quality
from assistant.understanding.lexicon import REASON, concepts, everyday, is_word, lexicon, listed_words, read
from assistant.understanding.region import places
from assistant.understanding.spelling import possessives
from assistant.understanding.utterance import Utterance

REASONS = ("household", "income", "expenses", "assets", "address", "health", "payment", "identity", "other")
MOST_BESIDE_A_WEAK = 7
"""Words of weight in a message whose weak words still point to a reason."""
TELLING_ALONE = 0.9
"""Confidence where single words point to one reason, and no whole phrase is known."""


@cache
def cues() -> Index[str]:
    """Phrases and words that point to a reason, from the lexicon and `reasons.yaml`.

    A value `household` points to it, `household?` only where nothing else does, and `-` to none.
    """
    forms: dict[str, set[str]] = {}
    for value, words in read("reasons.yaml").items():
        for word in words:
            forms.setdefault(word, set()).add(value)
    for name in REASONS:
        for form in concepts()[f"{REASON}{name}"]:
            forms[form] = {name}
    return Index(forms, plain=everyday() | listed_words("function_word"), endings=possessives())


def reason(utterance: Utterance) -> Reading:
    """One of REASONS; two different ones are none."""
    found = [match for match in cues().find(utterance.words, guess=utterance.typed) if _counts(utterance, match)]
    found = [match for match in found if match.quality > Quality.GUESSED] or found
    if _is_of_other_things(utterance) and not any(match.end - match.start > 1 for match in found):
        return UNKNOWN
    found = _without_ruled_out(utterance, found)
    strong = _pointing(found, weak=False)
    weak = _pointing(found, weak=True)
    if "other" in strong and len(strong) == 1:
        return [Candidate("other")]
    strong = _without_consequences(strong)
    if not strong and len(utterance.core) > MOST_BESIDE_A_WEAK:
        return [Candidate("address", GUESSED)] if _moved(utterance) else UNKNOWN
    if not strong:
        return [Candidate(name, TELLING_ALONE - 0.1) for name in weak] or UNKNOWN
    whole = any(match.end - match.start > 1 and match.quality is Quality.LISTED for match in found)
    guessed = all(match.quality is Quality.GUESSED for match in found)
    confidence = GUESSED if guessed else LISTED if whole else TELLING_ALONE
    return [Candidate(name, confidence) for name in strong]


def _is_of_other_things(utterance: Utterance) -> bool:
    """`chkoun rbe7 lkora?`: a match, the weather, or a question about somebody or some place."""
    asks = bool(utterance.words) and is_word(utterance.words[0], "asks_who") and not utterance.names("relative_who")
    return asks or utterance.names("off_topic")


def _counts(utterance: Utterance, match: Match[str]) -> bool:
    """Whether the words point to a reason: no shield, no known word that is only like one, and not said to be right."""
    word = utterance.words[match.start]
    if match.values == {"-"} or (match.quality is Quality.GUESSED and lexicon().one(word)[0]):
        return False
    start, end = utterance.clause(match.start)
    return not any(
        "said_to_be_right" in other.values and start <= other.start < end and not _is_negated(utterance, other.start)
        for other in utterance.tags
    )


def _is_negated(utterance: Utterance, place: int) -> bool:
    return place > 0 and is_word(utterance.words[place - 1], "machi")


def _without_ruled_out(utterance: Utterance, found: list[Match[str]]) -> list[Match[str]]:
    """`machi l3onwan, smiya`: what is ruled out counts nothing beside what is not."""
    kept = [match for match in found if not _is_negated(utterance, match.start)]
    return kept if _pointing(kept, weak=False) else found


def _moved(utterance: Utterance) -> bool:
    """Two places in one message: from the one to the other."""
    named = [match for match in places().find(utterance.words, guess=False) if match.quality is Quality.LISTED]
    return len({match.values for match in named}) > 1


def _pointing(found: list[Match[str]], *, weak: bool) -> list[str]:
    """The reasons that the cues point to, each once."""
    names = [value.rstrip("?") for match in found for value in match.values if value.endswith("?") is weak]
    return [name for name in dict.fromkeys(names) if name in REASONS]


def _without_consequences(strong: list[str]) -> list[str]:
    """Who is ill and cannot work contests for their health: the lost work is what follows from it."""
    if set(strong) == {"health", "income"}:
        return ["health"]
    return strong

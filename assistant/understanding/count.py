"""How many: people, rooms, bottles …"""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.understanding.answer import GUESSED, LISTED, UNKNOWN, Candidate, Reading, Reason
from assistant.understanding.index import Quality
from assistant.understanding.lexicon import is_word, listed_words, meaning
from assistant.understanding.numbers import Number, is_and
from assistant.understanding.utterance import Utterance

_DECIMAL = re.compile(r"\d[.,/]\d|^-\s?\d")
MOST_BESIDE_A_GUESS = 2
INDIRECT = 0.9
"""Confidence of a count that was put together, or said by a 'no'."""


def count(utterance: Utterance, what: str, low: int, high: int) -> Reading:
    """A whole number within `low` and `high`."""
    reading = _counted(utterance, what) if utterance.numbers else _uncounted(utterance, what)
    if isinstance(reading, Reason):
        return reading
    outside = [each for each in reading if not low <= int(each.value) <= high]
    return Reason("out_of_range", outside[0].value) if outside else reading


def _uncounted(utterance: Utterance, what: str) -> Reading:
    """Said without a number: alone, nobody, a child."""
    vague = utterance.vague()
    if vague or utterance.names("fraction"):
        return Reason("vague", (vague or [""])[0])
    if what == "household" and utterance.has("alone") and not utterance.has("relative"):
        return [Candidate("1")]
    if utterance.has("nothing_there", "zero_count", "no_echo") or _not_even_one(utterance):
        return [Candidate("0")] if len(utterance.core) <= 5 else [Candidate("0", INDIRECT)]
    if utterance.has("no") and len(utterance.core) <= 2:
        return [Candidate("0", GUESSED)]
    if what == "children":
        return _children_named(utterance)
    return UNKNOWN


def _children_named(utterance: Utterance) -> Reading:
    """`weld`, `weld w bent`: each named once."""
    named = [word for word in utterance.core if not is_word(word, "and")]
    sexes = [_sex(word, single=True) for word in named]
    if not all(sexes) or len(sexes) > len(set(sexes)):
        return UNKNOWN
    return [Candidate(str(len(named)), INDIRECT)] if named else UNKNOWN


def _not_even_one(utterance: Utterance) -> bool:
    """`7tta bouta`: not one of them."""
    return any(
        is_word(before, "not_even") and is_word(noun, "counted_noun") for before, noun in pairwise(utterance.words)
    )


def _counted(utterance: Utterance, what: str) -> Reading:
    read = [number for number in utterance.numbers if _is_meant(utterance, number)]
    if not read:
        return UNKNOWN
    if utterance.has("foreign_number") or _other_period(utterance, what):
        return Reason("vague")
    vague = utterance.vague()
    if vague or utterance.names("or"):
        return Reason("vague", vague[0] if vague else "")
    if what == "household" and len(read) == 2 and read[0].value == read[1].value + _persons_after(utterance, read[0]):
        return [_candidate(read[0])]  # a total, then who they are
    if _has_fraction(utterance) or _has_range(utterance, read) or _counts_persons(utterance, read):
        return Reason("vague")
    if what == "children":
        return _children(utterance, read)
    if len(read) > 1 and read[0].value == sum(number.value for number in read[1:]):
        read = read[:1]  # a total, then its parts
    elif sum(is_word(word, "size") for word in utterance.words) > 1:
        return Reason("two_values")
    return [_candidate(number) for number in read]


def _other_period(utterance: Utterance, what: str) -> bool:
    """A week or a year where the question is about a month."""
    return what.endswith("_month") and any(utterance.has(f"period_{period}") for period in ("day", "week", "year"))


def _candidate(number: Number) -> Candidate:
    return Candidate(str(number.value), GUESSED if number.quality is Quality.GUESSED else LISTED)


def _children(utterance: Utterance, read: list[Number]) -> Reading:
    """Boys and girls are added; a child named without a number is one; a total said with its parts is the total."""
    if len(read) == 3 and read[0].value == read[1].value + read[2].value:
        return [_candidate(read[0])]
    sexes = [_sex_after(utterance, number) for number in read]
    if len(read) == 2 and set(sexes) == {"boys", "girls"}:
        return [Candidate(str(read[0].value + read[1].value), INDIRECT)]
    if len(read) == 2 and read[0].value == read[1].value + 1 and _another_child(utterance, read[1], sexes[1]):
        return [_candidate(read[0])]  # `tlata, jouj bnat w weld`
    if len(read) == 1:
        other = _another_child(utterance, read[0], sexes[0])
        return [Candidate(str(read[0].value + 1), INDIRECT)] if other else [_candidate(read[0])]
    return [_candidate(number) for number in read]


def _sex(word: str, *, single: bool = False) -> str | None:
    """`boys` or `girls`, where the word means either; `single`: only a word for one of them."""
    if single and not is_word(word, "one_child"):
        return None
    meant = meaning(word)
    return "boys" if "boy" in meant else "girls" if "girl" in meant else None


def _sex_after(utterance: Utterance, number: Number) -> str | None:
    for token in utterance.split[number.end : number.end + 3]:
        if token.number or is_and(token):
            break
        if sex := _sex(token.text):
            return sex
    return _sex(utterance.split[number.start - 1].text) if number.start else None


def _another_child(utterance: Utterance, number: Number, counted: str | None) -> bool:
    """`جوج بنات و ولد`, `weld w jouj bnat`."""
    around = [*utterance.split[: number.start], *utterance.split[number.end :]]
    singles = {_sex(token.text, single=True) for token in around} - {None}
    return counted is not None and singles == ({"boys", "girls"} - {counted}) and any(map(is_and, around))


def _is_meant(utterance: Utterance, number: Number) -> bool:
    """Whether the number counts, and is no age, weight or time (`5 snin`); a guess must stand nearly alone."""
    if number.quality is Quality.GUESSED and len(utterance.core) > MOST_BESIDE_A_GUESS:
        return False
    after = utterance.split[number.end : number.end + 2]
    named = [token.text for token in after if not is_word(token.text, "of")][:1]
    return not (named and is_word(named[0], "weight_or_time"))


def _persons_after(utterance: Utterance, number: Number) -> int:
    """How many persons are named one by one after the number: `ana w mrati`."""
    words = [token.text for token in utterance.split[number.end :]]
    return sum(is_word(word, "relative") or is_word(word, "myself") for word in words)


def _has_fraction(utterance: Utterance) -> bool:
    if _DECIMAL.search(utterance.text):
        return True
    return utterance.names("fraction") and not _is_four(utterance)


def _is_four(utterance: Utterance) -> bool:
    """`ربع` is a quarter after 'and' alone; before a noun it is four."""
    return not any(
        is_and(token) and is_word(after.text, "fraction") for token, after in pairwise(utterance.split)
    ) and not (listed_words("fraction") - listed_words("digit_4")) & set(utterance.words)


def _has_range(utterance: Utterance, read: list[Number]) -> bool:
    """`2-3`, `3 l 4`: two numbers and what joins them into a range."""
    between = [{token.text for token in utterance.split[first.end : second.start]} for first, second in pairwise(read)]
    return any(texts and texts <= {"-", "/", "l", "ل", "a", "à", "7tal", "حتال"} for texts in between)


def _counts_persons(utterance: Utterance, read: list[Number]) -> bool:
    """`ana w rajli w tlata drari`: a sum that the person would have to work out."""
    if len(read) != 1 or not utterance.has("relative"):
        return False
    added = utterance.split[read[0].end : read[0].end + 2]
    if len(added) == 2 and is_and(added[0]) and is_word(added[1].text, "relative"):
        return True  # `4 w lwalida`
    return any(is_and(token) for token in utterance.split) and not utterance.split[0].number

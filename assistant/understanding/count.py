"""How many: people, rooms, bottles …"""

from __future__ import annotations

from assistant.understanding.answer import Answer, nothing, sure, unsure
from assistant.understanding.lexicon import words
from assistant.understanding.numbers import Number, is_and
from assistant.understanding.utterance import Utterance

VAGUE = frozenset(
    [
        "bzaf",
        "bzzaf",
        "بزاف",
        "kter",
        "ktr",
        "كتر",
        "اكتر",
        "9ell",
        "قل",
        "اقل",
        "plus",
        "moins",
        "beaucoup",
        "fou9",
        "فوق",
        "bin",
        "بين",
        "chwiya",
        "شويه",
        "entre",
    ]
)
SIZES = frozenset(["kbira", "kbir", "sghira", "sghar", "sghir", "kbar", "كبيره", "صغيره", "كبار", "صغار"])
BOYS = frozenset(
    ["weld", "wld", "wlad", "drari", "drri", "ولد", "ولاد", "الولاد", "دراري", "garcon", "garcons", "lwlad"]
)
GIRLS = frozenset(["bent", "bnt", "bnat", "lbnat", "بنت", "بنات", "البنات", "fille", "filles"])
RELATIVES = frozenset(["rajli", "mrati", "راجلي", "مراتي", "ana", "انا", "walidin", "الوالدين", "mra", "مرا"])
ALONE = frozenset(["bo7di", "wa7di", "بوحدي", "وحدي", "seul", "seule", "bo7do"])


def count(utterance: Utterance, what: str, low: int, high: int) -> Answer:
    """A whole number within `low` and `high`."""
    read = utterance.numbers
    if not read:
        return _none_said(utterance, what, low)
    if _is_vague(utterance, read):
        return nothing("vague")
    values = [number.value for number in read]
    value = values[0] if len(set(values)) == 1 and len(values) == 1 else _together(utterance, what, read)
    if value is None:
        return nothing("two_values")
    if not low <= value <= high:
        return nothing("out_of_range", str(value))
    return sure(str(value)) if len(read) == 1 and read[0].digits.isdigit() else unsure(str(value))


def _none_said(utterance: Utterance, what: str, low: int) -> Answer:
    if what == "household" and any(word in ALONE for word in utterance.words):
        return sure("1")
    if low <= 0 and utterance.has("zero_count", "no_echo") and not any(word in VAGUE for word in utterance.words):
        return sure("0")
    if low <= 0 and utterance.has("no") and len(utterance.words) <= 2:
        return unsure("0", 0.7)
    if (
        what == "children"
        and any(word in BOYS | GIRLS for word in utterance.core)
        and len(utterance.core) == 1
        and utterance.core[0] in ("weld", "bent", "ولد", "بنت")
    ):
        return unsure("1")
    if any(word in VAGUE for word in utterance.words):
        return nothing("vague", "bzaf")
    return nothing("unknown")


def _is_vague(utterance: Utterance, read: list[Number]) -> bool:
    found = set(utterance.words)
    if found & VAGUE or found & words()["or"]:
        return True
    if len(read) > 1 and sum(word in SIZES for word in utterance.words) > 1:
        return True
    if len(read) == 1 and found & RELATIVES and any(is_and(token) for token in utterance.split):
        return True
    return _has_fraction(utterance)


def _has_fraction(utterance: Utterance) -> bool:
    for first, second in zip(utterance.numbers, utterance.numbers[1:], strict=False):
        between = utterance.split[first.end : second.start]
        if len(between) == 1 and between[0].text in ".,":
            return True
    return utterance.has("half") and bool(utterance.numbers)


def _together(utterance: Utterance, what: str, read: list[Number]) -> int | None:
    """Boys and girls are added; a total that is said with its parts is the total."""
    values = [number.value for number in read]
    if len(set(values)) == 1:
        return values[0]
    if what == "children":
        if len(values) == 3 and values[0] == values[1] + values[2]:
            return values[0]
        kinds = [_kind_after(utterance, number) for number in read]
        if len(values) == 2 and set(kinds) == {"boys", "girls"}:
            return sum(values)
        return None
    return None


def _kind_after(utterance: Utterance, number: Number) -> str | None:
    for token in utterance.split[number.end : number.end + 3]:
        if token.text in BOYS:
            return "boys"
        if token.text in GIRLS:
            return "girls"
        if token.number:
            return None
    return None


def one_of_each(utterance: Utterance) -> Answer | None:
    """`جوج بنات و ولد`: a child named without a number counts one."""
    if len(utterance.numbers) != 1 or not any(is_and(token) for token in utterance.split):
        return None
    number = utterance.numbers[0]
    rest = [token.text for token in utterance.split[number.end :]]
    counted = _kind_after(utterance, number)
    singles = {"ولد": "boys", "weld": "boys", "بنت": "girls", "bent": "girls"}
    other = next((singles[word] for word in rest if word in singles), None)
    if counted and other and counted != other:
        return unsure(str(number.value + 1))
    return None

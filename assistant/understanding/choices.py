"""Several of a list at once: by their numbers ("1 3", "13"), by their words, none ("0", "walo") or all."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.understanding.answer import GUESSED, LISTED, UNKNOWN, Candidate, Reading, Reason, decide
from assistant.understanding.lexicon import is_word
from assistant.understanding.menu import Options, is_ruled_out, negations
from assistant.understanding.utterance import Utterance
from assistant.understanding.yesno import yesno

NONE = "0"
MOST_BESIDE_NUMBERS = 2
"""Other words beside numbers that still choose; in a longer sentence they count something."""


def choices(utterance: Utterance, options: Options) -> Reading:
    """The numbers of what is meant, each once and in order, or `0` for none of it."""
    numbered = _by_number(utterance, options.count)
    if isinstance(numbered, Reason):
        return numbered
    named = options.mentions(utterance)
    ruled_out = negations(utterance, named)
    meant = [
        mention
        for mention in named
        if not is_ruled_out(mention.start, _in_clause(utterance, ruled_out, mention.start), named)
    ]
    if any(len(mention.options) > 1 for mention in meant):
        return Reason("ambiguous", "")
    chosen = numbered | {option for mention in meant for option in mention.options}
    if chosen:
        sure = min((mention.confidence for mention in meant), default=LISTED)
        return [Candidate(_written(chosen), sure)]
    if named:
        return Reason("negated")
    nothing = any(is_word(word, "nothing_there") for word in utterance.words) or _is_zero(utterance)
    nothing = nothing or utterance.has("nothing_there", "zero_count", "no_echo")
    if nothing or decide(yesno(utterance, None)).value == "no":
        return [Candidate(NONE)]
    every = _written(set(range(1, options.count + 1)))
    return [Candidate(every, GUESSED)] if utterance.has("several") else UNKNOWN


def _in_clause(utterance: Utterance, negations: Sequence[int], place: int) -> list[int]:
    """`la, ghir tomobil`: a no before a stop rules nothing out after it."""
    start, end = utterance.clause(place)
    return [negation for negation in negations if start <= negation < end]


def _is_zero(utterance: Utterance) -> bool:
    return bool(utterance.numbers) and all(number.value == 0 for number in utterance.numbers)


def _by_number(utterance: Utterance, count: int) -> set[int] | Reason:
    """Every digit that was written, every number that was said; 12 is 1 and 2."""
    numbers = [number for number in utterance.numbers if number.value]
    if utterance.denied:
        return Reason("negated")
    if not numbers:
        return set()
    beside = len(utterance.core) - sum(number.end - number.start for number in numbers)
    if beside > MOST_BESIDE_NUMBERS + len(numbers):
        return set()
    written = [digit for number in numbers for digit in ([number.value] if number.worded else map(int, number.digits))]
    outside = next((digit for digit in written if not 1 <= digit <= count), None)
    return set(written) if outside is None else Reason("out_of_range", str(outside))


def _written(chosen: set[int]) -> str:
    return "".join(map(str, sorted(chosen)))

"""National cards: one or two letters, then five or six digits, written or spelt out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from assistant.understanding.answer import CLEAR_BUT_COSTLY, GUESSED, UNKNOWN, Candidate, Reading, Reason
from assistant.understanding.digits import IDENTIFIER_LENGTH, runs
from assistant.understanding.index import Quality
from assistant.understanding.lexicon import LETTER, concepts, is_word, lexicon, listed_words
from assistant.understanding.normalise import folded, normalise
from assistant.understanding.utterance import Utterance

_CARD = re.compile(r"[A-Z]{1,2}\d{5,6}")
_WRITTEN = re.compile(
    r"(?<![a-z0-9])([a-z]{1,4}|[a-z][\s.]{1,2}[a-z])([\s./-]*)(\d[\d\soil._-]*[\doil])(?![a-z0-9])(?!\s+[aceg-kmnp-vx-z](?![a-z]))"
)
_AFTER = re.compile(r"(?<![a-z0-9])\d{5,6}\s?-?([a-z]{1,2})(?![a-z0-9])")
_CONFUSED = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{2})([\s./-]+)([lIioO])(?=\d)")
"""Two letters, then a letter that looks like the first digit: `BE l23456`."""
_MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1"})


@cache
def _letters() -> Mapping[str, frozenset[str]]:
    """What each name of a letter may stand for: French names in either script."""
    named: dict[str, set[str]] = {}
    for concept, forms in concepts().items():
        if concept.startswith(LETTER):
            for form in forms:
                named.setdefault(normalise(form), set()).add(concept.removeprefix(LETTER))
    return {name: frozenset(letters) for name, letters in named.items()}


def cnie(utterance: Utterance) -> Reading:
    """The card's number in capitals without separators, always read back."""
    cards = [*_written(utterance), *_spelt(utterance)]
    good = {card for card in cards if _CARD.fullmatch(card)}
    if good and len(set(cards)) > len(good):
        return Reason("two_values")
    if good and not _AFTER.search(utterance.text):
        guess = any(number.quality is Quality.GUESSED for number in utterance.numbers)
        return [Candidate(card, GUESSED if guess else CLEAR_BUT_COSTLY) for card in sorted(good)]
    if any(len(letters) > 1 for letters in _spoken_letters(utterance)):
        return Reason("ambiguous", "G or J")
    longest = max(map(len, runs(utterance)), default=0)
    if longest >= IDENTIFIER_LENGTH:
        return Reason("identifier_given")
    if longest > 4 and not cards:
        return Reason("no_letters")
    return Reason("too_short", str(longest)) if longest > 2 else UNKNOWN


def _written(utterance: Utterance) -> list[str]:
    """Letters and digits as they are written on the card; a small word (`d`, `la`) apart from a number is none."""
    small = listed_words("not_on_a_card")
    written = [
        (_without_small(utterance, letters), space, digits)
        for letters, space, digits in _WRITTEN.findall(folded(_CONFUSED.sub(_as_digit, utterance.raw)))
    ]
    return [
        (letters + re.sub(r"\D", "", digits.translate(_MISREAD))).upper()
        for letters, space, digits in written
        if letters not in small or not space or not _is_apart(utterance, letters)
    ]


def _as_digit(found: re.Match[str]) -> str:
    """The digit that the letter stands for, unless the two letters before it are a word of their own: `ha l45903`."""
    letters = found[1].lower()
    if letters in listed_words("not_on_a_card") or lexicon().one(letters)[0]:
        return found[0]
    return found[1] + found[2] + found[3].lower().translate(_MISREAD)


def _without_small(utterance: Utterance, letters: str) -> str:
    """Letters written apart, as one; of `d B 123456` only the letter of the card."""
    *before, last = re.findall(r"[a-z]+", letters)
    small = before and before[0] in listed_words("not_on_a_card") and _is_apart(utterance, before[0])
    return last if small else "".join([*before, last])


def _is_apart(utterance: Utterance, letters: str) -> bool:
    """Whether words stand before the small word, and it is not written in capitals."""
    if not utterance.numbers:
        return True
    alone = all(len(token.text) == 1 for token in utterance.split[: utterance.numbers[0].start] if not token.sign)
    return utterance.words[0] != letters and not alone and letters.upper() not in utterance.raw.split()


def _spelt(utterance: Utterance) -> list[str]:
    """Letters by name, or letters alone, right before the only run of digits."""
    joined = runs(utterance)
    if len(joined) != 1:
        return []
    spoken = _spoken_letters(utterance)
    if any(len(letters) != 1 for letters in spoken):
        return []
    return ["".join(next(iter(letters)) for letters in spoken) + joined[0]] if spoken else []


def _spoken_letters(utterance: Utterance) -> list[frozenset[str]]:
    """What the words right before the first number may be as letters, in order."""
    if not utterance.numbers:
        return []
    words = [token.text for token in utterance.split[: utterance.numbers[0].start]]
    small = listed_words("not_on_a_card")
    found: list[frozenset[str]] = []
    while words:
        example = _by_example(words)
        double = _letters().get(" ".join(words[-2:]), frozenset()) if len(words) > 1 else frozenset()
        letters = double or (frozenset(example) if example else _as_letters(words[-1]))
        if not letters and words[-1] in listed_words("filler") | frozenset("-.,:"):
            words.pop()
            continue
        if not letters or (not found and words[-1] in small and _is_apart(utterance, words[-1])):
            break
        found.insert(0, letters)
        words = words[: -2 if double else -3 if example else -1]
    return found


def _by_example(words: list[str]) -> str:
    """`B comme Berkane`, `بي بحال بركان`: the letter that is said with an example."""
    if len(words) >= 3 and is_word(words[-2], "letter_as_in"):
        letters = _as_letters(words[-3])
        initial = words[-1][0]
        for letter in letters:
            if letter.lower() == initial or initial in _ARABIC_INITIALS.get(letter, ""):
                return letter
    return ""


_ARABIC_INITIALS = {
    "B": "ب",
    "G": "كڭ",
    "J": "ج",
    "P": "ب",
    "D": "د",
    "K": "كق",
    "F": "ف",
    "M": "م",
    "T": "ت",
    "S": "س",
}


def _as_letters(word: str) -> frozenset[str]:
    """One or two Latin letters are themselves; a name may mean two letters, but B is never taken for a P."""
    if re.fullmatch(r"[a-z]{1,2}", word):
        return frozenset({word.upper()})
    letters = _letters().get(word, frozenset())
    return letters - {"P"} if "B" in letters else letters

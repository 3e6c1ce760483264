"""What a person cannot or will not do: hear, understand, know, remember, tell, go on. A rule in place of phrases."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from assistant.understanding.index import NEGATIONS, Index, phrase
from assistant.understanding.lexicon import everyday, read
from assistant.understanding.spelling import possessives
from assistant.understanding.utterance import Utterance

ASKS = {"hear": "repeat", "understand": "help", "know": "dont_know", "remember": "dont_know"}
"""What each inability asks of us."""
UNWILLING = {"tell": "refuse", "continue": "stop"}
"""What is asked by who will not, or cannot, do these."""
MOST_WORDS = 9
"""Words of a clause that says so; longer ones tell a story."""
_NEGATED = re.compile(r"(?:ma|ما|م)(.{3,}?)(?:ch|sh|x|ش)")


@cache
def _verbs() -> Index[str]:
    forms: dict[str, set[str]] = {}
    for verb, words in _data().items():
        for word in words:
            forms.setdefault(word, set()).add(verb)
    own = {phrase(word)[0] for words in _data().values() for word in words}
    return Index(forms, plain=everyday() - own, endings=possessives())


@cache
def _data() -> Mapping[str, Sequence[str]]:
    return read("inability.yaml")


def inability(utterance: Utterance) -> str | None:
    """The command that a negated verb in the first person amounts to; None where others are spoken of."""
    for start, end in utterance.clauses:
        words = utterance.words[start:end]
        denied = _denied(words) if len(words) <= MOST_WORDS else frozenset[str]()
        if not denied or utterance.is_told(start, end):
            continue
        named = frozenset[str]().union(*(_verbs().one(word)[0] for word in words))
        if "know" in denied and _asks_how(words):
            return "help"
        for verb, asked in UNWILLING.items():
            if "will" in denied and verb in named:
                return asked
        found = {asked for verb, asked in ASKS.items() if verb in denied}
        if len(found) == 1:
            return found.pop()
    return None


def _denied(words: Sequence[str]) -> frozenset[str]:
    """The verbs that are negated: `makansme3ch`, `ma sme3t`, `n'entends pas`."""
    french = any(word in _data()["french_negation"] for word in words)
    found: set[str] = set()
    for place, word in enumerate(words):
        apart = place > 0 and words[place - 1] in NEGATIONS
        joined = _NEGATED.fullmatch(("ma" if apart else "") + word)
        if joined:
            found |= _verbs().one(joined[1])[0]
        if apart or (french and word.isascii()):
            found |= _verbs().one(word)[0]
    return frozenset(found)


def _asks_how(words: Sequence[str]) -> bool:
    """`kifach ndir`, `quoi faire`."""
    meant = [_verbs().one(word)[0] for word in words]
    hows = [place for place, values in enumerate(meant) if "how" in values]
    return bool(hows) and any("to_do" in values for values in meant[hows[0] :])

"""How a text is spelt for espeak-ng's Arabic voice, so that it says what the text means.

The locales spell Darija for people. The voice reads a final ة as t even before a full stop, ظ as another sound, cuts
words that end in -iyya, drops a vowel that stands before its shadda, triples a letter after the article, spells out
ڭ, and does not join the article to a preposition that carries no vowel.
Measured with espeak-ng 1.51: tests/speech/test_prompt_spelling.py.
"""

from __future__ import annotations

import re

_START = "(?<![\\w\u064b-\u0652])"
_SUN = "[تثدذرزسشصضطظن]"
"""Letters with which the article's l is one; l itself is apart."""
_FATHA, _SHADDA, _SUKUN = "\u064e", "\u0651", "\u0652"

_CODE = re.compile(r"\[\[|\]\]")
"""What the voice would take for the beginning and the end of phonemes."""


def _rule(pattern: str, instead: str) -> tuple[re.Pattern[str], str]:
    return re.compile(pattern), instead


_RULES = (
    _rule(f"([\u064b-\u0650{_SUKUN}]){_SHADDA}", rf"{_SHADDA}\1"),  # in Unicode's own order the vowel is not said
    _rule(f"ي{_SHADDA}", "ي"),
    _rule("(?<=\u064fو)(?=[\u064e\u0650])", "و"),  # else one long u: `mouaddaf`
    _rule(f"ة{_SUKUN}", "ت"),  # the first of two nouns: its t is heard
    _rule("ة", "ا"),
    _rule("ظ", "ض"),
    _rule("ڭ", "گ"),
    _rule(f"الل{_SHADDA}", f"ال{_SHADDA}"),
    _rule(f"{_START}([فبكو]){_SUKUN}?ال({_SUN}){_SHADDA}{_SUKUN}?", rf"\1{_FATHA}\2{_SHADDA}"),
    _rule(f"{_START}([فبكو]){_SUKUN}?ال", rf"\1{_FATHA}ل{_SUKUN}"),
    _rule(f"{_START}ل{_SUKUN}?ل(?={_SUN}{_SHADDA})", f"ل{_FATHA}"),
    _rule(f"{_START}ل{_SUKUN}?ل{_SUKUN}", f"ل{_FATHA}ل{_SUKUN}"),
    _rule(f"(?<=ال)({_SUN}){_SHADDA}{_SUKUN}?", r"\1"),  # doubled by the voice itself
    _rule(f"{_START}و{_SUKUN}?(?= |$)", "و\u064f"),
)


def spelt(text: str, voice: str) -> str:
    """The text as the voice of the locale is given it; nothing in it is taken for the voice's own code."""
    text = _CODE.sub(" ", text)
    for pattern, instead in _RULES if voice == "ary-Arab" else ():
        text = pattern.sub(instead, text)
    return text

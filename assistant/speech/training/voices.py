"""Which mnemonic of which espeak-ng language makes which of our phones: asked of the library, not written down.

The ayn is the exception, and the biggest known fault of synthetic Arabic. espeak-ng's own ʕ is a long, weak, low sound;
that of real speakers (plotted from the training recordings) is short and as strong as a vowel, with the first two
formants close together near 700 to 1,100 Hz: an open back vowel. So that is what stands for it here, in every
language, most of the time.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from assistant.speech.phones import CONSONANTS, VOWELS
from assistant.speech.training.espeak import synthesiser

_MNEMONICS = (
    "a", "a:", "i", "i:", "u", "u:", "@", "e", "o", "E", "O", "A", "A:", "0", "V", "X", "x", "Q", 'Q"', "G", "H", "q",
    "?", "Z", "dZ", "S", "T", "D", "r", "R", "*", "**", "s", "z", "s[", "t[", "d[", "dH", "t", "d", "b", "k", "g",
    "f", "m", "n", "l", "w", "j", "h", "p", "v", "Q^", 'H"', "I", "U", "y", "r.", "R2", "t`", "s.", "S;", "&", "#",
)  # fmt: skip
_WANTED: Mapping[str, str] = {
    "a": "aæɐ", "i": "iɪ", "u": "uʊ", "e": "əeɛɪ", "o": "oɔ", "b": "b", "t": "t", "d": "d", "k": "k", "g": "ɡ",
    "q": "q", "f": "f", "s": "s", "z": "z", "S": "ʃ", "Z": "ʒ", "T": "θ", "D": "ð", "x": "χx", "G": "ɣʁ", "H": "ħ",
    "h": "hɦ", "m": "m", "n": "n", "r": "rɾ", "l": "l", "w": "w", "y": "j", "Q": "ʔ", "p": "p", "v": "v",
}  # fmt: skip
"""IPA of each phone, best first."""
_EMPHATIC = {"ss": "s", "tt": "t", "dd": "d"}
_ARABIC = {
    "a": "a", "i": "i", "u": "u", "e": "@", "o": "o", "b": "b", "t": "t", "d": "d", "k": "k", "g": "g", "q": "q",
    "f": "f", "s": "s", "z": "z", "S": "S", "Z": "dZ", "T": "T", "D": "D", "x": "X", "G": "Q", "H": "H", "A": "A",
    "h": "h", "m": "m", "n": "n", "r": "R", "l": "l", "w": "w", "y": "j", "Q": "?", "ss": "s[", "tt": "t[",
    "dd": "dH", "p": "p", "v": "v",
}  # fmt: skip
"""The Arabic voice's own names, where IPA alone does not tell one of its sounds from another."""
OPEN_BACK = "AYN"
"""The name under which a voice's open back vowel stands in its table."""
LANGUAGES = (
    "fr", "es", "it", "fa", "he", "ku", "tr", "sw", "id", "pt", "hi", "de", "en-us", "sq", "ro", "el", "hy", "ka", "om",
    "nb", "hu",
)  # fmt: skip
"""Languages whose voices speak words for which they have all the sounds."""
UNHEARD_LANGUAGES = ("fi", "nl", "bg")
"""Never trained on: the test of strings uses them."""
ARABIC = "ar"


@cache
def table(language: str) -> Mapping[str, str]:
    """Our phones -> mnemonics in that espeak-ng language, only those it can speak."""
    spoken = dict(_spoken(language))
    found = {phone: _first(spoken, wanted) for phone, wanted in _WANTED.items()}
    found[OPEN_BACK] = _first(spoken, "ɑɒʌ")
    if language == ARABIC:
        found |= _ARABIC
    for emphatic, plain in _EMPHATIC.items():
        found.setdefault(emphatic, found[plain])
    long = {f"{vowel}:": f"{found[vowel]}:" for vowel in VOWELS if found[vowel] is not None}
    return {phone: mnemonic for phone, mnemonic in {**found, **long}.items() if mnemonic is not None}


def _first(spoken: Mapping[str, str], wanted: str) -> str | None:
    return next((spoken[ipa] for ipa in wanted if ipa in spoken), None)


def _spoken(language: str) -> Iterable[tuple[str, str]]:
    """(IPA, mnemonic) of everything this language can say, the first mnemonic of a sound first in the order above."""
    seen: set[str] = set()
    for mnemonic in _MNEMONICS:
        inside = _sounds(f"b'a{mnemonic}ba", language)
        alone = _sounds(f"b'{mnemonic}b", language)
        candidates = (inside[2:3] if len(inside) == 5 else ()) + (alone[1:2] if len(alone) == 3 else ())
        for ipa in candidates:
            if ipa not in seen:
                seen.add(ipa)
                yield ipa, mnemonic


def _sounds(phonemes: str, language: str) -> tuple[str, ...]:
    spoken = synthesiser().say(phonemes, language, 200).phonemes
    return tuple(ipa.strip("ˈˌː") for _, ipa in spoken if ipa and not ipa.startswith("_"))


def can_say(language: str, phones: Iterable[str]) -> bool:
    """Whether that language's voices have all these written phones (an ayn by its stand-in)."""
    known = table(language)
    return all((phone in known) or (phone == "A" and OPEN_BACK in known) for phone in phones)


assert set(_WANTED) >= {*VOWELS, *CONSONANTS} - {"A"}, "every phone has a sound to look for"

VARIANTS = (
    "Alex", "Alicia", "Andrea", "Andy", "Annie", "Denis", "Diogo", "Gene", "Gene2", "Henrique", "Hugo", "Jacky",
    "Lee", "Marco", "Mario", "Michael", "Mike", "adam", "anika", "antonio", "aunty", "belinda", "benjamin", "boris",
    "caleb", "david", "ed", "edward", "edward2", "f1", "f2", "f3", "f4", "f5", "grandma", "grandpa", "gustave",
    "iven", "iven2", "iven3", "iven4", "john", "kaukovalta", "klatt", "klatt2", "klatt3", "klatt4", "linda", "m1",
    "m2", "m3", "m4", "m5", "m6", "m7", "m8", "marcelo", "max", "michel", "miguel", "norbert", "pablo", "paul",
    "pedro", "quincy", "rob", "robert", "sandro", "shelby", "steph", "steph2", "steph3", "travis", "victor", "zac",
)  # fmt: skip
"""espeak-ng's voice variants, which change pitch, formants and breath."""
HELD_OUT = frozenset(
    {"m5", "m8", "f4", "Andy", "linda", "paul", "Denis", "steph2", "klatt3", "victor", "belinda", "boris"}
)
"""Variants kept for the test, never trained on."""

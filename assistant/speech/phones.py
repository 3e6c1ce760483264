"""The sounds the recogniser tells apart, and how a pronunciation is written.

A pronunciation is phones with spaces between them, as in `w a: H e d`. A colon marks a long vowel and a doubled
letter (`ss tt dd`) an emphatic consonant: synthetic voices speak these, the recogniser hears them as the plain sound
(what is emphatic or long differs too much from region to region to tell words apart by it).
"""

from collections.abc import Sequence

SILENCE = "SIL"
VOWELS = ("a", "i", "u", "e", "o")
CONSONANTS = tuple("btdkgqfszSZTDxGHAhmnrlwyQpv")
"""SAMPA-like: S ش, Z ج/j, T ث, D ذ, x خ, G غ, H ح, A ع, y ي, Q the glottal stop; p and v in French words only."""
PHONES = (SILENCE, *VOWELS, *CONSONANTS)
"""Every phone of the model in the order of the network's outputs."""

_PLAIN = {"ss": "s", "tt": "t", "dd": "d"}
WRITTEN = frozenset([*VOWELS, *CONSONANTS, *(f"{vowel}:" for vowel in VOWELS), *_PLAIN])
"""Everything that may stand in a pronunciation."""


def heard(written: str) -> str:
    """The phone that the recogniser knows for one written phone. Raises KeyError where it is none."""
    if written not in WRITTEN:
        raise KeyError(written)
    plain = written.rstrip(":")
    return _PLAIN.get(plain, plain)


def unknown(pronunciation: Sequence[str]) -> tuple[str, ...]:
    """The phones of a pronunciation that are none of ours."""
    return tuple(phone for phone in pronunciation if phone not in WRITTEN)

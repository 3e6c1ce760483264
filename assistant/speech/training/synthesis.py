"""Synthetic speech with the time of every phone: what the network first learns from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.signal import resample_poly

from assistant.speech.phones import CONSONANTS, VOWELS, heard
from assistant.speech.training.espeak import Spoken, synthesiser
from assistant.speech.training.voices import (
    ARABIC,
    HELD_OUT,
    LANGUAGES,
    OPEN_BACK,
    UNHEARD_LANGUAGES,
    VARIANTS,
    can_say,
    table,
)

_QUIETEST = 50
_SHARE_OF_OTHER_LANGUAGES = 0.65
_SHARE_OF_OPEN_BACK = 0.85
_SHARE_OF_SHORTENED = 0.25


@dataclass(frozen=True)
class Labelled:
    """Sound with the phones in it: int16 samples at 8 kHz, the words, and (phone, start, end) in seconds."""

    samples: npt.NDArray[np.int16]
    words: tuple[str, ...]
    phones: tuple[tuple[str, float, float], ...]
    speaker: str


Pronounced = tuple[str, tuple[str, ...]]
"""A word and one of its pronunciations, as written."""


def speak(words: Sequence[Pronounced], rng: np.random.Generator, held_out: bool = False) -> Labelled | None:
    """One utterance by a voice drawn at random, or None where espeak-ng ran phones together: their times are lost."""
    language = _language([phone for _, phones in words for phone in phones], rng, held_out)
    variant = rng.choice([name for name in VARIANTS if (name in HELD_OUT) == held_out])
    text, labels = _mnemonics(words, language, rng)
    spoken = synthesiser().say(
        text,
        f"{language}+{variant}",
        int(rng.integers(110, 250)),
        int(rng.integers(15, 85)),
        int(rng.integers(10, 80)),
    )
    times = _times(spoken, labels)
    samples = telephone_rate(spoken)
    if times is None or samples is None:
        return None
    return Labelled(samples, tuple(word for word, _ in words), times, f"{language}+{variant}")


def nonsense(rng: np.random.Generator) -> Pronounced:
    """An invented word: all sounds in all company, so that the network learns sounds and not only our words."""
    phones: list[str] = []
    for _ in range(rng.integers(2, 7)):
        phones += [str(rng.choice(CONSONANTS)), str(rng.choice([*VOWELS, "a:", "i:", "u:"]))]
        phones += [str(rng.choice(CONSONANTS))] if rng.random() < 0.4 else []
    return "", tuple(phones)


def telephone_rate(spoken: Spoken) -> npt.NDArray[np.int16] | None:
    """The same at 8 kHz and full level, or None where nothing was said."""
    samples = resample_poly(spoken.samples.astype(np.float32), 160, 441)
    peak = float(np.abs(samples).max(initial=0))
    return None if peak < _QUIETEST else np.clip(samples / peak * 16000, -32767, 32767).astype(np.int16)


def _language(phones: Sequence[str], rng: np.random.Generator, held_out: bool) -> str:
    if rng.random() >= _SHARE_OF_OTHER_LANGUAGES:
        return ARABIC
    languages = (*LANGUAGES, *UNHEARD_LANGUAGES) if held_out else LANGUAGES
    able = [language for language in languages if can_say(language, phones)]
    return str(rng.choice(able)) if able else ARABIC


def _mnemonics(words: Sequence[Pronounced], language: str, rng: np.random.Generator) -> tuple[str, list[str]]:
    """The text for espeak-ng and the phones that it is to say, in order."""
    text, labels = "", []
    between = " " if rng.random() < 0.6 else " _ "
    alone = True
    for _, phones in words:
        stressed = _stressed(phones, rng)
        parts = [("'" if at == stressed else "") + _mnemonic(phone, language, rng) for at, phone in enumerate(phones)]
        # espeak-ng 1.52 crashes on a word that is one consonant: a connector leans on its neighbours, as in speech
        leans = stressed < 0
        text += ("" if not text else "||" if leans or alone else between) + "||".join(parts)
        labels += [heard(phone) for phone in phones]
        alone = leans
    return text, labels


def _stressed(phones: Sequence[str], rng: np.random.Generator) -> int:
    vowels = [index for index, phone in enumerate(phones) if phone.rstrip(":") in VOWELS]
    return int(rng.choice(vowels)) if vowels else -1


def _mnemonic(phone: str, language: str, rng: np.random.Generator) -> str:
    known = table(language)
    if phone == "A" and OPEN_BACK in known and ("A" not in known or rng.random() < _SHARE_OF_OPEN_BACK):
        return known[OPEN_BACK]
    if phone.endswith(":") and rng.random() < _SHARE_OF_SHORTENED:
        return known[phone[:-1]]
    return known[phone]


def _times(spoken: Spoken, labels: Sequence[str]) -> tuple[tuple[str, float, float], ...] | None:
    events = [(at, name) for at, name in spoken.phonemes if name not in (":", "")]
    end = len(spoken.samples) / spoken.rate
    ends = [*[at for at, _ in events[1:]], end]
    said = [(at, until) for (at, name), until in zip(events, ends, strict=True) if not name.startswith("_")]
    if len(said) != len(labels):
        return None
    return tuple((phone, at, until) for phone, (at, until) in zip(labels, said, strict=True))

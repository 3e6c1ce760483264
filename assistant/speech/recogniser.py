"""What is heard in one turn: frames in, alternatives with their likelihoods out."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import soxr

from assistant.speech.audio import RATE, samples_of

ALTERNATIVES, ALTERNATIVES_OF_STRINGS = 10, 50
"""Alternatives that are asked of Vosk for a stretch of speech. In strings of ten digits the right one is more often
among fifty than among ten, and the confidences are truer (`python -m tests.benchmarks.strings`)."""
SCALE = 0.8
"""What Vosk's log-likelihoods are multiplied with before they become shares of one: where the log loss is least on
fifteen words and foreign ones, of four people for tuning and a model that never heard them; digits alone would take
1.2 (docs/recognition.md). `haqqi speech evaluate` says for any model and recordings which value would be best."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """What may be heard. `phrases`: words or short phrases, none for all that the model knows; `single`: the answer is
    one of them; `others`: other words are heard as `[unk]`, not forced into the nearest phrase."""

    phrases: tuple[str, ...] = ()
    single: bool = False
    others: bool = True

    @property
    def alternatives(self) -> int:
        return ALTERNATIVES if self.single else ALTERNATIVES_OF_STRINGS


UNKNOWN_WORD = "[unk]"
"""What a word outside the grammar is heard as."""

OPEN = Grammar()
"""Everything that the model knows."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its time in seconds from the first frame of the turn."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Alternative:
    """What may have been said (empty: nothing), and how likely (0 to 1; all of a turn add up to 1)."""

    text: str
    confidence: float
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What was most likely said (empty where nothing was), with every alternative, the best first."""

    text: str
    confidence: float
    alternatives: tuple[Alternative, ...]
    words: tuple[Word, ...]


NOTHING = Heard("", 0.0, (), ())

_Path = tuple[float, tuple[Word, ...]]
"""A way through the speech: its log-likelihood and words."""


class Recogniser:
    """One turn of one call, in one thread, and then no more. Vosk's memory goes with it."""

    def __init__(self, vosk: Any, grammar: Grammar, rate: int, decoys: Collection[str] = ()) -> None:
        """`decoys`: words that Vosk listens for only so that they are not taken for the grammar's: all of them are
        `[unk]`."""
        self._vosk, self._grammar, self._decoys = vosk, grammar, decoys
        vosk.SetMaxAlternatives(grammar.alternatives)
        vosk.SetWords(True)
        self._raise = None if rate == RATE else soxr.ResampleStream(RATE, rate, 1, dtype="int16")
        self._heard: list[list[_Path]] = []

    def accept(self, pcm: bytes) -> bool:
        """Take 16-bit PCM of 8 kHz. True where speech has just ended; what follows is heard as its continuation."""
        if self._raise is not None:
            pcm = self._raise.resample_chunk(samples_of(pcm)).astype("<i2").tobytes()
        return bool(self._vosk.AcceptWaveform(pcm)) and self._keep(self._vosk.Result())

    def partial(self) -> str:
        """The words so far since the last end of speech: empty while nobody speaks."""
        told = json.loads(self._vosk.PartialResult())
        return str(told.get("partial", ""))  # just after an end of speech Vosk tells of no partial at all

    def result(self) -> Heard:
        """What was said in the turn so far; the speech is taken to have ended."""
        self._keep(self._vosk.FinalResult())
        grammar = self._grammar
        if not self._heard:
            return NOTHING
        if not grammar.single:
            return weighed(joined(self._heard, grammar.alternatives), grammar)
        return weighed(next(filter(_is_speech, self._heard), self._heard[0]), grammar)

    def _keep(self, result: str) -> bool:
        """Keep a stretch in which anything may have been said; whether something more likely was than not. That
        nothing was is an alternative, too: a noise is often heard as that, and `[unk]` after it."""
        told = json.loads(result).get("alternatives", ())
        paths = [(float(each["confidence"]), _words(each, self._decoys)) for each in told]
        if any(words for _, words in paths):
            self._heard.append(paths)
        return _is_speech(paths)


def _is_speech(paths: Sequence[_Path]) -> bool:
    return bool(paths) and bool(max(paths, key=_score)[1])


def _score(path: _Path) -> float:
    return path[0]


def _words(alternative: Any, decoys: Collection[str]) -> tuple[Word, ...]:
    return tuple(
        Word(UNKNOWN_WORD if each["word"] in decoys else each["word"], each["start"], each["end"])
        for each in alternative.get("result", ())
    )


def joined(stretches: Sequence[Sequence[_Path]], most: int) -> list[_Path]:
    """The likeliest ways, at `most` so many, through several stretches of speech, one after the other."""
    ways: list[_Path] = [(0.0, ())]
    for paths in stretches:
        both = [(before + score, (*said, *words)) for before, said in ways for score, words in paths]
        ways = sorted(both, key=_score, reverse=True)[:most]
    return ways


def weighed(paths: Sequence[_Path], grammar: Grammar) -> Heard:
    """The paths as alternatives with confidences: shares of one by their likelihoods. For a question that is
    answered by one phrase, a path of exactly one goes before all others (a breath or a noise is often heard as a
    second, short word)."""
    if grammar.single:
        paths = [path for path in paths if len(path[1]) <= 1 or _text(path[1]) in grammar.phrases] or paths
    paths = sorted(paths, key=_score, reverse=True)
    likelihoods = np.exp(SCALE * (np.array([score for score, _ in paths]) - paths[0][0]))
    shares = likelihoods / likelihoods.sum()
    alternatives = tuple(
        Alternative(_text(words), float(share), words) for share, (_, words) in zip(shares, paths, strict=True)
    )
    best = alternatives[0]
    return Heard(best.text, best.confidence, alternatives, best.words)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)

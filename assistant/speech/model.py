"""The recogniser's model: a Vosk folder, loaded once a process and shared by its threads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
import vosk

from assistant.speech.audio import RATE, Samples, frames, pcm_of
from assistant.speech.errors import SpeechError
from assistant.speech.recogniser import OPEN, Grammar, Heard, Recogniser
from assistant.speech.vocabulary import STARTER

BUILT_IN = STARTER
"""The model that comes with the package."""
UNKNOWN_WORD = "[unk]"
NEEDED = ("am/final.mdl", "conf/model.conf", "graph/words.txt")
FEATURES = ("conf/mfcc.conf", "conf/fbank.conf")
RUNTIME_GRAPH = ("graph/HCLr.fst", "graph/Gr.fst", "graph/disambig_tid.int")
FIXED_GRAPH = "graph/HCLG.fst"
KALDI_RATE = 16000
"""Samples a second where the model's feature file names none."""
HEAVY = 100_000_000
"""Bytes of a model that a process loads only to listen."""

log = structlog.get_logger()
vosk.SetLogLevel(-2)  # errors alone: what it warns of we know, or it happens in every noisy call


def fault(folder: Path) -> str | None:
    """What a Vosk model folder lacks, in one line, or None. The files are not read."""
    if not folder.is_dir():
        return f"{folder}: no such folder; name a Vosk model in HAQQI_SPEECH_MODEL"
    missing = [name for name in NEEDED if not _has(folder, name)]
    if not any(_has(folder, name) for name in FEATURES):
        missing.append(" or ".join(FEATURES))
    if not _has(folder, FIXED_GRAPH):
        missing += [name for name in RUNTIME_GRAPH if not _has(folder, name)]
    return f"{folder}: no Vosk model, it lacks {', '.join(missing)}" if missing else None


def _has(folder: Path, name: str) -> bool:
    path = folder / name
    return path.is_file() and path.stat().st_size > 0


@dataclass(frozen=True, eq=False)
class Model:
    """A loaded model. `words`: everything that it can hear; `rate`: the samples a second that it wants;
    `takes_grammars`: whether a question can narrow what is heard (a fixed graph cannot)."""

    folder: Path
    words: frozenset[str]
    rate: int
    takes_grammars: bool
    vosk: Any = field(repr=False)
    told: set[str] = field(default_factory=set, repr=False)

    @classmethod
    def load(cls, folder: Path) -> Model:
        """Raises SpeechError, saying in one line what is missing or broken."""
        wrong = fault(folder)
        if wrong:
            raise SpeechError(wrong)
        rate = _rate(folder)
        try:
            loaded = vosk.Model(str(folder))
            vosk.KaldiRecognizer(loaded, rate)  # with a damaged graph this raises, one with a grammar ends the process
        except Exception as error:  # Vosk raises nothing narrower
            raise SpeechError(f"{folder}: Vosk cannot load this model; a file of it is damaged") from error
        return cls(folder, _listed_words(folder), rate, _has(folder, RUNTIME_GRAPH[0]), loaded)

    def knows(self, word: str) -> bool:
        """Whether the model can hear this one word."""
        return word in self.words

    def missing(self, words: Iterable[str]) -> tuple[str, ...]:
        """The words, of single words or phrases, that the model cannot hear, each once and in order."""
        return tuple(dict.fromkeys(word for phrase in words for word in phrase.split() if not self.knows(word)))

    def listen(self, grammar: Grammar = OPEN) -> Recogniser:
        """A recogniser for one turn of one call. What the model cannot hear is left out and told in the log once.

        Raises SpeechError where the model knows no word of the grammar.
        """
        return Recogniser(vosk.KaldiRecognizer(self.vosk, self.rate, *self._phrases(grammar)), grammar, self.rate)

    def hear(self, samples: Samples, grammar: Grammar = OPEN) -> Heard:
        """What is heard in a whole utterance as it came over the line (silence after it ends it)."""
        recogniser = self.listen(grammar)
        for frame in frames(pcm_of(samples)):
            recogniser.accept(frame)
        return recogniser.result()

    def _phrases(self, grammar: Grammar) -> tuple[str, ...]:
        if not grammar.phrases or not self.takes_grammars:
            return ()
        missing = self.missing(grammar.phrases)
        self._tell(missing)
        known = [phrase for phrase in grammar.phrases if not set(phrase.split()) & set(missing)]
        if not known:
            raise SpeechError(f"{self.folder}: the model knows no word of the grammar; use one made for these words")
        if self.knows(UNKNOWN_WORD) and grammar.others:
            known.append(UNKNOWN_WORD)
        return (json.dumps(list(dict.fromkeys(known)), ensure_ascii=False),)

    def _tell(self, missing: Iterable[str]) -> None:
        new = [word for word in missing if word not in self.told]
        if new:
            self.told.update(new)
            log.warning("speech_words_unknown", words=new, effect="they cannot be heard; haqqi speech check lists all")


def _listed_words(folder: Path) -> frozenset[str]:
    lines = (folder / "graph/words.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    return frozenset(line.split()[0] for line in lines if line.strip()) - {"<eps>", "#0", "<s>", "</s>"}


def _rate(folder: Path) -> int:
    """The rate that Vosk is given: 8000 where the model takes it, as it is or by raising it itself."""
    named = next(folder / name for name in FEATURES if _has(folder, name)).read_text(encoding="utf-8", errors="replace")
    rate = re.search(r"--sample-frequency=(\d+)", named)
    if re.search(r"--allow-upsample=true", named):
        return RATE
    return int(rate[1]) if rate else KALDI_RATE


def named(setting: str) -> Path:
    """The folder that the setting HAQQI_SPEECH_MODEL names, by default the model of the package."""
    return Path(setting) if setting else BUILT_IN


def usable(folder: Path) -> bool:
    """Whether calls can be answered by speech. A heavy model is not loaded for this, only looked at."""
    if fault(folder) is None and sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()) > HEAVY:
        return True
    return shared(folder) is not None


@lru_cache(maxsize=1)
def shared(folder: Path) -> Model | None:
    """The process's one model, or None where it cannot be used: then keys carry the line, and the log says why."""
    try:
        return Model.load(folder)
    except SpeechError as error:
        log.error("speech_model_unusable", detail=str(error), effect="calls are answered by keys alone")
        return None

"""Words and recordings as the trainer sees them: phone indices, classes, clips of one level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.speech.phones import heard
from assistant.speech.recordings import Recording
from assistant.speech.training.material import PHONE_INDEX
from assistant.speech.vocabulary import Vocabulary

FOREIGN_MARK = "~"
"""Before the name of a recorded word that the vocabulary lacks."""
_FULL_LEVEL = 16000
SILENCE = 0

Chain = tuple[int, ...]
Written = tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """Words with pronunciations as written, and the same as indices of heard phones; connectors are not among them."""

    written: Mapping[str, tuple[Written, ...]]
    foreign: Mapping[str, tuple[Written, ...]]
    connectors: Mapping[str, tuple[Written, ...]]

    def chains(self) -> dict[str, list[Chain]]:
        """Every word, foreign ones too."""
        every = {**self.written, **self.foreign}
        return {word: sorted({indices(phones) for phones in said}) for word, said in every.items()}


def lexicon(vocabulary: Vocabulary, foreign: Mapping[str, Sequence[Written]]) -> Lexicon:
    """Of the vocabulary's words and of what else was recorded."""
    words = {word.text: tuple(said.phones for said in word.pronunciations) for word in vocabulary}
    connectors = {word.text: words.pop(word.text) for word in vocabulary.tagged("and")}
    marked = {f"{FOREIGN_MARK}{name}": tuple(said) for name, said in foreign.items()}
    return Lexicon(words, marked, connectors)


def indices(phones: Sequence[str]) -> Chain:
    """Heard phones by their number."""
    return tuple(PHONE_INDEX[heard(phone)] for phone in phones)


@dataclass(frozen=True)
class Clip:
    """A recording of one or more words: samples at full level, who said it, the possible sequences of phones."""

    samples: npt.NDArray[np.int16]
    speaker: str
    words: tuple[str, ...]
    chains: tuple[Chain, ...]


def clips(recordings: Sequence[Recording], lexicon: Lexicon) -> list[Clip]:
    """Recordings with a word that has no pronunciation are left out."""
    connectors = {word: [indices(said) for said in spoken] for word, spoken in lexicon.connectors.items()}
    known = lexicon.chains() | connectors
    found = []
    for recording in recordings:
        words = recording.words or ((f"{FOREIGN_MARK}{recording.keyword}",) if recording.keyword else ())
        if words and all(word in known for word in words) and recording.samples.any():
            found.append(Clip(_full(recording.samples), recording.speaker, words, _sequences(words, known)))
    return found


def _full(samples: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
    return (samples / np.abs(samples.astype(np.int32)).max() * _FULL_LEVEL).astype(np.int16)


_MOST_SEQUENCES = 12


def _sequences(words: Sequence[str], known: Mapping[str, list[Chain]]) -> tuple[Chain, ...]:
    """Every way to say the words one after the other; of a long string the first way of each word only."""
    sequences: list[Chain] = [()]
    for number, word in enumerate(words):
        pause = (SILENCE,) if number else ()
        options = known[word] if len(sequences) * len(known[word]) <= _MOST_SEQUENCES else known[word][:1]
        sequences = [(*before, *pause, *chain) for before in sequences for chain in options]
    return tuple(sequences)

"""A Vosk model folder: acoustic model, configuration, and the graph of the vocabulary's words."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.speech.phones import PHONES, SILENCE
from assistant.speech.training.decoding import ACOUSTIC_SCALE, DEFAULT, PRIOR_POWER, Weights
from assistant.speech.training.kaldi import LOOP, Fst, acoustic_model, forward_id, loop_id
from assistant.speech.training.layers import LEFT_CONTEXT, RIGHT_CONTEXT, Exported
from assistant.speech.training.mel import BANDS, MFCC_CONF

UNKNOWN = "[unk]"
_SILENCE_BETWEEN = 0.5
_AFTER_CONNECTOR = 0.5
_PLACES = ("B", "E", "I", "S")
_BOUNDARY = {"B": "begin", "E": "end", "I": "internal", "S": "singleton"}


@dataclass(frozen=True)
class Phones:
    """Phones by their place in a word, numbered from 1, as Kaldi wants them."""

    names: tuple[str, ...]
    outputs: Mapping[int, int]
    boundaries: Mapping[int, str]
    ids: Mapping[tuple[str, str], int]


FILLER = "SPN"


def pack(
    folder: Path,
    members: Sequence[Exported],
    log_priors: npt.NDArray[np.float64],
    words: Mapping[str, Sequence[tuple[str, ...]]],
    connectors: Sequence[str] = (),
    numbers: Sequence[str] = (),
    weights: Weights = DEFAULT,
) -> None:
    """Write the model. Words map to pronunciations of heard phones; a connector stands between numbers only."""
    for part in ("am", "conf", "graph/phones"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    phones = numbered()
    acoustic_model(
        folder / "am/final.mdl", phones.outputs, members, (LEFT_CONTEXT, RIGHT_CONTEXT), _priors(log_priors), BANDS
    )
    (folder / "conf/mfcc.conf").write_text(MFCC_CONF)
    (folder / "conf/model.conf").write_text(_configuration(weights))
    ids = {word: number for number, word in enumerate(["<eps>", *sorted(words), UNKNOWN, "#0", "<s>", "</s>"])}
    _write_tables(folder / "graph", phones, ids)
    sounds(phones, words, ids, weights).write(folder / "graph/HCLr.fst", 0, sorted_by=1)
    open_text(ids, sorted(words), connectors, numbers, weights).write(folder / "graph/Gr.fst", 0, sorted_by=0)


def numbered() -> Phones:
    """Silence is 1; every other phone four times, by its place in the word, all with one output; the filler last."""
    names, outputs, boundaries, ids = ["<eps>", SILENCE], {1: 0}, {1: "nonword"}, {}
    for output, phone in enumerate(PHONES[1:], 1):
        for place in _PLACES:
            ids[phone, place] = number = len(names)
            names.append(f"{phone}_{place}")
            outputs[number], boundaries[number] = output, _BOUNDARY[place]
    ids[FILLER, "S"] = number = len(names)
    names.append(f"{FILLER}_S")
    outputs[number], boundaries[number] = len(PHONES) + 1, "singleton"
    return Phones(tuple(names), outputs, boundaries, ids)


def _priors(log_priors: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Of both heads, softened as in training; the decoder divides by them."""
    phones = np.exp(PRIOR_POWER * log_priors)
    speech = np.exp(PRIOR_POWER * np.logaddexp.reduce(log_priors[1:]))
    return np.concatenate([phones, [phones[0], speech]])


def _configuration(weights: Weights) -> str:
    return f"""--min-active=200
--max-active=3000
--beam={weights.beam:g}
--lattice-beam={weights.lattice_beam:g}
--acoustic-scale={ACOUSTIC_SCALE:g}
--frame-subsampling-factor=3
--endpoint.silence-phones=1
--endpoint.rule2.min-trailing-silence=0.5
--endpoint.rule3.min-trailing-silence=0.75
--endpoint.rule4.min-trailing-silence=1.0
"""


def _write_tables(graph: Path, phones: Phones, ids: Mapping[str, int]) -> None:
    (graph / "words.txt").write_text("".join(f"{word} {number}\n" for word, number in ids.items()))
    (graph / "phones.txt").write_text("".join(f"{name} {number}\n" for number, name in enumerate(phones.names)))
    boundaries = "".join(f"{number} {place}\n" for number, place in sorted(phones.boundaries.items()))
    (graph / "phones/word_boundary.int").write_text(boundaries)
    unused = 2 * len(phones.outputs) + 1
    (graph / "disambig_tid.int").write_text(f"{unused}\n")


def sounds(
    phones: Phones, words: Mapping[str, Sequence[tuple[str, ...]]], ids: Mapping[str, int], weights: Weights
) -> Fst:
    """Any word after any other, with silence between or not: transitions in, words out."""
    graph = Fst()
    between, ready, silent = graph.state(), graph.state(), graph.state()
    stay, leave = -math.log(LOOP), -math.log(1 - LOOP)
    graph.arc(between, 0, 0, -math.log(1 - _SILENCE_BETWEEN), ready)
    graph.arc(between, forward_id(1), 0, -math.log(_SILENCE_BETWEEN) + leave, silent)
    graph.arc(silent, loop_id(1), 0, stay, silent)
    graph.arc(silent, 0, 0, 0.0, ready)
    graph.final = {between: 0.0, ready: 0.0}
    for word, pronunciations in words.items():
        for pronunciation in pronunciations:
            chain = [phones.ids[phone, place] for phone, place in _placed(pronunciation)]
            _chain(graph, ready, between, chain, ids[word], stay, leave)
    filler = graph.state()
    sound = phones.ids[FILLER, "S"]
    first = leave + weights.filler + weights.filler_word
    graph.arc(ready, forward_id(sound), ids[UNKNOWN], first, filler)
    graph.arc(filler, loop_id(sound), 0, stay + weights.filler, filler)
    graph.arc(filler, 0, 0, 0.0, between)
    return graph


def _placed(pronunciation: Sequence[str]) -> list[tuple[str, str]]:
    last = len(pronunciation) - 1
    if last == 0:
        return [(pronunciation[0], "S")]
    return [(phone, "B" if at == 0 else "E" if at == last else "I") for at, phone in enumerate(pronunciation)]


def _chain(graph: Fst, source: int, target: int, chain: Sequence[int], word: int, stay: float, leave: float) -> None:
    for at, phone in enumerate(chain):
        state = graph.state()
        graph.arc(source, forward_id(phone), word if at == 0 else 0, leave, state)
        graph.arc(state, loop_id(phone), 0, stay, state)
        source = state
    graph.arc(source, 0, 0, 0.0, target)


def open_text(
    ids: Mapping[str, int], words: Sequence[str], connectors: Sequence[str], numbers: Sequence[str], weights: Weights
) -> Fst:
    """The grammar without a question: words in any order; a connector (one sound!) only after and before a number."""
    graph = Fst()
    start, after_number, after_connector = graph.state(), graph.state(), graph.state()
    graph.final = {start: 0.0, after_number: 0.0}
    for word in words:
        number = ids[word]
        if word in connectors:
            graph.arc(after_number, number, number, weights.connector, after_connector)
            continue
        graph.arc(start, number, number, weights.word, start)
        if word in numbers:
            graph.arc(start, number, number, weights.word, after_number)
            graph.arc(after_connector, number, number, _AFTER_CONNECTOR, start)
            graph.arc(after_connector, number, number, _AFTER_CONNECTOR, after_number)
    return graph

"""A model folder that Vosk itself loads: written with random weights, so that the format is what is tested."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest
import vosk

from assistant.speech.phones import PHONES
from assistant.speech.training.kaldi import Fst
from assistant.speech.training.layers import DEEPER, FIRST, STEP, Affine, Exported
from assistant.speech.training.mel import BANDS
from assistant.speech.training.packing import UNKNOWN, numbered, pack

WORDS = {
    "نعم": [("n", "a", "A", "a", "m")],
    "لا": [("l", "a")],
    "و": [("u",), ("w",)],
    "ستة": [("s", "e", "t", "t", "a")],
}


def member(seed: int, width: int = 16) -> Exported:
    """A network that knows nothing, of the right shape."""
    rng = np.random.default_rng(seed)
    hidden = [Affine(FIRST, _random(rng, width, BANDS * len(FIRST)), np.zeros(width, np.float32))]
    for offsets in DEEPER:
        steps = tuple(STEP * offset for offset in offsets)
        hidden.append(Affine(steps, _random(rng, width, width * len(offsets)), np.zeros(width, np.float32)))
    phones = Affine((0,), _random(rng, len(PHONES), width), np.zeros(len(PHONES), np.float32))
    return Exported(tuple(hidden), phones, Affine((0,), _random(rng, 2, width), np.zeros(2, np.float32)))


def _random(rng: np.random.Generator, rows: int, columns: int) -> np.ndarray:
    return (rng.standard_normal((rows, columns)) * 0.1).astype(np.float32)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of two members."""
    path = tmp_path_factory.mktemp("model")
    priors = np.log(np.full(len(PHONES), 1 / len(PHONES)))
    pack(path, [member(1), member(2)], priors, WORDS, ["و"], ["ستة"])
    return path


def test_vosk_loads_it_and_hears_only_words_of_a_grammar(folder: Path) -> None:
    """Whatever noise is played, what comes back are the grammar's words."""
    vosk.SetLogLevel(-1)
    recogniser = vosk.KaldiRecognizer(
        vosk.Model(str(folder)), 8000, json.dumps(["نعم", "لا", UNKNOWN], ensure_ascii=False)
    )
    noise = (np.random.default_rng(0).standard_normal(16000) * 3000).astype("<i2").tobytes()
    recogniser.AcceptWaveform(noise)
    heard = json.loads(recogniser.FinalResult())["text"].split()
    assert set(heard) <= {"نعم", "لا", UNKNOWN}


def test_every_word_has_its_number_in_the_table(folder: Path) -> None:
    """Words that Vosk looks up before it builds a grammar."""
    model = vosk.Model(str(folder))
    assert all(model.vosk_model_find_word(word) > 0 for word in [*WORDS, UNKNOWN])
    assert model.vosk_model_find_word("كلمة") == -1


def test_without_a_grammar_a_connector_never_comes_first(folder: Path) -> None:
    """One short sound would otherwise be heard everywhere."""
    recogniser = vosk.KaldiRecognizer(vosk.Model(str(folder)), 8000)
    recogniser.AcceptWaveform((np.random.default_rng(1).standard_normal(24000) * 3000).astype("<i2").tobytes())
    heard = json.loads(recogniser.FinalResult())["text"].split()
    assert not heard or heard[0] != "و"


def test_all_places_of_a_sound_share_one_output_of_the_network() -> None:
    """A sound is one thing wherever it stands in a word; the filler's output comes after the phones and its silence."""
    phones = numbered()
    assert {phones.outputs[phones.ids["s", place]] for place in "BEIS"} == {PHONES.index("s")}
    assert phones.outputs[phones.ids["SPN", "S"]] == len(PHONES) + 1
    assert phones.boundaries[phones.ids["s", "B"]] == "begin"


def test_arcs_are_written_in_the_order_that_composition_needs(tmp_path: Path) -> None:
    """Sorted by the label asked for, after OpenFst's header."""
    graph = Fst()
    start, end = graph.state(), graph.state()
    graph.arc(start, 2, 5, 0.5, end)
    graph.arc(start, 1, 9, 0.25, end)
    graph.final[end] = 0.0
    graph.write(tmp_path / "g", start, sorted_by=0)
    data = (tmp_path / "g").read_bytes()
    arcs = [
        struct.unpack_from("<iifi", data, data.index(struct.pack("<fq", float("inf"), 2)) + 12 + 16 * at)
        for at in range(2)
    ]
    assert struct.unpack_from("<i", data)[0] == 2125659606
    assert arcs == [(1, 9, 0.25, end), (2, 5, 0.5, end)]

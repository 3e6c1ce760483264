"""Strings of ten digits by voices that no training used: what an identifier read aloud is measured with."""

import csv
from pathlib import Path

import numpy as np
import soundfile
from stdnum import verhoeff

from assistant.speech.audio import RATE
from assistant.speech.recordings import COLUMNS, TSV
from assistant.speech.training import synthesis
from assistant.speech.vocabulary import Vocabulary

DIGITS = {
    "Darija": "صفر واحد جوج تلاتة ربعة خمسة ستة سبعة تمنية تسعود",
    "standard Arabic": "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة",
}


def write(folder: Path, vocabulary: Vocabulary, seed: int, count: int) -> Path:
    """A folder of recordings: identifiers whose check digit holds, each by a held-out voice; some of languages that no
    training used."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    rows: list[tuple[str, str, str]] = []
    while len(rows) < count:
        words = tuple(DIGITS.values())[len(rows) % len(DIGITS)].split()
        said = [words[int(digit)] for digit in _identifier(rng)]
        spoken = synthesis.speak([(word, _one_way(vocabulary, word, rng)) for word in said], rng, held_out=True)
        if spoken is not None:
            name = f"{len(rows):03}.flac"
            soundfile.write(folder / name, spoken.samples, RATE)
            rows.append((name, spoken.speaker, " ".join(said)))
    with (folder / TSV).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerows([COLUMNS, *rows])
    return folder


def _identifier(rng: np.random.Generator) -> str:
    base = str(rng.integers(200_000_000, 1_000_000_000))
    return base + str(verhoeff.calc_check_digit(base))


def _one_way(vocabulary: Vocabulary, word: str, rng: np.random.Generator) -> tuple[str, ...]:
    found = vocabulary.find(word)
    assert found is not None, "the digits are in every vocabulary"
    return found.pronunciations[rng.integers(len(found.pronunciations))].phones

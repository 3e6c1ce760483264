"""Strings of ten digits with a check digit: how many are heard whole, and how many with what the check digit knows.

    python -m tests.benchmarks.strings MODEL [FOLDER]

Said by voices of espeak-ng, in Darija and in standard Arabic, evenly or in groups of three, three and four; or, with a
FOLDER of recordings, put together from single digits of one person with short pauses. By the number of alternatives
that are asked of Vosk, and with `[unk]` in the grammar or without.
"""

from __future__ import annotations

import io
import random
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from rich.console import Console
from rich.table import Table
from stdnum import verhoeff

from assistant.registry import check_identifier
from assistant.speech import audio, recogniser
from assistant.speech.choose import TAKEN, choose
from assistant.speech.evaluation.trials import digit, reading
from assistant.speech.line import on_the_line, seeded
from assistant.speech.listening import listen_for
from assistant.speech.model import Model
from assistant.speech.recogniser import Grammar, Heard
from assistant.speech.recordings import find
from assistant.understanding import expect

STRINGS = 100
STANDARD = "صفر واحد إثنان ثلاثا أربعا خمسا ستا سبعا ثمانيا تسعا"
DARIJA = "صفر واحد جوج تلاتا ربعا خمسا ستا سبعا تمنيا تسعود"
"""Spelt so that espeak-ng says them right."""
VOICES = [f"ar+{variant}" for variant in ["m1", "m2", "m3", "m4", "m5", "m6", "m7", "f1", "f2", "f3", "f4", "f5"]]
NARROW = 20
"""Decibels of speech above noise in the harder of the two conditions."""
RAW = {"samplerate": 22050, "channels": 1, "subtype": "PCM_16", "format": "RAW", "endian": "LITTLE"}
String = tuple[str, audio.Samples]


def identifiers(count: int) -> list[str]:
    chance = random.Random(5)
    bases = [str(chance.randint(200_000_000, 999_999_999)) for _ in range(count)]
    return [base + verhoeff.calc_check_digit(base) for base in bases]


def synthetic(names: str) -> list[String]:
    chance, words = random.Random(7), names.split()
    return [(number, _said(number, words, chance)) for number in identifiers(STRINGS)]


def _said(number: str, words: list[str], chance: random.Random) -> audio.Samples:
    said = [words[int(digit)] for digit in number]
    groups = [said[:3], said[3:6], said[6:]] if chance.random() < 0.5 else [said]
    text = ", ".join(" ".join(group) for group in groups)
    command = ["espeak-ng", "-v", chance.choice(VOICES), "-s", str(chance.randint(105, 160)), "--stdout", text]
    wav = subprocess.run(command, capture_output=True, check=True).stdout
    sound, rate = soundfile.read(io.BytesIO(wav[44:]), dtype="float32", **RAW)
    return audio.at_telephone_rate(sound, rate)


def real(folder: Path) -> list[String]:
    """Digits of one person after the other, the silence around each cut off, 50 to 400 ms between them."""
    clips: dict[str, dict[str, list[audio.Samples]]] = defaultdict(lambda: defaultdict(list))
    for recording in find(folder):
        if len(recording.words) == 1 and (value := digit(recording.words[0])):
            clips[recording.speaker][value].append(_trimmed(recording.samples))
    people = sorted(person for person, digits in clips.items() if len(digits) == 10)
    chance, strings = random.Random(9), []
    for place, number in enumerate(identifiers(STRINGS)):
        parts = [chance.choice(clips[people[place % len(people)]][digit]) for digit in number]
        gaps = [audio.silence(chance.uniform(0.05, 0.4)) for _ in parts]
        strings.append((number, np.concatenate([piece for pair in zip(parts, gaps, strict=True) for piece in pair])))
    return strings


def _trimmed(samples: audio.Samples) -> audio.Samples:
    """From the first to the last 20 ms that are within 35 dB of the loudest."""
    power = [np.sqrt(np.mean(samples[at : at + 160].astype(float) ** 2)) for at in range(0, len(samples) - 160, 160)]
    loud = np.flatnonzero(np.array(power) > max(power) * 10 ** (-35 / 20))
    return samples[loud[0] * 160 : (loud[-1] + 1) * 160]


def heard_by(model: Model, grammar: Grammar, strings: list[String], noise: float) -> list[tuple[str, Heard]]:
    random, heard = np.random.default_rng(3), []
    for number, samples in strings:
        wave = samples + random.standard_normal(len(samples)) * samples.std() * 10 ** (-noise / 20)
        line = on_the_line(audio.clipped(wave), "tel", seeded(3, number))
        heard.append((number, model.hear(line, grammar)))
    return heard


def figures(heard: list[tuple[str, Heard]]) -> list[str]:
    def rule(digits: str) -> bool:
        return check_identifier(digits) is None

    expectation = expect("identifier")
    whole = sum("".join(map(reading, each.text.split())) == number for number, each in heard)
    chosen: list[tuple[str, Any]] = [(number, choose(each, expectation, rule)) for number, each in heard]
    passing = [(number, each) for number, each in chosen if each.answer.value and rule(each.answer.value)]
    right = sum(each.answer.value == number for number, each in passing)
    sure = [(number, each) for number, each in passing if each.confidence >= TAKEN]
    sure_right = sum(each.answer.value == number for number, each in sure)
    return [str(whole), str(right), str(len(passing) - right), f"{sure_right} of {len(sure)}", str(len(heard))]


def main() -> None:
    model = Model.load(Path(sys.argv[1]))
    kinds = {"standard": synthetic(STANDARD), "Darija": synthetic(DARIJA)}
    if len(sys.argv) > 2:
        kinds = {"people": real(Path(sys.argv[2]))}
    words = listen_for("identifier").phrases
    columns = ("said", "noise", "alternatives", r"\[unk]", "whole", "with check digit", "another passes", "sure", "of")
    table = Table(*columns, title="strings of ten digits")
    for name, strings in kinds.items():
        for noise in (60, NARROW):
            for alternatives, others in ((10, False), (50, False), (200, False), (50, True)):
                recogniser.ALTERNATIVES_OF_STRINGS = alternatives
                found = heard_by(model, Grammar(words, others=others), strings, noise)
                table.add_row(name, f"{noise} dB", str(alternatives), "yes" if others else "", *figures(found))
    Console(width=120).print(table)


if __name__ == "__main__":
    main()

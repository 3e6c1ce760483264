"""What hearing costs: loading a model, a recogniser a turn, and the calls that one core hears.

    python -m tests.benchmarks.recogniser [MODEL]

Ten strings of ten digits, said by espeak-ng with telephone noise, are heard over and over, a frame every 20 ms as calls
bring them, with the grammar of an identifier and with that of yes and no, by threads that share the model.
"""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile
from rich.console import Console
from rich.table import Table

from assistant.speech import audio
from assistant.speech.evaluation.resources import load, resident
from assistant.speech.line import on_the_line, seeded
from assistant.speech.listening import listen_for
from assistant.speech.model import Model, named
from assistant.speech.recogniser import OPEN, Grammar

DIGITS = ["صفر", "واحد", "اثنان", "ثلاثا", "أربعا", "خمسا", "ستا", "سبعا", "ثمانيا", "تسعا"]
"""As espeak-ng says them right."""
RECOGNISERS = 50
SECONDS = 10
CALLS = (1, 10, 40)
RAW = {"samplerate": 22050, "channels": 1, "subtype": "PCM_16", "format": "RAW", "endian": "LITTLE"}


def spoken(count: int) -> list[audio.Samples]:
    """Strings of digits on the line; noise in the shape of syllables where espeak-ng is not installed."""
    chance = random.Random(5)
    texts = [" ".join(chance.choices(DIGITS, k=10)) for _ in range(count)]
    say = _said if shutil.which("espeak-ng") else _babbled
    return [on_the_line(say(text), "tel", seeded(3, text)) for text in texts]


def _said(text: str) -> audio.Samples:
    command = ["espeak-ng", "-v", "ar+m3", "-s", "130", "--stdout", text]
    wav = subprocess.run(command, capture_output=True, check=True).stdout
    sound, rate = soundfile.read(io.BytesIO(wav[44:]), dtype="float32", **RAW)
    return audio.at_telephone_rate(sound, rate)


def _babbled(text: str) -> audio.Samples:
    noise = np.random.default_rng(len(text)).normal(0, 4000, 6 * audio.RATE)
    syllables = np.abs(np.sin(np.arange(len(noise)) * 2 * np.pi * 2 / audio.RATE))
    return audio.clipped(noise * syllables)


def endless(utterances: list[audio.Samples], start: int) -> Iterator[bytes | None]:
    """Frames of one utterance after the other, with None where a turn ends."""
    while True:
        yield from audio.frames(audio.pcm_of(utterances[start % len(utterances)]))
        yield None
        start += 1


def call(model: Model, grammar: Grammar, utterances: list[audio.Samples], start: int, took: list[float]) -> None:
    """A call for SECONDS, without pauses: the time from a frame's arrival until it, and at the end of a turn the
    result, was dealt with."""
    begun, recogniser, first = time.perf_counter() + 0.0005 * start, model.listen(grammar), time.perf_counter()
    for frame in endless(utterances, start):
        if begun > first + SECONDS:
            return
        time.sleep(max(begun - time.perf_counter(), 0))
        if frame is None:
            recogniser.result()
            recogniser = model.listen(grammar)
        else:
            recogniser.accept(frame)
            recogniser.partial()
        took.append(time.perf_counter() - begun)
        begun += 0.02


def calls(model: Model, grammar: Grammar, utterances: list[audio.Samples], count: int) -> tuple[str, ...]:
    took: list[float] = []
    begun = time.process_time()
    threads = [threading.Thread(target=call, args=(model, grammar, utterances, n, took)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    factor = (time.process_time() - begun) / (0.02 * len(took))
    at = sorted(took)
    tail = [f"{at[int(len(at) * share)] * 1000:.2f}" for share in (0.5, 0.99, 0.999)]
    return (str(count), f"{factor:.4f}", f"{1 / factor:.0f}", *tail, f"{at[-1] * 1000:.1f}")


def costs(model: Model, name: str, grammar: Grammar) -> tuple[str, ...]:
    """Time to make a recogniser, and its memory when new and in the middle of an utterance."""
    frames = list(audio.frames(audio.pcm_of(spoken(1)[0])))[:200]
    before, begun = resident(), time.perf_counter()
    kept = [model.listen(grammar) for _ in range(RECOGNISERS)]
    made, new = (time.perf_counter() - begun) / RECOGNISERS, resident()
    for recogniser in kept:
        for frame in frames:
            recogniser.accept(frame)
    busy = resident()
    megabytes = [f"{(size - before) / RECOGNISERS / 1e6:.2f}" for size in (new, busy)]
    return (name, str(len(grammar.phrases)), f"{made * 1000:.2f}", *megabytes)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else named("")
    grammars = {
        "identifier": listen_for("identifier"),
        "yesno": listen_for("yesno"),
        "money": listen_for("money"),
        "region": listen_for("region"),
        "everything": OPEN,
    }
    model, used = load(folder, grammars["yesno"])
    console = Console()
    console.print(
        f"{folder}: {used.disk / 1e6:.2f} MB on disk, loads in {used.load * 1000:.0f} ms, {used.memory / 1e6:.1f} MB"
    )
    table = Table("grammar", "words", "ms to make", "MB when new", "MB in speech", title="a recogniser")
    for name, grammar in grammars.items():
        table.add_row(*costs(model, name, grammar))
    console.print(table)
    utterances = spoken(10)
    for name in ("identifier", "yesno"):
        columns = ("calls at once", "core a call", "calls a core", "p50 ms", "p99", "p99.9", "longest")
        table = Table(*columns, title=f"{name}: a frame of 20 ms")
        for count in CALLS:
            table.add_row(*calls(model, grammars[name], utterances, count))
        console.print(table)


if __name__ == "__main__":
    main()

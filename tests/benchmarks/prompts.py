"""How soon a caller hears the first frame, how fast the voice speaks, and whether our recogniser understands its numbers.

python -m tests.benchmarks.prompts [VOSK MODEL]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from assistant.language import Arg, Bundles, Message, Phrase, Speaker
from assistant.speech.audio import RATE, over_the_line, silence
from assistant.speech.model import Model
from assistant.speech.prompts import Prompter
from assistant.speech.prompts.espeak import SLOW, Espeak
from assistant.speech.recogniser import Grammar
from assistant.understanding import expect, understand

LOCALES = Path(__file__).parents[2] / "locales"
BUNDLES = Bundles.load(LOCALES)
CALLS = 10
SAMPLE = 8
"""One phrase in so many is measured."""
NUMBERS = (*range(20), *range(20, 100, 10))


def identifiers(count: int) -> list[Message]:
    """Messages that read back an identifier, each another."""
    values = np.random.default_rng(3).integers(2_000_000_000, 9_999_999_999, count)
    return [Message("confirm-identifier", {"value": Arg(str(value), "identifier")}, yesno=True) for value in values]


def first_frame(prompter: Prompter, message: Message) -> float:
    """Milliseconds until the first frame is there."""
    begun = time.perf_counter()
    next(iter(prompter.audio(message, "ary-Arab")))
    return 1000 * (time.perf_counter() - begun)


def frames(home: Path) -> Table:
    table = Table("milliseconds to the first frame", "p50", "p95", "most")
    for name in ("cold: nothing kept", "warm", f"warm, after a restart, {CALLS} calls at once"):
        prompter = Prompter.at(BUNDLES, LOCALES, home)
        with ThreadPoolExecutor(CALLS if "once" in name else 1) as calls:
            messages = identifiers(1 if "cold" in name else 200)
            took = sorted(calls.map(lambda message, prompter=prompter: first_frame(prompter, message), messages))
        prompter.audio(identifiers(1)[0], "ary-Arab").seconds  # noqa: B018 - waits for all that is being made
        table.add_row(name, *(f"{took[int(share * (len(took) - 1))]:.1f}" for share in (0.5, 0.95, 1)))
        prompter.close()
    return table


def pace(espeak: Espeak) -> Table:
    table = Table("voice", "speed", "letters a second", "seconds a stop", "longest", "phrases")
    for voice in ("ary-Arab", "fr"):
        for speed in (1.0, SLOW):
            phrases = Speaker(BUNDLES).phrases(voice)[::SAMPLE]
            lasted = np.array([len(espeak.say(phrase.text, voice, speed)) / RATE for phrase in phrases])
            counted = np.array([_letters_and_stops(phrase) for phrase in phrases])
            letter, stop, _ = np.linalg.lstsq(np.c_[counted, np.ones(len(counted))], lasted, rcond=None)[0]
            longest = f"{lasted.max():.1f} s"
            table.add_row(voice, str(speed), f"{1 / letter:.1f}", f"{stop:.2f}", longest, str(len(phrases)))
    return table


def _letters_and_stops(phrase: Phrase) -> tuple[int, int]:
    return sum(map(str.isalpha, phrase.text)), sum(phrase.text.count(stop) for stop in ".,:;?!،؛؟")


def understood(folder: Path, home: Path) -> Table:
    """Numbers said by our voice, through the telephone codec, among all number words that the model knows."""
    model, prompter, count = Model.load(folder), Prompter.at(BUNDLES, LOCALES, home), expect("count", "x;0..99")
    words = tuple(word for word in sorted(model.words) if understand(word, count, "voice").value)
    table = Table("speed", "right", "wrong", title=f"{len(NUMBERS)} number words among {len(words)}, {folder.name}")
    for slow in (False, True):
        wrong = []
        for number in NUMBERS:
            said = _say(prompter, number, slow=slow)
            heard = model.hear(over_the_line(said), Grammar(words, single=True, others=False)).text
            if understand(heard, count, "voice").value != str(number):
                wrong.append(f"{number}: {heard or '-'}")
        table.add_row("slow" if slow else "usual", str(len(NUMBERS) - len(wrong)), ", ".join(wrong))
    prompter.close()
    return table


def _say(prompter: Prompter, number: int, *, slow: bool) -> np.ndarray:
    pcm = b"".join(prompter.audio(Message(f"say-{number}"), "ary-Arab", slow=slow))
    return np.concatenate([silence(0.4), np.frombuffer(pcm, "<i2"), silence(0.4)])


def main(models: list[str]) -> None:
    espeak = Espeak.find()
    if espeak is None:
        sys.exit("espeak-ng is not installed; apt install espeak-ng")
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        console.print(frames(Path(folder)))
        console.print(pace(espeak))
        for model in models:
            console.print(understood(Path(model), Path(folder)))
        sizes = [path.stat().st_size for path in Path(folder).rglob("*.flac")]
        console.print(f"kept: {len(sizes)} clips, {statistics.mean(sizes) / 1000:.0f} kB each")


if __name__ == "__main__":
    main(sys.argv[1:])

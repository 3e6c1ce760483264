"""Any text at all, for as long as one likes: no exception, and an answer within the limit.

python -m tests.fuzz.understanding [SECONDS]
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable

from assistant.understanding import Channel, Expectation, expect, understand, warm
from assistant.understanding.answer import Answer
from tests.benchmarks.understanding import DEV, rows
from tests.understanding.noise import NOISES, spoil

LIMIT_MS = 50.0
LONGEST = 10_000
PIECES = (
    "a", "o", "l", "i", "1", "0", "٣", " ", "  ", "-", "/", ".", ",", "'", "w", "و", "wa7ed", "tlata", "rb3in", "ma", "ch", "la",
    "alf", "mya", "dh", "¤", "ا", "ه", "ـ", "\u0651", "\u200f", "\ud800", "😂", "İ", "ß", "ﷺ", "½", "²", "੩", "\x00", "\n", "be",
)  # fmt: skip
CONTEXTS = {
    "yesno": ("", "q=wach 3ndek tilifoun?"), "digits": ("", "len=6"), "identifier": ("",), "cnie": ("",),
    "count": ("children;0..20", "household;1..25"), "money": ("unit=dh;per=month", ""), "date": ("dob", ""), "region": ("",),
    "menu": ("dda3m|chikaya|fin wsel lmilef", "a|b|c"), "navigation": ("",), "reason": ("",), "phone": ("",), "text": ("",),
}  # fmt: skip
EXPECTED = [
    (kind, context, expect(kind, context))  # type: ignore[arg-type]
    for kind, contexts in CONTEXTS.items()
    for context in contexts
]


def any_unicode(chance: random.Random) -> str:
    return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(chance.choice((20, 300, LONGEST)))))


def pieces(chance: random.Random) -> str:
    return "".join(chance.choices(PIECES, k=chance.randrange(chance.choice((12, 200, 4000)))))[:LONGEST]


def one_piece_again(chance: random.Random) -> str:
    few = chance.sample(PIECES, chance.randrange(1, 4))
    return ("".join(few) * LONGEST)[: chance.randrange(LONGEST)]


def spoilt_rows(chance: random.Random) -> str:
    said = [row["utterance"] for row in chance.sample(ROWS, chance.randrange(1, 4))]
    return spoil(" ".join(said), chance.choice(list(NOISES.values())), chance.random(), chance)


ROWS = rows(DEV)
MAKERS: tuple[Callable[[random.Random], str], ...] = (any_unicode, pieces, one_piece_again, spoilt_rows)


def check(answer: Answer) -> None:
    """What holds of every answer."""
    assert (answer.value is None) == (answer.level == "none")
    assert 0 <= answer.confidence <= 1
    assert answer.reason.sentence()


def milliseconds(text: str, expectation: Expectation, channel: Channel) -> float:
    begun = time.perf_counter()
    understand(text, expectation, channel)
    return 1000 * (time.perf_counter() - begun)


def fuzz(seconds: float, seed: int) -> tuple[int, float, str]:
    """(texts, slowest in milliseconds, its beginning). The first text that breaks a promise ends it."""
    chance = random.Random(seed)
    texts, slowest, which = 0, 0.0, ""
    warm()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        text = chance.choice(MAKERS)(chance)
        kind, context, expectation = chance.choice(EXPECTED)
        channel: Channel = chance.choice(("sms", "voice"))
        check(understand(text, expectation, channel))
        taken = min(milliseconds(text, expectation, channel) for _ in range(2))  # the machine is shared
        texts += 1
        if taken > slowest:
            slowest, which = taken, f"{kind} {context} {text[:60]!r} ({len(text)} characters)"
    return texts, slowest, which


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60
    seed = random.SystemRandom().randrange(2**32)
    texts, slowest, which = fuzz(seconds, seed)
    print(f"{texts:,} texts in {seconds:.0f} s (seed {seed}), no exception; slowest {slowest:.1f} ms: {which}")
    print(f"memory at its highest {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if slowest > LIMIT_MS:
        sys.exit(f"slower than {LIMIT_MS} ms")


if __name__ == "__main__":
    main()

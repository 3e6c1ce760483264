"""Which words a person is asked to say: blocks of two minutes, digits first, then what fewest people have said."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from assistant.speech.recording.digits import digit_string, group_digits
from assistant.speech.recording.words import Words

BLOCK_S = 120
WORD_S, STRING_S = 4, 12
"""Seconds that a word and a string of ten digits take, hearing it and a pause included."""
MOST_BLOCKS = 8
"""A quarter of an hour: after that voices tire."""
WORD_LIMIT_S, PER_DIGIT_S = 3.0, 1.2
"""How long a recording may go on, in seconds: for up to two words, and for each digit of a string."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something to say: `text` as the recogniser would write it, `shown` as a person reads it (digits in groups)."""

    text: str
    shown: str

    @property
    def is_string(self) -> bool:
        """Whether it is digits to be said one by one."""
        return self.shown[:1].isdigit()

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def limit_s(self) -> float:
        """Seconds after which the recording ends by itself."""
        return PER_DIGIT_S * self.words if self.is_string else WORD_LIMIT_S + 0.5 * max(0, self.words - 2)


def prompt_of(text: str, words: Words) -> Prompt:
    """The prompt with this text; several digit words one after the other are a string of digits."""
    parts = text.split()
    if len(parts) > 1 and all(part in words.digits for part in parts):
        return Prompt(text, group_digits("".join(str(words.digits.index(part)) for part in parts)))
    return Prompt(text, text)


def draw(
    block: int, words: Words, recorded: Mapping[str, int], own: Collection[str], seed: object
) -> tuple[Prompt, ...]:
    """One person's next two minutes, counted from 0; empty where there is nothing left or enough is said.

    `recorded` tells how many people have said a word, `own` what this person has; `seed` is theirs alone. Words
    that fewest have said come first, so that whoever stops early leaves no hole; ties are broken by the seed.
    """
    random = Random(f"{seed}/{block}")  # noqa: S311 - a shuffle, no secret
    if block >= MOST_BLOCKS:
        return ()
    if block == 0:
        singles = random.sample(words.digits, len(words.digits))
        texts = [*singles, *_strings(random, words, (BLOCK_S - WORD_S * len(singles)) // STRING_S)]
    else:
        left = [word for word in words.others if word not in own]
        rank = {word: (recorded.get(word, 0), random.random()) for word in left}
        strings = list(_strings(random, words, 2)) if left else []
        room = (BLOCK_S - STRING_S * len(strings)) // WORD_S
        texts = [*sorted(left, key=rank.__getitem__)[:room], *strings]
    return tuple(prompt_of(text, words) for text in texts)


def _strings(random: Random, words: Words, count: int) -> Iterator[str]:
    """So many strings, no two alike: chance does give the same one twice."""
    drawn: set[str] = set()
    while len(drawn) < count:
        digits = digit_string(random)
        if digits not in drawn:
            drawn.add(digits)
            yield " ".join(words.digits[int(digit)] for digit in digits)

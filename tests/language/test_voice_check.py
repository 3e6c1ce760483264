"""What the check of the locales says of the spoken forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.language import Bundles, Use
from assistant.language.aloud import all_words
from assistant.language.voice_check import VoiceCheck
from tests.language.conftest import Write

WORDS = "".join(f"    say-{word} = mot\n" for word in sorted(all_words("fr")))
LONG = "bonjour " * 40
PLAIN = "choice-yesno = 1 oui, 2 non"


def told(folder: Path, *uses: Use) -> list[tuple[str, str]]:
    return [(problem.severity, problem.text) for problem in VoiceCheck(Bundles.load(folder), uses).problems()]


def test_a_spoken_form_that_is_too_long_is_an_error(write: Write) -> None:
    folder = write(fr=f"    hello = Bon\n        .voice = {LONG}\n{WORDS}")
    expected = "'hello.voice' takes 18 s to say at its longest, more than 12: shorten it, or say it in two messages"
    assert told(folder, Use("hello")) == [("error", expected)]


def test_an_sms_that_is_too_long_to_be_said_is_a_warning(write: Write) -> None:
    folder = write(fr=f"    hello = Bon\n        .help = {LONG}\n{WORDS}")
    expected = "'hello.help' takes 18 s to say at its longest, more than 12: write a shorter .voice form"
    assert told(folder, Use("hello", variants=("simple", "help"))) == [("warning", expected)]


def test_the_length_counts_the_longest_values(write: Write) -> None:
    number = " ".join(["{ $value }"] * 9)
    folder = write(fr=f"    hello = Bon\n        .voice = {number}\n{WORDS}")
    assert told(folder, Use("hello", {"value": "days"})) == []
    assert told(folder, Use("hello", {"value": "limit"})) != []


def test_choices_are_not_counted(write: Write) -> None:
    """They are phrases of their own, and a caller may answer during any of them."""
    options = "".join(f"        .o{number} = {'mot ' * 12}\n" for number in range(5))
    folder = write(fr=f"    hello = Bon\n{options}{WORDS}")
    assert told(folder, Use("hello", options=tuple(f"o{number}" for number in range(5)))) == []


@pytest.mark.parametrize("word", ["and-11", "month-2", "letter-q", "press-9", "yes", "first"])
def test_a_word_that_numbers_need_must_be_there(write: Write, word: str) -> None:
    folder = write(fr=f"    hello = Bon\n{WORDS}".replace(f"say-{word} ", "said "))
    assert told(folder) == [("error", f"there is no 'say-{word}', which numbers and dates need; write it")]


def test_a_locale_without_number_words_has_no_voice(write: Write) -> None:
    assert told(write(fr=f"hello = Bon\n    .voice = {LONG}"), Use("hello")) == []

"""`haqqi transcribe` as it is called."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner, Result

from assistant.cli import main
from assistant.speech import audio
from assistant.speech.transcribe import question
from assistant.understanding import UnderstandingError
from tests.speech.conftest import Say

KEYS = {"file", "text", "confidence", "words", "answer"}


def call(*arguments: object, model: Path | str = "") -> Result:
    environment = {**os.environ, "HAQQI_SPEECH_MODEL": str(model)}
    return CliRunner().invoke(main, ["transcribe", *map(str, arguments)], env=environment)


def lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def spoken(tmp_path: Path, say: Say):
    """A file in which words are said."""

    def write(text: str, name: str = "said.wav") -> Path:
        audio.write(tmp_path / name, say(text))
        return tmp_path / name

    return write


def test_yes_is_heard_as_yes(spoken, model_folder: Path) -> None:
    file = spoken("نعم")
    [told] = lines(call(file, "--words", "نعم لا رقم", "--grammar", "yesno", "--one-word", model=model_folder))
    assert told.keys() == KEYS
    assert (told["file"], told["text"], told["answer"]) == (str(file), "نعم", "yes")
    assert 0 <= told["confidence"] <= 1
    [word] = told["words"]
    assert word["word"] == "نعم"
    assert 0 <= word["start"] < word["end"] <= len(audio.read(file)) / audio.RATE + 0.5


def test_a_line_a_file_in_their_order(spoken, model_folder: Path) -> None:
    files = [spoken("نعم", "b.wav"), spoken("لا", "a.wav")]
    told = lines(call(*files, "--grammar", "yesno", model=model_folder))
    assert [each["file"] for each in told] == [str(file) for file in files]


def test_any_rate_and_format(tmp_path: Path, say: Say, model_folder: Path) -> None:
    sound = np.repeat(say("نعم"), 2)
    soundfile.write(tmp_path / "yes.flac", sound, 16000)
    [told] = lines(call(tmp_path / "yes.flac", "--words", "نعم رقم", "--one-word", model=model_folder))
    assert told["text"] == "نعم"
    assert told["answer"] is None  # nothing says what was asked


def test_without_a_grammar_everything_is_listened_for(spoken, model_folder: Path) -> None:
    [told] = lines(call(spoken("واحد"), model=model_folder))
    assert told.keys() == KEYS
    assert told["answer"] is None


def test_silence_is_no_answer(tmp_path: Path, model_folder: Path) -> None:
    audio.write(tmp_path / "silence.wav", audio.silence(1))
    [told] = lines(call(tmp_path / "silence.wav", "--grammar", "yesno", model=model_folder))
    assert (told["text"], told["confidence"], told["words"], told["answer"]) == ("", 0.0, [], "silence")


KINDS = [
    ("digits", ""), ("yesno", ""), ("menu", "سكن|دعم"), ("number", "children;0..15"), ("amount", "unit=dh"),
    ("date", "dob"), ("region", ""), ("choices", "سكن|دعم"), ("identifier", ""), ("cnie", ""), ("phone", ""),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "context"), KINDS)
def test_every_kind_has_a_grammar(kind: str, context: str) -> None:
    asked = question(kind, context, [], False, lambda _: True)
    assert asked.grammar.phrases
    assert asked.expectation is not None


def test_explicit_words_take_the_place_of_the_grammar() -> None:
    asked = question("yesno", "", ["نعم", "[unk]"], True, lambda _: True)
    assert (asked.grammar.phrases, asked.grammar.single, asked.grammar.others) == (("نعم",), True, True)


def test_only_an_identifier_has_the_rule() -> None:
    assert question("identifier", "", [], False, lambda _: True).rule is not None
    assert question("digits", "len=10", [], False, lambda _: True).rule is None


def test_an_unknown_kind_is_told() -> None:
    with pytest.raises(UnderstandingError, match="there is no kind 'colour'"):
        question("colour", "", [], False, lambda _: True)


@pytest.fixture
def silence(tmp_path: Path) -> Path:
    audio.write(tmp_path / "silence.wav", audio.silence(0.1))
    return tmp_path / "silence.wav"


@pytest.mark.parametrize(
    ("arguments", "status", "word"),
    [
        (["gone.wav"], 2, "does not exist"),
        ([], 2, "Missing argument"),
        (["{silence}", "--grammar", "colour"], 2, "there is no kind 'colour'"),
        (["{silence}", "--grammar", "digits", "--context", "len=many"], 2, "is no context of kind 'digits'"),
        (["{silence}"], 2, "no such folder; name a Vosk model"),
    ],
)
def test_a_mistake_is_told_in_one_line(silence: Path, arguments: list[str], status: int, word: str) -> None:
    result = call(*[each.format(silence=silence) for each in arguments], model="/nowhere/model")
    assert result.exit_code == status
    assert word in result.stderr
    assert "Traceback" not in result.output


def test_a_file_without_sound_is_told(tmp_path: Path, model_folder: Path) -> None:
    (tmp_path / "letter.wav").write_text("not a sound")
    result = call(tmp_path / "letter.wav", model=model_folder)
    assert result.exit_code == 2
    assert "letter.wav: not a WAV or FLAC file" in result.stderr

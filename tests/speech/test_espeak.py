"""The voice: a program that may be missing, hang, or say nothing; and the one that is installed here."""

from __future__ import annotations

import contextlib
import stat
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.language import Bundles, Speaker
from assistant.speech.audio import RATE, Samples
from assistant.speech.prompts.errors import SynthesisError, VoiceLostError
from assistant.speech.prompts.espeak import UNHURRIED, Espeak
from assistant.speech.prompts.guard import Guarded
from assistant.speech.prompts.loudness import TARGET, loudness
from tests.speech.clips import Voice

LOCALES = Path(__file__).parents[2] / "locales"
STUB = """#!{python}
import struct, sys
if "--version" in sys.argv:
    print("eSpeak NG text-to-speech: 9.9  Data at: nowhere"); sys.exit()
text = sys.stdin.read()
{act}
rate = 22050
sound = struct.pack("<22050h", *(([4000] * 25 + [-4000] * 25) * 441))
head = b"RIFF" + struct.pack("<I", 0x7ffff024) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, rate, 2 * rate, 2, 16)
sys.stdout.buffer.write(head + b"data" + struct.pack("<I", 0x7ffff000) + sound)
"""


def stub(folder: Path, act: str = "", patience: float = 10) -> Espeak:
    path = folder / "espeak-stub"
    path.write_text(STUB.format(python=sys.executable, act=act), encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    found = Espeak.find(str(path), patience)
    assert found is not None
    return found


def test_a_program_that_is_not_installed_is_not_found() -> None:
    assert Espeak.find("no-such-program-anywhere") is None


def test_a_program_that_does_not_answer_is_not_found(tmp_path: Path) -> None:
    path = tmp_path / "broken"
    path.write_text("no program", encoding="utf-8")
    path.chmod(0o700)
    assert Espeak.find(str(path)) is None


def test_its_version_is_part_of_what_is_kept(tmp_path: Path) -> None:
    assert stub(tmp_path).identity == "eSpeak NG text-to-speech: 9.9"


def test_the_length_is_that_of_the_sound_not_of_the_header(tmp_path: Path) -> None:
    """What comes through a pipe has a header that tells two gigabytes."""
    assert len(stub(tmp_path).say("x", "fr", 1.0)) == pytest.approx(RATE, abs=20)


def test_text_goes_in_by_standard_input_and_options_by_arguments(tmp_path: Path) -> None:
    """A person's words are in no process list, and are never read as an option."""
    log = tmp_path / "log"
    stub(tmp_path, f"open({str(log)!r}, 'w').write(repr((text, sys.argv[1:])))").say("-w /tmp/x", "fr", 0.5)
    text, arguments = eval(log.read_text(encoding="utf-8"))
    assert text == "-w /tmp/x"
    assert arguments == ["-v", "fr", "-s", "70", "-a", "93", "-b", "1", "--stdin", "--stdout"]


@pytest.mark.parametrize(
    ("act", "error"),
    [
        ("sys.exit(1)", VoiceLostError),
        ("import time; time.sleep(60)", VoiceLostError),
        ("sys.exit(0)", SynthesisError),  # no sound at all
        ("sys.stdout.write('no sound'); sys.exit(0)", SynthesisError),
    ],
)
def test_a_voice_that_fails_says_so_in_one_line(tmp_path: Path, act: str, error: type[Exception]) -> None:
    voice = stub(tmp_path, act, patience=2 if "sleep" in act else 10)
    with pytest.raises(SynthesisError) as raised:
        voice.say("x", "fr", 1.0)
    assert type(raised.value) is error
    assert "\n" not in str(raised.value)


class Hanging(Voice):
    """Is lost with every text but 'good'; has no sound for 'mute'."""

    def say(self, text: str, voice: str, speed: float) -> Samples:
        said = super().say(text, voice, speed)
        if text != "good":
            raise VoiceLostError("gone")
        return said


def test_a_voice_that_is_lost_three_times_is_left_alone_for_a_while() -> None:
    now = [0.0]
    voice = Hanging()
    guarded = Guarded(voice, lambda: now[0])
    for _ in range(5):
        with pytest.raises(VoiceLostError):
            guarded.say("x", "fr", 1.0)
    assert len(voice.asked) == 3  # the last two failed at once
    now[0] = 31
    assert len(guarded.say("good", "fr", 1.0))


def test_failures_in_between_successes_do_not_count() -> None:
    guarded = Guarded(Hanging())
    for text in ("x", "x", "good", "x", "x", "good"):
        with contextlib.suppress(VoiceLostError):
            guarded.say(text, "fr", 1.0)
    assert len(guarded.say("good", "fr", 1.0))


def test_a_text_without_sound_is_no_fault_of_the_voice() -> None:
    guarded = Guarded(Voice(mute=frozenset({"x"})))
    for _ in range(5):
        with pytest.raises(SynthesisError):
            guarded.say("x", "fr", 1.0)
    assert len(guarded.say("y", "fr", 1.0))


INSTALLED = Espeak.find(patience=UNHURRIED)
real = pytest.mark.skipif(INSTALLED is None, reason="espeak-ng is not installed; apt install espeak-ng")


@real
@pytest.mark.parametrize("voice", ["ary-Arab", "fr"])
def test_words_of_numbers_are_said_in_less_than_two_seconds(voice: str) -> None:
    assert INSTALLED
    for phrase in Speaker(Bundles.load(LOCALES)).phrases(voice):
        if phrase.id.startswith("say-") and phrase.id.endswith("1"):
            said = len(INSTALLED.say(phrase.text, voice, 1.0)) / RATE
            assert 0.08 < said < 2, phrase


@real
@pytest.mark.parametrize(
    ("voice", "text"),
    [
        ("ary-Arab", "سَلَامُ عْلِيكُمْ. هَادِي خِدْمَةْ الدَّعْمْ. بَاشْ نْبْدَاوْ، وَرّْكُو عْلَى وَاحْدْ."),
        ("fr", "Bonjour. Ici Haqqi. Je suis un service automatique, gratuit. Que voulez-vous ?"),
    ],
)
def test_it_is_as_loud_as_recordings_are_made(voice: str, text: str) -> None:
    """Within 2 LU: an ear hears no step between a recorded and a synthesised phrase."""
    assert INSTALLED
    said = INSTALLED.say(text, voice, 1.0).astype(np.float64) / 32768
    assert loudness(said) == pytest.approx(TARGET, abs=2)


@real
def test_slower_is_longer() -> None:
    assert INSTALLED
    usual, slow = (len(INSTALLED.say("شْحَالْ دْيَالْ النَّاسْ", "ary-Arab", speed)) for speed in (1.0, 0.75))
    assert 1.15 * usual < slow < 1.6 * usual

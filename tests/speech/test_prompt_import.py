"""Recordings brought in: what is cut, levelled and told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.language import Phrase
from assistant.speech.audio import RATE
from assistant.speech.prompts.errors import PromptError
from assistant.speech.prompts.importing import Taken, take_in
from assistant.speech.prompts.loudness import PEAK, TARGET, band_limited, levelled, loudness
from assistant.speech.prompts.manifest import Clip, digest, read_manifest, write_manifest
from assistant.speech.prompts.trim import MARGIN, trimmed
from tests.speech.clips import word, write

PHRASES = {
    id: Phrase(id, text, "fr") for id, text in {"say-1": "un", "hello": "Bonjour.", "hello.help": "Oui ?"}.items()
}


def brought_in(tmp_path: Path, sound: np.ndarray, name: str = "say-1.wav", rate: int = 48_000) -> tuple[Taken, Path]:
    write(tmp_path / "in" / name, sound, rate)
    [taken] = take_in(tmp_path / "in", PHRASES, tmp_path / "out")
    return taken, tmp_path / "out" / f"{Path(name).stem}.wav"


def level_of(path: Path) -> float:
    return loudness(soundfile.read(path)[0])


@pytest.mark.parametrize("level", [0.02, 0.05, 0.3])
@pytest.mark.parametrize("seconds", [0.3, 0.5, 4.0])
def test_every_recording_comes_out_equally_loud(tmp_path: Path, level: float, seconds: float) -> None:
    """Also digits, which are shorter than the block of 0.4 s that R 128 measures by."""
    taken, made = brought_in(tmp_path, word(seconds, level, rate=48_000))
    assert level_of(made) == pytest.approx(TARGET, abs=0.5)
    assert taken.after == pytest.approx(level_of(made), abs=0.1)
    assert taken.faults == ()


@pytest.mark.parametrize(("rate", "name"), [(8000, "say-1.wav"), (16_000, "say-1.flac"), (44_100, "say-1.wav")])
def test_any_rate_becomes_that_of_the_telephone(tmp_path: Path, rate: int, name: str) -> None:
    _, made = brought_in(tmp_path, word(1.0, rate=rate), name, rate)
    info = soundfile.info(made)
    assert (info.samplerate, info.channels, info.subtype) == (RATE, 1, "PCM_16")
    assert info.duration == pytest.approx(1.0, abs=0.1)


def test_both_channels_are_mixed(tmp_path: Path) -> None:
    stereo = np.stack([word(rate=48_000), np.zeros(24_000)], axis=1)
    assert brought_in(tmp_path, stereo)[0].written


def test_the_silence_around_speech_is_cut_and_a_little_of_it_left(tmp_path: Path) -> None:
    quiet = np.random.default_rng(1).normal(0, 0.0003, 48_000)
    taken, _ = brought_in(tmp_path, np.concatenate([quiet, word(0.5, rate=48_000), quiet]))
    assert taken.seconds == pytest.approx(0.5 + 2 * MARGIN, abs=0.04)


def test_what_a_telephone_does_not_carry_is_taken_out(tmp_path: Path) -> None:
    """A lorry under the voice would decide how loud the clip is made."""
    time = np.arange(RATE) / RATE
    hum, voice = (np.sin(2 * np.pi * hertz * time) for hertz in (50, 1000))
    assert np.std(band_limited(hum)) < 0.06 * np.std(hum)
    assert np.std(band_limited(voice)) == pytest.approx(np.std(voice), rel=0.05)


def test_peaks_limit_how_loud_a_clip_is_made() -> None:
    clicks = np.zeros(RATE, np.int16)
    clicks[::800] = 20_000
    made = levelled(clicks)
    assert np.abs(made.samples).max() <= PEAK * 32768
    assert made.after < TARGET


def test_clipped_is_told_and_the_clip_is_used(tmp_path: Path) -> None:
    """What was cut off at full scale cannot be mended, but is better than nothing until it is recorded again."""
    taken, made = brought_in(tmp_path, np.clip(word(level=3, rate=48_000), -1, 1))
    assert taken.faults == ("clipped: record it again, softer or further from the microphone",)
    assert made.exists()


def test_too_quiet_is_told(tmp_path: Path) -> None:
    taken, _ = brought_in(tmp_path, word(1.0, 0.004, rate=48_000))
    [fault] = taken.faults
    assert fault.startswith("too quiet: -5")


def test_too_long_is_told(tmp_path: Path) -> None:
    taken, _ = brought_in(tmp_path, word(12.5, rate=8000), rate=8000)
    assert taken.faults == ("too long: 12.5 s, at most 12",)


@pytest.mark.parametrize("sound", [np.zeros(48_000), np.zeros(0), np.full(10, 0.0001)])
def test_silence_is_not_used(tmp_path: Path, sound: np.ndarray) -> None:
    taken, made = brought_in(tmp_path, sound)
    assert taken.faults == ("silence; record it again",)
    assert not made.exists()


def test_a_file_that_is_no_sound_is_told_and_the_others_are_taken(tmp_path: Path) -> None:
    write(tmp_path / "in" / "say-1.wav", word())
    (tmp_path / "in" / "hello.wav").write_bytes(b"not a sound")
    taken = {each.file: each.written for each in take_in(tmp_path / "in", PHRASES, tmp_path / "out")}
    assert taken == {"hello.wav": False, "say-1.wav": True}


def test_a_name_that_the_script_does_not_have_is_told(tmp_path: Path) -> None:
    taken, _ = brought_in(tmp_path, word(), "say-one.wav", 8000)
    assert taken.faults == ("no clip of the script is called so; export the script again",)
    assert list((tmp_path / "out").glob("*.wav")) == []


def test_a_folder_without_recordings_says_what_it_wants(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(
        PromptError, match=r"no recordings here; they are called as the script says, such as say-1\.wav"
    ):
        list(take_in(tmp_path / "in", PHRASES, tmp_path / "out"))


def test_the_text_that_a_clip_says_is_kept_beside_it(tmp_path: Path) -> None:
    taken, made = brought_in(tmp_path, word(rate=48_000), "hello.help.flac")
    assert read_manifest(made.parent) == {
        "hello.help": Clip(digest("Oui ?"), round(taken.seconds, 2), round(taken.after, 1))
    }


def test_a_second_import_keeps_what_the_first_knew(tmp_path: Path) -> None:
    brought_in(tmp_path, word(rate=48_000))
    (tmp_path / "in" / "say-1.wav").unlink()
    brought_in(tmp_path, word(rate=48_000), "hello.wav")
    assert set(read_manifest(tmp_path / "out")) == {"say-1", "hello"}


def test_a_damaged_manifest_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "clips.json").write_text("{", encoding="utf-8")
    with pytest.raises(PromptError, match="remove it and import the recordings again"):
        read_manifest(tmp_path)


def test_a_manifest_comes_back_as_it_was_written_a_clip_a_line(tmp_path: Path) -> None:
    clips = {"b": Clip("x", 1.5, -23.0), "a": Clip("y", 0.5, -22.9)}
    write_manifest(tmp_path, clips)
    assert read_manifest(tmp_path) == clips
    assert len((tmp_path / "clips.json").read_text(encoding="utf-8").splitlines()) == 4


@settings(deadline=None, max_examples=30)
@given(before=st.floats(0, 0.5), after=st.floats(0, 0.5), seconds=st.floats(0.1, 1), level=st.floats(0.1, 0.9))
def test_trimming_twice_is_trimming_once_and_speech_stays(
    before: float, after: float, seconds: float, level: float
) -> None:
    speech = word(seconds, level)
    clip = (np.concatenate([np.zeros(round(before * RATE)), speech, np.zeros(round(after * RATE))]) * 16_000).astype(
        "i2"
    )
    once = trimmed(clip)
    assert np.array_equal(trimmed(once), once)
    assert len(speech) - RATE // 50 <= len(once) <= len(speech) + 2 * MARGIN * RATE + RATE // 50

"""Telephone audio: the codec, files of every kind, frames."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech import audio
from assistant.speech.errors import SpeechError

SAMPLE = st.integers(-32768, 32767)


@pytest.mark.parametrize(
    ("byte", "sample"),
    [(0xFF, 0), (0x7F, 0), (0x80, 32124), (0x00, -32124), (0xFE, 8), (0x7E, -8), (0xF0, 120), (0xEF, 132)],
)
def test_bytes_decode_as_g711_says(byte: int, sample: int) -> None:
    assert audio.samples_of(audio.decode(bytes([byte]))).tolist() == [sample]


@given(st.binary())
def test_what_was_decoded_encodes_to_the_same_sound(mulaw: bytes) -> None:
    """The bytes themselves too, but for the one that means minus nothing."""
    assert audio.encode(audio.decode(mulaw)) == mulaw.replace(b"\x7f", b"\xff")


@given(SAMPLE)
def test_the_codec_errs_by_at_most_a_sixteenth(sample: int) -> None:
    heard = int(audio.over_the_line(np.array([sample], np.int16))[0])
    limited = max(-32635, min(32635, sample))
    assert abs(heard - limited) <= abs(limited) / 16 + 8


@given(SAMPLE, SAMPLE)
def test_what_is_louder_stays_at_least_as_loud(one: int, other: int) -> None:
    low, high = audio.over_the_line(np.array(sorted([one, other]), np.int16)).tolist()
    assert low <= high


def test_half_a_sample_is_told() -> None:
    with pytest.raises(SpeechError, match="cut in two"):
        audio.encode(b"\0\0\0")


@given(st.binary(max_size=2000))
def test_frames_are_of_20_ms_and_lose_nothing(pcm: bytes) -> None:
    frames = list(audio.frames(pcm))
    assert all(len(frame) == 320 for frame in frames)
    assert b"".join(frames).startswith(pcm)
    assert len(frames) == -(-len(pcm) // 320)


def tone(rate: int, seconds: float = 1.0, hertz: float = 440.0) -> np.ndarray:
    return 0.5 * np.sin(2 * np.pi * hertz * np.arange(int(rate * seconds)) / rate)


@pytest.mark.parametrize(
    ("rate", "channels", "kind"), [(8000, 1, "wav"), (16000, 1, "flac"), (44100, 2, "wav"), (22050, 1, "wav")]
)
def test_any_file_is_read_at_8_khz(tmp_path: Path, rate: int, channels: int, kind: str) -> None:
    path = tmp_path / f"tone.{kind}"
    soundfile.write(path, np.stack([tone(rate)] * channels, axis=1), rate)
    samples = audio.read(path)
    assert abs(len(samples) - 8000) <= 2
    assert np.abs(np.fft.rfft(samples[:8000])).argmax() == 440
    assert 15500 < np.abs(samples[1000:7000]).max() < 17000


def test_a_written_file_is_what_the_line_carries(tmp_path: Path) -> None:
    samples = audio.at_telephone_rate(tone(8000), 8000)
    audio.write(tmp_path / "prompt.wav", samples)
    assert soundfile.info(tmp_path / "prompt.wav").subtype == "ULAW"
    assert np.array_equal(audio.read(tmp_path / "prompt.wav"), audio.over_the_line(samples))


@pytest.mark.parametrize("content", [b"", b"RIFF", b"no sound at all"])
def test_what_is_no_sound_is_told_with_its_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.wav"
    path.write_bytes(content)
    with pytest.raises(SpeechError, match=r"broken\.wav: not a WAV or FLAC file"):
        audio.read(path)

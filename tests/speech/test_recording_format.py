"""Sound and table as they leave: what is written is read back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.recording import AudioError, Row, from_flac, from_pcm, read_rows, to_flac, to_line, write_rows
from assistant.speech.recording.manifest import HEADER
from tests.speech.sound import take

WORD = st.sampled_from(["", "واحد", "v3f9", "0.150", '"quoted"', "=1+1", "é,;|", "ما عرفتش"])


def test_the_columns_are_those_that_the_trainer_reads() -> None:
    assert " ".join(HEADER) == "file speaker transcript start end line region age sex consent quality"


@given(st.lists(st.builds(Row, *[WORD] * len(HEADER)), max_size=3))
def test_a_table_reads_back(rows: list[Row]) -> None:
    assert list(read_rows(write_rows(rows))) == rows


def test_a_tab_or_a_new_line_in_a_value_breaks_no_table() -> None:
    row = Row("a.flac", "v1", "كلمة\tوحدة\n", *[""] * 8)
    assert read_rows(write_rows([row]))[0].transcript == "كلمة وحدة"


@pytest.mark.parametrize("text", ["", "file\tspeaker\n", write_rows([]) + "too\tshort\n"])
def test_what_is_no_table_of_ours_is_refused_by_line(text: str) -> None:
    with pytest.raises(ValueError, match=r"line [12]: "):
        read_rows(text)


def test_flac_loses_nothing() -> None:
    samples = take()
    assert np.array_equal(from_flac(to_flac(samples)), samples)
    assert len(to_flac(samples)) < samples.nbytes
    with pytest.raises(AudioError):
        from_flac(b"RIFF")


def test_a_microphones_sound_comes_to_8_khz_with_its_length_and_level() -> None:
    samples = take(rate=48000)
    line = to_line(samples, 48000)
    assert len(line) == pytest.approx(len(samples) / 6, abs=2)
    assert np.std(line) == pytest.approx(np.std(samples), rel=0.03)


@pytest.mark.parametrize(("raw", "rate"), [(b"", 8000), (b"abc", 8000), (b"ab", 4000), (b"ab", 10**9)])
def test_what_is_no_sound_is_refused(raw: bytes, rate: int) -> None:
    with pytest.raises(AudioError):
        from_pcm(raw, rate)

"""What is said of a recording at once, as a table; and what holds for every one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.recording import judge
from assistant.speech.recording.quality import MARGIN_S
from tests.speech.sound import take

TABLE = [
    # what the person did, the recording, how many words were asked for, the problem
    ("a word, well said", take(), 1, ""),
    ("ten digits, one by one", take(speech=5.0), 10, ""),
    ("a far line, but clear", take(db=-36), 1, ""),
    ("the microphone is off", np.zeros(16000, np.int16), 1, "silent"),
    ("an empty, quiet room", take(speech=0), 1, "silent"),
    ("a finger on the microphone", np.full(16000, 900, np.int16), 1, "silent"),
    ("mouth on the microphone", take(db=-1), 1, "clipped"),
    ("whispered", take(db=-47, noise_db=-75), 1, "quiet"),
    ("a café", take(noise_db=-30), 1, "noisy"),
    ("a machine that drowns all", take(speech=0, noise_db=-20), 1, "noisy"),
    ("spoken before the tone", take(before=0), 1, "cut_start"),
    ("stopped in mid-word", take(after=0), 1, "cut_end"),
    ("one of ten digits", take(speech=0.5), 10, "short"),
    ("a whole sentence in place of a word", take(speech=3.4), 1, "long"),
    ("nothing arrived", np.zeros(0, np.int16), 1, "silent"),
]


@pytest.mark.parametrize(("what", "samples", "words", "problem"), TABLE, ids=[row[0] for row in TABLE])
def test_each_fault_is_named(what, samples, words, problem) -> None:
    assert judge(samples, 8000, words).problem == problem


@pytest.mark.parametrize("rate", [8000, 16000, 44100, 48000])
def test_the_verdict_does_not_depend_on_the_microphones_rate(rate: int) -> None:
    good, quiet = judge(take(rate=rate), rate, 1), judge(take(db=-47, noise_db=-75, rate=rate), rate, 1)
    assert (good.problem, quiet.problem) == ("", "quiet")
    assert good.level_db == pytest.approx(-20, abs=1.5)
    assert good.noise_db == pytest.approx(-65, abs=1.5)


def test_the_bounds_hold_the_speech_with_a_margin() -> None:
    verdict = judge(take(before=0.6, speech=0.5, after=0.7), 8000, 1)
    assert verdict.start == pytest.approx(0.6 - MARGIN_S, abs=0.06)
    assert verdict.end == pytest.approx(1.1 + MARGIN_S, abs=0.06)


def test_a_click_is_no_speech() -> None:
    """As of a key that is pressed: it neither moves the beginning nor counts as cut."""
    clicked = take()
    clicked[80:160] += 9000
    assert judge(clicked, 8000, 1).problem == ""


@pytest.mark.parametrize(
    ("problem", "usable"), [("", True), ("quiet", True), ("noisy", True), ("clipped", False), ("cut_end", False)]
)
def test_poor_lines_are_kept_and_marked_but_nothing_that_may_lack_a_part(problem: str, usable: bool) -> None:
    samples = next(row[1] for row in TABLE if row[3] == problem)
    assert judge(samples, 8000, 1).usable is usable


@given(st.binary(max_size=6000), st.sampled_from([8000, 48000]), st.integers(1, 10))
def test_whatever_arrives_gets_a_verdict(raw: bytes, rate: int, words: int) -> None:
    samples = np.frombuffer(raw[: len(raw) // 2 * 2], np.int16)
    verdict = judge(samples, rate, words)
    assert verdict.message.startswith("recording-take-")
    assert 0 <= verdict.start <= verdict.end <= len(samples) / rate + 1e-3

"""Speech against noise, by energy alone."""

from __future__ import annotations

import pytest

from assistant.speech.call.activity import FLOOR_AT_FIRST, QUIETEST, VoiceActivity, level
from assistant.speech.call.values import SILENT
from tests.speech.stage import sound


def heard(activity: VoiceActivity, frames: list[bytes], **how: bool) -> float:
    """The share of the frames that count as speech."""
    return sum(activity.hear(frame, **how) for frame in frames) / len(frames)


@pytest.mark.parametrize("dbfs", [-40.0, -20.0, -6.0])
def test_a_frames_level_is_its_energy(dbfs: float) -> None:
    levels = [level(frame) for frame in sound(1.0, dbfs)]
    assert sum(levels) / len(levels) == pytest.approx(dbfs, abs=1.5)


def test_digital_silence_and_a_constant_have_the_lowest_level() -> None:
    """A gateway's offset is no sound."""
    assert level(SILENT) == QUIETEST
    assert level((1000).to_bytes(2, "little") * 160) == QUIETEST
    assert level(b"") == QUIETEST


def test_speech_on_a_quiet_line_is_speech_from_its_first_frame() -> None:
    assert heard(VoiceActivity(), sound(0.1, -30)) == 1.0


def test_the_floor_follows_the_line_within_three_seconds() -> None:
    activity = VoiceActivity()
    assert activity.floor == FLOOR_AT_FIRST
    heard(activity, sound(3.0, -45))
    assert activity.floor == pytest.approx(-46, abs=2)
    assert heard(activity, sound(1.0, -45)) == 0.0
    heard(activity, sound(3.0, -70))
    assert activity.floor == pytest.approx(-71, abs=2)


def test_over_a_noise_only_what_stands_out_is_speech() -> None:
    activity = VoiceActivity()
    heard(activity, sound(3.0, -35))
    assert heard(activity, sound(0.5, -30)) == 0.0
    assert heard(activity, sound(0.5, -15)) == 1.0


def test_words_with_pauses_do_not_raise_the_floor_to_themselves() -> None:
    """Ten seconds of somebody who reads digits aloud."""
    activity = VoiceActivity()
    for _ in range(10):
        assert heard(activity, sound(0.6, -25)) > 0.95
        heard(activity, sound(0.4, -60))


def test_the_echo_of_a_prompt_is_not_speech_but_speech_over_it_is() -> None:
    activity = VoiceActivity()
    assert heard(activity, sound(1.0, -45), over_prompt=True) == 0.0
    assert heard(VoiceActivity(), sound(0.5, -20), over_prompt=True) == 1.0

"""What a caller hears for a message: recorded, else synthesised, else a tone; in frames, and never late."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from structlog.testing import capture_logs

from assistant.language import Arg, Bundles, Message, Phrase, Speaker
from assistant.speech.audio import RATE, samples_of
from assistant.speech.prompts import Prompter, Voicing
from assistant.speech.prompts.clips import Cache, Recordings, recording_folders
from assistant.speech.prompts.prompt import FRAME_BYTES
from assistant.speech.prompts.tones import attention, gap
from tests.speech.clips import Voice, word, write

LOCALES = Path(__file__).parents[2] / "locales"
BUNDLES = Bundles.load(LOCALES)
HELLO = Message("soft-greeting")
SURE = Message("confirm-count", {"value": Arg(23, "count")}, yesno=True)
BEGINNING = next(part.id for part in Speaker(BUNDLES).say("ary-Arab", SURE) if isinstance(part, Phrase))
"""The recording of its first words, which other messages share."""
QUOTED = Message("confirm-text", {"value": Arg("سمحو ليا", "quote")})


class Line:
    """A prompter over a home of its own, with what it has recorded and synthesised."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.voice = Voice()

    def record(self, id: str, sound: np.ndarray, voice: str = "ary-Arab", *, shipped: bool = False) -> Path:
        own, beside = recording_folders(self.home / "locales", self.home, voice)
        return write((beside if shipped else own) / f"{id}.wav", sound)

    def prompter(self, *, installed: bool = True, speed: float = 1.0) -> Prompter:
        folders = {voice: recording_folders(self.home / "locales", self.home, voice) for voice in ("ary-Arab", "fr")}
        cache = Cache(self.home / "cache")
        return Prompter(BUNDLES, Recordings(folders), cache, self.voice if installed else None, speed=speed)


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return Line(tmp_path)


def sound_of(audio: list[bytes]) -> np.ndarray:
    return samples_of(b"".join(audio))


def test_frames_are_20_ms_and_their_number_is_known(line: Line) -> None:
    prompt = line.prompter().audio(SURE, "ary-Arab")
    frames = list(prompt)
    assert {len(frame) for frame in frames} == {FRAME_BYTES}
    assert len(prompt) == len(frames)
    assert prompt.seconds == pytest.approx(len(frames) * 0.02, abs=0.02)
    assert list(prompt[3:5]) == frames[3:5]


def test_a_number_is_said_with_its_unit_first(line: Line) -> None:
    list(line.prompter().audio(SURE, "ary-Arab"))
    texts = sorted(text for text, _, _ in line.voice.asked)
    assert "تْلَاتَة" in texts
    assert "وْ عَشْرِينْ" in texts


def test_a_recording_comes_before_synthesis_and_ones_own_before_a_shipped_one(line: Line) -> None:
    line.record("soft-greeting", np.full(800, 0.5), shipped=True)
    assert max(sound_of(list(line.prompter().audio(HELLO, "ary-Arab")))) == pytest.approx(16384, abs=2)
    line.record("soft-greeting", np.full(800, 0.25))
    assert max(sound_of(list(line.prompter().audio(HELLO, "ary-Arab")))) == pytest.approx(8192, abs=2)
    assert line.voice.asked == []


def test_recordings_and_synthesis_may_stand_in_one_message(line: Line) -> None:
    line.record("say-3", np.full(800, 0.5))
    said = sound_of(list(line.prompter().audio(SURE, "ary-Arab")))
    assert {1000, 16384} <= set(said)
    assert "تْلَاتَة" not in [text for text, _, _ in line.voice.asked]


def test_what_was_synthesised_once_is_kept_for_the_next_start(line: Line) -> None:
    first = list(line.prompter().audio(SURE, "ary-Arab"))
    made = len(line.voice.asked)
    assert list(line.prompter().audio(SURE, "ary-Arab")) == first
    assert len(line.voice.asked) == made


def test_another_voice_or_speed_is_made_anew(line: Line) -> None:
    list(line.prompter().audio(HELLO, "ary-Arab"))
    list(line.prompter(speed=1.2).audio(HELLO, "ary-Arab"))
    line.voice.identity = "stub 2"
    list(line.prompter().audio(HELLO, "ary-Arab"))
    assert [speed for _, _, speed in line.voice.asked] == [1.0, 1.2, 1.0]


def test_a_persons_own_words_are_said_and_never_kept(line: Line) -> None:
    for _ in range(2):
        list(line.prompter().audio(QUOTED, "ary-Arab"))
    assert [text for text, _, _ in line.voice.asked].count("سمحو ليا") == 2


def test_slow_speech_is_slower_and_has_longer_rests(line: Line) -> None:
    prompter = line.prompter()
    usual, slow = prompter.audio(SURE, "ary-Arab"), prompter.audio(SURE, "ary-Arab", slow=True)
    assert slow.seconds > usual.seconds
    assert {speed for _, _, speed in line.voice.asked} == {1.0, 0.75}


def test_messages_follow_one_another_with_a_rest(line: Line) -> None:
    prompter = line.prompter()
    one = prompter.audio(HELLO, "ary-Arab").seconds
    assert prompter.audio([HELLO, HELLO], "ary-Arab").seconds == pytest.approx(2 * one + 0.6, abs=0.001)


def test_the_first_frame_does_not_wait_for_the_last_phrase(line: Line) -> None:
    """The first phrase is recorded; the voice hangs with all that comes later."""
    line.record(BEGINNING, word())
    line.voice.may_go_on.clear()
    frames = iter(line.prompter().audio(SURE, "ary-Arab"))
    assert len(next(frames)) == FRAME_BYTES
    line.voice.may_go_on.set()
    assert len(list(frames)) > 10


def test_without_recordings_and_voice_one_tone_says_that_it_is_your_turn(line: Line) -> None:
    prompter = line.prompter(installed=False)
    assert np.array_equal(sound_of(list(prompter.audio([SURE, HELLO], "ary-Arab")))[: len(attention())], attention())
    assert prompter.audio([SURE, HELLO], "ary-Arab").seconds == pytest.approx(len(attention()) / RATE, abs=0.02)


def test_a_recorded_part_is_said_and_the_rest_is_a_tone(line: Line) -> None:
    line.record(BEGINNING, np.full(800, 0.5))
    said = sound_of(list(line.prompter(installed=False).audio(SURE, "ary-Arab")))
    assert said[0] == 16384
    assert any(np.array_equal(said[start : start + len(gap())], gap()) for start in range(0, len(said) - len(gap())))


def test_a_synthesis_that_fails_is_a_tone_and_one_line_in_the_log(line: Line) -> None:
    line.voice.mute = frozenset({"سَلَامْ، مَرْحْبَا بِيكُمْ."})
    with capture_logs() as logs:
        said = sound_of(list(line.prompter().audio(HELLO, "ary-Arab")))
    assert np.array_equal(said[: len(gap())], gap())
    assert [entry["event"] for entry in logs] == ["phrase unsaid"]
    assert logs[0]["phrase"] == "soft-greeting"  # an id: no line carries words of a person


def test_a_message_that_nobody_wrote_is_a_tone(line: Line) -> None:
    with capture_logs() as logs:
        said = line.prompter().audio(Message("no-such-message"), "fr")
    assert np.array_equal(sound_of(list(said))[: len(attention())], attention())
    assert logs[0]["message"] == "no-such-message"


def test_locales_without_any_voice_are_tones(tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "a.ftl").write_text("hello = Bonjour", encoding="utf-8")
    prompter = Prompter(Bundles.load(tmp_path), Recordings({}), Cache(tmp_path), Voice())
    with capture_logs():
        assert len(prompter.audio(Message("hello"), "fr")) == -(-len(attention()) // 160)


def test_whoever_starts_the_service_hears_that_it_has_no_voice(line: Line) -> None:
    line.record("say-3", word())
    told = line.prompter(installed=False).warnings()
    assert len(told) == 2
    assert "ary-Arab" in told[0]
    assert "Install espeak-ng, or record them" in told[0]
    assert line.prompter().warnings() == []


def test_warming_makes_everything_so_that_a_call_makes_nothing(tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    text = "say-0 = zéro\nsay-3 = trois\nsure = Donc { $value }. Juste ?"
    (tmp_path / "fr" / "a.ftl").write_text(text, encoding="utf-8")
    write(tmp_path / "audio" / "say-3.wav", word())
    voice, recordings = Voice(), Recordings({"fr": [tmp_path / "audio"]})
    prompter = Prompter(Bundles.load(tmp_path), recordings, Cache(tmp_path / "cache"), voice)
    assert list(prompter.warm()) == [Voicing("fr", 1, 3, 0)]
    voice.asked.clear()
    for slow in (False, True):
        list(prompter.audio(Message("sure", {"value": Arg(3, "count")}), "fr", slow=slow))
    assert voice.asked == []


def test_a_cache_that_cannot_be_written_is_done_without(line: Line) -> None:
    (line.home / "cache").write_text("a file in its place", encoding="utf-8")
    prompter = line.prompter()
    with capture_logs() as logs:
        assert list(prompter.audio(HELLO, "ary-Arab"))
        assert list(prompter.audio(Message("soft-thanks"), "ary-Arab"))
    assert [entry["event"] for entry in logs] == ["prompts are not kept"]


def test_a_kept_clip_that_is_damaged_is_made_again(line: Line) -> None:
    first = list(line.prompter().audio(HELLO, "ary-Arab"))
    for path in (line.home / "cache").iterdir():
        path.write_bytes(path.read_bytes()[:60])
    assert list(line.prompter().audio(HELLO, "ary-Arab")) == first


def test_a_recording_that_cannot_be_read_is_synthesised(line: Line) -> None:
    line.record("soft-greeting", word()).write_bytes(b"no sound")
    with capture_logs() as logs:
        said = sound_of(list(line.prompter().audio(HELLO, "ary-Arab")))
    assert 1000 in said
    assert [entry["event"] for entry in logs] == ["recording unreadable"]

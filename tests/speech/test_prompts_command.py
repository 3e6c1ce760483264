"""`haqqi prompts …`, as whoever gives the line its voice uses it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner, Result

from assistant.cli import main
from assistant.speech.prompts import espeak
from tests.speech.clips import word, write

LOCALES = Path(__file__).parents[2] / "locales"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command with a home and locales of its own."""
    shutil.copytree(LOCALES, tmp_path / "locales")
    monkeypatch.setenv("HAQQI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HAQQI_LOCALES_DIR", str(tmp_path / "locales"))
    return lambda *arguments: CliRunner().invoke(main, ["prompts", *map(str, arguments)])


@pytest.fixture
def recorded(tmp_path: Path, run: Run) -> Path:
    """A folder of recordings after export, two of them made and brought in."""
    assert run("export", tmp_path / "script").exit_code == 0
    folder = tmp_path / "script" / "fr"
    for id in ("say-1", "soft-thanks"):
        write(folder / f"{id}.wav", word(rate=16_000), 16_000)
    assert run("import", folder).exit_code == 0
    return folder


def test_export_tells_how_much_there_is_to_record(tmp_path: Path, run: Run) -> None:
    done = run("export", tmp_path / "out")
    assert done.exit_code == 0
    assert "ary-Arab: " in done.output
    assert " clips, about " in done.output
    assert (tmp_path / "out" / "ary-Arab" / "script.html").stat().st_size > 100_000


def test_import_goes_into_the_home_and_check_then_knows_it(tmp_path: Path, run: Run, recorded: Path) -> None:
    assert sorted(path.name for path in (tmp_path / "home" / "audio" / "fr").iterdir()) == [
        "clips.json",
        "say-1.wav",
        "soft-thanks.wav",
    ]
    checked = run("check")
    assert checked.exit_code == 0
    missing, of_all = map(int, re.findall(r"fr: (\d+) of (\d+) clips are not recorded", checked.output)[0])
    assert missing == of_all - 2
    assert "clips are not recorded" in checked.output
    listed = run("check", "--missing").output
    assert "fr\tsay-2\tdeux" in listed
    assert "fr\tsay-1\tun" not in listed


def test_import_into_the_locales_ships_them(tmp_path: Path, run: Run, recorded: Path) -> None:
    assert run("import", recorded, "--into-locales").exit_code == 0
    assert (tmp_path / "locales" / "fr" / "audio" / "say-1.wav").exists()


def test_import_takes_every_voice_of_the_folder_that_was_exported(tmp_path: Path, run: Run, recorded: Path) -> None:
    write(tmp_path / "script" / "ary-Arab" / "say-1.wav", word())
    done = run("import", tmp_path / "script")
    assert done.exit_code == 0
    assert (tmp_path / "home" / "audio" / "ary-Arab" / "say-1.wav").exists()


def test_a_fault_is_told_and_ends_with_status_1(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "in" / "say-1.wav", np.clip(word(level=3), -1, 1))
    done = run("import", tmp_path / "in", "--voice", "fr")
    assert done.exit_code == 1
    assert "say-1.wav: 0.5 s" in done.output
    assert "clipped: record it again" in done.output


@pytest.mark.parametrize("arguments", [["--voice", "xx"], []])
def test_a_folder_of_nobody_knows_which_voice_asks_for_it(tmp_path: Path, run: Run, arguments: list[str]) -> None:
    (tmp_path / "in").mkdir()
    done = run("import", tmp_path / "in", *arguments)
    assert done.exit_code == 2
    assert "ary-Arab, fr" in done.output


def test_a_changed_text_makes_its_recording_old(tmp_path: Path, run: Run, recorded: Path) -> None:
    path = tmp_path / "locales" / "fr" / "common.ftl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Avec plaisir.", "Je vous en prie."), encoding="utf-8")
    checked = run("check")
    assert checked.exit_code == 1
    assert "soft-thanks.wav:1: error: older than its text; record it again" in checked.output


def test_a_recording_that_is_too_long_or_unreadable_is_an_error(tmp_path: Path, run: Run, recorded: Path) -> None:
    folder = tmp_path / "home" / "audio" / "fr"
    soundfile.write(folder / "say-1.wav", word(13), 8000)
    (folder / "soft-thanks.wav").write_bytes(b"no sound")
    checked = run("check")
    assert checked.exit_code == 1
    assert "say-1.wav:1: error: too long: 13.0 s, at most 12" in checked.output
    assert "soft-thanks.wav:1: error: cannot be read" in checked.output


def test_recordings_put_there_by_hand_are_warned_of(tmp_path: Path, run: Run, recorded: Path) -> None:
    folder = tmp_path / "home" / "audio" / "fr"
    write(folder / "say-2.wav", word(rate=16_000), 16_000)
    write(folder / "no-message.wav", word())
    checked = run("check")
    assert checked.exit_code == 0
    assert "say-2.wav:1: warning: not in clips.json" in checked.output
    assert "say-2.wav:1: warning: 16000 Hz, 1 channels: not levelled for the telephone; import it" in checked.output
    assert "no-message.wav:1: warning: no message says this clip any more; remove it" in checked.output


def test_without_a_voice_check_and_warm_say_that_callers_hear_tones(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak.shutil, "which", lambda program: None)
    assert "no espeak-ng is installed: callers hear tones" in run("check").output
    warmed = run("warm")
    assert warmed.exit_code == 0
    assert "Install espeak-ng, or record them (haqqi prompts export)" in warmed.output
    assert "fr: 0 recorded, 0 synthesised" in warmed.output

"""Folders of recordings: the three shapes, and what is left out with a word why."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from assistant.speech import audio
from assistant.speech.errors import SpeechError
from assistant.speech.phones import unknown
from assistant.speech.recordings import Recording, find, keywords


def sound(path: Path, seconds: float = 0.5, level: int = 1000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    audio.write(path, np.full(round(seconds * audio.RATE), level, np.int16))
    return path


def summary(recording: Recording) -> tuple[str, str, str]:
    return recording.speaker, " ".join(recording.words), recording.keyword


def test_the_keywords_are_forty_with_fifteen_labels() -> None:
    labels = [keyword.label for keyword in keywords().values() if keyword.label]
    assert len(keywords()) == 40
    assert labels[:10] == ["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
    assert labels[10:] == ["نعم", "لا", "ابدأ", "توقف", "رقم"]
    assert not any(unknown(keyword.phones) for keyword in keywords().values())


def test_a_file_of_ten_seconds_is_ten_takes(tmp_path: Path) -> None:
    path = tmp_path / "00000001" / "seven.flac"
    path.parent.mkdir()
    steps = np.repeat(np.arange(10) * 1000, 8000).astype(np.int16)
    soundfile.write(path, steps, 8000)
    takes = list(find(tmp_path))
    assert [summary(take) for take in takes] == [("00000001", "سبعة", "seven")] * 10
    assert [int(take.samples[0]) for take in takes] == [1000 * place for place in range(10)]
    assert {len(take.samples) for take in takes} == {8000}
    assert len({take.source for take in takes}) == 10


def test_a_file_of_another_length_is_one_take(tmp_path: Path) -> None:
    sound(tmp_path / "00000001" / "yes.wav", 1.2)
    [take] = find(tmp_path)
    assert summary(take) == ("00000001", "نعم", "yes")
    assert len(take.samples) == 9600


PLACES = [
    ("amina/واحد/3.wav", ("amina", "واحد", "")),
    ("amina/seven/take-3.wav", ("amina", "سبعة", "seven")),
    ("amina/7/take.wav", ("amina", "سبعة", "seven")),
    ("amina/zoom-in/1.wav", ("amina", "", "zoom-in")),
    ("anything/7_seven_12.wav", ("anything", "سبعة", "seven")),
    ("1/7_seven_12.wav", ("1", "سبعة", "seven")),  # a folder named by a digit may be a person
    ("sets/karim/data/0_zero_1.WAV", ("sets/karim/data", "صفر", "zero")),
    ("anything/zoom_out 2.wav", ("anything", "", "zoom-out")),
    ("karim/لا_2.wav", ("karim", "لا", "")),
    ("zero/00000009_NO_01.wav", ("00000009", "صفر", "zero")),  # as the collection itself sorts them
    ("karim/nine.wav", ("karim", "تسعة", "nine")),
    ("no/yes.wav", ("no", "نعم", "yes")),  # somebody called No
]


@pytest.mark.parametrize(("place", "expected"), PLACES)
def test_files_sorted_by_word(tmp_path: Path, place: str, expected: tuple[str, str, str]) -> None:
    sound(tmp_path / place)
    assert [summary(each) for each in find(tmp_path)] == [expected]


def test_what_is_no_recording_is_left_out_and_told(tmp_path: Path) -> None:
    sound(tmp_path / "amina" / "three.wav")
    sound(tmp_path / "amina" / "holiday.wav")
    sound(tmp_path / "amina" / "12_months.wav")
    (tmp_path / "amina" / "two.wav").write_bytes(b"nothing")
    (tmp_path / "amina" / "notes.txt").write_text("no sound")
    found = find(tmp_path)
    assert [each.keyword for each in found] == ["three"]
    told = "\n".join(found.skipped)
    assert "holiday.wav: neither its name nor its folder begins with a keyword" in told
    assert "12_months.wav" in told
    assert "two.wav: not a WAV or FLAC file" in told
    assert len(found.skipped) == 3


def test_speakers_may_be_links(tmp_path: Path) -> None:
    """So that some people can be held out without copying anything."""
    sound(tmp_path / "all" / "amina" / "one.wav")
    (tmp_path / "test").mkdir()
    (tmp_path / "test" / "amina").symlink_to(tmp_path / "all" / "amina")
    assert [summary(each) for each in find(tmp_path / "test")] == [("amina", "واحد", "one")]


def tsv(folder: Path, *rows: str, head: str = "file\tspeaker\ttranscript\tstart\tend\tconsent") -> Path:
    (folder / "recordings.tsv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return folder


def test_a_training_folder(tmp_path: Path) -> None:
    sound(tmp_path / "a" / "1.wav", 2.0)
    folder = tsv(
        tmp_path,
        "a/1.wav\tp1\tواحد جوج تلاتة\t0.25\t0.75\tc7",
        "a/1.wav\tp1\tلا\t1.5\t\tc7",
        "a/1.wav\tp2\t[unk]\t\t\tc7",
    )
    found = find(folder)
    assert found.words == ("واحد", "جوج", "تلاتة", "لا")
    assert [(each.speaker, each.words, len(each.samples), each.foreign) for each in found] == [
        ("p1", ("واحد", "جوج", "تلاتة"), 4000, False),
        ("p1", ("لا",), 4000, False),
        ("p2", (), 16000, True),
    ]


def test_a_training_folder_needs_no_times(tmp_path: Path) -> None:
    sound(tmp_path / "1.wav")
    folder = tsv(tmp_path, "1.wav\tp1\tآه", head="file\tspeaker\ttranscript")
    assert [each.words for each in find(folder)] == [("آه",)]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("gone.wav\tp1\tآه\t\t\t", "there is no file 'gone.wav'"),
        ("../out.wav\tp1\tآه\t\t\t", "there is no file '../out.wav' in the folder"),
        ("1.wav\t\tآه\t\t\t", "speaker or transcript is empty"),
        ("1.wav\tp1\t \t\t\t", "speaker or transcript is empty"),
        ("1.wav\tp1\tآه\tsoon\t\t", "start and end are seconds"),
        ("1.wav\tp1\tآه\t0.4\t0.2\t", "the part ends before it starts"),
    ],
)
def test_a_wrong_row_is_left_out_and_told_with_its_line(tmp_path: Path, row: str, why: str) -> None:
    sound(tmp_path / "out.wav")
    folder = tmp_path / "kit"
    sound(folder / "1.wav")
    found = find(tsv(folder, "1.wav\tp1\tلا\t\t\t", row))
    assert [each.words for each in found] == [("لا",)]
    assert len(found.skipped) == 1
    assert "recordings.tsv:3: " + why in found.skipped[0]


def test_missing_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match=r"recordings\.tsv:1: the columns speaker, transcript are missing"):
        find(tsv(tmp_path, "1.wav", head="file"))


def test_a_folder_without_recordings_is_told(tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match=r"no recordings; it needs recordings\.tsv, or WAV or FLAC"):
        find(tmp_path)
    with pytest.raises(SpeechError, match="no such folder"):
        find(tmp_path / "gone")

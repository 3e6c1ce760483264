"""The training folder: reads back, holds what was agreed to, and loses whoever withdrew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import soundfile

from assistant.recording import FolderError, Studio, UnknownSpeakerError, export
from assistant.speech.recording import read_rows
from tests.recording.conftest import NOW, comes, says_a_block, spoken


def rows_of(folder: Path):
    return read_rows((folder / "recordings.tsv").read_text(encoding="utf-8"))


def consents(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / "consents.jsonl").read_text(encoding="utf-8").splitlines()]


def test_what_was_said_reads_back(studio: Studio, tmp_path: Path) -> None:
    name = comes(studio)
    studio.describe(name, {"age": "60+", "sex": "woman", "region": "oriental", "phone": "0612345678"})
    count = says_a_block(studio, name)
    assert export(studio.database, tmp_path / "out") == count
    rows = rows_of(tmp_path / "out")
    assert {row.transcript for row in rows} == {prompt.text for prompt in studio.block(name)}
    for row in rows:
        assert (row.speaker, row.line, row.region, row.age, row.sex) == (name, "browser", "oriental", "60+", "woman")
        samples, rate = soundfile.read(tmp_path / "out" / row.file, dtype="int16")
        words = len(row.transcript.split())
        assert rate == 8000
        assert (samples == spoken(words)).all()
        assert 0 <= float(row.start) < float(row.end) <= len(samples) / rate
    assert {row.quality for row in rows} == {"good"}


def test_no_code_and_no_telephone_number_leave(studio: Studio, tmp_path: Path) -> None:
    name = comes(studio)
    studio.describe(name, {"phone": "0612345678"})
    says_a_block(studio, name)
    export(studio.database, tmp_path / "out")
    texts = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir() if path.is_file())
    assert studio.code(name) not in texts
    assert "0612345678" not in texts


def test_each_consent_leaves_with_its_words(studio: Studio, tmp_path: Path) -> None:
    name = comes(studio, "telephone")
    says_a_block(studio, name)
    export(studio.database, tmp_path / "out")
    (told,) = consents(tmp_path / "out")
    assert (told["speaker"], told["line"], told["given_at"]) == (name, "telephone", NOW.isoformat())
    assert "Association Amal" in told["text"]
    assert {row.consent for row in rows_of(tmp_path / "out")} == {told["version"]}


def test_whoever_withdrew_is_gone_from_an_earlier_folder(studio: Studio, tmp_path: Path) -> None:
    stays, goes = comes(studio), comes(studio)
    for name in (stays, goes):
        says_a_block(studio, name)
    out = tmp_path / "out"
    export(studio.database, out)
    assert (out / "audio" / goes).is_dir()
    studio.erase(studio.code(goes))
    export(studio.database, out)
    assert {row.speaker for row in rows_of(out)} == {stays}
    assert [path.name for path in (out / "audio").iterdir()] == [stays]
    assert consents(out)[1] == {"speaker": goes, "withdrawn_at": NOW.isoformat()}


def test_exporting_again_changes_nothing(studio: Studio, tmp_path: Path) -> None:
    says_a_block(studio, comes(studio))
    out = tmp_path / "out"
    snapshots = []
    for _ in "12":
        export(studio.database, out)
        snapshots.append({path: path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert snapshots[0] == snapshots[1]


def test_the_readme_says_how_to_train_and_that_nothing_is_licensed(studio: Studio, tmp_path: Path) -> None:
    export(studio.database, tmp_path / "out")
    readme = (tmp_path / "out" / "README").read_text(encoding="utf-8")
    for part in ("LICENCE: none", "haqqi speech train --vocabulary", "--recordings", "haqqi speech evaluate"):
        assert part in readme


def test_a_person_gets_their_own_voice_and_nobody_elses(studio: Studio, tmp_path: Path) -> None:
    """The right of access; never into a folder that holds the others."""
    mine, other = comes(studio), comes(studio)
    for name in (mine, other):
        says_a_block(studio, name)
    out = tmp_path / "mine"
    assert export(studio.database, out, studio.code(mine)) == 16
    assert {row.speaker for row in rows_of(out)} == {mine}
    assert [told["speaker"] for told in consents(out)] == [mine]
    with pytest.raises(FolderError, match="others"):
        export(studio.database, out, studio.code(mine))
    with pytest.raises(UnknownSpeakerError, match="nine digits"):
        export(studio.database, tmp_path / "none", "1")
    assert not (tmp_path / "none").exists()


def test_only_its_owner_reads_the_folder(studio: Studio, tmp_path: Path) -> None:
    export(studio.database, tmp_path / "out")
    assert (tmp_path / "out").stat().st_mode & 0o077 == 0


def test_a_folder_of_something_else_is_left_alone(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter").write_text("one")
    (tmp_path / "file").write_text("two")
    (tmp_path / "table").mkdir()
    (tmp_path / "table" / "recordings.tsv").write_text("mine\n")
    for name in ("thesis", "file", "table"):
        with pytest.raises(FolderError, match=name):
            export(studio.database, tmp_path / name)


def test_a_table_that_was_tampered_with_deletes_nothing_outside(studio: Studio, tmp_path: Path) -> None:
    out, precious = tmp_path / "out", tmp_path / "precious.flac"
    export(studio.database, out)
    precious.write_text("mine")
    with (out / "recordings.tsv").open("a", encoding="utf-8") as table:
        table.write("\t".join(["../precious.flac", *["x"] * 10]) + "\n")
    export(studio.database, out)
    assert precious.exists()

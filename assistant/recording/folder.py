"""The training folder: sound, the table, what was agreed to, and how to train with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from assistant.recording.errors import FolderError, UnknownSpeakerError
from assistant.speech.recording import Row, read_rows, write_rows
from assistant.speech.recording.manifest import FILE
from assistant.storage import Database, Recording, Speaker, Transaction

CONSENTS, README = "consents.jsonl", "README"
GUIDE = Path(__file__).with_name("data") / "README.export"


def export(database: Database, folder: Path, code: str = "") -> int:
    """Write all voices into a folder that is new, empty or an earlier export; gives how many recordings.

    An earlier export is brought up to date: what was erased meanwhile is gone from it afterwards. With a `code` only
    the voice that has it, for its owner, into a new or empty folder. Raises FolderError.
    """
    earlier = _earlier(folder)
    if code and (folder / FILE).exists():
        raise FolderError(f"{folder}: holds the voices of others; name a new or empty folder")
    try:
        with database.read() as tx:
            owner = _owner(tx, code) if code else ""
            told = [speaker for speaker in tx.recordings.speakers() if owner in ("", speaker.name)]
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            rows = [row for speaker in told for row in _written(tx, speaker, folder)]
        (folder / CONSENTS).write_text("".join(map(_consent, told)), encoding="utf-8")
        (folder / README).write_text(GUIDE.read_text(encoding="utf-8"), encoding="utf-8")
        _remove(folder, earlier - {row.file for row in rows})
        (folder / FILE).write_text(write_rows(rows), encoding="utf-8")
    except OSError as error:
        raise FolderError(f"{error.filename or folder}: {error.strerror}") from error
    return len(rows)


def _owner(tx: Transaction, code: str) -> str:
    name = tx.recordings.named(code)
    if name is None:
        raise UnknownSpeakerError(f"{code}: no voice has this code of nine digits, given at the end of the recording")
    return name


def _earlier(folder: Path) -> set[str]:
    """The sound files of an earlier export."""
    if not folder.exists():
        return set()
    if not folder.is_dir():
        raise FolderError(f"{folder}: not a folder; name one")
    table = folder / FILE
    if not table.exists():
        if any(folder.iterdir()):
            raise FolderError(f"{folder}: holds something else; name a new or empty folder")
        return set()
    try:
        return {row.file for row in read_rows(table.read_text(encoding="utf-8"))}
    except ValueError as error:
        raise FolderError(f"{table}: {error}") from error


def _written(tx: Transaction, speaker: Speaker, folder: Path) -> Iterator[Row]:
    for recording in tx.recordings.of(speaker.id):
        file = f"audio/{speaker.name}/{recording.id}.flac"
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(recording.audio)
        yield _row(file, speaker, recording)


def _row(file: str, speaker: Speaker, recording: Recording) -> Row:
    about = speaker.about
    return Row(
        file=file,
        speaker=speaker.name,
        transcript=recording.transcript,
        start=f"{recording.start:.3f}",
        end=f"{recording.end:.3f}",
        line=speaker.line,
        region=about.get("region", ""),
        age=about.get("age", ""),
        sex=about.get("sex", ""),
        consent=speaker.consent.version,
        quality=recording.quality,
    )


def _consent(speaker: Speaker) -> str:
    """One line: what was agreed to, or only that it was withdrawn."""
    if speaker.withdrawn_at is not None:
        told = {"speaker": speaker.name, "withdrawn_at": speaker.withdrawn_at.isoformat()}
    else:
        given = speaker.consent
        told = {
            "speaker": speaker.name,
            "version": given.version,
            "given_at": given.at.isoformat(),
            "line": speaker.line,
            "how": given.how,
            "text": given.text,
        }
    return json.dumps(told, ensure_ascii=False) + "\n"


def _remove(folder: Path, files: set[str]) -> None:
    """Take away what an earlier export wrote; a table that was tampered with leads to nothing outside the folder."""
    root = folder.resolve()
    for file in sorted(files):
        path = (folder / file).resolve()
        if path.is_relative_to(root) and path.suffix == ".flac":
            path.unlink(missing_ok=True)
            if path.parent != root and not any(path.parent.iterdir()):
                path.parent.rmdir()

"""Recordings of people, from a folder of any of three shapes.

* A training folder, as the recording kit exports it: `recordings.tsv` (tab separated, with a header) has the columns
  `file speaker transcript` and, where a file holds several utterances, `start end` in seconds; others are ignored.
* Arabic Speech Commands: `<speaker>/<keyword>.flac`; a file of exactly ten seconds is ten takes of one second.
* Anything sorted by word: `<speaker>/<label or keyword>/<file>`, or files whose names begin with a keyword, a label or
  a digit (`7_seven_12.wav`); the folder that such a file is in names the speaker.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from assistant.speech.audio import RATE, Samples, read
from assistant.speech.errors import SpeechError

TSV = "recordings.tsv"
COLUMNS = ("file", "speaker", "transcript")
SOUNDS = (".wav", ".flac")
TAKES, TAKE = 10, RATE
"""A file of Arabic Speech Commands: so many takes of so many samples."""
FOREIGN = "[unk]"
_ARABIC = re.compile(r"[\u0621-\u065f\u0670-\u06d3]+")


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word of Arabic Speech Commands: the recogniser's label, None where it has none, and its phones as written."""

    label: str | None
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """An utterance: who speaks, the words (none: a word that the recogniser does not know), samples of 8 kHz, the
    keyword where its source has one, and where it is from."""

    speaker: str
    words: tuple[str, ...]
    samples: Samples = field(repr=False)
    keyword: str
    source: str

    @property
    def foreign(self) -> bool:
        return not self.words


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where a recording is to be found. `start` and `end` in seconds, of a part of the file."""

    path: Path
    speaker: str
    words: tuple[str, ...]
    keyword: str = ""
    start: float | None = None
    end: float | None = None


@dataclass
class Recordings:
    """A folder's recordings, read one after the other. `skipped`: what was left out, and why; complete once all are
    read."""

    folder: Path
    entries: Sequence[_Entry]
    skipped: list[str]

    def only(self, speakers: Collection[str]) -> Recordings:
        """Those of these speakers; of everybody where none is named. Raises SpeechError where one is not there."""
        if unknown := set(speakers) - {entry.speaker for entry in self.entries}:
            raise SpeechError(f"{self.folder}: nobody here is called {', '.join(sorted(unknown))}")
        kept = [entry for entry in self.entries if not speakers or entry.speaker in speakers]
        return Recordings(self.folder, kept, self.skipped)

    def __len__(self) -> int:
        """How many entries there are; a file of ten takes is one."""
        return len(self.entries)

    @property
    def words(self) -> tuple[str, ...]:
        """Every word of the folder, in the order of its first recording."""
        return tuple(dict.fromkeys(word for entry in self.entries for word in entry.words))

    def __iter__(self) -> Iterator[Recording]:
        path, samples = None, None
        for entry in self.entries:
            if entry.path != path:
                path, samples = entry.path, self._read(entry.path)
            if samples is not None:
                yield from _takes(entry, samples, str(entry.path.relative_to(self.folder)))

    def _read(self, path: Path) -> Samples | None:
        try:
            return read(path)
        except SpeechError as error:
            self.skipped.append(str(error))
            return None


@cache
def keywords() -> dict[str, Keyword]:
    """The words of Arabic Speech Commands by their English names (`zero`, `zoom-in`)."""
    text = (Path(__file__).parent / "data" / "arabic-speech-commands.yaml").read_text(encoding="utf-8")
    entries = yaml.safe_load(text).items()
    return {name: Keyword(entry.get("label"), tuple(entry["phones"].split())) for name, entry in entries}


def find(folder: Path) -> Recordings:
    """The recordings of a folder. Raises SpeechError where there are none."""
    if not folder.is_dir():
        raise SpeechError(f"{folder}: no such folder; name one with recordings")
    found = _listed(folder) if (folder / TSV).is_file() else _sorted_by_word(folder)
    if not found.entries:
        why = f" ({found.skipped[0]})" if found.skipped else ""
        raise SpeechError(f"{folder}: no recordings; it needs {TSV}, or WAV or FLAC files sorted by word{why}")
    return found


def _takes(entry: _Entry, samples: Samples, source: str) -> Iterator[Recording]:
    if entry.keyword == entry.path.stem and len(samples) == TAKES * TAKE:
        for take in range(TAKES):
            part = samples[take * TAKE : (take + 1) * TAKE]
            yield Recording(entry.speaker, entry.words, part, entry.keyword, f"{source}#{take}")
        return
    if entry.start is not None:
        source += f"@{entry.start}"
        samples = samples[round(entry.start * RATE) : None if entry.end is None else round(entry.end * RATE)]
    yield Recording(entry.speaker, entry.words, samples, entry.keyword, source)


# A training folder ------------------------------------------------------------------------------------------


def _listed(folder: Path) -> Recordings:
    found = Recordings(folder, entries := [], [])
    path = folder / TSV
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        lacking = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if lacking:
            raise SpeechError(f"{path}:1: the columns {', '.join(lacking)} are missing")
        for line, row in enumerate(reader, start=2):
            entry = _row(folder, {column: cell or "" for column, cell in row.items() if isinstance(column, str)})
            if isinstance(entry, str):
                found.skipped.append(f"{path}:{line}: {entry}")
            else:
                entries.append(entry)
    return found


def _row(folder: Path, row: dict[str, str]) -> _Entry | str:
    """The row's entry, or what is wrong with it."""
    path = folder / row["file"]
    if not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
        return f"there is no file '{row['file']}' in the folder"
    if not row["speaker"] or not row["transcript"].strip():
        return "speaker or transcript is empty"
    try:
        start, end = (float(row[name]) if row.get(name) else None for name in ("start", "end"))
    except ValueError:
        return "start and end are seconds, such as 1.25"
    if (start or 0.0) < 0 or (end is not None and end <= (start or 0.0)):
        return "the part ends before it starts"
    words = tuple(word for word in row["transcript"].split() if word != FOREIGN)
    return _Entry(path, row["speaker"], words, "", start if end is None else start or 0.0, end)


# Files sorted by word ---------------------------------------------------------------------------------------


def _sorted_by_word(folder: Path) -> Recordings:
    found = Recordings(folder, entries := [], [])
    for path in _sounds(folder):
        entry = _placed(path, path.relative_to(folder).parts[:-1], folder.name)
        if entry is None:
            found.skipped.append(f"{path}: neither its name nor its folder begins with a keyword, a label or a digit")
        else:
            entries.append(entry)
    return found


def _sounds(folder: Path) -> list[Path]:
    """The sound files below a folder. Speakers' folders may be links to folders elsewhere."""
    below = (each for top in folder.iterdir() for each in (top.rglob("*") if top.is_dir() else [top]))
    return sorted(each for each in below if each.suffix.lower() in SOUNDS and each.is_file())


def _placed(path: Path, folders: Sequence[str], root: str) -> _Entry | None:
    """The entry of a file by its folders below the root: a folder named as a word goes before the file's own name,
    but one named by a digit may as well be a speaker, so that a word in the file's name goes before it."""
    said = _said(folders[-1]) if folders else None
    numbered = said is not None and folders[-1].isdecimal() and _spelled(path.stem)
    if said and not numbered and path.stem not in keywords():
        first_token = re.split(r"[_-]", path.stem)[0]
        speaker = "/".join(folders[:-1]) or first_token
        return _Entry(path, speaker, *said)
    said = _said(path.stem)
    return _Entry(path, "/".join(folders) or root, *said) if said else None


def _said(name: str) -> tuple[tuple[str, ...], str] | None:
    """The words and keyword with which a name begins (`7_seven_12`, `zoom-in.3`, `واحد_2`, `7`), or None."""
    first = _tokens(name)[:1]
    return _spelled(name) or (_digit(first[0]) if first else None)


def _tokens(name: str) -> list[str]:
    return [token for token in re.split(r"[\s_.-]+", name.lower()) if token]


def _spelled(name: str) -> tuple[tuple[str, ...], str] | None:
    tokens = _tokens(name)
    if len(tokens) > 1 and _digit(tokens[0]) and tokens[1] in keywords():
        tokens = tokens[1:]
    for keyword in ("-".join(tokens[:2]), "-".join(tokens[:1])):
        if keyword in keywords():
            label = keywords()[keyword].label
            return ((label,) if label else ()), keyword
    words = tuple(itertools.takewhile(_ARABIC.fullmatch, tokens))
    return (words, "") if words else None


def _digit(token: str) -> tuple[tuple[str, ...], str] | None:
    if not (len(token) == 1 and token.isdecimal()):
        return None
    keyword = tuple(keywords())[int(token)]
    return (keywords()[keyword].label or "",), keyword

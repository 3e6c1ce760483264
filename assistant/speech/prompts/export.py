"""Writes the voice actor's script: a table for a spreadsheet, and a page to print."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from assistant.language import Bundles
from assistant.speech.prompts.errors import PromptError
from assistant.speech.prompts.script import Line, headings, script

COLUMNS = ("file", "text", "how", "where", "journey", "seconds")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, full-width forms included."""


def export(bundles: Bundles, voice: str, folder: Path) -> list[Line]:
    """Write <folder>/<voice>/script.csv and script.html; gives what is in them. Raises PromptError where it cannot."""
    lines = script(bundles, voice)
    place = folder / voice
    try:
        place.mkdir(parents=True, exist_ok=True)
        write_table(place / "script.csv", lines)
        (place / "script.html").write_text(page(voice, lines), encoding="utf-8")
    except OSError as error:
        raise PromptError(f"{place}: cannot be written ({error.strerror}); name another folder") from error
    return lines


def write_table(path: Path, lines: Sequence[Line]) -> None:
    """A CSV that a spreadsheet opens as text, in any script."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for line in lines:
            cells = (line.file, line.text, line.how, line.where, line.journey, f"{line.seconds:.1f}")
            writer.writerow([safe(cell) for cell in cells])


def safe(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def page(voice: str, lines: Sequence[Line]) -> str:
    """The script as one HTML page that prints on A4, from right to left in Arabic script."""
    templates = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    arabic = voice.endswith("-Arab")
    journeys = [(name, list(part)) for name, part in groupby(lines, lambda line: line.journey)]
    return templates.get_template("script.html").render(
        lang=voice, direction="rtl" if arabic else "ltr", page=headings(voice), journeys=journeys
    )

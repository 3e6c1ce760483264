"""The voice actor's script: every clip, how to say it, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.language import Bundles, Speaker
from assistant.language.aloud import all_words
from assistant.speech.prompts.errors import PromptError
from assistant.speech.prompts.export import export, page, safe, write_table
from assistant.speech.prompts.script import Line, script

BUNDLES = Bundles.load(Path(__file__).parents[2] / "locales")
VOICES = Speaker(BUNDLES).voices


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("voice", VOICES)
def test_the_script_holds_every_clip_once(tmp_path: Path, voice: str) -> None:
    export(BUNDLES, voice, tmp_path)
    files = [row["file"] for row in rows(tmp_path / voice / "script.csv")]
    assert len(files) == len(set(files))
    assert set(files) == {f"{phrase.id}.wav" for phrase in Speaker(BUNDLES).phrases(voice)}


@pytest.mark.parametrize("voice", VOICES)
def test_every_word_of_numbers_dates_and_keys_has_a_clip(voice: str) -> None:
    texts = {line.text for line in script(BUNDLES, voice)}
    speaker = Speaker(BUNDLES)
    assert {speaker.word(voice, word) for word in all_words(voice)} <= texts


@pytest.mark.parametrize(
    ("file", "how"),
    [
        ("say-3.wav", "seul, bien net, la voix ne tombe pas"),
        ("say-and-1.wav", "lié à ce qui précède, sans pause"),
        ("say-month-3.wav", "au milieu d'une phrase, la voix ne tombe pas"),
        ("say-press-2.wav", "calme, le chiffre bien net"),
        ("menu-main.wav", "question, aimable, sans hâte"),
        ("menu-main.rights.wav", "un choix parmi d'autres, la voix ne tombe pas"),
        ("confirm-identifier.1.wav", "début de phrase : un nombre ou un mot suit"),
        ("soft-thanks.wav", "phrase entière, calme"),
    ],
)
def test_it_tells_how_to_say_each(file: str, how: str) -> None:
    [line] = [line for line in script(BUNDLES, "fr") if line.file == file]
    assert line.how == how


def test_it_tells_the_message_around_a_part() -> None:
    [line] = [line for line in script(BUNDLES, "fr") if line.file == "appeal-days.1.wav"]
    assert line.where.startswith("Il vous reste … jours, jusqu'au …")


@pytest.mark.parametrize("text", ["=1+1", "+212", "-1", "@x", "\tx", "\rx", "\n=x", "  =x", "＝1", "＠x"])
def test_a_cell_is_no_formula(tmp_path: Path, text: str) -> None:
    assert safe(text) == f"'{text}"
    write_table(tmp_path / "x.csv", [Line("a.wav", text, text, text, text, 1.0)])
    [row] = rows(tmp_path / "x.csv")
    assert all(not cell.lstrip(" ").startswith(tuple("=+-@\t\r\n＝＠")) for cell in row.values())


def test_other_cells_are_as_they_are() -> None:
    assert safe("زيرو") == "زيرو"
    assert safe("a=b") == "a=b"


def test_the_page_is_read_from_right_to_left_in_arabic_script() -> None:
    assert '<html lang="ary-Arab" dir="rtl">' in page("ary-Arab", script(BUNDLES, "ary-Arab"))
    assert '<html lang="fr" dir="ltr">' in page("fr", script(BUNDLES, "fr"))


def test_a_text_with_markup_is_inert_on_the_page() -> None:
    hostile = "<script>alert(1)</script>"
    made = page("fr", [Line("a.wav", hostile, hostile, hostile, hostile, 1.0)])
    tags: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign]
    parser.feed(made)
    assert "script" not in tags


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "fr").write_text("a file in its place", encoding="utf-8")
    with pytest.raises(PromptError, match=r"cannot be written .*; name another folder"):
        export(BUNDLES, "fr", tmp_path)

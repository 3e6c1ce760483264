"""Fluent files are read whole, and a fault stops the load with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import Bundles, LocaleError
from assistant.language.catalogue import read_file
from tests.language.conftest import Write


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a = b\nc = { $x\nd = e\n", 2, "Expected token"),
        ("a = b\n\n\n    .b = x\nc\n", 5, "Expected token"),
        ("a = b\n\nc = d }\n", 3, "brace"),
        ("a = b\n\na = c\n", 3, "'a' is there already"),
        ("a = b\n    .x = c\n    .x = d\n", 3, "'a.x' is there already"),
        ("a =\n", 1, "Expected message"),
        ("#no space\n", 1, "Expected token"),
        ("1a = b\n", 1, "Expected an entry start"),
    ],
)
def test_a_fault_names_file_and_line(write: Write, text: str, line: int, what: str) -> None:
    folder = write(fr=text)
    with pytest.raises(LocaleError, match=what) as raised:
        Bundles.load(folder)
    assert str(raised.value).startswith(f"{folder / 'fr' / 'flow.ftl'}:{line}:")


def test_an_id_in_two_files_names_both(write: Write) -> None:
    folder = write(fr="a = b")
    (folder / "fr" / "other.ftl").write_text("x = y\na = c\n")
    with pytest.raises(LocaleError, match=r"other\.ftl:2: 'a' is there already \(.*flow\.ftl:1\)"):
        Bundles.load(folder)


def test_a_file_that_is_not_utf8(write: Write) -> None:
    folder = write(fr="a = b")
    (folder / "fr" / "flow.ftl").write_bytes("a = é".encode("latin-1"))
    with pytest.raises(LocaleError, match="save the file as UTF-8"):
        Bundles.load(folder)


def test_a_missing_fallback_stops_the_load(write: Write) -> None:
    with pytest.raises(LocaleError, match="no texts in the fallback 'fr'"):
        Bundles.load(write(ary_Arab="a = b"))


def test_comments_and_blank_lines_are_no_entries(tmp_path: Path) -> None:
    file = tmp_path / "flow.ftl"
    file.write_text("\n### all\n\n# one\na = b\n\n   \n## group\nc = d\n# last\n")
    assert [entry.id for entry in read_file(file)] == ["a", "c"]


def test_entries_know_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "flow.ftl"
    file.write_text("# about\na = b\n    .x = c\n\n-t = { $n }\n\nm =\n    two\n    lines\n    .y = { -t }\n")
    entries = {entry.id: entry for entry in read_file(file)}
    assert {name: entry.line for name, entry in entries.items()} == {"a": 2, "-t": 5, "m": 7}
    assert entries["a"].texts["x"].line == 3
    assert entries["m"].texts["y"].line == 10


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "flow.ftl"
    file.write_bytes(b"\xef\xbb\xbfa = b\r\n    .x = c \r\n")
    assert [(entry.id, entry.texts["x"].words) for entry in read_file(file)] == [("a", "c")]


ODD_LINES = [
    "a = word", "b = { $x } word", "b-2=two  words  ", "c =", "g_h = | # .", "g = }", "é = x",
    "e = 'x' \"y\"", "f = \\u0041",
    "-t = term", "d = {", "    .x = y", "    .x = { -t }", " .z= [y] *", "    .x =",
    "    .é = x", "    more", "    [one] x", "    }", "}", "", "   ", "# note", "#", "#bad", "\tq",
]  # fmt: skip


@given(st.lists(st.sampled_from(ODD_LINES), max_size=8))
def test_what_is_read_is_what_fluent_reads(source: list[str]) -> None:
    """The short cut for plain messages takes nothing that Fluent refuses, and reads what it takes alike."""
    text = "\n".join([*source, ""])
    expected = _by_fluent(text)
    try:
        read = _by_us(text)
    except LocaleError:
        read = None
    assert read == expected


def _by_us(text: str) -> dict[str, dict[str, str | None]]:
    found: dict[str, dict[str, str | None]] = {}
    for entry in read_file(_Source(text)):  # type: ignore[arg-type]
        found.setdefault(entry.id, {name: part.words for name, part in entry.texts.items()})
    return found


class _Source:
    """Stands for a path, to spare a thousand files."""

    def __init__(self, text: str) -> None:
        self._text = text

    def read_text(self, encoding: str) -> str:
        return self._text


def _by_fluent(text: str) -> dict[str, dict[str, str | None]] | None:
    found: dict[str, dict[str, str | None]] = {}
    for node in FluentParser().parse(text).body:
        if isinstance(node, ast.Junk):
            return None
        if isinstance(node, ast.Message | ast.Term):
            names = [attribute.id.name for attribute in node.attributes]
            if len(set(names)) < len(names):
                return None  # Fluent takes an attribute twice; we do not
            texts = {"": _words(node.value)} if node.value else {}
            texts |= {attribute.id.name: _words(attribute.value) for attribute in node.attributes}
            found.setdefault(("-" if isinstance(node, ast.Term) else "") + node.id.name, texts)
    return found


def _words(pattern: ast.Pattern) -> str | None:
    texts = [element.value for element in pattern.elements if isinstance(element, ast.TextElement)]
    return "".join(texts) if len(texts) == len(pattern.elements) else None

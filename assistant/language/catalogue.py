"""Fluent files read into texts that know their file and line.

Fluent's own parser takes some 0.3 ms a message, and most of our messages hold nothing but words, a line each.
Those lines are read as they stand, by a grammar narrower than Fluent's; every other entry goes through its
parser. Either way a fault stops the load.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from assistant.language.errors import LocaleError

_ENTRY_START = re.compile(r"[a-zA-Z#-]")
_PLAIN_VALUE = re.compile(r"([a-zA-Z][\w-]*) *= *([^{}]*?) *", re.ASCII)
_PLAIN_ATTRIBUTE = re.compile(r" +\.([a-zA-Z][\w-]*) *= *([^{} ][^{}]*?) *", re.ASCII)


@dataclass(frozen=True, slots=True)
class Text:
    """A message's value or one of its attributes."""

    line: int
    words: str | None
    """The text as it stands; None where Fluent must put it together."""
    variables: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    """What else it is made of: `id`, `id.attribute` or `-term`."""
    pieces: tuple[str, ...] = ()
    """Its words between the arguments, those of every branch included."""
    branches: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The variables that choose between branches, each with the keys it is compared to."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A message or a term (its id then begins with '-'); its value stands under ''."""

    id: str
    path: Path
    line: int
    texts: dict[str, Text]
    node: ast.Message | ast.Term | None = None
    """What Fluent makes of it; None for a message of nothing but words."""


@dataclass(slots=True)
class _Block:
    line: int
    lines: list[str] = field(default_factory=list)


def read_folder(folder: Path) -> dict[str, Entry]:
    """All entries of a locale's folder by id. Raises LocaleError for bad syntax and for an id given twice."""
    entries: dict[str, Entry] = {}
    for path in sorted(folder.glob("*.ftl")):
        for entry in read_file(path):
            first = entries.setdefault(entry.id, entry)
            if first is not entry:
                there = f"{first.path}:{first.line}"
                raise LocaleError(f"{path}:{entry.line}: '{entry.id}' is there already ({there}); keep one of the two")
    return entries


def read_file(path: Path) -> Iterator[Entry]:
    """The entries of one file, in order. Raises LocaleError that names file and line."""
    try:
        source = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LocaleError(f"{path}:1: not UTF-8 ({error.reason}); save the file as UTF-8") from error
    for block in _blocks(source):
        yield from _plain(path, block) or _parsed(path, block)


def _blocks(source: str) -> Iterator[_Block]:
    """The source cut where a line begins with a letter, '-' or '#'; an entry's other lines are indented."""
    block = _Block(1)
    for number, line in enumerate(source.split("\n"), 1):
        if _ENTRY_START.match(line):
            if block.lines:
                yield block
            block = _Block(number)
        if line.strip(" ") or block.lines:
            block.lines.append(line)
    if block.lines:
        yield block


def _plain(path: Path, block: _Block) -> list[Entry]:
    """The block's entry, where it is a message of nothing but words, one line each."""
    head, *rest = block.lines
    value = _PLAIN_VALUE.fullmatch(head)
    if not value:
        return []
    texts = {"": _words(block.line, value[2])} if value[2] else {}
    for number, line in enumerate(rest, block.line + 1):
        attribute = _PLAIN_ATTRIBUTE.fullmatch(line)
        if attribute and attribute[1] not in texts:
            texts[attribute[1]] = _words(number, attribute[2])
        elif line.strip(" "):
            return []
    return [Entry(value[1], path, block.line, texts)] if texts else []


def _words(line: int, words: str) -> Text:
    return Text(line, words, pieces=(words,))


def _parsed(path: Path, block: _Block) -> Iterator[Entry]:
    """What Fluent makes of the block: one entry, or none for a comment."""
    source = "\n".join([*block.lines, ""])  # a lone '#' is a comment only with its line's end
    for node in FluentParser().parse(source).body:
        if isinstance(node, ast.Junk):
            fault = node.annotations[0]
            below = source.count("\n", 0, fault.span.start if fault.span else 0)
            line = block.line + min(below, len(block.lines) - 1)
            raise LocaleError(f"{path}:{line}: {fault.message}; see https://projectfluent.org/fluent/guide")
        if isinstance(node, ast.Message | ast.Term):
            yield _entry(path, block.line, source, node)


def _entry(path: Path, first: int, source: str, node: ast.Message | ast.Term) -> Entry:
    name = f"-{node.id.name}" if isinstance(node, ast.Term) else node.id.name
    texts = {"": _text(node.value, first)} if node.value else {}
    for attribute in node.attributes:
        line = first + source.count("\n", 0, attribute.span.start if attribute.span else 0)
        if attribute.id.name in texts:
            raise LocaleError(f"{path}:{line}: '{name}.{attribute.id.name}' is there already; keep one of the two")
        texts[attribute.id.name] = _text(attribute.value, line)
    return Entry(name, path, first, texts, node)


def _text(pattern: ast.Pattern, line: int) -> Text:
    parts = _Parts()
    parts.visit(pattern)
    whole = all(isinstance(element, ast.TextElement) for element in pattern.elements)
    return Text(
        line,
        "".join(parts.pieces) if whole else None,
        frozenset(parts.variables),
        frozenset(parts.references),
        tuple(parts.pieces),
        tuple(parts.branches),
    )


class _Parts(Visitor):
    """Collects what a pattern is put together from."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.references: set[str] = set()
        self.pieces: list[str] = []
        self.branches: list[tuple[str, tuple[str, ...]]] = []

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802 - Fluent's name, as below
        self.pieces.append(node.value)

    def visit_StringLiteral(self, node: ast.StringLiteral) -> None:  # noqa: N802
        self.pieces.append(str(node.parse()["value"]))

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.variables.add(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:  # noqa: N802
        self._refer(f"-{node.id.name}", node)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
        self._refer(node.id.name, node)

    def _refer(self, name: str, node: ast.TermReference | ast.MessageReference) -> None:
        self.references.add(f"{name}.{node.attribute.name}" if node.attribute else name)
        self.generic_visit(node)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
        if isinstance(node.selector, ast.VariableReference):
            keys = (variant.key for variant in node.variants)
            names = tuple(key.name if isinstance(key, ast.Identifier) else key.value for key in keys)
            self.branches.append((node.selector.id.name, names))
        self.generic_visit(node)

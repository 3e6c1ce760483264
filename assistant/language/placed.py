"""Values that leave a mark in a text in place of themselves, so that it can be cut into what is fixed and what is not.

They choose between a text's branches as the values themselves would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fluent.runtime.types import FluentType, fluent_number

_MARK = 0xE000
"""The first of the characters that Unicode leaves to private use: none stands in a text."""
_WIDTH = 20
"""Digits to which a number is filled with zeros, and one more for each place: Fluent makes no other mark of a number
that is to choose a plural."""
_MARKED = re.compile(rf"([\ue000-\uefff]|(?<!\d)\d{{{_WIDTH},}}(?!\d))", re.ASCII)


class _Text(FluentType, str):
    """A text that is shown as its mark."""

    mark: str

    def format(self, locale: object) -> str:  # type: ignore[override]  # noqa: ARG002 - of FluentType, not of str
        return self.mark


def placed(place: int, value: str, form: str) -> object:
    """The value as Fluent takes it, for the `place`-th argument; a number where its form counts."""
    if form in ("count", "days") and value.isdecimal() and len(value) < _WIDTH:
        return fluent_number(int(value), useGrouping=False, minimumIntegerDigits=_WIDTH + place)
    marked = _Text(value)
    marked.mark = chr(_MARK + place)
    return marked


def cut(text: str) -> Iterator[str | int]:
    """The fixed pieces of a text, and the places of the values between them."""
    for piece in _MARKED.split(text):
        if not piece:
            continue
        if not _MARKED.fullmatch(piece):
            yield piece
        else:
            yield len(piece) - _WIDTH if piece.isdecimal() else ord(piece) - _MARK

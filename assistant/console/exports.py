"""Tables as CSV that a spreadsheet program opens as text: no cell of ours is ever taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
"""What a cell of a formula may begin with, full width too (OWASP, CSV injection)."""
BYTE_ORDER_MARK = "\ufeff"
"""By which spreadsheet programs know UTF-8."""


def cell(value: object) -> str:
    """A value as it stands in a cell; what could be a formula gets an apostrophe in front."""
    text = str(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return text
    return f"'{text}" if text.lstrip(" \u00a0\u200b\u200e\u200f\ufeff").startswith(FORMULA) else text


def csv_text(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table, every cell quoted."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow([cell(name) for name in head])
    writer.writerows([cell(value) for value in row] for row in rows)
    return BYTE_ORDER_MARK + out.getvalue()


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """The table as a file to keep."""
    return download(name, "text/csv; charset=utf-8", csv_text(head, rows))


def download(name: str, type: str, text: str) -> Response:
    response = Response(text, content_type=type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

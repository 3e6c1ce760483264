"""`haqqi understand`: one utterance, or a file of them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, TextIO

from assistant.understanding.answer import UnderstandingError
from assistant.understanding.understand import expect, understand

COLUMNS = ("kind", "channel", "context", "utterance")


def one(kind: str, context: str, text: str, channel: str) -> dict[str, Any]:
    """The answer as the contract gives it; raises UnderstandingError on an unknown kind or context."""
    answer = understand(text, expect(kind, context), channel)  # type: ignore[arg-type]
    return {
        "answer": answer.value,
        "confidence": answer.confidence,
        "level": answer.level,
        "reason": answer.reason.sentence(),
        "about": answer.about,
    }


def rows(path: Path, out: TextIO) -> None:
    """Understand each row of a TSV file (no quoting) and write the rows with their answers, NONE for none."""
    out.write("\t".join((*COLUMNS, "answer")) + "\n")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = set(COLUMNS) - set(reader.fieldnames or ())
        if missing:
            raise UnderstandingError(f"{path}:1: the columns {', '.join(sorted(missing))} are missing")
        for row in reader:
            cells = [row[column] or "" for column in COLUMNS]
            kind, channel, context, text = cells
            answer = understand(text, expect(kind, context), channel)  # type: ignore[arg-type]
            out.write("\t".join((*cells, answer.value or "NONE")) + "\n")

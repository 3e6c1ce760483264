"""Characters that make a Latin-script SMS hold 70 characters in place of 160."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from assistant.language.bundle import Bundle
from assistant.language.report import Problem, problem_at
from assistant.language.sms import is_latin, segments, soften
from assistant.language.tables import read_tsv


def costly_characters(bundle: Bundle) -> Iterator[Problem]:
    """Each such character in a printed text of a Latin-script locale, with what to write instead."""
    if not is_latin(bundle.locale):
        return
    for entry, text in bundle.printed():
        for character in segments(soften("".join(text.pieces), bundle.locale)).culprits:
            advice = _advice().get(character, "write another character")
            what = f"'{character}' in '{entry.id}' leaves an SMS 70 characters in place of 160"
            yield problem_at(entry, text.line, f"{what}: {advice}")


@cache
def _advice() -> dict[str, str]:
    return {character: instead for character, instead in read_tsv("rephrase.tsv")}  # noqa: C416 - typed as pairs

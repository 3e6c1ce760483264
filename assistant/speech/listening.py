"""What to listen for at a question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.speech.call.values import RECORD
from assistant.speech.recogniser import Grammar
from assistant.speech.vocabulary import is_single, phrases, vocabulary
from assistant.understanding import Kind

STRINGS: tuple[Kind, ...] = ("digits", "identifier", "phone")
"""Kinds of many short words, of which a filler swallows some: their length tells what was foreign."""


def listen_for(
    kind: Kind, context: str = "", labels: Iterable[Sequence[str]] = (), also: Kind | None = None
) -> Grammar:
    """The grammar of a question. `labels`: what each option of a menu is called; `also`: the other kind that the
    question takes; `context` as for understanding, or RECORD, at which any word may be said."""
    if context == RECORD:
        return Grammar(tuple(word.text for word in vocabulary().words), single=False, others=True)
    options = [tuple(option) for option in labels]
    single = is_single(kind, options, also) or "len=1" in context.split(";")
    return Grammar(phrases(kind, context, options, also), single, others=kind not in STRINGS)

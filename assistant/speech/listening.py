"""What to listen for at a question, and what was meant by what was heard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.speech.recogniser import Grammar
from assistant.speech.vocabulary import grammar
from assistant.understanding import Kind

ONE_WORD: tuple[Kind, ...] = ("yesno", "navigation", "menu")
"""Kinds that are answered by one word, unless an option is called by several."""
STRINGS: tuple[Kind, ...] = ("digits", "identifier", "phone")
"""Kinds of many short words, in which a filler would swallow some: their length tells what was foreign."""


def listen_for(
    kind: Kind, context: str = "", labels: Iterable[Sequence[str]] = (), also: Kind | None = None
) -> Grammar:
    """The grammar of a question. `labels`: what each option of a menu is called; `context` as for understanding."""
    options = list(labels)
    phrases = grammar(kind, context, options, also)
    spelt_out = any(len(label.split()) > 1 for option in options for label in option)
    single = kind in ONE_WORD and not spelt_out and not also
    return Grammar(phrases, single or "len=1" in context.split(";"), others=kind not in STRINGS)

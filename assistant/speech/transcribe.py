"""`haqqi transcribe`: files as the telephone line would hear them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from assistant.speech.audio import RATE, read
from assistant.speech.choose import Rule, choose
from assistant.speech.line import BEFORE, on_the_line, seeded
from assistant.speech.listening import listen_for
from assistant.speech.model import UNKNOWN_WORD, Model
from assistant.speech.recogniser import OPEN, Grammar, Heard, Word
from assistant.understanding import Expectation, Kind, expect

ALSO_CALLED: dict[str, Kind] = {"number": "count", "amount": "money"}
LEAD = len(BEFORE) / RATE
"""Seconds of silence that the line puts before a file."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a recording answers: the words listened for, and what is expected of them (None: only words)."""

    grammar: Grammar
    expectation: Expectation | None = None
    rule: Rule | None = None


def question(kind: str | None, context: str, words: Sequence[str], one_word: bool, identifier: Rule) -> Question:
    """The question of the command's options. `words` take the place of the kind's own grammar; `identifier`: the rule
    that an identifier's digits keep. Raises UnderstandingError on an unknown kind or a context without sense."""
    kind = ALSO_CALLED.get(kind or "", cast(Kind, kind)) if kind else None
    expectation = expect(kind, context) if kind else None
    labels = [[label] for label in context.split("|")] if kind in ("menu", "choices") else []
    grammar = listen_for(kind, context, labels) if kind else OPEN
    if words:
        phrases = tuple(word for word in words if word != UNKNOWN_WORD)
        grammar = Grammar(phrases, one_word, others=UNKNOWN_WORD in words)
    elif one_word:
        grammar = Grammar(grammar.phrases, single=True, others=grammar.others)
    return Question(grammar, expectation, identifier if kind == "identifier" else None)


def transcribe(files: Sequence[Path], model: Model, question: Question) -> Iterator[dict[str, Any]]:
    """One object a file, as the contract gives it. Raises SpeechError on a file that cannot be read."""
    for file in files:
        samples = on_the_line(read(file), "clean", seeded(0, file.name))
        yield {"file": str(file), **_told(model.hear(samples, question.grammar), question)}


def _told(heard: Heard, question: Question) -> dict[str, Any]:
    text, confidence, words, answer = heard.text, heard.confidence, heard.words, None
    if question.expectation is not None:
        choice = choose(heard, question.expectation, question.rule)
        text, confidence, answer = choice.text, choice.confidence, choice.answer.value
        words = next((each.words for each in heard.alternatives if each.text == text), ())
    return {"text": text, "confidence": round(confidence, 4), "words": list(map(_word, words)), "answer": answer}


def _word(word: Word) -> dict[str, Any]:
    """A word with its seconds in the file."""
    return {
        "word": word.text,
        "start": round(max(word.start - LEAD, 0.0), 2),
        "end": round(max(word.end - LEAD, 0.0), 2),
    }

"""Whether a model can hear the vocabulary: its word list against ours, without loading it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.language import Problem
from assistant.speech.vocabulary.check import problem_at
from assistant.speech.vocabulary.words import Vocabulary

STARTER = Path(__file__).parents[1] / "models" / "starter"
"""The model that comes with the package."""
WORDS = Path("graph") / "words.txt"
DESCRIPTIONS = ("README.md", "LICENSE", "report.md")
"""Files of a model's folder that may say what it is good for, the first that is there."""
UNSAID = "a starter: keys and read-back carry the line"


def deaf_to(model: Path, vocabulary: Vocabulary) -> list[Problem]:
    """The words that the model lacks, and the model itself where it is not there."""
    listed = model / WORDS
    if not listed.is_file():
        text = "no model's word list here; name a Vosk model in HAQQI_SPEECH_MODEL (until then keys carry the line)"
        return [Problem("warning" if model == STARTER else "error", str(listed), 1, text)]
    heard = {line.split()[0] for line in _lines(listed)}
    lacking = [word for word in vocabulary if word.text not in heard]
    return [problem_at(word, f"{word.text}: the model {model.name} cannot hear it; train it again") for word in lacking]


def good_for(model: Path) -> str:
    """What a model is good for, in the first line of its own description that is no heading."""
    return next(_sentences(model), UNSAID)


def _sentences(model: Path) -> Iterator[str]:
    for name in DESCRIPTIONS:
        if (model / name).is_file():
            yield from (line for line in _lines(model / name) if line[0].isalpha())


def _lines(file: Path) -> Iterator[str]:
    lines = map(str.strip, file.read_text(encoding="utf-8", errors="replace").splitlines())
    return filter(None, lines)

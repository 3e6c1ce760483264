"""What is wrong with a vocabulary: what a recogniser could not be built from, or could not tell apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from assistant.language.report import Problem, Severity
from assistant.speech.phones import unknown
from assistant.speech.vocabulary.words import Vocabulary, Word
from assistant.understanding.normalise import normalise


def check(vocabulary: Vocabulary) -> list[Problem]:
    """Everything wrong: labels, phones, what is given twice, and words that sound the same."""
    own = [problem for word in vocabulary for problem in _of_word(word)]
    return [*own, *_given_twice(vocabulary), *_homophones(vocabulary)]


def problem_at(word: Word, text: str, severity: Severity = "error") -> Problem:
    """Something wrong with a word, in its file and line."""
    return Problem(severity, word.file, word.line, text)


def _of_word(word: Word) -> Iterator[Problem]:
    if not word.text or len(word.text.split()) != 1 or not word.text.isalpha():
        yield problem_at(word, f"'{word.text}' is not one word of letters")
    if not word.pronunciations:
        yield problem_at(word, f"{word.text}: no pronunciation; write ary, ar or fr")
    for said in word.pronunciations:
        if strange := unknown(said.phones):
            yield problem_at(word, f"{word.text}: no phone {', '.join(strange)} in '{' '.join(said.phones)}'")
    for phones, times in Counter(_heard(word)).items():
        if times > 1:
            text = f"{word.text}: '{' '.join(phones)}' is heard from {times} pronunciations; keep one"
            yield problem_at(word, text)


def _heard(word: Word) -> list[tuple[str, ...]]:
    return [said.heard for said in word.pronunciations if not unknown(said.phones)]


def _given_twice(vocabulary: Vocabulary) -> Iterator[Problem]:
    first: dict[str, Word] = {}
    for word in vocabulary:
        known = first.setdefault(normalise(word.text), word)
        if known is not word:
            yield problem_at(word, f"{word.text}: is there already, {known.file}:{known.line}")


def _homophones(vocabulary: Vocabulary) -> Iterator[Problem]:
    """A recogniser cannot separate two words that are the same phones; where both may be said, the grammar's order
    decides."""
    words: dict[tuple[str, ...], list[Word]] = defaultdict(list)
    for word in vocabulary:
        for phones in set(_heard(word)):
            words[phones].append(word)
    for phones, alike in words.items():
        for word in alike[1:]:
            yield problem_at(word, f"{word.text} sounds like {alike[0].text}: '{' '.join(phones)}'", "warning")

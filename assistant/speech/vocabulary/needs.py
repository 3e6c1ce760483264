"""What must be sayable at the questions that flows ask, whatever vocabulary a model was made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from assistant.language import Problem
from assistant.speech.vocabulary.grammar import highest, is_amount, sayable
from assistant.speech.vocabulary.words import Vocabulary
from assistant.understanding import Kind

COMMANDS = ("عاود", "بشوية", "رجع", "عاوني", "موظف", "سالي", "البداية", "اللغة", "ماعرفتش")
"""Repeat, slower, back, help, a person, stop, restart, language, I don't know: needed at every question."""
DIGITS = ("صفر", "واحد", "جوج", "تلاتة", "ربعة", "خمسة", "ستة", "سبعة", "تمنية", "تسعود")
TEENS = ("عشرة", "حداش", "طناش", "تلطاش", "ربعطاش", "خمسطاش", "سطاش", "سبعطاش", "تمنطاش", "تسعطاش")
TENS = ("عشرين", "تلاتين", "ربعين", "خمسين", "ستين", "سبعين", "تمانين", "تسعين")
HUNDREDS = ("مية", "ميتين", "تلتمية", "ربعمية", "خمسمية", "ستمية", "سبعمية", "تمنمية", "تسعمية", "ألف", "ألفين")
UP_TO: Mapping[int, tuple[str, ...]] = {0: DIGITS, 10: TEENS, 20: ("تناين", "و", *TENS), 100: HUNDREDS}
NUMBERS = tuple(word for words in UP_TO.values() for word in words)
MONTHS = ("يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر")
REGIONS = ("طنجة", "الشرق", "فاس", "الرباط", "خنيفرة", "كازا", "مراكش", "درعة", "سوس", "كلميم", "العيون", "الداخلة")
"""One word at least for each of the twelve."""
BY_KIND: Mapping[Kind, tuple[str, ...]] = {
    "yesno": ("نعم", "آه", "إييه", "واخا", "لا"),
    "digits": DIGITS,
    "identifier": DIGITS,
    "phone": DIGITS,
    "cnie": DIGITS,
    "count": ("والو",),
    "money": (*NUMBERS, "آلاف", "درهم", "ريال"),
    "date": (*NUMBERS, *MONTHS),
    "region": REGIONS,
    "choices": ("والو", "و"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a flow. `step`: `flow.step`; `file` and `line`: where it is asked; `options`: what each is called,
    as the locales give it, the name that is offered before the others."""

    step: str
    file: str
    line: int
    kind: Kind
    context: str = ""
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    also: Kind | None = None


def needed(questions: Iterable[Asked]) -> dict[str, tuple[str, ...]]:
    """The words that each question needs, by its step: the commands, those of its kind, its options."""
    return {asked.step: tuple(dict.fromkeys(_words(asked))) for asked in questions}


def _words(asked: Asked) -> Iterator[str]:
    yield from COMMANDS
    yield from BY_KIND.get(asked.kind, ())
    yield from BY_KIND.get(asked.also or "text", ())
    yield from _numbers(asked)
    for labels in asked.options.values():
        yield from sayable(_offered(labels))


def _numbers(asked: Asked) -> Iterator[str]:
    """Those of its options, and what counts as far as it may."""
    yield from DIGITS[1 : len(asked.options) + 1]
    if any(is_amount(label) for labels in asked.options.values() for label in labels):
        yield from NUMBERS
    elif asked.kind == "count":
        most = highest(asked.context.partition(";")[2])
        yield from (word for least, words in UP_TO.items() if least <= most for word in words)


def _offered(labels: tuple[str, ...]) -> str:
    """The first name that has a word of Arabic script; none where an option is only a number."""
    return next((label for label in labels if sayable(label)), "")


def missing(questions: Iterable[Asked], vocabulary: Vocabulary) -> list[Problem]:
    """Where a question's own words are not in the vocabulary, or an option has none that could be said."""
    return [problem for asked in questions for problem in _missing(asked, vocabulary)]


def _missing(asked: Asked, vocabulary: Vocabulary) -> Iterator[Problem]:
    for option, labels in asked.options.items():
        if not _offered(labels) and not any(map(is_amount, labels)):
            text = f"{asked.step}: option '{option}' has no name in Arabic script; give it one as .{option}-words"
            yield Problem("error", asked.file, asked.line, text)
    for word in dict.fromkeys(_words(asked)):
        if word not in vocabulary:
            text = f"{asked.step}: '{word}' is not in the vocabulary; add how it is said"
            yield Problem("error", asked.file, asked.line, text)

"""What must be sayable at the questions that flows ask, whatever vocabulary a model was made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from assistant.language import Problem
from assistant.speech.vocabulary.grammar import sayable
from assistant.speech.vocabulary.words import Vocabulary
from assistant.understanding import Kind

COMMANDS = ("عاود", "رجع", "عاوني", "موظف", "سالي", "البداية", "ماعرفتش", "الدارجة", "الفرنسية")
"""Repeat, back, help, a person, stop, restart, I don't know, and the languages: needed at every question."""
DIGITS = ("صفر", "واحد", "جوج", "تلاتة", "ربعة", "خمسة", "ستة", "سبعة", "تمنية", "تسعود")
TEENS = ("عشرة", "حداش", "طناش", "تلطاش", "ربعطاش", "خمسطاش", "سطاش", "سبعطاش", "تمنطاش", "تسعطاش")
TENS = ("عشرين", "تلاتين", "ربعين", "خمسين", "ستين", "سبعين", "تمانين", "تسعين")
NUMBERS = (*DIGITS, *TEENS, "و", "تناين", *TENS)
HUNDREDS = ("مية", "ميتين", "تلتمية", "ربعمية", "خمسمية", "ستمية", "سبعمية", "تمنمية", "تسعمية", "ألف", "ألفين")
MONTHS = ("يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر")
REGIONS = ("طنجة", "الشرق", "فاس", "الرباط", "خنيفرة", "كازا", "مراكش", "درعة", "سوس", "كلميم", "العيون", "الداخلة")
"""One word at least for each of the twelve."""
BY_KIND: Mapping[Kind, tuple[str, ...]] = {
    "yesno": ("نعم", "آه", "إييه", "واخا", "لا"),
    "digits": DIGITS,
    "identifier": DIGITS,
    "phone": DIGITS,
    "cnie": DIGITS,
    "count": (*NUMBERS, "والو"),
    "money": (*NUMBERS, *HUNDREDS, "آلاف", "درهم", "ريال"),
    "date": (*NUMBERS, *HUNDREDS, *MONTHS),
    "region": REGIONS,
    "choices": ("والو", "و"),
}
_NUMERAL = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a flow. `step`: `flow.step`; `file` and `line`: where it is asked; `options`: what each is called,
    as the locales give it, the name that is offered before the others."""

    step: str
    file: str
    line: int
    kind: Kind
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def needed(questions: Iterable[Asked]) -> dict[str, tuple[str, ...]]:
    """The words that each question needs, by its step: the commands, those of its kind, its options."""
    return {asked.step: tuple(dict.fromkeys(_words(asked))) for asked in questions}


def _words(asked: Asked) -> Iterator[str]:
    yield from COMMANDS
    yield from BY_KIND.get(asked.kind, ())
    yield from DIGITS[1 : len(asked.options) + 1]
    for labels in asked.options.values():
        yield from sayable(_offered(labels))


def _offered(labels: tuple[str, ...]) -> str:
    """The first name that has a word of Arabic script; none where an option is only a number."""
    return next((label for label in labels if sayable(label)), "")


def missing(questions: Iterable[Asked], vocabulary: Vocabulary) -> list[Problem]:
    """Where a question's own words are not in the vocabulary, or an option has none that could be said."""
    return [problem for asked in questions for problem in _missing(asked, vocabulary)]


def _missing(asked: Asked, vocabulary: Vocabulary) -> Iterator[Problem]:
    for option, labels in asked.options.items():
        if not _offered(labels) and not any(map(_NUMERAL.search, labels)):
            text = f"{asked.step}: option '{option}' has no name in Arabic script; give it one as .{option}-words"
            yield Problem("error", asked.file, asked.line, text)
    for word in dict.fromkeys(_words(asked)):
        if word not in vocabulary:
            text = f"{asked.step}: '{word}' is not in the vocabulary; add how it is said"
            yield Problem("error", asked.file, asked.line, text)

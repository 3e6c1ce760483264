"""From words to an answer: one pipeline for every kind of question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.understanding.answer import (
    CONTROLS,
    EXACT,
    SOFT,
    Answer,
    Channel,
    Kind,
    UnderstandingError,
    nothing,
    sure,
)
from assistant.understanding.cnie import cnie
from assistant.understanding.controls import control, is_whole
from assistant.understanding.controls import glossary_word as _asked_word
from assistant.understanding.count import count, one_of_each
from assistant.understanding.dates import date_
from assistant.understanding.digits import IDENTIFIER_LENGTH, digits, identifier, phone
from assistant.understanding.menu import Options, menu
from assistant.understanding.money import money
from assistant.understanding.normalise import LONGEST
from assistant.understanding.reason import reason
from assistant.understanding.region import region
from assistant.understanding.utterance import Utterance
from assistant.understanding.yesno import asks_again, will_not_say, yesno

_EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a question expects, made ready once. `settings` are the context's, by name."""

    kind: Kind
    settings: Mapping[str, str] = field(default_factory=dict)
    what: str = ""
    low: int = 0
    high: int = 0
    length: int | None = None
    options: Options | None = None


def expect(kind: Kind, context: str = "") -> Expectation:
    """The expectation of a question of this kind; raises UnderstandingError on a context that makes no sense."""
    if kind not in _READ and kind != "text":
        raise UnderstandingError(f"there is no kind '{kind}'; kinds are text, {', '.join(_READ)}")
    if kind == "menu":
        return expect_options([[label] for label in context.split("|")])
    try:
        if kind == "count":
            what, _, bounds = context.partition(";")
            low, _, high = (bounds or "0..1000000").partition("..")
            return Expectation(kind, what=what, low=int(low), high=int(high))
        settings = dict(part.split("=", 1) for part in context.split(";") if "=" in part)
        length = int(settings["len"]) if "len" in settings else None
    except ValueError as error:
        raise UnderstandingError(f"'{context}' is no context of kind '{kind}'") from error
    if kind == "identifier":
        length = IDENTIFIER_LENGTH
    return Expectation(kind, settings, what=context, length=length)


def expect_options(options: Sequence[Sequence[str]]) -> Expectation:
    """The expectation of a menu: for each option its labels and what else it is called, in every locale."""
    return Expectation("menu", options=Options(options))


def understand(text: str, expectation: Expectation, channel: Channel = "sms") -> Answer:  # noqa: ARG001
    """What the words mean for the question. Any text gives an answer; what is unclear gives none.

    `channel` is where the words come from; both are read alike today, and callers already say which it is.
    """
    clear = _clear(text.strip(), expectation)
    if clear is not None:
        return clear
    utterance = Utterance(text[:LONGEST])
    if expectation.kind == "text":
        return _free(text, utterance)
    return _settle(utterance, expectation)


def _clear(text: str, expectation: Expectation) -> Answer | None:
    """Digits alone, which most answers are, need no lexicon."""
    if not text.isdecimal():
        return None
    if not text.isascii():
        text = text.translate(_EASTERN)
    kind = expectation.kind
    if kind == "yesno":
        return sure("yes") if text == "1" else sure("no") if text == "2" else nothing("out_of_range", text[:10])
    if kind == "menu" and expectation.options is not None and len(text) <= 2:
        return (
            sure(text) if text[0] != "0" and int(text) <= expectation.options.count else nothing("out_of_range", text)
        )
    if kind == "count" and len(text) <= 3:
        inside = expectation.low <= int(text) <= expectation.high
        return sure(str(int(text))) if inside else nothing("out_of_range", text)
    if kind == "identifier" and len(text) == IDENTIFIER_LENGTH and text[0] != "0":
        return Answer(text, "confirm", 0.99, EXACT)
    if kind == "digits" and expectation.length in (None, len(text)):
        return sure(text)
    return None


def _free(text: str, utterance: Utterance) -> Answer:
    """Free words are taken as they are; only a whole message that is a command is one."""
    cleaned = "".join(character for character in text if character.isprintable() or character == "\n").strip()
    if not utterance.words:
        return Answer("silence", "confident", 1.0, nothing("silence").reason) if not cleaned else sure(cleaned)
    if len(utterance.words) <= 3:
        command = control(utterance)
        if command is not None and command.value in CONTROLS:
            return command
        if command is not None and command.value == "silence":
            return command
    return sure(cleaned)


def _settle(utterance: Utterance, expectation: Expectation) -> Answer:
    """The question's own answer and a command are weighed: an option wins, a person or a stop wins over the rest."""
    command = control(utterance)
    answer = _READ[expectation.kind](utterance, expectation)
    if command is None:
        return answer
    if expectation.options is not None and expectation.options.is_label(utterance.words):
        return answer
    if expectation.options is not None and command.value == "refuse" and expectation.options.mentioned(utterance.core):
        return nothing("negated")
    if expectation.options is not None and command.value not in ("operator", "stop"):
        named = answer.level == "confident" and expectation.options.mentioned(utterance.core)
        language = answer.value is not None and (command.value or "").startswith("lang:")
        return answer if named or language else command
    if command.about or command.value in ("operator", "stop"):
        return command
    if answer.value is not None and (command.value in SOFT or command.value == "refuse"):
        return answer if not (command.value == "refuse" and will_not_say(utterance)) else command
    if answer.value is not None and expectation.kind != "yesno" and utterance.numbers:
        return answer
    if (
        expectation.kind == "yesno"
        and answer.value is not None
        and not asks_again(utterance)
        and command.value not in ("help", "dont_know")
    ):
        return answer
    return command


def _navigation(_utterance: Utterance, _expectation: Expectation) -> Answer:
    return nothing("unknown")


def _count(utterance: Utterance, expectation: Expectation) -> Answer:
    if expectation.what == "children":
        pair = one_of_each(utterance)
        if pair is not None:
            return pair
    return count(utterance, expectation.what, expectation.low, expectation.high)


_READ: Mapping[Kind, Callable[[Utterance, Expectation], Answer]] = {
    "yesno": lambda utterance, expected: yesno(utterance, question="q" in expected.settings),
    "digits": lambda utterance, expected: digits(utterance, expected.length),
    "identifier": lambda utterance, _: identifier(utterance),
    "cnie": lambda utterance, _: cnie(utterance),
    "count": _count,
    "money": lambda utterance, expected: money(
        utterance, unit=expected.settings.get("unit") == "dh", per=expected.settings.get("per", "")
    ),
    "date": lambda utterance, expected: date_(utterance, birth=expected.what == "dob"),
    "region": lambda utterance, _: region(utterance),
    "menu": lambda utterance, expected: menu(utterance, expected.options) if expected.options else nothing("unknown"),
    "navigation": _navigation,
    "reason": lambda utterance, _: reason(utterance),
    "phone": lambda utterance, _: phone(utterance),
}


def is_opt_out(text: str) -> bool:
    """Whether the whole message is one of our own words for 'send nothing more'."""
    return not text.isdecimal() and len(text) <= 40 and is_whole(text, "opt_out")


def is_opt_in(text: str) -> bool:
    """Whether the whole message shows that the person wants to hear from us again."""
    return len(text) <= 40 and is_whole(text, "opt_in")


def glossary_word(text: str) -> str | None:
    """The slug of the known word whose meaning the whole message asks for."""
    return _asked_word(Utterance(text))

"""From words to an answer: one pipeline for every kind of question."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.understanding.answer import (
    CLEAR_BUT_COSTLY,
    CONTROLS,
    EXACT,
    GUESSED,
    SOFT,
    UNKNOWN,
    Answer,
    Channel,
    Kind,
    Reading,
    Reason,
    UnderstandingError,
    certain,
    decide,
    nothing,
)
from assistant.understanding.choices import NONE, choices
from assistant.understanding.cnie import cnie
from assistant.understanding.controls import control, is_whole, loose_control
from assistant.understanding.controls import glossary_word as _asked_word
from assistant.understanding.count import count
from assistant.understanding.dates import date_
from assistant.understanding.digits import IDENTIFIER_LENGTH, digits, identifier, phone
from assistant.understanding.menu import Options, menu
from assistant.understanding.money import money
from assistant.understanding.normalise import LONGEST
from assistant.understanding.reason import reason
from assistant.understanding.region import region
from assistant.understanding.utterance import Utterance
from assistant.understanding.yesno import echoed_no, will_not_say, yesno

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
    if kind in ("menu", "choices"):
        return expect_options([[label] for label in context.split("|")], kind)
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


def expect_options(options: Sequence[Sequence[str]], kind: Kind = "menu") -> Expectation:
    """The expectation of a menu, of which one is chosen, or of `choices`, of which several are: for each option its
    labels and what else it is called, in every locale."""
    return Expectation(kind, options=Options(options))


def understand(text: str, expectation: Expectation, channel: Channel = "sms") -> Answer:
    """What the words mean for the question. Any text gives an answer; what is unclear gives none.

    `channel`: words that a recogniser heard are words that it knows, so that no typing mistake is looked for in them.
    """
    clear = _clear(text.strip(), expectation)
    if clear is not None:
        return clear
    utterance = Utterance(text[:LONGEST], typed=channel == "sms")
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
        return certain("yes") if text == "1" else certain("no") if text == "2" else nothing("out_of_range", text[:10])
    if kind == "menu" and expectation.options is not None and len(text) <= 2:
        return (
            certain(text)
            if text[0] != "0" and int(text) <= expectation.options.count
            else nothing("out_of_range", text)
        )
    if kind == "choices" and expectation.options is not None:
        return certain(NONE) if not int(text) else _several(text, expectation.options.count)
    if kind == "count" and len(text) <= 3:
        inside = expectation.low <= int(text) <= expectation.high
        return certain(str(int(text))) if inside else nothing("out_of_range", text)
    if kind == "identifier" and len(text) == IDENTIFIER_LENGTH and text[0] != "0":
        return Answer(text, "confirm", CLEAR_BUT_COSTLY, EXACT)
    if kind == "digits" and expectation.length in (None, len(text)):
        return certain(text)
    return None


def _several(text: str, count: int) -> Answer:
    outside = next((digit for digit in text if not 1 <= int(digit) <= count), None)
    return nothing("out_of_range", outside) if outside else certain("".join(sorted(set(text))))


def _free(text: str, utterance: Utterance) -> Answer:
    """Free words are taken as they are; only a whole message that is a command is one."""
    cleaned = "".join(character for character in text if character.isprintable() or character == "\n").strip()
    if not utterance.words:
        return Answer("silence", "confident", 1.0, nothing("silence").reason) if not cleaned else certain(cleaned)
    if len(utterance.words) <= 3:
        command = control(utterance)
        if command is not None and command.value in CONTROLS:
            return command
        if command is not None and command.value == "silence":
            return command
    return certain(cleaned)


def _settle(utterance: Utterance, expectation: Expectation) -> Answer:
    """The question's own answer and a command are weighed: an option wins, a person or a stop wins over the rest."""
    command = control(utterance)
    if command is None:
        answer = decide(_READ[expectation.kind](utterance, expectation))
        return answer if answer.value is not None else loose_control(utterance) or answer
    options = expectation.options
    if expectation.kind == "choices":
        return _choices_or_command(utterance, expectation, command)
    if options is not None and options.is_label(utterance.words):
        return decide(menu(utterance, options))
    if options is not None and command.value in options.commands:
        return Answer(str(options.commands[command.value]), command.level, command.confidence, command.reason)
    answer = decide(_READ[expectation.kind](utterance, expectation))
    if options is not None and answer.value is not None and options.covers(utterance):
        asks_for_help = command.value == "help" and len(utterance.core) == 1 and answer.level != "confident"
        return command if asks_for_help else answer
    if options is not None and command.value == "refuse" and options.polarities and not will_not_say(utterance):
        return decide(menu(utterance, options))
    if command.value == "stop" and echoed_no(utterance, expectation.settings.get("q")):
        return certain("no")
    if command.confidence == GUESSED and answer.value is not None and answer.confidence > GUESSED:
        return answer  # a town's own name is no misspelt 'agent'
    if command.value in ("operator", "stop"):
        stopped = command.value == "stop" and expectation.kind == "reason" and utterance.has("support", "money_words")
        return answer if stopped and answer.value is not None else command  # the aid stopped, not we
    if options is not None:
        return _option_or_command(utterance, options, answer, command)
    if command.about:
        return command
    return answer if _answers(utterance, expectation, answer, command) else command


def _choices_or_command(utterance: Utterance, expectation: Expectation, command: Answer) -> Answer:
    if command.value in ("operator", "stop", "help") or command.about:
        return command
    answer = decide(_READ["choices"](utterance, expectation))
    return answer if answer.value is not None else command


def _option_or_command(utterance: Utterance, options: Options, answer: Answer, command: Answer) -> Answer:
    """What names an option chooses it; what rules one out is no command either."""
    named = bool(options.mentions(utterance))
    if command.value == "refuse" and named:
        return answer if answer.value is not None else nothing("negated")
    language = answer.value is not None and (command.value or "").startswith("lang")
    return answer if language or (answer.level == "confident" and (named or command.value in SOFT)) else command


def _answers(utterance: Utterance, expectation: Expectation, answer: Answer, command: Answer) -> bool:
    """Whether the answer counts although the words are a command, too."""
    if answer.value is None:
        return False
    if command.value in SOFT:
        return True
    if command.value == "refuse":
        return not will_not_say(utterance)
    if expectation.kind == "yesno":
        return False
    lost = command.value == "dont_know" and utterance.has("lost")  # but not the number: work, or a husband
    told = expectation.kind in ("reason", "region") and (command.value != "dont_know" or lost)
    return bool(utterance.numbers) or answer.confidence > command.confidence or (told and len(utterance.core) > 1)


def _reads(utterance: Utterance, expected: Expectation) -> Reading:
    return menu(utterance, expected.options) if expected.options else UNKNOWN


def _number(read: Callable[[Utterance, Expectation], Reading]) -> Callable[[Utterance, Expectation], Reading]:
    """The grammar of a number, which is none where it is denied."""
    return lambda utterance, expected: Reason("negated") if utterance.denied else read(utterance, expected)


_READ: Mapping[Kind, Callable[[Utterance, Expectation], Reading]] = {
    "yesno": lambda utterance, expected: yesno(utterance, expected.settings.get("q")),
    "digits": _number(lambda utterance, expected: digits(utterance, expected.length)),
    "identifier": _number(lambda utterance, _: identifier(utterance)),
    "cnie": _number(lambda utterance, _: cnie(utterance)),
    "count": _number(lambda utterance, expected: count(utterance, expected.what, expected.low, expected.high)),
    "money": _number(
        lambda utterance, expected: money(
            utterance, unit=expected.settings.get("unit") == "dh", per=expected.settings.get("per", "")
        )
    ),
    "date": _number(lambda utterance, expected: date_(utterance, birth=expected.what == "dob")),
    "region": lambda utterance, _: region(utterance),
    "menu": _reads,
    "navigation": lambda _utterance, _expected: UNKNOWN,
    "reason": lambda utterance, _: reason(utterance),
    "choices": lambda utterance, expected: choices(utterance, expected.options) if expected.options else UNKNOWN,
    "phone": lambda utterance, _: phone(utterance),
}


def warm() -> None:
    """Read the word lists now, which the first message of a process would wait for, and keep them out of the way of
    the garbage collector."""
    for kind in _READ:
        if kind not in ("menu", "choices"):
            understand("salam 12 mars", expect(kind))
    gc.collect()
    gc.freeze()


def is_opt_out(text: str) -> bool:
    """Whether the whole message is one of our own words for 'send nothing more'."""
    return not text.isdecimal() and len(text) <= 40 and is_whole(text, "opt_out")


def is_opt_in(text: str) -> bool:
    """Whether the whole message shows that the person wants to hear from us again."""
    return len(text) <= 40 and is_whole(text, "opt_in")


def asks_slower(text: str) -> bool:
    """Whether the words that ask us to repeat ask for slower or clearer speech."""
    return Utterance(text).has("slower_louder")


def glossary_word(text: str) -> str | None:
    """The slug of the known word whose meaning the whole message asks for."""
    return _asked_word(Utterance(text))

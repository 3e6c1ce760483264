"""A message as it is said: fixed phrases, each one recording, with words for the values between them, and rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.language.aloud import Rest, Word, aloud
from assistant.language.bundle import SAY, VOICE_SUFFIX
from assistant.language.bundles import CHOICE_YESNO, Bundles
from assistant.language.cleaning import clean, has_voice
from assistant.language.errors import LocaleError
from assistant.language.forms import write
from assistant.language.message import Arg, Message
from assistant.language.phrases import Slot, fixed_phrases, slot_of
from assistant.language.placed import cut, placed

BETWEEN = 0.5
"""Seconds of rest between a question and its choices, and between two choices."""
BEFORE_KEY = 0.2
"""Between what a choice is and its key: the action is said first."""
AROUND_VALUE = 0.12
"""Before and after a value, where a speaker would slow down."""
_VOICE_OF = {"ary-Latn": "ary-Arab"}
"""Who reads Darija in Latin letters hears the same voice as everybody."""
_LETTERS_A_SECOND = {"ary-Arab": 9.4, "fr": 16.0}
"""Letters, vowel signs apart, that espeak-ng says in a second at the usual rate: tests/benchmarks/prompts.py."""
_STOP = 0.35
"""Seconds that a comma or a full stop takes there."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text that is said in one piece. `id` names its recording; a text without one is never kept."""

    id: str
    text: str
    voice: str

    @property
    def seconds(self) -> float:
        """About how long it is, at the usual rate."""
        letters, stops = sum(map(str.isalpha, self.text)), sum(self.text.count(stop) for stop in ".,:;?!،؛؟")
        return letters / _LETTERS_A_SECOND[self.voice] + stops * _STOP


Part = Phrase | Rest


class Speaker:
    """What to say for a message. Immutable but for what it remembers, and safe to share between threads."""

    def __init__(self, bundles: Bundles) -> None:
        self._bundles = bundles
        self.voices = tuple(locale for locale in bundles.locales if self._speaks(locale))
        self._ids: dict[str, Mapping[str, str]] = {}

    def voice(self, locale: str) -> str:
        """The locale whose words are said to people of this one. Raises LocaleError where none has a voice."""
        for voice in (_VOICE_OF.get(locale, locale), self._bundles.fallback, *self.voices):
            if voice in self.voices:
                return voice
        raise LocaleError(f"no locale has a voice: write {SAY}0 and the other words of numbers in one")

    def say(self, locale: str, message: Message) -> tuple[Part, ...]:
        """The message with its choices: each action, then its key."""
        voice = self.voice(locale)
        return (*self._said(voice, message), *self._choices(voice, message))

    def phrases(self, voice: str) -> tuple[Phrase, ...]:
        """Everything that can be said with this voice and does not depend on a person, in the order of its files."""
        return tuple(Phrase(id, text, voice) for text, id in self._recordings(voice).items())

    def word(self, voice: str, id: str) -> str:
        """The text of a word of numbers and dates."""
        return self._bundles.phrase(voice, SAY + id, "", id)

    def _speaks(self, locale: str) -> bool:
        return has_voice(locale) and self._bundles.has(locale, f"{SAY}0")

    def _recordings(self, voice: str) -> Mapping[str, str]:
        known = self._ids.get(voice)
        if known is None:
            bundle = self._bundles.bundle(voice)
            known = self._ids[voice] = fixed_phrases(bundle, lambda text, sms: self._clean(text, voice, sms=sms))
        return known

    def _clean(self, text: str, voice: str, *, sms: bool) -> str:
        return clean(text, voice, lambda id: self.word(voice, id), sms=sms)

    def _phrase(self, voice: str, text: str) -> Phrase:
        return Phrase(self._recordings(voice).get(text, ""), text, voice)

    def _said(self, wanted: str, message: Message) -> Iterator[Part]:
        bundle = self._bundles.having(wanted, message.id)
        voice = self.voice(bundle.locale)
        slot = slot_of(bundle, message.id, message.variant)
        needs = bundle.needs(message.id, slot.attribute)
        given = [(name, arg) for name, arg in message.args.items() if name in needs]
        values: Mapping[str, Any] = {
            name: placed(place, str(arg.value), arg.form) for place, (name, arg) in enumerate(given)
        }
        for piece in cut(bundle.format(message.id, slot.attribute, values)):
            if isinstance(piece, int):
                yield Rest(AROUND_VALUE)
                yield from self._value(voice, given[piece][1], slot)
                yield Rest(AROUND_VALUE)
            elif text := self._clean(piece, voice, sms=slot.sms):
                yield self._phrase(voice, text)

    def _value(self, voice: str, arg: Arg, slot: Slot) -> Iterator[Part]:
        value = str(arg.value)
        said = aloud(value, arg.form, voice, units=not slot.sms)
        if said is not None:
            yield from (part if isinstance(part, Rest) else self._word(voice, part) for part in said)
            return
        for place, text in enumerate(self._texts(voice, arg, value)):
            if place:
                yield Rest(AROUND_VALUE)
            if text:
                yield self._phrase(voice, text)

    def _word(self, voice: str, word: Word) -> Phrase:
        return self._phrase(voice, self.word(voice, word.id))

    def _texts(self, voice: str, arg: Arg, value: str) -> Iterable[str]:
        """The text of a value that is said as it is written."""
        if arg.form in ("label", "labels"):
            return [self._label(voice, arg.of, each) for each in value.split(",")]
        if arg.form in ("region", "message"):
            name = f"region-{value}" if arg.form == "region" else value
            return [self._value_of(voice, name, "", value)]
        return [] if arg.form == "receipt" else [self._clean(write(value, arg.form), voice, sms=False)]

    def _label(self, voice: str, question: str, option: str) -> str:
        return self._value_of(voice, question, option, option)

    def _value_of(self, voice: str, name: str, attribute: str, instead: str) -> str:
        """A text without arguments: its spoken form, else as it is written, made ready."""
        spoken = attribute + VOICE_SUFFIX if attribute else "voice"
        if self._bundles.has(voice, name, spoken):
            return self._clean(self._bundles.phrase(voice, name, spoken, ""), voice, sms=False)
        return self._clean(self._bundles.phrase(voice, name, attribute, instead), voice, sms=True)

    def _choices(self, voice: str, message: Message) -> Iterator[Part]:
        for number, option in enumerate(message.options, 1):
            yield Rest(BETWEEN)
            yield self._phrase(voice, self._label(voice, message.labels or message.id, option))
            yield Rest(BEFORE_KEY)
            yield self._word(voice, Word(f"press-{number}"))
        if message.yesno and (text := self._value_of(voice, CHOICE_YESNO, "", "")):
            yield Rest(BETWEEN)
            yield self._phrase(voice, text)


def seconds(parts: Iterable[Part]) -> float:
    """About how long the parts are, at the usual rate."""
    return sum(part.seconds for part in parts)

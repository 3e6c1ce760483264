"""A message id with arguments becomes an SMS, or words to say, in the person's language and script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from fluent.runtime.types import fluent_number

from assistant.language.bundle import WORDS_SUFFIX, Bundle
from assistant.language.catalogue import read_folder
from assistant.language.errors import LocaleError
from assistant.language.forms import write
from assistant.language.message import Arg, Medium, Message
from assistant.language.sms import soften

CHOICE_YESNO = "choice-yesno"
"""The message that follows a yes/no question: '1 oui, 2 non'."""


class Bundles:
    """Every locale's messages. Immutable once loaded, and safe to share between threads."""

    def __init__(self, bundles: Mapping[str, Bundle], fallback: str) -> None:
        self.locales = tuple(bundles)
        self._bundles = bundles
        self.fallback = fallback
        self._orders = {locale: self._order(locale) for locale in (*bundles, "")}
        self._fixed: dict[tuple[object, ...], str] = {}  # rendered once: what needs no arguments

    @classmethod
    def load(cls, folder: Path, fallback: str = "fr") -> Bundles:
        """Read `folder`/<locale>/*.ftl. What a locale lacks is said in `fallback`.

        Raises LocaleError, with file and line, for bad syntax and for an id given twice, and where the
        fallback is missing.
        """
        found = sorted({path.parent for path in folder.glob("*/*.ftl")})
        bundles = {part.name: Bundle(part.name, read_folder(part)) for part in found}
        if fallback not in bundles:
            there = ", ".join(bundles) or "none"
            raise LocaleError(f"{folder}: no texts in the fallback '{fallback}' (there: {there}); write them")
        return cls(bundles, fallback)

    def _order(self, locale: str) -> tuple[Bundle, ...]:
        names = dict.fromkeys([locale, self.fallback, *self._bundles])
        return tuple(self._bundles[name] for name in names if name in self._bundles)

    def bundle(self, locale: str) -> Bundle:
        """One locale's own messages. Raises KeyError for a locale that is not there."""
        return self._bundles[locale]

    def has(self, locale: str, id: str, attribute: str = "") -> bool:
        """Whether the locale itself, without its fallback, has the message's value or attribute."""
        return locale in self._bundles and self._bundles[locale].has(id, attribute)

    def exists(self, id: str) -> bool:
        """Whether any locale has the message."""
        return any(id in bundle.entries for bundle in self._bundles.values())

    def ids(self, locale: str) -> frozenset[str]:
        """The locale's message ids, terms left out."""
        return frozenset(name for name in self._bundles[locale].entries if not name.startswith("-"))

    def label(self, locale: str, question: str, option: str) -> str:
        """What an option of a question is called; its value where nobody has named it."""
        return self.phrase(locale, question, option, option)

    def option_labels(self, id: str, option: str) -> tuple[str, ...]:
        """Everything that people may say for an option: its labels and further words, in every locale."""
        return tuple(dict.fromkeys(self._said_for(id, option)))

    def _said_for(self, question: str, option: str) -> Iterator[str]:
        for bundle in self._bundles.values():
            if bundle.has(question, option):
                yield bundle.format(question, option, {})
            if bundle.has(question, option + WORDS_SUFFIX):
                words = bundle.format(question, option + WORDS_SUFFIX, {}).split("|")
                yield from (word.strip() for word in words if word.strip())

    def render(self, locale: str, message: Message, form: Medium = "sms") -> str:
        """The message in words, as an SMS with its numbered choices, or as it is spoken, without them.

        A variant or spoken form that is missing is the plain text; a message that the locale lacks is said in
        the fallback. Raises LocaleError only for an id that no locale has.
        """
        key = (locale, message.id, message.variant, message.options, message.labels, message.yesno, form)
        known = self._fixed.get(key)
        return self._render(locale, message, form, key) if known is None else known

    def _render(self, locale: str, message: Message, form: Medium, key: tuple[object, ...]) -> str:
        bundle, attribute = self._find(locale, message, form)
        needs = bundle.needs(message.id, attribute)
        args = {name: self._value(locale, arg) for name, arg in message.args.items() if name in needs}
        text = bundle.format(message.id, attribute, args)
        if form == "sms":
            text = soften(text + "".join(self._choices(locale, message)), bundle.locale)
        if not needs:
            self._fixed[key] = text
        return text

    def _find(self, locale: str, message: Message, form: Medium) -> tuple[Bundle, str]:
        bundle = self.having(locale, message.id)
        wanted = [name for name in (message.variant, "voice" if form == "voice" else "") if name]
        return bundle, next((name for name in wanted if bundle.has(message.id, name)), "")

    def having(self, locale: str, id: str) -> Bundle:
        """Where the message stands: the locale's own bundle, the fallback's, or any. Raises LocaleError without one."""
        for bundle in self._orders.get(locale, self._orders[""]):
            if bundle.has(id):
                return bundle
        raise LocaleError(f"no locale has the message '{id}'; write it, or say another")

    def _choices(self, locale: str, message: Message) -> Iterator[str]:
        """Each option on a line of its own: in a right-to-left line a number beside Latin letters changes its place."""
        named_in = message.labels or message.id
        for number, option in enumerate(message.options, 1):
            yield f"\n{number} {self.label(locale, named_in, option)}"
        if message.yesno and (choice := self.phrase(locale, CHOICE_YESNO, "", "")):
            yield f" {choice}"

    def _value(self, locale: str, arg: Arg) -> object:
        """The argument as Fluent takes it: numbers as numbers, so that a text can choose its plural."""
        value = str(arg.value)
        if arg.form in ("count", "days") and value.isdecimal():
            return fluent_number(int(value), useGrouping=False)
        if arg.form == "label":
            return self.label(locale, arg.of, value)
        if arg.form == "labels":
            return ", ".join(self.label(locale, arg.of, each) for each in value.split(","))
        if arg.form == "region":
            return self.phrase(locale, f"region-{value}", "", value)
        return self.phrase(locale, value, "", value) if arg.form == "message" else write(value, arg.form)

    def phrase(self, locale: str, name: str, attribute: str, instead: str) -> str:
        """A text without arguments in the first locale that has it."""
        for bundle in self._orders.get(locale, self._orders[""]):
            if bundle.has(name, attribute):
                return bundle.format(name, attribute, {})
        return instead

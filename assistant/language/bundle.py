"""The messages of one locale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fluent.runtime import FluentBundle
from fluent.syntax import ast

from assistant.language.catalogue import Entry, Text

PLURALS = "ar"
"""Plural rules for a locale that CLDR has none for, as it has none for Darija (ary)."""
WORDS_SUFFIX = "-words"
"""Ends the attribute with other words for an option, parted by '|'; they are never printed."""
VOICE_SUFFIX = "-voice"
"""Ends the attribute with the spoken form of another attribute: `.help-voice`, `.urban-voice`."""

SAY = "say-"
"""How the ids begin of the words of which numbers and dates are put together aloud."""


class Bundle:
    """One locale's entries, and Fluent for those that it must put together."""

    def __init__(self, locale: str, entries: Mapping[str, Entry]) -> None:
        self.locale = locale
        self.entries = entries
        self._needs: dict[tuple[str, str], frozenset[str]] = {}
        self._fluent: FluentBundle | None = None

    def has(self, name: str, attribute: str = "") -> bool:
        return self.text(name, attribute) is not None

    def text(self, name: str, attribute: str = "") -> Text | None:
        """The value (attribute '') or an attribute of a message or '-term'."""
        entry = self.entries.get(name)
        return entry.texts.get(attribute) if entry else None

    def needs(self, name: str, attribute: str = "") -> frozenset[str]:
        """The arguments that the text uses, also by way of the texts that it refers to."""
        known = self._needs.get((name, attribute))
        if known is None:
            texts = self.reached(name, attribute).values()
            found = {variable for text in texts if text for variable in text.variables}
            known = self._needs[name, attribute] = frozenset(found)
        return known

    def reached(self, name: str, attribute: str = "") -> dict[str, Text | None]:
        """The text and all that it refers to, by reference; None for what does not exist."""
        found: dict[str, Text | None] = {}
        waiting = [f"{name}.{attribute}"]
        while waiting:
            reference = waiting.pop()
            if reference not in found:
                text = found[reference] = self.text(*split(reference))
                waiting += text.references if text else ()
        return found

    def references(self) -> Iterator[str]:
        """All that the locale's texts refer to."""
        for entry in self.entries.values():
            for text in entry.texts.values():
                yield from text.references

    def printed(self) -> Iterator[tuple[Entry, Text]]:
        """All texts that an SMS may show, with the entry they belong to."""
        for entry in self.entries.values():
            if entry.id.startswith(SAY):
                continue
            yield from ((entry, text) for name, text in entry.texts.items() if is_printed(name))

    def format(self, name: str, attribute: str, args: Mapping[str, object]) -> str:
        """The text, which must exist, with its arguments; one that is not given shows as '{$name}'."""
        text = self.text(name, attribute)
        if text and text.words is not None:
            return text.words
        if self._fluent is None:
            self._fluent = self._compile()
        message = self._fluent.get_message(name)
        pattern = message.attributes[attribute] if attribute else message.value
        return str(self._fluent.format_pattern(pattern, dict(args))[0])  # type: ignore[arg-type]

    def _compile(self) -> FluentBundle:
        fluent = FluentBundle([self.locale, PLURALS], use_isolating=False)  # isolates are no GSM characters
        referred = {split(reference)[0] for reference in self.references()}
        entries = (entry for entry in self.entries.values() if entry.node or entry.id in referred)
        nodes = [entry.node or _node(entry) for entry in entries]
        fluent.add_resource(ast.Resource(nodes))  # type: ignore[arg-type]
        return fluent


def is_printed(attribute: str) -> bool:
    """Whether an SMS may show the attribute."""
    return attribute != "voice" and not attribute.endswith((WORDS_SUFFIX, VOICE_SUFFIX))


def split(reference: str) -> tuple[str, str]:
    """'id.attribute' as its two parts; the second is '' for a value."""
    name, _, attribute = reference.partition(".")
    return name, attribute


def _node(entry: Entry) -> ast.Message:
    """What Fluent would have made of a message of nothing but words."""
    patterns = {name: ast.Pattern([ast.TextElement(text.words or "")]) for name, text in entry.texts.items()}
    value = patterns.pop("", None)
    attributes = [ast.Attribute(ast.Identifier(name), pattern) for name, pattern in patterns.items()]
    return ast.Message(ast.Identifier(entry.id), value, attributes)

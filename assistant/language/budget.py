"""Whether each message fits its SMS, with the longest argument and its choices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import cast

import msgspec

from assistant.language.bundle import Bundle
from assistant.language.bundles import Bundles
from assistant.language.message import Arg, Message, Variant
from assistant.language.report import Problem, Severity, Use, problem_at
from assistant.language.sms import Segments, alone, segments
from assistant.language.tables import read_yaml

MOST_SEGMENTS = 2
_MOST_RENDERINGS = 200
"""Ways to fill one message that are measured; more branches than this no text has."""


class Budget:
    """Measures messages filled with the longest texts their arguments can take."""

    def __init__(self, bundles: Bundles, uses: Iterable[Use]) -> None:
        table = read_yaml("longest.yaml")
        self._texts: Mapping[str, str] = table["texts"]
        self._numbers: Mapping[str, Sequence[int]] = table["numbers"]
        self._named: Sequence[str] = table["message"]
        self._bundles = bundles
        uses = tuple(uses)
        self._menus = {use.labels or use.id: use.options for use in uses if use.options and not use.several}
        self._lists = {use.id: use.options for use in uses if use.several}

    def problems(self, locale: str, use: Use) -> Iterator[Problem]:
        """An error above two SMS, a warning above one, for the message and each of its variants."""
        bundle = self._bundles.bundle(locale)
        for variant in ("", *use.variants):
            text = bundle.text(use.id, variant)
            size = self.longest(locale, use, variant)
            if text and size.count > 1:
                name = f"{use.id}.{variant}" if variant else use.id
                severity, advice = _judged(size)
                what = f"'{name}' takes {size.count} SMS at its longest ({size.units} of {alone(size.encoding)}"
                yield problem_at(
                    bundle.entries[use.id], text.line, f"{what} {size.encoding} units): {advice}", severity
                )

    def longest(self, locale: str, use: Use, variant: str) -> Segments:
        """The most that the message can cost."""
        keys = _branch_keys(self._bundles.bundle(locale), use.id, variant)
        values = [self._values(locale, form, keys.get(name, ())) for name, form in use.args.items()]
        fillings = (dict(zip(use.args, filling, strict=True)) for filling in product(*values))
        blank = Message(use.id, {}, use.options, use.labels, cast(Variant, variant), use.yesno)
        messages = (msgspec.structs.replace(blank, args=filling) for filling in islice(fillings, _MOST_RENDERINGS))
        sizes = (segments(self._bundles.render(locale, message)) for message in messages)
        return max(sizes, key=lambda size: (size.count, size.units))

    def _values(self, locale: str, form: str, keys: Sequence[str]) -> list[Arg]:
        """What to try for an argument: its longest text, and each key that the message compares it to."""
        form, _, of = form.partition(":")
        if form in self._numbers:
            return [Arg(number, form) for number in self._numbers[form]]
        longest = max(self._texts_of(locale, form, of), key=len, default="")
        return [Arg(text) for text in (longest, *keys)]

    def _texts_of(self, locale: str, form: str, of: str) -> Iterator[str]:
        """Texts among which the longest that the form can take stands."""
        if form == "label":
            menus = {of: self._menus[of]} if of in self._menus else self._menus
            for question, options in menus.items():
                yield from (self._bundles.label(locale, question, option) for option in options)
        elif form == "labels":
            for question, options in self._lists.items():
                yield ", ".join(self._bundles.label(locale, question, option) for option in options)
        elif form == "region":
            yield from _named(self._bundles.bundle(locale), ("region-",))
        elif form == "message":
            yield from _named(self._bundles.bundle(locale), (of,) if of else tuple(self._named))
        else:
            yield self._texts.get(form, "")


def _named(bundle: Bundle, beginnings: tuple[str, ...]) -> Iterator[str]:
    for name in bundle.entries:
        if name.startswith(beginnings) and bundle.has(name):
            yield bundle.format(name, "", {})


def _branch_keys(bundle: Bundle, name: str, variant: str) -> dict[str, tuple[str, ...]]:
    """For each variable, all keys that the message or what it refers to compares it to."""
    found: dict[str, tuple[str, ...]] = {}
    for text in bundle.reached(name, variant).values():
        for variable, keys in text.branches if text else ():
            found[variable] = (*found.get(variable, ()), *keys)
    return found


def _judged(size: Segments) -> tuple[Severity, str]:
    if size.count > MOST_SEGMENTS:
        return "error", f"shorten it to {MOST_SEGMENTS} SMS at most"
    return "warning", "one SMS is the goal"

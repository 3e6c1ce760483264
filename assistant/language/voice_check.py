"""What the check of the locales finds wrong with what is said aloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from assistant.language.aloud import all_words
from assistant.language.bundle import SAY
from assistant.language.bundles import Bundles
from assistant.language.message import Arg, Message, Variant
from assistant.language.phrases import slot_of
from assistant.language.report import Problem, Use, problem_at
from assistant.language.speaker import Speaker, seconds
from assistant.language.tables import read_yaml

LONGEST = 12.0
"""Seconds, at the usual rate, after which people have forgotten how a message began."""


class VoiceCheck:
    """Measures spoken messages with the longest values that their arguments can take, without their choices."""

    def __init__(self, bundles: Bundles, uses: Iterable[Use]) -> None:
        self._bundles = bundles
        self._speaker = Speaker(bundles)
        self._uses = tuple(uses)
        self._values: Mapping[str, str] = read_yaml("longest.yaml")["aloud"]
        self._options = {use.labels or use.id: use.options for use in self._uses if use.options}

    def problems(self) -> Iterator[Problem]:
        """An error for a spoken form that is too long and for a word that is missing; a warning for an SMS form that is
        too long to be said as it is."""
        for voice in self._speaker.voices:
            yield from self._missing_words(voice)
            for use in self._uses:
                if self._bundles.has(voice, use.id):
                    yield from self._too_long(voice, use)

    def _missing_words(self, voice: str) -> Iterator[Problem]:
        entries = self._bundles.bundle(voice).entries
        zero = entries[f"{SAY}0"]
        for word in sorted(all_words(voice)):
            if SAY + word not in entries:
                yield problem_at(zero, zero.line, f"there is no '{SAY}{word}', which numbers and dates need; write it")

    def _too_long(self, voice: str, use: Use) -> Iterator[Problem]:
        bundle = self._bundles.bundle(voice)
        args = {name: self._longest(voice, form) for name, form in use.args.items()}
        for variant in ("", *use.variants):
            slot = slot_of(bundle, use.id, variant)
            text = bundle.text(use.id, slot.attribute)
            said = seconds(self._speaker.say(voice, Message(use.id, args, variant=cast(Variant, variant))))
            if text and said > LONGEST:
                entry = bundle.entries[use.id]
                what = f"'{use.id}.{slot.attribute}'" if slot.attribute else f"'{use.id}'"
                advice = "write a shorter .voice form" if slot.sms else "shorten it, or say it in two messages"
                told = f"{what} takes {said:.0f} s to say at its longest, more than {LONGEST:.0f}: {advice}"
                yield problem_at(entry, text.line, told, "warning" if slot.sms else "error")

    def _longest(self, voice: str, form: str) -> Arg:
        form, _, of = form.partition(":")
        if form in ("label", "labels"):
            options = self._options.get(of, ())
            return Arg(
                max(options, key=lambda option: len(self._bundles.label(voice, of, option)), default=""), form, of
            )
        names = self._bundles.ids(voice)
        if form == "region":
            return Arg(self._wordiest(voice, [name for name in names if name.startswith("region-")])[7:], form)
        if form == "message":
            return Arg(self._wordiest(voice, [name for name in names if name.startswith(of or "term-")]), form)
        return Arg(self._values.get(form, ""), form)

    def _wordiest(self, voice: str, names: Iterable[str]) -> str:
        return max(sorted(names), key=lambda name: len(self._bundles.phrase(voice, name, "", "")), default="")

"""What a translator is told before publishing: all that is wrong with the words and with their use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.language.budget import Budget
from assistant.language.bundle import SAY, Bundle, is_printed, split
from assistant.language.bundles import CHOICE_YESNO, Bundles
from assistant.language.characters import costly_characters
from assistant.language.forms import FORMS
from assistant.language.report import Problem, Use, problem_at
from assistant.language.tables import read_yaml
from assistant.language.voice_check import VoiceCheck

_SAID = ("", "simple", "help", "voice", "simple-voice", "help-voice")
_NUMBERED = re.compile(r"(?<!\w)[1١](?!\w).*(?<!\w)[2٢](?!\w)", re.DOTALL)


def check_locales(folder: Path, uses: Iterable[Use]) -> list[Problem]:
    """All problems of the locales in `folder`, by file and line; `uses` tells how each message is said.

    Raises LocaleError where a file does not even load.
    """
    checker = _Checker(folder, Bundles.load(folder), tuple(uses))
    return sorted(set(checker.problems()), key=lambda problem: (problem.file, problem.line, problem.text))


@dataclass(frozen=True)
class _Checker:
    folder: Path
    words: Bundles
    uses: tuple[Use, ...]

    def problems(self) -> Iterator[Problem]:
        budget = Budget(self.words, self.uses)
        wanted = self._wanted()
        for bundle in self._bundles:
            yield from self._missing(bundle, wanted)
            yield from _broken_references(bundle)
            yield from costly_characters(bundle)
            for use in self.uses:
                if bundle.has(use.id):
                    yield from _not_given(bundle, use)
                    yield from _numbered_by_hand(bundle, use)
                    yield from budget.problems(bundle.locale, use)
        for use in self.uses:
            yield from self._badly_given(use)
        yield from VoiceCheck(self.words, self.uses).problems()
        yield from self._never_said()

    @property
    def _bundles(self) -> list[Bundle]:
        return [self.words.bundle(locale) for locale in self.words.locales]

    def _wanted(self) -> dict[str, set[str]]:
        """By message, the attributes that every locale must have: what any of them has, and what is said."""
        wanted: dict[str, set[str]] = {}
        for bundle in self._bundles:
            for name in self._shared(bundle):
                wanted.setdefault(name, set()).update(filter(is_printed, bundle.entries[name].texts))
        for use in self.uses:
            wanted.setdefault(use.id, set()).update(("", *use.variants))
            wanted.setdefault(use.labels or use.id, set()).update(use.options)
            if use.yesno:
                wanted.setdefault(CHOICE_YESNO, {""})
        return wanted

    def _shared(self, bundle: Bundle) -> Iterator[str]:
        """Messages that every locale has: all but the words of numbers, which belong to a voice."""
        return (name for name in self.words.ids(bundle.locale) if not name.startswith(SAY))

    def _missing(self, bundle: Bundle, wanted: dict[str, set[str]]) -> Iterator[Problem]:
        for name, attributes in wanted.items():
            entry = bundle.entries.get(name)
            if entry is None:
                yield Problem("error", self._place_for(bundle, name), 1, f"there is no message '{name}'; write it")
                continue
            for attribute in attributes - entry.texts.keys():
                what = f"attribute .{attribute}" if attribute else "text of its own"
                yield problem_at(entry, entry.line, f"'{name}' has no {what}; write it")

    def _place_for(self, bundle: Bundle, name: str) -> str:
        """The file where a missing message belongs: called as where the other locales have it."""
        entries = (other.entries.get(name) for other in self._bundles)
        file = next((entry.path.name for entry in entries if entry), f"{name.partition('-')[0]}.ftl")
        return str(self.folder / bundle.locale / file)

    def _badly_given(self, use: Use) -> Iterator[Problem]:
        """Arguments that no locale uses, and forms that do not exist."""
        having = [bundle for bundle in self._bundles if use.id in bundle.entries]
        if not having:
            return
        entry = having[0].entries[use.id]
        used = {name for bundle in having for said in _SAID for name in bundle.needs(use.id, said)}
        for name, form in use.args.items():
            given = f"'{use.id}' is given ${name}"
            if name not in used:
                yield problem_at(entry, entry.line, f"{given}, which no locale uses", "warning")
            if form.partition(":")[0] not in FORMS:
                yield problem_at(entry, entry.line, f"{given} as '{form}'; the forms are {', '.join(sorted(FORMS))}")

    def _never_said(self) -> Iterator[Problem]:
        """Messages that nobody says, no text refers to and no argument may name."""
        said = {CHOICE_YESNO, *(use.id for use in self.uses)}
        for bundle in self._bundles:
            said |= {split(reference)[0] for reference in bundle.references()}
        spared = ("region-", SAY, *read_yaml("longest.yaml")["message"])
        known = {name: entry for bundle in self._bundles for name, entry in bundle.entries.items()}
        for name in known.keys() - said:
            if not name.startswith(spared):
                text = f"nothing says '{name}'; remove it, or let a flow say it"
                yield problem_at(known[name], known[name].line, text, "warning")


def _broken_references(bundle: Bundle) -> Iterator[Problem]:
    for entry in bundle.entries.values():
        for text in entry.texts.values():
            for reference in text.references:
                if not bundle.has(*split(reference)):
                    what = f"'{entry.id}' refers to '{reference}', which {bundle.locale} does not have; write it"
                    yield problem_at(entry, text.line, what)


def _not_given(bundle: Bundle, use: Use) -> Iterator[Problem]:
    """Arguments that a text needs and nobody gives; an option's label is never given any."""
    entry = bundle.entries[use.id]
    for name, text in entry.texts.items():
        given = use.args.keys() if name in _SAID else ()
        for variable in bundle.needs(use.id, name).difference(given):
            what = f"'{use.id}.{name}'" if name else f"'{use.id}'"
            yield problem_at(entry, text.line, f"{what} needs ${variable}, which it is not given")


def _numbered_by_hand(bundle: Bundle, use: Use) -> Iterator[Problem]:
    entry = bundle.entries[use.id]
    for name in ("", "simple", "help") if use.options or use.yesno else ():
        text = entry.texts.get(name)
        if text and _NUMBERED.search(" ".join(text.pieces)):
            what = f"'{use.id}' writes the numbers of its choices, which are added; leave them out"
            yield problem_at(entry, text.line, what, "warning")

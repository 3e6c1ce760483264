"""`haqqi flows …` and `haqqi locales …`: the rooms' checks, on the folders that the settings name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from assistant.dialogue import Ask, FlowError, Run, load_flows
from assistant.dialogue.check import Checker, record_versions
from assistant.dialogue.flow import Argument, Flow, Say, schema
from assistant.dialogue.graph import mermaid
from assistant.dialogue.parts import BROKEN, GROUPS, MENUS, SPELT, WHICH
from assistant.dialogue.playing import READ_BACK_FORM
from assistant.dialogue.positions import lines_under
from assistant.jobs.action_table import ACTIONS
from assistant.language import Bundles, Problem, Use
from assistant.language import check_locales as check_bundles
from assistant.scoring import DERIVATIONS
from assistant.settings import Settings
from assistant.speech.vocabulary import STARTER, Asked, Vocabulary, check, deaf_to, missing

SCHEMA_FILE = "flow.schema.json"
SAID_BY_CODE = {
    "engine-": {},
    "repair-": {},
    "invalid-": {},
    "soft-": {},
    "call-": {},
    "human-taken": {},
    "human-back": {},
    "human-says": {"text": "quote"},
    "human-template-": {},
    "glossary-": {},
    "person-connecting": {},
    "person-nobody": {},
    "person-told-from": {"day": "message:day-", "time": "time"},
    "person-told-before": {"time": "time"},
    "person-again-from": {"day": "message:day-", "time": "time"},
    "person-again-before": {"time": "time"},
    "person-whisper": {"reference": "reference"},
    "day-": {},
    "record-last-two": {"identifier": "masked"},
    "record-whole": {"identifier": "identifier"},
    "record-score": {"score": "score"},
    "record-none": {},
    "code-sms": {"code": "count"},
    "recording-": {},
    "recordings-by": {"who": "plain"},
    "recordings-code": {"code": "plain"},
    "recordings-done": {"done": "count", "all": "count"},
    "explain-lever-count": {"item": "message:term-", "before": "count", "after": "count"},
    "explain-lever-amount": {"item": "message:term-", "before": "money", "after": "money"},
    "explain-lever-yes-no": {"item": "message:term-"},
    "explain-lever-choice": {"item": "message:term-"},
    "explain-lever-two": {"first": "message:term-", "second": "message:term-"},
    "explain-lever-three": {"first": "message:term-", "second": "message:term-", "third": "message:term-"},
    "explain-truth": {},
    "explain-no-lever": {},
    "explain-structural": {"size": "count", "price": "count"},
    "explain-changed-one": {"first": "message:term-"},
    "explain-changed-two": {"first": "message:term-", "second": "message:term-"},
}
"""Messages that no flow names, by the beginning of their ids, with the forms of their arguments."""


COUNTED = ("-too_short", "-too_long")
"""Endings of the messages that tell how many digits were heard."""


def check_flows(*, write: bool = False) -> list[Problem]:
    """Everything wrong with the flows; with `write`, record their versions and the schema first."""
    settings = Settings()
    folder = settings.flows_dir
    checker = Checker.of(folder, Bundles.load(settings.locales_dir), ACTIONS, DERIVATIONS)
    if write:
        record_versions(folder, checker.flows)
        (folder / SCHEMA_FILE).write_text(schema_text(), encoding="utf-8")
    return checker.problems()


def schema_text() -> str:
    """The JSON Schema of a flow file, as it stands in the flows folder."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def graph(name: str | None) -> str:
    """One flow, or all, as Mermaid."""
    flows = load_flows(Settings().flows_dir)
    if name is not None and name not in flows:
        raise FlowError(f"there is no flow '{name}'; there are {', '.join(flows)}")
    return "\n\n".join(f"%% {flow.flow}\n{mermaid(flow)}" for flow in flows.values() if name in (None, flow.flow))


def check_locales() -> list[Problem]:
    """Everything wrong with the words, measured against how flows and code use them."""
    settings = Settings()
    flows = load_flows(settings.flows_dir)
    said = [use for flow in flows.values() for use in uses(flow)]
    bundles = Bundles.load(settings.locales_dir)
    return check_bundles(settings.locales_dir, [*said, *_uses_by_code(bundles, {use.id for use in said})])


def check_speech(vocabulary: Vocabulary, model: Path) -> list[Problem]:
    """Everything wrong with the vocabulary, what the flows need beyond it, and what of it the model cannot hear."""
    return [*check(vocabulary), *missing(asked(), vocabulary), *deaf_to(model, vocabulary)]


def speech_model() -> Path:
    """The folder of the recogniser's model that the settings name; by default the one that comes with the package."""
    named = Settings().speech_model
    return Path(named) if named else STARTER


def asked() -> Iterator[Asked]:
    """Each question of the flows, with what its options are called."""
    settings = Settings()
    bundles = Bundles.load(settings.locales_dir)
    for flow in load_flows(settings.flows_dir).values():
        file = settings.flows_dir / f"{flow.flow}.yaml"
        lines = lines_under(file.read_text(encoding="utf-8"), "steps")
        for name, step in flow.steps.items():
            if isinstance(step, Ask):
                labels = {each: bundles.option_labels(step.ask, each) for each in step.options or step.choices}
                also = step.also.kind if step.also else None
                yield Asked(f"{flow.flow}.{name}", str(file), lines[name], step.kind, step.context, labels, also)
    for id, options in MENUS.items():
        entry = bundles.having(bundles.locales[0], id).entries[id]
        labels = {each: bundles.option_labels(id, each) for each in options}
        yield Asked(id, str(entry.path), entry.line, "menu", options=labels)


def uses(flow: Flow) -> Iterator[Use]:
    """Each message that the flow says, with the arguments and options that it gives."""
    for step in flow.steps.values():
        if isinstance(step, Say):
            yield Use(step.say, _forms(step.with_))
        elif isinstance(step, Run) and step.wait:
            yield Use(step.wait)
        elif isinstance(step, Ask):
            options, several = tuple(step.options or step.choices), bool(step.choices)
            yield Use(step.ask, _forms(step.with_), options, step.kind == "yesno", ("simple", "help"), several=several)
            yield from (Use(id) for id in step.help_aloud)
            if step.read_back:
                yield Use(step.read_back, {"value": READ_BACK_FORM.get(step.kind, "plain")}, yesno=True)
        if isinstance(step, Say | Ask):
            yield from (Use(argument.of) for argument in step.with_.values() if argument.of)


def _uses_by_code(bundles: Bundles, named: set[str]) -> Iterator[Use]:
    yield from _parts()
    for id in sorted(set().union(*(bundles.ids(locale) for locale in bundles.locales)) - named):
        if id.startswith("confirm-"):
            yield Use(id, {"value": READ_BACK_FORM.get(id.removeprefix("confirm-"), "plain")}, yesno=True)
        for beginning, forms in SAID_BY_CODE.items():
            if id.startswith(beginning):
                yield Use(id, {"heard": "count"} if id.endswith(COUNTED) else forms)


def _parts() -> Iterator[Use]:
    """What is asked about a part of an answer."""
    for part in (WHICH, BROKEN):
        yield Use(f"part-{part}", dict.fromkeys(GROUPS, "digits"), GROUPS, labels="part-which")
    yield from (Use(f"part-{group}", {"count": "count"}) for group in GROUPS)
    yield Use("part-letters", {}, MENUS["part-letters"])
    yield from (Use(f"part-{part.replace('_', '-')}") for part in SPELT)


def _forms(arguments: dict[str, Argument]) -> dict[str, str]:
    """The forms by argument; of a label, the question whose options it may be."""
    return {
        name: f"label:{argument.of}"
        if argument.of
        else "message:term-"
        if argument.form == "message"
        else argument.form
        for name, argument in arguments.items()
    }

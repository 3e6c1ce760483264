"""All flows, read once, checked, and made ready to be played."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

import yaml
from pydantic import ValidationError

from assistant.dialogue.conversation import Hint, Slots
from assistant.dialogue.errors import FlowError
from assistant.dialogue.flow import Ask, Flow, Repair, Step
from assistant.dialogue.positions import line_of
from assistant.understanding import Expectation, expect, expect_options

ENTRY = "welcome"
"""The flow that a conversation begins with."""

Check = Callable[[str], str | None]
"""A rule beyond the form of an answer: gives None, or the code of what is wrong ('check_digit')."""
ALSO = "also:"
"""What stands before a value that was read by a question's other kind."""
Derivation = Callable[[Slots, date], Slots]
"""What follows from the slots on a day. Pure, as the engine is."""


class Words(Protocol):
    """What the flows need to know of the locales."""

    def option_labels(self, id: str, option: str) -> tuple[str, ...]: ...
    def exists(self, id: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Question:
    """An `ask` made ready: what understanding expects, the options in order, the repair that holds."""

    ask: Ask
    expectation: Expectation
    options: tuple[str, ...]
    repair: Repair
    hint: Hint
    check: Check | None
    also: Expectation | None = None


@dataclass
class Flowbook:
    """Every flow by name. Questions are made ready when first asked, and kept."""

    flows: Mapping[str, Flow]
    words: Words
    checks: Mapping[str, Check] = field(default_factory=dict)
    derivations: Mapping[str, Derivation] = field(default_factory=dict)
    default_locale: str = "ary-Arab"
    _questions: dict[tuple[str, str], Question] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.commands: dict[str, str] = {flow.command: name for name, flow in self.flows.items() if flow.command}
        if ENTRY not in self.flows:
            raise FlowError(f"there is no flow '{ENTRY}': a conversation could not begin; write flows/{ENTRY}.yaml")

    def step(self, flow: str, step: str) -> Step:
        return self.flows[flow].steps[step]

    def optional(self) -> tuple[str, ...]:
        """The questions that nobody need answer, as `flow.step`."""
        asked = ((name, step, ask) for name, flow in self.flows.items() for step, ask in flow.steps.items())
        return tuple(f"{name}.{step}" for name, step, ask in asked if isinstance(ask, Ask) and ask.optional)

    def question(self, flow: str, step: str) -> Question:
        made = self._questions.get((flow, step))
        if made is None:
            made = self._questions[flow, step] = self._prepare(flow, step)
        return made

    def _prepare(self, flow: str, step: str) -> Question:
        ask = self.flows[flow].steps[step]
        assert isinstance(ask, Ask)
        repair = ask.repair or self.flows[flow].repair
        assert repair is not None  # Flow refuses to load without one
        options = tuple(ask.options or ask.choices)
        if options:
            labels = [self.words.option_labels(ask.ask, option) for option in options]
            expectation = expect_options(labels, ask.kind)
        else:
            expectation = expect(ask.kind, ask.context)
        hint = Hint(ask.kind, len(options), ask.context)
        also = expect(ask.also.kind, ask.also.context) if ask.also else None
        return Question(ask, expectation, options, repair, hint, self.checks.get(ask.check or ""), also)


def read_flow(path: Path) -> Flow:
    """The flow in `path`; raises FlowError naming file, line and what to write instead."""
    text = path.read_text(encoding="utf-8")
    try:
        flow = Flow.model_validate(yaml.safe_load(text))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise FlowError(f"{path}:{line}: {error.problem}") from error
    except ValidationError as error:
        raise FlowError(_first_fault(path, text, error)) from error
    if flow.flow != path.stem:
        raise FlowError(f"{path}:1: the flow is called '{flow.flow}'; call it '{path.stem}', as its file")
    return flow


def _first_fault(path: Path, text: str, error: ValidationError) -> str:
    fault = error.errors()[0]
    where = [part for part in fault["loc"] if isinstance(part, str | int)]
    return f"{path}:{line_of(text, where)}: {' -> '.join(str(part) for part in where)}: {fault['msg']}"


def load_flows(folder: Path) -> dict[str, Flow]:
    """Every `*.yaml` in `folder` by flow name; raises FlowError where there is none or one is wrong."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise FlowError(f"{folder}: no flows here; set HAQQI_FLOWS_DIR to the folder that holds welcome.yaml")
    return {path.stem: read_flow(path) for path in paths}

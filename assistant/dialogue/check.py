"""What an author is told before publishing: one walk over all flows that reports every fault."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.dialogue.flow import Ask, Branch, Call, End, Flow, Repair, Run, Step
from assistant.dialogue.flowbook import Words, load_flows
from assistant.dialogue.positions import line_of
from assistant.language import Problem
from assistant.understanding import CONTROLS, expect, understand

VERSIONS_FILE = "versions.json"


@dataclass(frozen=True)
class Checker:
    """Checks the flows in `folder` against the words and the actions that exist."""

    folder: Path
    flows: Mapping[str, Flow]
    words: Words
    actions: Collection[str]
    derivations: Collection[str] = ()

    @classmethod
    def of(cls, folder: Path, words: Words, actions: Collection[str], derivations: Collection[str] = ()) -> Checker:
        """Raises FlowError where a file does not even load."""
        return cls(folder, load_flows(folder), words, actions, derivations)

    def problems(self) -> list[Problem]:
        """Everything that is wrong, file by file."""
        found: list[Problem] = []
        for name, flow in self.flows.items():
            found += self._missing_targets(flow) or [*self._dead_ends(flow), *self._circles(flow)]
            found += [
                *self._unknown_names(flow),
                *self._stolen_options(flow),
                *self._unchanged_version(name, flow),
            ]
        return [*found, *self._commands()]

    def _problem(self, flow: Flow, step: str, text: str, severity: str = "error") -> Problem:
        path = self.folder / f"{flow.flow}.yaml"
        where = ["steps", step] if step else []
        text = f"step '{step}': {text}" if step else text
        return Problem(severity, str(path), line_of(path.read_text(encoding="utf-8"), where), text)  # type: ignore[arg-type]

    def _missing_targets(self, flow: Flow) -> list[Problem]:
        found = [] if flow.start in flow.steps else [self._problem(flow, "", f"start: there is no step '{flow.start}'")]
        for name, step in flow.steps.items():
            found += [
                self._problem(flow, name, f"goes on to '{target}', which is no step of this flow")
                for target in targets(step)
                if target not in flow.steps
            ]
        return found

    def _dead_ends(self, flow: Flow) -> Iterator[Problem]:
        reached = reachable(flow, flow.start)
        ends = {name for name, step in flow.steps.items() if isinstance(step, End)}
        for name in flow.steps:
            if name not in reached:
                yield self._problem(flow, name, "no step leads here; remove it, or lead to it")
            elif not reachable(flow, name) & ends:
                yield self._problem(flow, name, "no way leads from here to an end; add one")

    def _circles(self, flow: Flow) -> Iterator[Problem]:
        """Steps that lead back to themselves without ever waiting for somebody."""
        for name, step in flow.steps.items():
            if not _waits(step) and name in _without_waiting(flow, name):
                yield self._problem(flow, name, "runs in a circle that asks nothing; let a question stand in it")

    def _unknown_names(self, flow: Flow) -> Iterator[Problem]:
        for name, step in flow.steps.items():
            if isinstance(step, Run) and step.run not in self.actions:
                yield self._problem(flow, name, f"there is no action '{step.run}'; there are {_listed(self.actions)}")
            if step.derive and step.derive not in self.derivations:
                yield self._problem(
                    flow, name, f"nothing derives '{step.derive}'; there is {_listed(self.derivations)}"
                )
            for called in _called(step, flow.repair):
                if called not in self.flows:
                    yield self._problem(flow, name, f"there is no flow '{called}'")

    def _stolen_options(self, flow: Flow) -> Iterator[Problem]:
        for name, step in flow.steps.items():
            if not isinstance(step, Ask):
                continue
            for option in (*step.options, *step.choices):
                stolen = {label: _command(label) for label in self.words.option_labels(step.ask, option)}
                told = ", ".join(f"'{label}' is '{command}'" for label, command in stolen.items() if command)
                if told:
                    text = f"option '{option}' uses words of commands ({told}); the option wins"
                    yield self._problem(flow, name, text, "warning")

    def _unchanged_version(self, name: str, flow: Flow) -> Iterator[Problem]:
        recorded = recorded_versions(self.folder).get(name)
        if recorded is None:
            yield self._problem(flow, "", "not recorded yet; run `haqqi flows check --write`", "warning")
        elif recorded["version"] == flow.version and recorded["digest"] != digest(flow):
            text = f"changed, but still version {flow.version}: raise it, say what became of its steps, and run --write"
            yield self._problem(flow, "", text)

    def _commands(self) -> Iterator[Problem]:
        seen: dict[str, str] = {}
        for name, flow in self.flows.items():
            if flow.command in seen:
                yield self._problem(flow, "", f"command '{flow.command}' is taken by flow '{seen[flow.command]}'")
            elif flow.command:
                seen[flow.command] = name


_COMMANDS = expect("navigation")


def _command(label: str) -> str | None:
    """The global command that somebody gives who says exactly this."""
    value = understand(label, _COMMANDS).value
    return value if value in CONTROLS else None


def targets(step: Step) -> list[str]:
    """The steps that may follow this one."""
    if isinstance(step, End):
        return []
    if isinstance(step, Branch):
        return [*(case.next for case in step.branch), step.otherwise]
    if isinstance(step, Ask):
        passed_by = step.optional.otherwise if step.optional else None
        named = [*step.options.values(), step.next, step.dont_know, step.refuse, step.unknown, passed_by]
        return [target for target in named if target]
    return [step.next, step.failed] if isinstance(step, Run) else [step.next]


def reachable(flow: Flow, start: str) -> set[str]:
    """Every step that can be come to from `start`, itself included."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += targets(flow.steps[name])
    return seen


def _without_waiting(flow: Flow, start: str) -> set[str]:
    """What can be come to from `start`, itself only by a circle, through steps that wait for nobody."""
    seen: set[str] = set()
    waiting = targets(flow.steps[start])
    while waiting:
        name = waiting.pop()
        if name not in seen and not _waits(flow.steps[name]):
            seen.add(name)
            waiting += targets(flow.steps[name])
    return seen


def _waits(step: Step) -> bool:
    """Whether somebody is asked here: a question, a job, or another flow with questions of its own."""
    return isinstance(step, Ask | Run | Call)


def _called(step: Step, repair: Repair | None) -> list[str]:
    called = [step.call] if isinstance(step, Call) else []
    if isinstance(step, End) and isinstance(step.end, str):
        called.append(step.end)
    if isinstance(step, Ask) and (step.repair or repair):
        called.append((step.repair or repair).then)  # type: ignore[union-attr]
    return called


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names))


def digest(flow: Flow) -> str:
    """A fingerprint of what the flow does; layout and comments do not count."""
    content = flow.model_dump(by_alias=True, exclude_defaults=True)
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def recorded_versions(folder: Path) -> dict[str, dict[str, int | str]]:
    path = folder / VERSIONS_FILE
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def record_versions(folder: Path, flows: Mapping[str, Flow]) -> None:
    """Note each flow's version and fingerprint, so that the next change must raise the version."""
    noted = {name: {"version": flow.version, "digest": digest(flow)} for name, flow in sorted(flows.items())}
    (folder / VERSIONS_FILE).write_text(json.dumps(noted, indent=2) + "\n", encoding="utf-8")

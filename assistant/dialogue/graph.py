"""A flow drawn as a Mermaid graph, for authors and for the console."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.dialogue.check import targets
from assistant.dialogue.flow import Ask, Branch, Call, End, Flow, Handoff, Run, Say, Step

SHAPES = {Ask: ("([", "])"), Branch: ("{", "}"), Run: ("[[", "]]"), End: ("((", "))")}


def mermaid(flow: Flow) -> str:
    """The graph's source: one node a step, one arrow for each way on."""
    return "\n".join(
        ["flowchart TD", *(f"  {line}" for name, step in flow.steps.items() for line in _lines(name, step))]
    )


def _lines(name: str, step: Step) -> Iterator[str]:
    opening, closing = SHAPES.get(type(step), ("[", "]"))
    yield f'{name}{opening}"{name}<br/>{_what(step)}"{closing}'
    for target in dict.fromkeys(targets(step)):
        label = (
            ", ".join(option for option, following in step.options.items() if following == target)
            if isinstance(step, Ask)
            else ""
        )
        yield f"{name} -->|{label}| {target}" if label else f"{name} --> {target}"


def _what(step: Step) -> str:
    match step:
        case Say():
            return f"say {step.say}"
        case Ask():
            return f"ask {step.kind}"
        case Run():
            return f"run {step.run}"
        case Call():
            return f"call {step.call}"
        case Handoff():
            return f"handoff {step.handoff}"
        case End():
            return "end" if step.end is True else f"end: {step.end}"
    return "branch"

"""A flow file, as its author writes it: typed, closed, and checked when it is read.

`flows/flow.schema.json` is generated from these types, so that an editor completes and checks the YAML.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from assistant.understanding import Kind

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
"""Flows, steps, slots and option values: lower case, digits, underscores."""
MessageId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
"""A Fluent message id: lower case, digits, hyphens."""
Scalar = str | int | bool
Mode = Literal["", "practice", "helper"]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Comparison(Part):
    """True when the slot stands in the given relation. An unknown slot is only ever `known: false`."""

    slot: Name
    equals: Scalar | None = None
    one_of: list[Scalar] | None = Field(default=None, alias="in")
    less: int | None = None
    at_most: int | None = None
    more: int | None = None
    at_least: int | None = None
    known: bool | None = None

    @model_validator(mode="after")
    def _exactly_one_relation(self) -> Comparison:
        relations = self.model_dump(exclude={"slot"}, exclude_none=True)
        if len(relations) != 1:
            raise ValueError(f"a condition on '{self.slot}' needs exactly one relation, such as 'equals: yes'")
        return self


class AllOf(Part):
    all: list[Condition]


class AnyOf(Part):
    any: list[Condition]


class Not(Part):
    negated: Condition = Field(alias="not")


class InCall(Part):
    """Whether the turn is one of a telephone call: nobody writes there."""

    called: bool


Condition = Comparison | AllOf | AnyOf | Not | InCall


class Argument(Part):
    """An argument of a message: the slot it comes from and how it is written."""

    slot: Name
    form: str = Field(default="plain", alias="as")
    of: MessageId | None = None
    """For `as: label`: the question whose option the slot holds."""


class FromSlot(Part):
    """The value that another slot holds."""

    slot: Name


class StepPart(Part):
    derive: Name | None = None
    """A named pure function of the slots, whose results become slots on the way in."""
    set: dict[Name, Scalar | FromSlot] = {}
    """Slots given these values on the way in; `{slot: name}` copies another, where that is known."""
    forget: list[str] = []
    """Slots forgotten on the way in; `hh_*` forgets all that begin so."""


class Repair(Part):
    """What follows a failed answer: how many attempts, then which flow is called."""

    attempts: int = Field(ge=2, le=5)
    then: Name


class Passing(Part):
    """Of a question that nobody need answer: what is no sure answer leads on, and is never called a mistake."""

    otherwise: Name = Field(alias="else")
    """The step that follows where it is not answered."""
    rest_days: int = Field(ge=1)
    """Days in which the same person is not asked again, answered or not."""


class Say(StepPart):
    say: MessageId
    with_: dict[Name, Argument] = Field(default={}, alias="with")
    next: Name


class Also(Part):
    """Another kind of answer that a question takes, where its own finds none: an amount typed at a choice of bands."""

    kind: Kind
    context: str = ""
    save: Name


class Ask(StepPart):
    ask: MessageId
    with_: dict[Name, Argument] = Field(default={}, alias="with")
    kind: Kind
    context: str = ""
    """What `understanding` wants to know of the question: `len=6`, `children;0..20`, `unit=dh;per=month`."""
    options: dict[Name, Name] = {}
    """For a menu: the value saved for each option, in order, and the step that follows it."""
    choices: list[Name] = []
    """For `choices`: what there may be several of, in order; the slot then names them with commas, or is `none`."""
    also: Also | None = None
    save: Name | None = None
    next: Name | None = None
    check: Literal["identifier", "reference"] | None = None
    """A rule beyond the form: the check digit of an identifier, or of an appeal's reference."""
    confirm: Literal["always", "unsure", "never"] = "unsure"
    groups: list[int] = []
    """The three groups of digits in which a number is put right in a call: 3, 3 and 4 of an identifier."""
    read_back: MessageId | None = None
    """The message that reads the value back; by default `confirm-<kind>`."""
    help_aloud: list[MessageId] = []
    """Said in a call before the question's help: what keys can be pressed where the question names none."""
    skip_known: bool = False
    """Go on without asking when the slot is known already."""
    optional: Passing | None = None
    repair: Repair | None = None
    dont_know: Name | None = None
    refuse: Name | None = None
    unknown: Name | None = None
    """Where both 'I don't know' and 'I will not say' lead; the slot is then `unknown`."""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Ask:
        if (self.kind == "choices") != (len(self.choices) > 1):
            raise ValueError("'choices', two or more of them, belong to kind: choices")
        if self.groups and (self.kind not in ("identifier", "digits") or len(self.groups) != 3):
            raise ValueError("'groups', three lengths, belong to kind: identifier or digits")
        if self.unknown and not self.save:
            raise ValueError("'unknown' needs 'save': which slot is unknown?")
        if self.kind == "menu" and not 2 <= len(self.options) <= 9:
            raise ValueError("a menu needs 'options', two to nine of them (four at most read well)")
        if self.kind != "menu" and self.options:
            raise ValueError(f"'options' belong to kind: menu, not to kind: {self.kind}")
        if (self.kind != "menu" or self.also) and self.next is None:
            raise ValueError("'next' is missing: which step follows the answer?")
        return self


class Case(Part):
    condition: Condition = Field(alias="if")
    next: Name


class Branch(StepPart):
    branch: list[Case] = Field(min_length=1)
    otherwise: Name = Field(alias="else")


class Run(StepPart):
    run: Name
    """A named action, done in a job."""
    pass_: list[str] = Field(default=[], alias="pass")
    """The slots handed to the action; `hh_*` hands over all that begin so."""
    save: Name | None = None
    """The outcome's entries become slots named `<save>_<entry>`."""
    wait: MessageId | None = None
    """Said while the job runs; left out when the answer comes at once."""
    next: Name
    failed: Name
    final: bool = False
    """What this action does cannot be taken back: undo stops here."""


class Call(StepPart):
    call: Name
    mode: Mode = ""
    """`practice`: nothing is stored or sent. `helper`: what is said belongs to somebody else. Either way the
    slots are put back as they were when the called flow ends."""
    next: Name


class Handoff(StepPart):
    handoff: Name
    """Why a person is needed; the reason on the operator's ticket."""
    next: Name


class End(StepPart):
    end: Literal[True] | Name
    """`true` ends the flow; a name goes on with that flow."""


STEP_KINDS: dict[str, type[StepPart]] = {
    "say": Say,
    "ask": Ask,
    "branch": Branch,
    "run": Run,
    "call": Call,
    "handoff": Handoff,
    "end": End,
}


def _step_kind(step: Any) -> str | None:
    """The one key that tells what kind of step this is, or None where there is none or more than one."""
    if isinstance(step, StepPart):
        return next(kind for kind, model in STEP_KINDS.items() if type(step) is model)
    kinds = [kind for kind in STEP_KINDS if isinstance(step, dict) and kind in step]
    return kinds[0] if len(kinds) == 1 else None


Step = Annotated[
    Annotated[Say, Tag("say")]
    | Annotated[Ask, Tag("ask")]
    | Annotated[Branch, Tag("branch")]
    | Annotated[Run, Tag("run")]
    | Annotated[Call, Tag("call")]
    | Annotated[Handoff, Tag("handoff")]
    | Annotated[End, Tag("end")],
    Discriminator(
        _step_kind,
        custom_error_type="step_kind",
        custom_error_message="a step is exactly one of: say, ask, branch, run, call, handoff, end",
    ),
]


class Change(Part):
    """What one version did to the steps of the version before it."""

    version: int
    renamed: dict[Name, Name] = {}
    removed: dict[Name, Name] = {}
    """A removed step and the step where those who stood on it go on."""


class Flow(Part):
    flow: Name
    version: int = Field(ge=1)
    start: Name
    command: Literal["stop", "operator", "lang"] | None = None
    """The global command that runs this flow."""
    repair: Repair | None = None
    """Attempts and what follows them, for every question without its own."""
    changes: list[Change] = []
    steps: dict[Name, Step] = Field(min_length=1)

    @model_validator(mode="after")
    def _repairs_every_question(self) -> Flow:
        for name, step in self.steps.items():
            if isinstance(step, Ask) and step.repair is None and self.repair is None:
                raise ValueError(
                    f"step '{name}': 'repair' is missing here and in the flow: {{attempts: 3, then: offer}}"
                )
        return self


def schema() -> dict[str, Any]:
    """The JSON Schema of a flow file, for editors."""
    made = Flow.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "A Haqqi flow"}

"""What to bring: papers that may show a declaration to be recorded wrongly. Advice, not a rule of any office."""

from __future__ import annotations

from assistant.appeals.rules import Evidence, rules


def is_item(name: str) -> bool:
    """Whether this is an item of a declaration that an appeal can name."""
    return any(name in items for items in rules().items.values())


def reason_of(item: str) -> str:
    """The reason under which an item of the declaration is contested; 'other' for one that is not known."""
    return next((reason for reason, items in rules().items.items() if item in items), "other")


def evidence_for(kind: str, reason: str = "", item: str = "") -> tuple[Evidence, ...]:
    """The papers worth bringing, each once: those of the kind, then those of the item, else of the reason."""
    known = rules()
    own = known.items.get(reason_of(item), {}).get(item) or known.reasons.get(reason, ())
    return tuple(dict.fromkeys((*known.kinds[kind].evidence, *own)))  # type: ignore[index]


def telling_paper(kind: str, reason: str = "", item: str = "") -> Evidence | None:
    """The one paper to name where there is room for one: about the item or reason itself, and nameable."""
    common = (*rules().kinds[kind].evidence, "other")  # type: ignore[index]
    return next((paper for paper in evidence_for(kind, reason, item) if paper not in common), None)

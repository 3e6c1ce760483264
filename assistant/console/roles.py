"""Who may do what. Each page and action names one right; a role is a set of them."""

from __future__ import annotations

from typing import Literal, get_args

Right = Literal["own", "see", "help", "figures", "audit", "accounts", "voices"]
"""own: one's own account. see: queue and conversations, masked. help: take, answer, unmask, appeals. figures: numbers,
phrases and exports. audit: the audit log. accounts: other people's accounts. voices: invitations to be
recorded for the speech model."""
Role = Literal["operator", "supervisor", "auditor", "administrator"]
ROLES: tuple[str, ...] = get_args(Role)

RIGHTS: dict[str, frozenset[str]] = {
    "operator": frozenset({"own", "see", "help"}),
    "supervisor": frozenset({"own", "see", "help", "figures", "voices"}),
    "auditor": frozenset({"own", "see", "figures", "audit"}),
    "administrator": frozenset(get_args(Right)),
}


def may(role: str, right: str) -> bool:
    """Whether the role has the right; an unknown role has none."""
    return right in RIGHTS.get(role, frozenset())

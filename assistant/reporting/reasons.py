"""Why somebody does not have what they have a right to, in Odenore's four terms, where it can be told.

The terms are those of the Observatoire des non-recours aux droits et services, which the project's seed paper uses.
Nothing is guessed: a reason is what the person said, or follows from what they came for.
"""

from __future__ import annotations

REASONS = ("not_known", "not_asked", "not_received", "not_offered")
"""Non-connaissance, non-demande, non-réception, non-proposition: the values of the flow farewell's question, too."""
ASKED_IN_VAIN = frozenset(["asd", "tadamon", "payment"])
"""Kinds of appeal that only somebody makes who asked and did not get, or gets no more."""


def reason_of(outcome: str, appeal_kind: str, said: str) -> str:
    """The reason, '' where it cannot be told.

    `outcome` is the estimate's ('eligible' …), `appeal_kind` what is contested, `said` what the person chose when
    asked. Who the estimate does not find eligible goes without nothing that is theirs, as far as we know.
    """
    if appeal_kind in ASKED_IN_VAIN:
        return "not_received"
    return said if outcome == "eligible" and said in REASONS else ""

"""Ringing a person for a caller, whatever the line. Each step is taken once, and gives the same however often a
provider asks."""

from __future__ import annotations

from datetime import datetime

import structlog

from assistant.language import Arg, Message
from assistant.storage import Database, Handover

RING_SECONDS = 25
"""How long the operators' number rings; the caller hears it ring."""
ROUNDS = 2
"""How often the whisper is said to whoever answered, before they count as a machine that records messages."""
CONNECTED = "connected"
"""Why a ticket is closed whose person was put through."""
BY_TELEPHONE = "telephone"
REFERENCE_DIGITS = 4

log = structlog.get_logger()


def to_ring(database: Database, call: str) -> Handover | None:
    """For whom the operators are to be rung in this call; None where nobody asked, or it is over."""
    with database.begin() as tx:
        handover = tx.handovers.of_call(call)
        if handover is None:
            return None
        rung = tx.handovers.move(handover.id, ("wished",), "ringing")
        return handover if rung or handover.status == "ringing" else None


def answered(database: Database, handover_id: int, now: datetime) -> None:
    """An operator has heard the whisper and wants to talk."""
    with database.begin() as tx:
        handover = tx.handovers.get(handover_id)
        if handover is not None and tx.handovers.move(handover_id, ("ringing",), "taken"):
            tx.tickets.take_for(handover.contact_id, now)


def declined(database: Database, handover_id: int) -> None:
    """Whoever answered pressed no key."""
    with database.begin() as tx:
        tx.handovers.move(handover_id, ("ringing",), "unanswered")


def ended(database: Database, handover: Handover, now: datetime, *, connected: bool, left: bool = False) -> bool:
    """The ringing, or the talk, is over: whether there was one. Its ticket is closed; any other stays open. `left`: the
    caller did not wait, and need not be told that nobody answered."""
    if not connected:
        with database.begin() as tx:
            tx.handovers.move(handover.id, ("wished", "ringing", "taken"), "told" if left else "unanswered")
        log.info("handover_unanswered", ticket=handover.ticket_id)
        return False
    with database.begin() as tx:
        if tx.handovers.move(handover.id, ("ringing", "taken"), CONNECTED):
            tx.tickets.take_for(handover.contact_id, now)
            tx.tickets.close(handover.ticket_id, now, CONNECTED, BY_TELEPHONE)
            return True
        known = tx.handovers.get(handover.id)
        return known is not None and known.status == CONNECTED


def whisper(ticket_id: int) -> Message:
    """What the operator hears first: the reference by which the console finds the person, and nothing of theirs."""
    return Message("person-whisper", {"reference": Arg(f"{ticket_id:0{REFERENCE_DIGITS}}", "reference")})

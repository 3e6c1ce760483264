"""The watch: looks again and again for people who are stalled, and opens a ticket for each."""

from __future__ import annotations

from datetime import timedelta

import structlog

from assistant.dialogue import HandedBack
from assistant.jobs.services import Services
from assistant.stalled import find, forgotten, rules, weigh

FIRST_LOOK = timedelta(days=1)
"""How far back the first look after a start goes: whatever happened while no worker ran is found."""
OVERLAP = timedelta(minutes=10)
"""How far back every later look goes."""
BY_THE_WATCH = "watch"

log = structlog.get_logger()


def look(services: Services, back: timedelta = FIRST_LOOK) -> int:
    """Open tickets for whoever is stalled, and give the conversations that operators left back to the machine.

    Any number of workers may look at once: a cause opens one ticket. Gives how many were opened.
    """
    now = services.clock()
    known = rules()
    with services.database.begin() as tx:
        opened = find(tx, known, now, now - back)
        weigh(tx, known, now, now - back)
        left = forgotten(tx, known, now)
    for contact_id in left:
        services.conversations.tell(contact_id, HandedBack(BY_THE_WATCH))
    if opened:
        log.info("stalled", tickets=opened)
    return opened

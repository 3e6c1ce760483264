"""The sender: drains outgoing messages from the outbox itself, in order for each person."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import structlog

from assistant.channels.gateways import SendError
from assistant.jobs.services import Services
from assistant.storage import OutboxMessage

PAUSES = (2, 10, 60, 300, 1800, 7200)
"""Seconds before each further try of a message that its provider did not take."""
LANES = 32
"""Messages on their way at once; each person has at most one. No more are claimed, so that none outlives its lease."""

log = structlog.get_logger()


def drain(services: Services) -> int:
    """Send what is due; gives how many messages were handed to a provider or given up."""
    done = 0
    with ThreadPoolExecutor(LANES) as lanes:
        while rows := _due(services):
            done += sum(lanes.map(lambda row: _send(services, row), rows))
    return done


def _due(services: Services) -> list[OutboxMessage]:
    with services.database.begin() as tx:
        return tx.outbox.due_messages(services.clock(), LANES)


def _send(services: Services, row: OutboxMessage) -> int:
    gateway = services.gateways.get(row.channel) or services.gateways.get(services.default_channel)
    try:
        if gateway is None:
            raise SendError("no_gateway")
        provider_id = gateway.send(row.to, row.body, row.token)
    except SendError as error:
        _not_taken(services, row, error)
        return 0
    with services.database.begin() as tx:
        tx.outbox.mark_sent(row.id, provider_id, services.clock())
    return 1


def _not_taken(services: Services, row: OutboxMessage, error: SendError) -> None:
    now = services.clock()
    last = error.permanent or row.attempts > len(PAUSES)
    retry_at = None if last else now + timedelta(seconds=PAUSES[row.attempts - 1])
    log.warning("send_failed", message=row.id, code=error.code, attempt=row.attempts, final=last)
    with services.database.begin() as tx:
        tx.outbox.mark_failed(row.id, error.code, retry_at)
        if error.opted_out:
            tx.contacts.opt_out(row.contact_id, now)
            tx.outbox.cancel_for_contact(row.contact_id)
        elif last:
            tx.tickets.open(row.conversation_id, row.contact_id, "undeliverable", now, f"message:{row.id}")

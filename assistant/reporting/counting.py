"""Counting visits: from a conversation that has fallen silent to rows that are nobody's."""

from __future__ import annotations

import random
from datetime import datetime

from assistant.language import local_day
from assistant.reporting.episodes import PRIVATE, SILENCE, episodes
from assistant.reporting.visits import Episode
from assistant.storage import ConversationRow, Database, EpisodeRow, Transaction

BATCH = 200
"""Conversations a sweep, so that it holds nobody up; what is left is counted by the next."""


def count_silent(database: Database, now: datetime, most: int = BATCH) -> int:
    """Count what ended in conversations that have been silent for SILENCE; gives how many conversations were read.

    Each conversation is read under its lock in a transaction of its own and marked in the same one, so that no visit is
    counted twice, whoever else counts at the same time.
    """
    with database.read() as tx:
        waiting = list(tx.conversations.uncounted(now - SILENCE, most))
    random.SystemRandom().shuffle(waiting)  # rows come in no order that could be laid beside the conversations'
    for contact_id in waiting:
        with database.begin() as tx:
            if tx.contacts.by_id(contact_id) is not None:  # else erased meanwhile
                _count(tx, tx.conversations.lock(contact_id), now)
    return len(waiting)


def count_all_silent(database: Database, now: datetime) -> None:
    """`count_silent` until nothing is left that can be counted now."""
    while count_silent(database, now) == BATCH:
        pass


def _count(tx: Transaction, row: ConversationRow, now: datetime) -> None:
    if row.updated_at is None or row.updated_at > now - SILENCE or _is_counted(row, row.updated_at):
        return
    fresh = [visit for visit in episodes(tx.events.list(row.id)) if not _is_counted(row, visit.began)]
    tx.episodes.add([nobodys(visit, row.locale) for visit in fresh])
    tx.conversations.mark_counted(row.id, row.updated_at)


def _is_counted(row: ConversationRow, at: datetime) -> bool:
    return row.counted_at is not None and at <= row.counted_at


def nobodys(visit: Episode, locale: str) -> EpisodeRow:
    """What is kept of a visit; of a private one only the day."""
    day = local_day(visit.began)
    if visit.journey == PRIVATE:
        return EpisodeRow(day, PRIVATE)
    return EpisodeRow(
        day,
        visit.journey,
        visit.stage,
        visit.last_step,
        visit.ending,
        visit.outcome,
        visit.reason,
        visit.helped,
        locale,
        visit.channel,
        visit.region,
    )

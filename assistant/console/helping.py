"""What operators do for a person. Every action checks in one transaction that the person is theirs, does it through
the one door, and notes it in the audit log; whoever was quicker wins, and the other is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from assistant.console.desk import Desk
from assistant.console.errors import ConsoleError, NotFoundError, TakenError
from assistant.console.roles import may
from assistant.dialogue import Amended, Event, HandedBack, Sent, TakenOver, Told, amendment
from assistant.stalled import CLOSINGS, rules
from assistant.storage import Contact, Operator, Transaction, Wanted

TRIES = 20
"""People looked at before the queue is called empty: each may be taken by somebody else at the same moment."""
LONGEST_ANSWER = 480
"""Characters of an operator's message: at most four SMS in Latin letters, eight in Arabic."""
LONGEST_NOTE = 2000


def take_next(desk: Desk, operator: Operator, wanted: Wanted) -> int | None:
    """Be the one who helps the most urgent person whom nobody helps; None where there is none."""
    now = desk.now()
    with desk.database.begin() as tx:
        for waiting in tx.queue.page(replace(wanted, free_at=now), now, TRIES):
            if _take(tx, waiting.contact_id, operator, now):
                return waiting.contact_id
    return None


def take(desk: Desk, operator: Operator, contact_id: int) -> None:
    """Be the one who helps this person; raises TakenError while somebody else is."""
    now = desk.now()
    with desk.database.begin() as tx:
        _known(tx, contact_id)
        if not _take(tx, contact_id, operator, now):
            raise _taken(tx, contact_id, now)


def stay(tx: Transaction, operator: Operator, contact_id: int, now: datetime) -> bool:
    """Keep a person for longer whom the operator helps already; False where they do not."""
    lease = tx.leases.of(contact_id, now)
    return (
        lease is not None
        and lease.holder == operator.login
        and tx.leases.take(contact_id, operator.login, now, _length())
    )


def answer(desk: Desk, operator: Operator, contact_id: int, text: str) -> None:
    """Write to the person; the machine falls silent until the operator hands back."""
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise ConsoleError("answer-empty")
    if len(words) > LONGEST_ANSWER:
        raise ConsoleError("answer-long", most=str(LONGEST_ANSWER))
    with _helping(desk, operator, contact_id) as (tx, contact, now):
        if contact.opted_out_at is not None:
            raise ConsoleError("answer-opted-out")
        _tell(desk, tx, contact_id, Told(words, operator.login), now)
        tx.audit.add(now, operator.login, "answer", _subject(contact_id), length=len(words))


def take_over(desk: Desk, operator: Operator, contact_id: int) -> None:
    """Silence the machine before the first word."""
    with _helping(desk, operator, contact_id) as (tx, _, now):
        _tell(desk, tx, contact_id, TakenOver(operator.login), now)
        tx.audit.add(now, operator.login, "take_over", _subject(contact_id))


def hand_back(desk: Desk, operator: Operator, contact_id: int) -> None:
    """Let the machine go on, or where it was never away, ask once more."""
    with _helping(desk, operator, contact_id) as (tx, _, now):
        _tell(desk, tx, contact_id, HandedBack(operator.login), now)
        tx.audit.add(now, operator.login, "hand_back", _subject(contact_id))


def amend(desk: Desk, operator: Operator, contact_id: int, step: str, text: str) -> None:
    """Put an answer right; raises ConsoleError where the words are no answer to that question."""
    if amendment(desk.conversations.book, step, text) is None:
        raise ConsoleError("amend-unfit")
    with _helping(desk, operator, contact_id) as (tx, _, now):
        _tell(desk, tx, contact_id, Amended(step, text, operator.login), now)
        tx.audit.add(now, operator.login, "amend", _subject(contact_id), step=step)


def move(desk: Desk, operator: Operator, contact_id: int, to: str) -> None:
    """Let the conversation go on at another step."""
    flow, _, step = to.partition(".")
    known = desk.conversations.book.flows.get(flow)
    if known is None or step not in known.steps:
        raise ConsoleError("move-nowhere")
    with _helping(desk, operator, contact_id) as (tx, _, now):
        _tell(desk, tx, contact_id, Sent(to, operator.login), now)
        tx.audit.add(now, operator.login, "move", _subject(contact_id), to=to)


def note(desk: Desk, operator: Operator, contact_id: int, text: str) -> None:
    words = _noted(text)
    with _helping(desk, operator, contact_id) as (tx, _, now):
        tx.notes.add(contact_id, "note", operator.login, words, now)
        tx.audit.add(now, operator.login, "note", _subject(contact_id))


def promise_call(desk: Desk, operator: Operator, contact_id: int, due: datetime, text: str) -> None:
    """Note that the person is to be called at a time."""
    with _helping(desk, operator, contact_id) as (tx, _, now):
        if due < now - timedelta(days=1) or due > now + timedelta(days=60):
            raise ConsoleError("call-when")
        tx.notes.add(contact_id, "call", operator.login, text.strip()[:LONGEST_NOTE], now, due)
        tx.audit.add(now, operator.login, "promise_call", _subject(contact_id), due=due.isoformat())


def call_made(desk: Desk, operator: Operator, contact_id: int, note_id: int) -> None:
    now = desk.now()
    with desk.database.begin() as tx:
        if not any(note.id == note_id for note in tx.notes.of_contact(contact_id)):
            raise NotFoundError("not-found")
        tx.notes.call_made(note_id, now)
        tx.audit.add(now, operator.login, "call_made", _subject(contact_id))


def transfer(desk: Desk, operator: Operator, contact_id: int, to: str, text: str) -> None:
    """Hand the person to a colleague, who has some time to begin."""
    with _helping(desk, operator, contact_id) as (tx, _, now):
        colleague = tx.operators.get(to)
        if colleague is None or colleague.disabled_at or not may(colleague.role, "help") or to == operator.login:
            raise ConsoleError("transfer-nobody")
        tx.leases.give(contact_id, operator.login, to, now + timedelta(minutes=rules().transfer_minutes))
        tx.notes.add(contact_id, "transfer", operator.login, text.strip()[:LONGEST_NOTE], now)
        tx.audit.add(now, operator.login, "transfer", _subject(contact_id), to=to)


def leave(desk: Desk, operator: Operator, contact_id: int) -> None:
    """Give the person back to the queue, with all that is open."""
    now = desk.now()
    with desk.database.begin() as tx:
        if tx.leases.release(contact_id, operator.login):
            tx.audit.add(now, operator.login, "leave", _subject(contact_id))


def close(desk: Desk, operator: Operator, contact_id: int, closing: str) -> None:
    """The person was helped: nothing of theirs is open any more, and the machine is back."""
    if closing not in CLOSINGS:
        raise ConsoleError("close-why-none")
    with _helping(desk, operator, contact_id) as (tx, _, now):
        talk = tx.transcript.talk(contact_id)
        if talk is not None and talk.status == "held":
            _tell(desk, tx, contact_id, HandedBack(operator.login), now)
        closed = tx.tickets.close_for(contact_id, now, closing, operator.login)
        tx.leases.release(contact_id, operator.login)
        tx.audit.add(now, operator.login, "close", _subject(contact_id), closing=closing, tickets=closed)


@contextmanager
def _helping(desk: Desk, operator: Operator, contact_id: int) -> Iterator[tuple[Transaction, Contact, datetime]]:
    """A transaction in which the person is this operator's, and stays so for a while; the queue is woken after it."""
    now = desk.now()
    with desk.database.begin() as tx:
        contact = _known(tx, contact_id)
        if not tx.leases.take(contact_id, operator.login, now, _length()):
            raise _taken(tx, contact_id, now)
        yield tx, contact, now
    desk.conversations.wake()


def _tell(desk: Desk, tx: Transaction, contact_id: int, event: Event, now: datetime) -> None:
    desk.conversations.tell_within(tx, contact_id, event, now)


def _take(tx: Transaction, contact_id: int, operator: Operator, now: datetime) -> bool:
    if not tx.leases.take(contact_id, operator.login, now, _length()):
        return False
    tx.tickets.take_for(contact_id, now)
    tx.audit.add(now, operator.login, "take", _subject(contact_id))
    return True


def _known(tx: Transaction, contact_id: int) -> Contact:
    contact = tx.contacts.by_id(contact_id)
    if contact is None:
        raise NotFoundError("person-gone")
    return contact


def _taken(tx: Transaction, contact_id: int, now: datetime) -> TakenError:
    lease = tx.leases.of(contact_id, now)
    return TakenError("taken-by", who=lease.holder if lease else "")


def _noted(text: str) -> str:
    words = text.strip()
    if not words:
        raise ConsoleError("note-empty")
    return words[:LONGEST_NOTE]


def _length() -> timedelta:
    return timedelta(minutes=rules().lease_minutes)


def _subject(contact_id: int) -> str:
    return f"contact:{contact_id}"

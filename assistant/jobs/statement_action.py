"""Guesses what was said in a statement, for the operator who writes it down."""

from __future__ import annotations

from datetime import datetime

import msgspec

from assistant.jobs.actions import Commit, Job
from assistant.jobs.services import Services
from assistant.recording import statement
from assistant.speech.audio import frames, pcm_of
from assistant.speech.call import Question
from assistant.speech.call.values import RECORD
from assistant.storage import Transaction

ACTION = "transcribe_statement"
TOLD = Question("text", context=RECORD)


def attach(tx: Transaction, job: Job, appeal_id: int, owner: int, now: datetime) -> None:
    """Make the statement that the caller left part of their appeal, and have it guessed at."""
    said = statement.id_of(job.text("appeal_statement"))
    if said is not None and tx.statements.attach(said, job.contact_id, appeal_id, owner):
        args = msgspec.json.encode({"slots": {"statement": said}, "mode": "", "asked_at": now})
        tx.outbox.add_job(job.contact_id, job.conversation_id, ACTION, args, f"statement-{said}", now)


def transcribe_statement(services: Services, job: Job) -> Commit:
    """Slots: `statement`, its id. Without a model, or once it is erased, there is nothing to guess.

    The model knows only the words that questions need, so that the guess is poor and shown as one.
    """
    number = int(job.text("statement"))
    with services.database.read() as tx:
        samples = statement.sound(tx, number)
    recogniser = services.listen(TOLD) if samples is not None else None
    if samples is None or recogniser is None:
        return lambda _tx: None
    for frame in frames(pcm_of(samples)):
        recogniser.accept(frame)
    heard = recogniser.result()

    def commit(tx: Transaction) -> None:
        tx.statements.transcribe(number, heard.text, heard.confidence)

    return commit

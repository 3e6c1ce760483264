"""Spoken statements: a caller's own words for an appeal, kept as they were said."""

from __future__ import annotations

from datetime import datetime, timedelta

from assistant.speech.audio import RATE, samples_of
from assistant.speech.recording import from_flac, to_flac
from assistant.speech.recording.audio import Samples
from assistant.storage import Transaction

UNFILED = timedelta(days=1)
"""How long a statement is kept of which no appeal was made."""
KEPT = timedelta(days=365)
"""How long any is kept, as callers are told (statement-offer)."""
MARK = "voice:"
"""How an answer begins that is a statement's id."""
LONGEST_ID = 12


def keep(tx: Transaction, contact_id: int, pcm: bytes, now: datetime) -> str:
    """Keep 16-bit PCM of 8 kHz; gives the answer that stands for it in a conversation."""
    samples = samples_of(pcm)
    return f"{MARK}{tx.statements.add(contact_id, to_flac(samples), len(samples) / RATE, now)}"


def id_of(answer: str) -> int | None:
    """The statement that an answer stands for; None for words."""
    number = answer.removeprefix(MARK)
    is_one = answer.startswith(MARK) and number.isascii() and number.isdecimal() and len(number) <= LONGEST_ID
    return int(number) if is_one else None


def sound(tx: Transaction, statement_id: int) -> Samples | None:
    """What was said; None where it is kept no longer."""
    audio = tx.statements.audio(statement_id)
    return None if audio is None else from_flac(audio)


def purge(tx: Transaction, now: datetime) -> int:
    """Erase what has been kept for as long as people were told; gives how many."""
    return tx.statements.purge(now - UNFILED, now - KEPT)

"""One inbound message for each provider id, for ever; whoever repeats it gets the same answer."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from assistant.storage import Claim, Contact, Database

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def test_the_first_claim_is_new(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        claim = tx.inbox.claim("twilio", "SM1", contact.id, "سلام", NOW)
    assert claim == Claim(claim.id, new=True, reply=None)


def test_a_second_claim_gets_the_stored_reply(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        first = tx.inbox.claim("twilio", "SM1", contact.id, "سلام", NOW)
        tx.inbox.store_reply(first.id, "مرحبا")
    with database.begin() as tx:
        again = tx.inbox.claim("twilio", "SM1", contact.id, "something else", NOW)
    assert again == Claim(first.id, new=False, reply="مرحبا")


def test_the_same_id_on_another_channel_is_another_message(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        assert tx.inbox.claim("twilio", "1", contact.id, None, NOW).new
        assert tx.inbox.claim("kannel", "1", contact.id, None, NOW).new


def test_an_id_whose_transaction_failed_is_new_again(database: Database, contact: Contact) -> None:
    try:
        with database.begin() as tx:
            tx.inbox.claim("twilio", "SM1", contact.id, "x", NOW)
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    with database.begin() as tx:
        assert tx.inbox.claim("twilio", "SM1", contact.id, "x", NOW).new


def test_of_many_that_claim_at_once_one_has_it_and_the_others_its_reply(database: Database, contact: Contact) -> None:
    together = threading.Barrier(4)

    def claim(number: int) -> tuple[bool, str | None]:
        together.wait()
        with database.begin() as tx:
            claim = tx.inbox.claim("twilio", "SM1", contact.id, "x", NOW)
            if claim.new:
                tx.inbox.store_reply(claim.id, f"answer {number}")
            return claim.new, claim.reply

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(claim, range(4)), key=str)
    assert [new for new, _ in outcomes] == [False] * 3 + [True]
    assert len({reply for new, reply in outcomes if not new}) == 1
    assert outcomes[0][1] is not None


def test_any_id_and_text_from_outside_is_taken(database: Database, contact: Contact) -> None:
    """PostgreSQL refuses NUL, and UTF-8 refuses lone surrogates; a gateway may deliver both."""
    with database.begin() as tx:
        odd = tx.inbox.claim("kannel", "a\x00b\ud800", contact.id, "\x00\ud800" + "x" * 5000, NOW)
        assert odd.new
        assert not tx.inbox.claim("kannel", "a\x00b\ud800", contact.id, None, NOW).new


def test_forgotten_words_leave_the_id_known(database: Database, contact: Contact) -> None:
    with database.begin() as tx:
        claim = tx.inbox.claim("twilio", "SM1", contact.id, "a secret", NOW)
        tx.inbox.store_reply(claim.id, "another")
        assert tx.inbox.forget(contact.id) == 1
        assert tx.inbox.forget(contact.id) == 0
        assert tx.inbox.claim("twilio", "SM1", contact.id, None, NOW) == Claim(claim.id, new=False, reply=None)

"""Nothing personal lies in the clear; a person can take all of it along, or have it forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from assistant.storage import Cipher, Consent, Database, EpisodeRow, Filing, Transaction, WrongKeyError
from assistant.storage.rotation import sealed_columns, sealed_tables
from assistant.storage.tables import jobs, metadata

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PHONE = "+212612345678"
OTHER_PHONE = "+212798765432"
SECRET = b"the secret of the blind indexes."
PLANTED = (PHONE[1:], PHONE[4:], OTHER_PHONE[1:], "AB123456", "0123456789", "Fatima", "40718265", "فاطمة")
WORDS = "Fatima فاطمة AB123456 0123456789 40718265"


@dataclass(frozen=True)
class Happened:
    kind: str = "heard"
    step: str = "identifier.cnie"
    data: dict[str, str] = field(default_factory=lambda: {"text": WORDS})


def live(database: Database, phone: str = PHONE, reference: str = "40718265") -> int:
    """A person leaves a trace in every table; gives the contact's id."""
    with database.begin() as tx:
        contact = tx.contacts.get_or_create(phone, NOW)
        claim = tx.inbox.claim("twilio", f"SM{contact.id}", contact.id, WORDS, NOW)
        tx.inbox.store_reply(claim.id, WORDS)
        row = tx.conversations.lock(contact.id)
        tx.conversations.save(row.id, json.dumps(WORDS).encode(), "menu.top", "active", "twilio", "fr", NOW)
        tx.events.append(row.id, NOW, [Happened(), Happened()])
        to = {"to": OTHER_PHONE, "reply_to_inbox": claim.id}
        message = tx.outbox.add_message(contact.id, row.id, WORDS, "twilio", NOW, **to)
        tx.outbox.add_job(contact.id, row.id, "assess", WORDS.encode(), f"{contact.id}-a", NOW)
        tx.deliveries.record(message.token, "sent", None, NOW)
        tx.tickets.open(row.id, contact.id, "asked", NOW, f"{row.id}:asked")
        filing = Filing(
            reference,
            "asd",
            WORDS,
            WORDS,
            NOW,
            date(2026, 11, 1),
            None,
            {"name": "Fatima"},
            f"receipt {WORDS}",
        )
        appeal = tx.appeals.add(contact.id, filing)
        tx.appeals.paper_seen(appeal.id, "identity", "samir", NOW)
        tx.appeals.move(appeal, "acknowledged", NOW, actor="operator", note=WORDS)
        tx.assessments.add(contact.id, row.id, "rsu", b'{"a": 1}', WORDS.encode(), NOW, f"{contact.id}-t")
        tx.episodes.add([EpisodeRow(NOW.date(), "appeal")])
        work_for(tx, contact.id)
        consent = Consent("the text", "v1", "key", NOW)
        tx.recordings.join(f"voice{contact.id}", f"{contact.id:09}", "invitation", "telephone", consent)
        voice = tx.recordings.speaker(f"voice{contact.id}")
        assert voice
        tx.recordings.describe(voice.id, {"region": WORDS})
        tx.recordings.keep(voice.id, "واحد", WORDS.encode(), "good", (0.1, 0.9), NOW)
        for purpose in ("rate", "code"):
            tx.limits.hit(database.cipher.index(purpose, phone), NOW, 60, 1)
        said = tx.statements.add(contact.id, WORDS.encode(), 3.5, NOW)
        tx.statements.transcribe(said, WORDS, 0.4)
        tx.handovers.wish(f"call of {phone}", contact.id, tx.tickets.of_contact(contact.id)[0].id, NOW)
        tx.expected_calls.expect(f"token of {phone}", contact.id, NOW)
        tx.codes.store(database.cipher.index("cnie", "AB123456"), "a" * 64, "hash", NOW, NOW)
        return contact.id


def work_for(tx: Transaction, contact_id: int) -> None:
    """An operator helps the person, and leaves a trace in every table of the console."""
    operator = tx.operators.get("samir") or tx.operators.add("samir", "Samir", "operator", "fr", "hash", NOW)
    assert operator is not None
    tx.operators.begin_session(operator.id, "token", NOW)
    tx.leases.take(contact_id, operator.login, NOW, timedelta(minutes=5))
    tx.notes.add(contact_id, "call", operator.login, WORDS, NOW, NOW)
    tx.audit.add(NOW, operator.login, "view", f"contact:{contact_id}", slots=2)
    tx.proposals.add("wakha", "yes", operator.login, NOW)


OF_NOBODY = ("key_checks", "operators", "lexicon_proposals", "speakers", "recordings")
"""Tables with encrypted values that are no contact's: operators' names, words chosen for the lexicon, and voices, which
lead to no telephone number."""


def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    with database.read() as tx:
        connection = tx.contacts.connection
        return {
            table.name: [dict(row._mapping) for row in connection.execute(select(table))]
            for table in metadata.sorted_tables
        }


def test_the_planted_person_is_in_every_table(database: Database) -> None:
    """Otherwise the tests below would prove nothing."""
    live(database)
    assert [name for name, rows in everything(database).items() if not rows] == []


def test_no_table_holds_a_personal_value_in_the_clear(database: Database) -> None:
    live(database)
    assert [word for word in PLANTED if word in str(everything(database))] == []


def test_no_file_of_sqlite_holds_a_personal_value_in_the_clear(
    tmp_path: Path, open_database: Callable[..., Database]
) -> None:
    """The write-ahead log and what deleted rows leave behind included."""
    database = open_database(f"sqlite:///{tmp_path}/haqqi.sqlite")
    database.migrate()
    live(database)
    with database.begin() as tx:
        tx.erase_person(PHONE)
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert len(stored) > 10_000
    assert [word for word in PLANTED if word.encode() in stored] == []


def test_every_encrypted_value_can_be_read_with_the_key(database: Database) -> None:
    live(database)
    rows = everything(database)
    tokens = [
        row[column.name] for table in sealed_tables() for row in rows[table.name] for column in sealed_columns(table)
    ]
    assert [database.cipher.decrypt_bytes(token) for token in tokens if token is not None]


def test_after_a_rotation_the_old_key_opens_nothing_and_the_new_one_all(
    database: Database, url: str, key: str, open_database: Callable[..., Database]
) -> None:
    live(database)
    new_key = Fernet.generate_key().decode()
    rotated = open_database(url, Cipher([new_key, key], SECRET)).rotate_keys()
    assert rotated > 15
    open_database(url, Cipher([new_key], SECRET)).migrate()
    with open_database(url, Cipher([new_key], SECRET)).read() as tx:
        assert tx.export_person(PHONE)["contact"]["phone"] == PHONE
    with pytest.raises(WrongKeyError):
        database.migrate()


def test_a_rotation_goes_through_many_rows(
    database: Database, url: str, key: str, open_database: Callable[..., Database]
) -> None:
    with database.begin() as tx:
        for number in range(450):
            tx.contacts.get_or_create(f"+212600000{number:03}", NOW)
    new_key = Fernet.generate_key().decode()
    open_database(url, Cipher([new_key, key], SECRET)).rotate_keys()
    with open_database(url, Cipher([new_key], SECRET)).read() as tx:
        assert all(tx.contacts.find(f"+212600000{number:03}") for number in (0, 199, 200, 449))


def test_an_export_tells_all_in_the_clear_and_as_json(database: Database) -> None:
    live(database)
    with database.read() as tx:
        told = tx.export_person(PHONE)
    assert json.loads(json.dumps(told)) == told
    assert {name for name, rows in told.items() if not rows} == set()
    assert told["inbox"][0]["text"] == WORDS
    assert told["events"][1]["seq"] == 2
    assert told["appeals"][0]["subject"] == '{"name":"Fatima"}'
    assert told["outbox_messages"][0]["recipient"] == OTHER_PHONE


def test_an_export_tells_nothing_of_others(database: Database) -> None:
    live(database)
    live(database, OTHER_PHONE, "40718266")
    with database.read() as tx:
        told = tx.export_person(PHONE)
    assert [len(told[name]) for name in ("inbox", "appeals", "assessments")] == [1, 1, 1]
    assert "40718266" not in str(told["appeals"][0]["reference"])


def test_a_stranger_has_nothing_to_export_or_erase(database: Database) -> None:
    with database.begin() as tx:
        assert tx.export_person(PHONE) == {}
        assert tx.erase_person(PHONE) == {}


def test_an_erased_person_is_a_stranger(database: Database) -> None:
    contact_id = live(database)
    with database.begin() as tx:
        counts = tx.erase_person(PHONE)
        assert tx.contacts.find(PHONE) is None
        assert tx.export_person(PHONE) == {}
        assert tx.appeals.get_for_contact(contact_id) == ()
    assert counts == {
        "expected_calls": 1,
        "statements": 1,
        "handovers": 1,
        "events": 2,
        "jobs": 1,
        "outbox_messages": 1,
        "tickets": 1,
        "leases": 1,
        "notes": 1,
        "assessments": 1,
        "conversations": 1,
        "inbox": 1,
        "appeals": 1,
        "contacts": 1,
    }


def test_of_an_erased_person_no_encrypted_value_remains(database: Database) -> None:
    live(database)
    with database.begin() as tx:
        tx.erase_person(PHONE)
    left = everything(database)
    theirs = [table for table in sealed_tables() if table.name not in OF_NOBODY]
    sealed = [row[c.name] for t in theirs for row in left[t.name] for c in sealed_columns(t)]
    assert set(sealed) == {None}


def test_erasing_one_person_leaves_the_others_alone(database: Database) -> None:
    live(database, OTHER_PHONE, "40718266")
    with database.read() as tx:
        before = tx.export_person(OTHER_PHONE)
    live(database)
    with database.begin() as tx:
        tx.erase_person(PHONE)
    with database.read() as tx:
        assert tx.export_person(OTHER_PHONE) == before


def test_a_filed_appeal_outlives_its_person_under_a_pseudonym(database: Database) -> None:
    """The office that decides it counts it; whoever still has the receipt may ask how it stands."""
    live(database)
    with database.begin() as tx:
        tx.erase_person(PHONE)
        appeal = tx.appeals.get_by_reference("40718265")
        assert appeal is not None
        assert (appeal.contact_id, appeal.state) == (None, "acknowledged")
        assert appeal.filing == Filing("", "asd", "", "", NOW, date(2026, 11, 1))
        assert [move.note for move in tx.appeals.history(appeal.id)] == [None, None]
    assert len(everything(database)["appeals"][0]["pseudonym"]) == 16


def test_a_message_sent_again_after_the_erasure_is_still_known(database: Database) -> None:
    contact_id = live(database)
    with database.begin() as tx:
        tx.erase_person(PHONE)
        newcomer = tx.contacts.get_or_create(PHONE, NOW)
        assert not tx.inbox.claim("twilio", f"SM{contact_id}", newcomer.id, None, NOW).new


def test_nobody_inherits_an_erased_persons_id(database: Database) -> None:
    contact_id = live(database)
    with database.begin() as tx:
        tx.erase_person(PHONE)
        assert tx.contacts.get_or_create(OTHER_PHONE, NOW).id > contact_id


def test_the_job_that_erases_can_still_end(database: Database) -> None:
    contact_id = live(database)
    with database.begin() as tx:
        conversation_id = tx.conversations.lock(contact_id).id
        job = tx.outbox.add_job(contact_id, conversation_id, "erase_me", b"{}", "9-a", NOW)
        tx.outbox.start_job(job, NOW)
    with database.begin() as tx:
        tx.contacts.erase(contact_id)
        tx.outbox.finish_job(job)
    assert [(row["id"], row["status"]) for row in everything(database)[jobs.name]] == [(job, "done")]

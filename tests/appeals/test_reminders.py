"""Reminders and receipts as people meet them: in a service in process, with a clock that the test moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.appeals import Receipt, public_key, status_of
from assistant.registry import RegistryUnavailableError
from assistant.storage import StoredAppeal
from tests.town import Town, new_phone

AT_THE_MENU = ("bonjour", "1")
ASD = ("2", "2")
NOTICE = "28/02/2026"
LAST_DAY = "15/03/2026"


@pytest.fixture
def phone() -> str:
    return new_phone()


def write(town: Town, phone: str, *texts: str) -> list[str]:
    """Everything that arrives in answer to the last text."""
    for text in texts:
        town.arrived(phone)
        town.write(phone, text)
    return town.arrived(phone)


def at_reason(town: Town, phone: str, notice: str = NOTICE) -> None:
    write(town, phone, *AT_THE_MENU, *ASD, notice, "1")
    assert town.step(phone) == "appeal.reason"


def newest(town: Town, phone: str) -> StoredAppeal:
    with town.services.database.begin() as tx:
        contact = tx.contacts.find(phone)
        assert contact is not None
        appeal = status_of(tx, contact.id, None)
    assert appeal is not None
    return appeal


def receipt_of(town: Town, phone: str) -> Receipt:
    text = newest(town, phone).filing.receipt or ""
    receipt = Receipt.verify(text, public_key(town.services.signing_key))
    assert receipt is not None
    return receipt


def reminders(arrived: list[str]) -> list[str]:
    return [text for text in arrived if "pour contester" in text]


def test_the_reminder_comes_once_at_ten_three_days_before(town: Town, phone: str) -> None:
    """10:00 by Morocco's clocks on 12 March 2026, in Ramadan: 10:00 in Greenwich too."""
    at_reason(town, phone)
    town.wait(days=10, minutes=59)
    assert reminders(town.arrived(phone)) == []
    town.wait(minutes=1)
    told = reminders(town.arrived(phone))
    assert len(told) == 1
    assert LAST_DAY in told[0]
    town.wait(days=5)
    assert reminders(town.arrived(phone)) == []


def test_a_corrected_day_replaces_the_reminder_of_the_first(town: Town, phone: str) -> None:
    at_reason(town, phone, "25/02/2026")
    write(town, phone, "retour", NOTICE, "1")
    assert town.step(phone) == "appeal.reason"
    town.wait(days=8)
    assert reminders(town.arrived(phone)) == []
    town.wait(days=5)
    assert len(reminders(town.arrived(phone))) == 1


def test_who_asks_twice_about_one_notice_is_reminded_once(town: Town, phone: str) -> None:
    at_reason(town, phone)
    write(town, phone, "menu", *ASD, NOTICE, "1")
    town.wait(days=13)
    assert len(reminders(town.arrived(phone))) == 1


def test_who_filed_and_withdrew_is_not_reminded(town: Town, phone: str) -> None:
    at_reason(town, phone)
    write(town, phone, "1", "Mon fils est inscrit", "1", "2", "4", "1", "3", "1")
    assert newest(town, phone).state == "withdrawn"
    town.wait(days=13)
    assert reminders(town.arrived(phone)) == []


def test_who_filed_about_something_else_is_reminded(town: Town, phone: str) -> None:
    at_reason(town, phone)
    write(town, phone, "menu", "2", "4", "Le paiement manque", "1", "2")
    assert newest(town, phone).filing.kind == "payment"
    town.wait(days=13)
    assert len(reminders(town.arrived(phone))) == 1


def test_who_opted_out_is_left_alone(town: Town, phone: str) -> None:
    at_reason(town, phone)
    write(town, phone, "arret")
    town.wait(days=11)
    assert town.arrived(phone) == []


def test_practice_reminds_of_nothing(town: Town, phone: str) -> None:
    write(town, phone, *AT_THE_MENU, "4", "4", "1", "3", "2", NOTICE, "1")
    assert town.step(phone) == "appeal.reason"
    town.wait(hours=1)
    town.wait(days=13)
    assert reminders(town.arrived(phone)) == []


def test_nobody_is_asked_about_an_answer_that_was_given(town: Town, phone: str) -> None:
    at_reason(town, phone)
    write(town, phone, "1", "Mon fils est inscrit", "1", "2")
    town.decide(phone, "acknowledged", "under_review", "upheld")
    town.wait(days=40)
    assert town.arrived(phone) == []


def test_who_opted_out_is_not_asked_about_an_answer(town: Town, phone: str) -> None:
    at_reason(town, phone)
    write(town, phone, "1", "Mon fils est inscrit", "1", "2", "arret")
    town.wait(days=40)
    assert town.arrived(phone) == []


def test_a_receipt_of_a_good_day_says_nothing_of_any_outage(town: Town, phone: str) -> None:
    at_reason(town, phone)
    write(town, phone, "1", "Mon fils est inscrit", "1")
    receipt = receipt_of(town, phone)
    assert not receipt.service_down
    assert receipt.filed_at == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert receipt.deadline == date(2026, 3, 15)


class Away:
    """A register that does not answer."""

    name = "away"
    first_digits = "01"

    def ping(self) -> None:
        raise RegistryUnavailableError("away")


def test_the_receipt_says_when_the_register_was_down(town: Town, phone: str) -> None:
    """The appeal is filed all the same, and the person is told that the receipt says so."""
    at_reason(town, phone)
    town.services = replace(town.services, registry=Away())  # type: ignore[arg-type]
    town.services.queue.services = town.services  # type: ignore[attr-defined]
    told = "\n".join(write(town, phone, "1", "Mon fils est inscrit", "1"))
    assert receipt_of(town, phone).tried_at == town.clock.now
    assert "vous avez essayé" in told


def test_the_receipt_says_when_the_queue_was_down(town: Town, phone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The yes came on the last day, the queue returned two days later: the receipt proves the yes."""
    at_reason(town, phone, "15/02/2026")
    write(town, phone, "1", "Mon fils est inscrit")
    asked = town.clock.now
    monkeypatch.setattr(type(town.services.queue), "put", lambda _self, _job: False)
    write(town, phone, "1")
    monkeypatch.undo()
    town.wait(days=2)
    receipt = receipt_of(town, phone)
    assert (receipt.tried_at, receipt.filed_at) == (asked, asked + timedelta(days=2))
    assert receipt.deadline == asked.date()


def test_a_first_try_that_failed_is_in_the_receipt(town: Town, phone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first run of the job breaks, the second files a few seconds later."""
    at_reason(town, phone)
    write(town, phone, "1", "Mon fils est inscrit")
    asked = town.clock.now
    with monkeypatch.context() as broken:
        broken.setattr("assistant.jobs.appeal_actions.file_appeal", _broken)
        write(town, phone, "1")
    town.wait(seconds=6)
    receipt = receipt_of(town, phone)
    assert (receipt.tried_at, receipt.filed_at) == (asked, asked + timedelta(seconds=6))


def _broken(*_: object) -> None:
    raise TimeoutError("the disk is full")


def test_the_item_goes_into_the_filing(town: Town, phone: str) -> None:
    write(town, phone, *AT_THE_MENU)
    slots = {"appeal_kind": "correct", "appeal_item": "mobiles", "appeal_item_from": 3, "appeal_item_to": 2}
    town.begin(phone, "appeal", slots)
    write(town, phone, "La ligne est coupée", "1")
    filing = newest(town, phone).filing
    assert (filing.kind, filing.contested) == ("correct", "assets")
    assert filing.subject == {"item": "mobiles", "from": 3, "to": 2}


def test_an_item_that_nobody_knows_is_left_out(town: Town, phone: str) -> None:
    write(town, phone, *AT_THE_MENU)
    town.begin(phone, "appeal", {"appeal_kind": "correct", "appeal_item": "spaceships"})
    write(town, phone, "Une erreur", "1")
    assert newest(town, phone).filing.subject is None


def test_an_abandoned_item_does_not_slip_into_the_next_appeal(town: Town, phone: str) -> None:
    write(town, phone, *AT_THE_MENU)
    town.begin(phone, "appeal", {"appeal_kind": "correct", "appeal_item": "mobiles"})
    write(town, phone, "menu", "2", "4", "Le paiement manque", "1")
    assert newest(town, phone).filing.subject is None
    assert newest(town, phone).filing.kind == "payment"


def test_somebody_elses_reference_is_as_unknown_as_none(town: Town, phone: str) -> None:
    at_reason(town, phone)
    write(town, phone, "1", "Mon fils est inscrit", "1", "2")
    reference = newest(town, phone).filing.reference
    other = new_phone()
    told = write(town, other, *AT_THE_MENU, "4", "1", reference)
    assert "Aucune réclamation" in told[0]
    assert reference[:4] not in "".join(told)

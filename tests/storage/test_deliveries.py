"""Delivery reports come late, twice, in any order, and for messages nobody knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from assistant.storage import Database

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def status_after(database: Database, *reports: str) -> str:
    with database.begin() as tx:
        for number, report in enumerate(reports):
            tx.deliveries.record("SM1", report, None, NOW + timedelta(seconds=number))
        delivery = tx.deliveries.of("SM1")
        tx.deliveries.purge(NOW + timedelta(days=1))
    assert delivery is not None
    return delivery.status


@pytest.mark.parametrize("end", ["delivered", "undelivered", "failed"])
def test_the_order_of_reports_does_not_matter(database: Database, end: str) -> None:
    for reports in permutations(["queued", "sent", end]):
        assert status_after(database, *reports) == end


@pytest.mark.parametrize(
    ("reports", "status"),
    [
        (["sent", "queued"], "sent"),
        (["delivered", "failed"], "delivered"),
        (["failed", "delivered"], "failed"),
        (["delivered", "read"], "read"),
        (["read", "delivered"], "read"),
        (["sent", "a status of next year"], "sent"),
        (["a status of next year", "queued"], "queued"),
    ],
)
def test_a_status_never_goes_back(database: Database, reports: list[str], status: str) -> None:
    assert status_after(database, *reports) == status


def test_a_repeated_report_says_nothing_new(database: Database) -> None:
    with database.begin() as tx:
        assert tx.deliveries.record("token", "sent", None, NOW)
        assert not tx.deliveries.record("token", "sent", None, NOW + timedelta(seconds=1))
        assert tx.deliveries.record("token", "undelivered", "30003", NOW + timedelta(seconds=2))
        delivery = tx.deliveries.of("token")
    assert delivery is not None
    assert (delivery.status, delivery.error) == ("undelivered", "30003")
    assert (delivery.first_at, delivery.last_at) == (NOW, NOW + timedelta(seconds=2))


def test_a_report_on_an_unknown_message_is_kept_until_it_is_purged(database: Database) -> None:
    with database.begin() as tx:
        tx.deliveries.record("never heard of", "sent", None, NOW)
        assert tx.deliveries.purge(NOW) == 0
        assert tx.deliveries.of("never heard of") is not None
        assert tx.deliveries.purge(NOW + timedelta(hours=24)) == 1
        assert tx.deliveries.of("never heard of") is None


def test_any_text_of_a_provider_is_taken_and_cut(database: Database) -> None:
    with database.begin() as tx:
        tx.deliveries.record("SM1", "\x00\ud800", "e" * 5000, NOW)
        delivery = tx.deliveries.of("SM1")
    assert delivery is not None
    assert len(delivery.error or "") == 200

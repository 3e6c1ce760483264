"""What is let go of by itself."""

from __future__ import annotations

from datetime import timedelta

from tests.town import Town


def test_codes_counts_and_reports_go_when_they_are_over(town: Town) -> None:
    now = town.clock.now
    with town.services.database.begin() as tx:
        tx.codes.store("subject", "asker", "hash", now, now + timedelta(seconds=180))
        tx.limits.hit("tidy", now, 60, 1)
        tx.deliveries.record("tidy-report", "sent", None, now)
    town.wait(days=3)
    with town.services.database.begin() as tx:
        assert tx.codes.latest("subject", "asker") is None
        assert tx.limits.hit("tidy", town.clock.now, 60, 1)
        assert tx.deliveries.of("tidy-report") is not None
    town.wait(days=90)
    with town.services.database.begin() as tx:
        assert tx.deliveries.of("tidy-report") is None

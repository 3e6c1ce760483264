"""Rates and locks hold across processes, and forget."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from assistant.storage import Cipher, Database, Failures

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LOCK_S = 1800
KEY = "a" * 64


def test_a_rate_lets_as_many_through_as_it_says(database: Database) -> None:
    with database.begin() as tx:
        assert [tx.limits.hit(KEY, NOW, 60, 3) for _ in range(5)] == [True, True, True, False, False]


def test_a_rate_starts_again_with_the_next_window(database: Database) -> None:
    with database.begin() as tx:
        assert tx.limits.hit(KEY, NOW, 60, 1)
        assert not tx.limits.hit(KEY, NOW + timedelta(seconds=59), 60, 1)
        assert tx.limits.hit(KEY, NOW + timedelta(seconds=60), 60, 1)


def test_keys_are_counted_apart(database: Database, cipher: Cipher) -> None:
    with database.begin() as tx:
        for phone in ("+212600000001", "+212600000002"):
            assert tx.limits.hit(cipher.index("rate", phone), NOW, 60, 1)


def test_hits_at_once_are_all_counted(database: Database) -> None:
    together = threading.Barrier(4)

    def hit(_: int) -> int:
        together.wait()
        allowed = 0
        for _turn in range(5):
            with database.begin() as tx:
                allowed += tx.limits.hit(KEY, NOW, 60, 7)
        return allowed

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(hit, range(4))) == 7


def test_the_last_try_locks(database: Database) -> None:
    until = NOW + timedelta(seconds=LOCK_S)
    with database.begin() as tx:
        tries = [tx.limits.count_failure(KEY, NOW, 3, LOCK_S) for _ in range(4)]
        assert tries == [Failures(1, None), Failures(2, None), Failures(3, until), Failures(3, until)]
        assert [failures.locked for failures in tries] == [False, False, True, True]
        assert tx.limits.is_locked(KEY, until - timedelta(seconds=1))
        assert not tx.limits.is_locked(KEY, until)


def test_tries_while_locked_do_not_lengthen_the_lock(database: Database) -> None:
    with database.begin() as tx:
        lock = tx.limits.count_failure(KEY, NOW, 1, LOCK_S)
        assert tx.limits.count_failure(KEY, NOW + timedelta(minutes=29), 1, LOCK_S) == lock


def test_after_a_lock_the_count_begins_anew(database: Database) -> None:
    with database.begin() as tx:
        tx.limits.count_failure(KEY, NOW, 2, LOCK_S)
        tx.limits.count_failure(KEY, NOW, 2, LOCK_S)
        later = NOW + timedelta(seconds=LOCK_S)
        assert tx.limits.count_failure(KEY, later, 2, LOCK_S) == Failures(1, None)


def test_a_success_clears_the_failures(database: Database) -> None:
    with database.begin() as tx:
        tx.limits.count_failure(KEY, NOW, 2, LOCK_S)
        tx.limits.clear(KEY)
        assert tx.limits.count_failure(KEY, NOW, 2, LOCK_S) == Failures(1, None)


def test_a_mistake_a_month_locks_nobody_out(database: Database) -> None:
    with database.begin() as tx:
        for month in range(12):
            tries = tx.limits.count_failure(KEY, NOW + timedelta(days=30 * month), 5, LOCK_S)
    assert tries == Failures(1, None)


def test_purging_spares_what_is_in_use_or_locked(database: Database) -> None:
    keys = [letter * 64 for letter in "abc"]
    with database.begin() as tx:
        tx.limits.hit(keys[0], NOW - timedelta(days=2), 60, 1)
        tx.limits.count_failure(keys[1], NOW - timedelta(days=2), 1, 7 * 86400)
        tx.limits.hit(keys[2], NOW, 60, 1)
        assert tx.limits.purge(NOW - timedelta(days=1)) == 1
        assert tx.limits.is_locked(keys[1], NOW)
        assert not tx.limits.hit(keys[2], NOW, 60, 1)

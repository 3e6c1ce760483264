"""Counting: once, after a silence, and without anybody in what is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.app import build
from assistant.language import local_day
from assistant.reporting import count_all_silent, count_silent
from assistant.reporting.counting import BATCH
from assistant.settings import load_settings
from assistant.storage import EpisodeRow
from tests.postgres import empty_database
from tests.reporting.conftest import APPEAL, Visitor, new_visitor
from tests.town import START, Town, move_in


@pytest.fixture(params=["sqlite", "postgresql"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """A town of its own, whose count begins at nothing."""
    made = load_settings(home=tmp_path, redis_url="", database_url="")
    if request.param == "sqlite":
        yield opened(made)
        return
    with empty_database(request.getfixturevalue("postgres_server"), "report") as url:
        yield (moved := opened(made.model_copy(update={"database_url": url})))
        moved.services.database.close()


def opened(settings) -> Town:
    services = build(settings)
    services.database.migrate()
    return move_in(services)


def kept(town: Town) -> list[EpisodeRow]:
    with town.services.database.read() as tx:
        return list(tx.episodes.between(None, None))


def test_a_visit_is_counted_by_itself_after_three_days(town):
    visitor = new_visitor(town).says("2", *APPEAL, "1")
    visitor.waits(hours=71)
    assert kept(town) == []
    visitor.waits(hours=2)
    assert kept(town) == [
        EpisodeRow(local_day(START), "appeal", "done", "receipt.wanted", "completed", "", "", "much", "fr", "sms", "")
    ]


def test_a_conversation_that_goes_on_is_counted_from_where_it_was(town):
    visitor = new_visitor(town).says("2").waits(days=4)
    visitor.says("menu", "3", "1").waits(days=4)
    visitor.waits(days=4)
    assert Counter((row.journey, row.ending) for row in kept(town)) == {
        ("appeal", "silent"): 1,
        ("identifier", "completed"): 1,
    }


def test_of_practice_only_the_day_is_kept(town):
    new_visitor(town).says("4", "4", "1", "3", "1", "menu").waits(days=1, hours=1)
    town.wait(days=4)  # what was left of it in private was let go of after a day, which is when the silence begins
    assert kept(town) == [EpisodeRow(local_day(START), "private")]


def test_two_who_count_at_once_count_once(town):
    for _ in range(6):
        new_visitor(town).says("3", "1")
    now = town.clock.now + timedelta(days=4)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: count_silent(town.services.database, now), range(3)))
    assert len(kept(town)) == 6


def test_who_is_erased_before_is_not_counted(town):
    visitor = new_visitor(town).says("2", "2")
    with town.services.database.begin() as tx:
        tx.erase_person(visitor.phone)
    visitor.waits(days=4)
    assert kept(town) == []


def test_a_question_that_nobody_answers_does_not_keep_a_visit_open(town):
    """It lapses after twelve hours; the visit was complete, and has no word on how it was."""
    new_visitor(town).says("3", "1").waits(hours=13)
    town.wait(days=3)
    assert [(row.journey, row.ending, row.helped) for row in kept(town)] == [("identifier", "completed", "")]


def test_more_than_a_batch_is_counted_in_the_end(town):
    """The command counts all there is; a sweep as much as it may."""
    with town.services.database.begin() as tx:
        for number in range(BATCH + 5):
            contact = tx.contacts.get_or_create(f"+2126790{number:05}", START)
            row = tx.conversations.lock(contact.id)
            tx.conversations.save(row.id, b"{}", "", "idle", "sms", "fr", START)
    later = START + timedelta(days=4)
    assert count_silent(town.services.database, later) == BATCH
    count_all_silent(town.services.database, later)
    assert count_silent(town.services.database, later) == 0


def test_rows_of_one_person_do_not_lie_together(town):
    """Drawn ids: two visits of the same sweep are not neighbours but by chance."""
    visitors: list[Visitor] = [new_visitor(town).says("3", "1", "bonjour", "4", "2", "3") for _ in range(6)]
    assert all(len(visitor.visits) == 2 for visitor in visitors)
    town.wait(days=4)
    together = [(one.journey, other.journey) for one, other in zip(kept(town)[::2], kept(town)[1::2], strict=True)]
    assert together != [("identifier", "centre")] * 6

"""Streams are bounded, end by themselves, and give their place back whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from assistant.console.live import LATER_MS, SOON_MS, Streams


class Versions:
    """A database whose version changes with every look."""

    def __init__(self) -> None:
        self.looks = 0

    @contextmanager
    def read(self) -> Iterator[Versions]:
        self.looks += 1
        yield self


def told(streams: Streams, database: Versions, known: str = "") -> Iterator[str]:
    return streams.tell(database, lambda tx: str(tx.looks), known)  # type: ignore[arg-type]


def test_whoever_finds_no_place_gets_one_answer_and_comes_later() -> None:
    streams, database = Streams(most=1, hold=60.0), Versions()
    held = told(streams, database)
    assert next(held) == f"retry: {SOON_MS}\n\n"
    assert "event: changed" in next(held)
    assert list(told(streams, database)) == [f"retry: {LATER_MS}\n\n", "id: 2\nevent: changed\ndata: 2\n\n"]
    held.close()
    assert next(told(streams, database)) == f"retry: {SOON_MS}\n\n"


def test_a_place_comes_back_when_the_database_is_away() -> None:
    class Away(Versions):
        @contextmanager
        def read(self) -> Iterator[Versions]:
            raise ConnectionError
            yield self

    streams = Streams(most=1, hold=60.0)
    for _ in range(3):
        stream = told(streams, Away())
        assert next(stream) == f"retry: {SOON_MS}\n\n"
        try:
            next(stream)
        except ConnectionError:
            continue
        raise AssertionError("the fault was swallowed")


def test_what_the_page_shows_already_is_not_told_again() -> None:
    assert list(told(Streams(hold=0.0), Versions(), known="1")) == [f"retry: {SOON_MS}\n\n"]

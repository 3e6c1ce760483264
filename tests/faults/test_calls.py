"""Lines break at any moment. Nothing of the call stays behind, and the next call goes on where it was."""

from __future__ import annotations

import gc
import itertools
import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from assistant.speech.call import Question
from assistant.storage import call_tables, console_tables
from tests.journeys.exchange import Exchange, exchange
from tests.journeys.provider import until
from tests.journeys.telephone import AsteriskPhone, StreamPhone
from tests.journeys.written_audio import Reader
from tests.town import new_phone

DROPS = 100
AT_ONCE = 6
ENGINE_POOL = 12
"""Connections to the database file that its pools may have opened meanwhile; a call holds one at most."""
BEGINNING = "welcome.consent"
"""Where whoever is new begins."""
KEYS = ("1", "1", "1", "6#", "4#", "123#", "0#", "0#")


class Ears:
    """Counts the recognisers that are alive."""

    def __init__(self) -> None:
        self.made = 0
        self.alive = 0

    def __call__(self, _question: Question) -> Reader:
        ears = self

        class Counted(Reader):
            def __init__(self) -> None:
                super().__init__()
                ears.made += 1
                ears.alive += 1

            def __del__(self) -> None:
                ears.alive -= 1

        return Counted()


@pytest.fixture(scope="module")
def ears() -> Ears:
    return Ears()


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, ears: Ears) -> Iterator[Exchange]:
    home: Path = tmp_path_factory.mktemp("drops")
    with exchange(home, ears=ears) as opened:
        yield opened


def threads_of_calls() -> int:
    """Threads, but for those that take turns: a fixed number for all calls, begun as they are needed."""
    return sum(not thread.name.startswith("turn") for thread in threading.enumerate())


def open_files() -> int:
    """Files and sockets of this process."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def dropped(town: Exchange, chance: random.Random) -> str:
    """A call that breaks off after some keys, in the middle of a prompt, a word or a turn; gives who called."""
    caller = new_phone()
    phone = town.call(chance.choice(["stream", "asterisk"]), caller)
    assert isinstance(phone, StreamPhone | AsteriskPhone)
    for keys in KEYS[: chance.randrange(len(KEYS) + 1)]:
        phone.press(keys)
        time.sleep(chance.uniform(0, 0.3))
    if chance.random() < 0.5:
        phone.speak("iyeh", 1.0)
        time.sleep(chance.uniform(0.4, 1.0))
    phone.drop()
    for thread in phone.threads:
        thread.join(10)
    return caller


@pytest.mark.timeout(280)
def test_a_hundred_dropped_calls_leave_nothing_behind_and_can_be_resumed(town: Exchange, ears: Ears) -> None:
    """No thread, no socket, no recogniser, no row that waits or is lent; and each caller goes on where they were, by
    calling again on either line or by SMS."""
    warm = dropped(town, random.Random(0))
    until(lambda: town.server.carrier.calls == 0, 20)
    threads, files = threads_of_calls(), open_files()
    chances = [random.Random(seed) for seed in range(DROPS)]
    with ThreadPoolExecutor(AT_ONCE) as callers:
        called = [warm, *callers.map(lambda chance: dropped(town, chance), chances)]
    until(lambda: town.server.carrier.calls == 0, 20)
    gc.collect()
    assert ears.made > 3
    assert ears.alive == 0
    until(lambda: threads_of_calls() <= threads, 20)
    until(lambda: open_files() <= files + ENGINE_POOL, 20)
    with town.services.database.begin() as tx:
        assert tx.outbox.waiting()["jobs"] == 0
        for kept in (call_tables.expected_calls, console_tables.leases, call_tables.handovers):
            assert tx.outbox.connection.execute(select(func.count()).select_from(kept)).scalar() == 0, kept.name
    steps = {caller: town.conversation(caller).step for caller in called}
    assert len(set(steps.values())) > 3
    with ThreadPoolExecutor(AT_ONCE) as callers:
        ways = itertools.cycle(("stream", "asterisk", "sms"))
        resumed = list(callers.map(lambda caller, way: step_after(town, caller, way, steps[caller]), called, ways))
    assert resumed == [steps[caller] or BEGINNING for caller in called]


def step_after(town: Exchange, caller: str, way: str, step: str) -> str:
    """Where the caller stands once they have called again, or have written."""
    if way == "sms":
        assert town.person(caller).write("عاود" if step else "سلام")
    else:
        phone = town.call(way, caller)
        assert phone.told()
        phone.hang_up()
    return town.conversation(caller).step


@pytest.mark.parametrize("line", ["stream", "asterisk"])
def test_a_server_that_ends_lets_go_of_its_calls_and_they_can_be_resumed(tmp_path: Path, line: str) -> None:
    """No task is destroyed while it waits, which asyncio would report; the answer that was given stands."""
    caller = new_phone()
    with exchange(tmp_path) as first:
        phone = first.call(line, caller)
        assert phone.told()
        phone.answer("1")
        stood = first.conversation(caller).step
    until(lambda: first.server.carrier.calls == 0, 10)
    for thread in phone.threads:
        thread.join(10)
        assert not thread.is_alive()
    assert stood not in ("", BEGINNING)
    with exchange(tmp_path) as second:
        again = second.call(line, caller)
        assert again.told()
        assert second.conversation(caller).step == stood
        again.hang_up()

"""Lines break at any moment. Nothing of the call stays behind, and the next call goes on where it was."""

from __future__ import annotations

import gc
import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.speech.call import Question
from tests.journeys.exchange import Exchange, exchange
from tests.journeys.provider import until
from tests.journeys.telephone import AsteriskPhone, StreamPhone
from tests.journeys.written_audio import Reader
from tests.town import new_phone

DROPS = 100
AT_ONCE = 6
ENGINE_POOL = 12
"""Connections to the database file that its pools may have opened meanwhile; a call holds one at most."""
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
    """No thread, no socket, no recogniser, no row that waits; and each caller is known when they call again."""
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
    steps = {caller: town.conversation(caller).step for caller in called}
    assert len(set(steps.values())) > 3
    for caller in called[::10]:
        phone = town.call("stream", caller)
        assert phone.told()
        assert town.conversation(caller).step == (steps[caller] or "welcome.consent")
        phone.hang_up()

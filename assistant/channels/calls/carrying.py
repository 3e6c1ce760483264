"""Carries one call: the line's frames and keys to the session, the session's to the line, turns to the desk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Protocol, TypeVar

import structlog

from assistant.channels.calls.desk import Desk
from assistant.posting import CALL
from assistant.speech.call import FRAME_SECONDS, Action, Call, Clear, HangUp, Listen, Transfer, Turn

LATEST = 10
"""Ticks that may be made up for when the machine was busy; the rest is time that has passed."""
IDLE_AFTER = 50
"""Ticks with nothing to say: Asterisk ends an AudioSocket on which nothing has moved for two seconds."""
LATE = 2 * FRAME_SECONDS
"""Seconds after which a frame is late: a telephone's jitter buffer holds about so much."""

T = TypeVar("T")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Frame:
    """20 ms of the caller's voice: 16-bit PCM."""

    pcm: bytes


@dataclass(frozen=True, slots=True)
class Key:
    """A key that the caller pressed."""

    key: str


class LineError(Exception):
    """The line is gone."""


class Line(Protocol):
    """One call's socket in the words of a call. `lead`: frames that it may be sent before their time; `idle`: what
    tells the other end, now and then, that we are there while nothing is said.

    What sends raises LineError where the line is gone.
    """

    lead: int
    idle: tuple[bytes, ...]

    def received(self) -> AsyncIterator[Frame | Key]:
        """What comes in, until the caller hangs up."""
        ...

    async def play(self, frames: Sequence[bytes]) -> None: ...
    async def clear(self) -> None:
        """Drop what was sent and has not been played yet."""
        ...

    async def hang_up(self) -> None:
        """End our part of the call once all has been played; what follows is the provider's to ask for."""
        ...


class Carrier:
    """Carries calls on this event loop, their turns in `threads`."""

    def __init__(self, listen: Listen, threads: Executor) -> None:
        self._listen = listen
        self.threads = threads
        self.calls = 0
        self.late_ticks = 0
        self.ticks = 0

    async def carry(self, line: Line, desk: Desk) -> None:
        """Carry one call to its end. Leaves nothing behind, however it ends."""
        carried = _Carried(self, line, desk, Call(self._listen, line.lead))
        self.calls += 1
        try:
            await carried.run()
        finally:
            self.calls -= 1


class _Carried:
    """One call that is being carried."""

    def __init__(self, carrier: Carrier, line: Line, desk: Desk, call: Call) -> None:
        self._carrier = carrier
        self._line = line
        self._desk = desk
        self._call = call
        self._turn: asyncio.Task[None] | None = None
        self._over = asyncio.Event()

    async def run(self) -> None:
        self._call.begin()
        await self._do(self._call.take_actions())
        tasks = [asyncio.create_task(each) for each in (self._read(), self._keep_time(), self._over.wait())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                _reraise(task)
        finally:
            said_all = self._call.has_said_all
            self._call.hang_up()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._last_turn(said_all=said_all)

    async def _last_turn(self, *, said_all: bool) -> None:
        """No turn outlives its call: one that is on its way is committed, or not, by itself."""
        if self._turn is not None:
            await asyncio.gather(self._turn, return_exceptions=True)
        elif said_all:
            await self._in_thread(self._desk.all_was_said)

    async def _read(self) -> None:
        async for received in self._line.received():
            if isinstance(received, Key):
                self._call.press(received.key)
            else:
                self._call.hear(received.pcm)
            if actions := self._call.take_actions():
                await self._do(actions)
            await asyncio.sleep(0)  # a backlog of one caller must not keep the others waiting

    async def _keep_time(self) -> None:
        """Tick 50 times a second by the clock, not by how long the ticks take."""
        loop = asyncio.get_running_loop()
        due, quiet = loop.time(), 0
        while True:
            due += FRAME_SECONDS
            now = loop.time()
            if due > now:
                await asyncio.sleep(due - now)
            elif now - due > LATE:
                self._carrier.late_ticks += 1
                due = max(due, now - LATEST * FRAME_SECONDS)
            self._carrier.ticks += 1
            frames: Sequence[bytes] = tuple(self._call.tick())
            quiet = 0 if frames else quiet + 1
            if quiet == IDLE_AFTER:
                frames, quiet = self._line.idle, 0
            if frames:
                await self._line.play(frames)
            if actions := self._call.take_actions():
                await self._do(actions)

    async def _do(self, actions: Sequence[Action]) -> None:
        for action in actions:
            if isinstance(action, Clear):
                await self._line.clear()
            elif isinstance(action, HangUp | Transfer):
                await self._line.hang_up()
                self._over.set()
            elif isinstance(action, Turn):
                self._turn = asyncio.create_task(self._take(action))

    async def _take(self, turn: Turn) -> None:
        try:
            told = await self._in_thread(self._desk.take, turn.event)
        except Exception as error:
            log.error("call_failed", channel=CALL, error=type(error).__name__, detail=str(error)[:200])
            self._over.set()  # the caller hears the line close, and finds the same step by calling again
            return
        finally:
            self._turn = None
        self._call.tell(told)
        await self._do(self._call.take_actions())

    async def _in_thread(self, work: Callable[..., T], *arguments: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._carrier.threads, work, *arguments)


def _reraise(task: asyncio.Task[object]) -> None:
    error = task.exception()
    if error is not None and not isinstance(error, LineError):
        raise error

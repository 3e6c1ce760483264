"""The process of the sockets, apart from the webhooks: a held socket takes nothing from them."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

import structlog
from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response
from websockets.typing import Origin

from assistant.channels.calls.audiosocket import AudioSocket
from assistant.channels.calls.carrying import Carrier
from assistant.channels.calls.desk import Desk, Prompter
from assistant.channels.calls.media_stream import PATH, MediaStream
from assistant.conversations import Conversations
from assistant.speech.call import Listen
from assistant.storage import UnavailableError

SWITCH_SECONDS = 0.0005
"""How long a turn in its thread may keep the interpreter from the frames, ten times less than Python's default."""
THREADS = 8
"""Turns at once: each is a transaction and a prompt."""
MOST_CALLS = 80
"""More are turned away, so that those that go on are not spoilt."""
LARGEST = 64 * 1024
"""Bytes of a WebSocket message; 20 ms of audio are 300."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Lines:
    """Where the sockets are served: host and port of the WebSocket and of AudioSocket.

    `origins` may connect from a browser; telephone providers send no origin.
    """

    host: str
    port: int
    audiosocket_host: str
    audiosocket_port: int
    origins: tuple[str, ...] = ()


class CallServer:
    """Answers calls on both sockets. `streams_dial`: whether who streams can ring a person; the phone on the screen
    cannot."""

    def __init__(
        self,
        conversations: Conversations,
        prompter: Prompter,
        listen: Listen,
        clock: Callable[[], datetime],
        *,
        streams_dial: bool = True,
    ) -> None:
        self._conversations = conversations
        self._prompter = prompter
        self._clock = clock
        self._streams_dial = streams_dial
        self._threads = ThreadPoolExecutor(THREADS, "turn")
        self._lines: set[asyncio.Task[None]] = set()
        self.carrier = Carrier(listen, self._threads)

    async def run(self, lines: Lines, ready: Callable[[int, int], None] = lambda *_: None) -> None:
        """Serve until SIGTERM or SIGINT. `ready` is told both ports, which the system chose where 0 was asked for."""
        sys.setswitchinterval(SWITCH_SECONDS)
        stop = asyncio.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
        await self.serve(lines, stop, ready)

    async def serve(self, lines: Lines, stop: asyncio.Event, ready: Callable[[int, int], None]) -> None:
        """Serve until `stop` is set."""
        origins = [None, *map(Origin, lines.origins)]
        streams = serve(
            self._stream, lines.host, lines.port,
            origins=origins, process_request=_only_our_path, max_size=LARGEST, compression=None,
        )  # fmt: skip
        sockets = await asyncio.start_server(self._socket, lines.audiosocket_host, lines.audiosocket_port)
        async with streams as served, sockets:
            ports = [next(iter(server.sockets)).getsockname()[1] for server in (served, sockets)]
            ready(*ports)
            await stop.wait()
            sockets.close()
            await self._end_calls()
        self._threads.shutdown()

    async def _end_calls(self) -> None:
        """Let go of every line that is open: a turn on its way is still committed, and the caller finds it by calling
        again."""
        for task in self._lines:
            task.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)

    async def _stream(self, socket: ServerConnection) -> None:
        stream = await MediaStream.opened(socket)
        if stream is None or not await self._answer(stream, dials=self._streams_dial):
            await socket.close(1008, "no call is expected here")

    async def _socket(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # asyncio runs each connection in a task of its own
        self._lines.add(task)
        try:
            line = await AudioSocket.opened(reader, writer)
            if line is not None:
                await self._answer(line, dials=True)
        finally:
            self._lines.discard(task)
            writer.close()

    async def _answer(self, line: MediaStream | AudioSocket, *, dials: bool) -> bool:
        """Carry the call that its token announced; False where there is none, or no room."""
        if self.carrier.calls >= MOST_CALLS:
            log.warning("call_refused", reason="too many calls at once", calls=self.carrier.calls)
            return False
        try:
            caller = await asyncio.get_running_loop().run_in_executor(self._threads, self._caller, line.token)
        except UnavailableError:
            log.error("call_refused", reason="the database is away")
            return False
        if caller is None:
            log.warning("call_refused", reason="no such token, or it was used")
            return False
        desk = Desk(self._conversations, self._prompter, caller, line.call, leg=line.leg, dials=dials)
        await self.carrier.carry(line, desk)
        return True

    def _caller(self, token: str) -> str | None:
        with self._conversations.database.begin() as tx:
            return tx.expected_calls.answer(token, self._clock())


def _only_our_path(socket: ServerConnection, request: Request) -> Response | None:
    return None if request.path.partition("?")[0] == PATH else socket.respond(404, "not here\n")

"""Asterisk's AudioSocket over TCP: a kind, a length and a payload; 16-bit 8 kHz PCM both ways.

Whoever connects shows as its UUID the one-time token that `GET /asterisk/call` gave to the dialplan.
"""

from __future__ import annotations

import asyncio
import struct
import uuid
from collections.abc import AsyncIterator, Sequence

from assistant.channels.calls.carrying import Frame, Key, LineError
from assistant.speech.call import FRAME_BYTES, SILENT

HANG_UP, ID, KEY, AUDIO, ERROR = 0x00, 0x01, 0x03, 0x10, 0xFF
HEADER = struct.Struct(">BH")
START_SECONDS = 10
LAST_WORDS_SECONDS = 0.3
"""What Asterisk and the network still hold of the last words."""


class AudioSocket:
    """One connection as a line. Nothing can be taken back from Asterisk, so that next to nothing is sent ahead."""

    lead = 1
    idle: tuple[bytes, ...] = (SILENT,)

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, token: str) -> None:
        self._reader = reader
        self._writer = writer
        self._rest = b""
        self.token = self.call = token
        self.leg = ""

    @classmethod
    async def opened(cls, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> AudioSocket | None:
        """The call that this connection says it is; None where it says nothing, or nonsense."""
        try:
            async with asyncio.timeout(START_SECONDS):
                kind, payload = await _read(reader)
        except (TimeoutError, asyncio.IncompleteReadError, ConnectionError):
            return None
        if kind != ID or len(payload) != 16:
            return None
        return cls(reader, writer, str(uuid.UUID(bytes=payload)))

    async def received(self) -> AsyncIterator[Frame | Key]:
        while True:
            try:
                kind, payload = await _read(self._reader)
            except (asyncio.IncompleteReadError, ConnectionError):
                return
            if kind in (HANG_UP, ERROR):
                return
            if kind == KEY:
                yield Key(payload.decode("ascii", "replace"))
            elif kind == AUDIO:
                for frame in self._frames(payload):
                    yield frame

    def _frames(self, payload: bytes) -> list[Frame]:
        heard = self._rest + payload
        whole = len(heard) - len(heard) % FRAME_BYTES
        self._rest = heard[whole:]
        return [Frame(heard[at : at + FRAME_BYTES]) for at in range(0, whole, FRAME_BYTES)]

    async def play(self, frames: Sequence[bytes]) -> None:
        for frame in frames:
            self._writer.write(HEADER.pack(AUDIO, len(frame)) + frame)
        await self._drain()

    async def clear(self) -> None:
        """Nothing waits on the way."""

    async def hang_up(self) -> None:
        await self.play([SILENT])
        await asyncio.sleep(LAST_WORDS_SECONDS)
        self._writer.write(HEADER.pack(HANG_UP, 0))
        await self._drain()

    async def _drain(self) -> None:
        try:
            await self._writer.drain()
        except ConnectionError as error:
            raise LineError from error


async def _read(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    kind, length = HEADER.unpack(await reader.readexactly(HEADER.size))
    return kind, await reader.readexactly(length)

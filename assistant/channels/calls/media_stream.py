"""Twilio Media Streams, both ways: JSON frames of mu-law over a WebSocket.

In come `connected`, `start`, `media`, `dtmf`, `mark` and `stop`; out go `media`, `mark` and `clear`. Whoever connects
shows in `start` the one-time token that `POST /twilio/voice` gave to the provider.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Sequence
from typing import Any

import msgspec
import structlog
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from assistant.channels.calls.carrying import Frame, Key, LineError
from assistant.speech.audio import decode, encode
from assistant.speech.call import FRAME_BYTES

PATH = "/twilio/media"
LEAD = 8
"""Frames sent before their time: Twilio keeps them, and drops them at `clear`."""
START_SECONDS = 10
"""A connection that has not said by then whose call it is, is nobody's."""
LAST_WORDS_SECONDS = 5.0
"""How long after its last frame a goodbye may take to be played."""
LAST_MARK = "goodbye"

log = structlog.get_logger()


class _Start(msgspec.Struct, rename="camel"):
    stream_sid: str = ""
    call_sid: str = ""
    custom_parameters: dict[str, str] = {}


class _Media(msgspec.Struct):
    payload: str = ""
    track: str = "inbound"


class _Key(msgspec.Struct):
    digit: str = ""


class _Mark(msgspec.Struct):
    name: str = ""


class _Message(msgspec.Struct, rename="camel"):
    """Any message of the protocol; what we do not use of it is not read."""

    event: str
    stream_sid: str = ""
    start: _Start | None = None
    media: _Media | None = None
    dtmf: _Key | None = None
    mark: _Mark | None = None


_DECODER = msgspec.json.Decoder(_Message)


class MediaStream:
    """One stream as a line."""

    lead = LEAD
    idle: tuple[bytes, ...] = ()

    def __init__(self, socket: ServerConnection, start: _Start) -> None:
        self._socket = socket
        self._sid = start.stream_sid
        self.call = start.call_sid
        self.leg = f":{start.stream_sid}"
        self.token = start.custom_parameters.get("token", "")
        self._rest = b""
        self._all_played = asyncio.Event()

    @classmethod
    async def opened(cls, socket: ServerConnection) -> MediaStream | None:
        """The stream that this connection says it is; None where it says nothing, or nonsense."""
        try:
            async with asyncio.timeout(START_SECONDS):
                async for text in socket:
                    message = _read(text)
                    if message is None or message.event not in ("connected", "start"):
                        return None
                    if message.start is not None:
                        return cls(socket, message.start)
        except (TimeoutError, ConnectionClosed):
            return None
        return None

    async def received(self) -> AsyncIterator[Frame | Key]:
        try:
            async for text in self._socket:
                message = _read(text)
                if message is None or message.event == "stop":
                    return
                if message.dtmf is not None:
                    yield Key(message.dtmf.digit)
                elif message.media is not None and message.media.track == "inbound":
                    for frame in self._frames(message.media.payload):
                        yield frame
                elif message.mark is not None and message.mark.name == LAST_MARK:
                    self._all_played.set()
        except ConnectionClosed:
            return

    def _frames(self, payload: str) -> list[Frame]:
        """The audio in frames of 20 ms, in whatever pieces it comes."""
        try:
            heard = self._rest + decode(base64.b64decode(payload))
        except ValueError:
            return []
        whole = len(heard) - len(heard) % FRAME_BYTES
        self._rest = heard[whole:]
        return [Frame(heard[at : at + FRAME_BYTES]) for at in range(0, whole, FRAME_BYTES)]

    async def play(self, frames: Sequence[bytes]) -> None:
        payload = base64.b64encode(encode(b"".join(frames))).decode()
        await self._send({"event": "media", "streamSid": self._sid, "media": {"payload": payload}})

    async def clear(self) -> None:
        await self._send({"event": "clear", "streamSid": self._sid})

    async def hang_up(self) -> None:
        """Close the stream once Twilio has played the last frame: its call goes on with what follows in the TwiML:
        `/twilio/voice/next`."""
        await self._send({"event": "mark", "streamSid": self._sid, "mark": {"name": LAST_MARK}})
        try:
            async with asyncio.timeout(LAST_WORDS_SECONDS):
                await self._all_played.wait()
        except TimeoutError:
            log.info("call_goodbye_unconfirmed")
        await self._socket.close()

    async def _send(self, message: dict[str, Any]) -> None:
        try:
            await self._socket.send(msgspec.json.encode(message).decode())
        except ConnectionClosed as error:
            raise LineError from error


def _read(text: str | bytes) -> _Message | None:
    try:
        return _DECODER.decode(text)
    except msgspec.DecodeError:
        log.warning("media_stream_nonsense", bytes=len(text))
        return None

"""Telephones on real lines: a Twilio stream, a Twilio call by webhooks, and Asterisk's AudioSocket.

Each can press, speak and hang up, and knows the ids of the messages that it heard.
"""

from __future__ import annotations

import base64
import io
import json
import socket
import threading
import time
import uuid
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar
from xml.etree import ElementTree

import requests
import soundfile
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from assistant.channels.calls.audiosocket import AUDIO, HANG_UP, HEADER, ID, KEY
from assistant.speech.audio import FRAME, decode, encode, pcm_of, samples_of
from assistant.speech.call import FRAME_BYTES, FRAME_SECONDS, SILENT
from tests.journeys.provider import ACCOUNT, NUMBER, RestApi, signed_post, until
from tests.journeys.written_audio import read, spoken


@dataclass
class Handset:
    """What all telephones have: what was heard, and a voice that goes out frame by frame."""

    greeting: ClassVar[Sequence[str]] = ()
    """What a call on this line begins with."""
    base_url: str
    phone: str
    heard: list[str] = field(default_factory=list)
    frames: int = 0
    cleared_at: list[int] = field(default_factory=list)
    over: bool = False
    pressed_at: float = 0.0
    arrived: list[tuple[float, str]] = field(default_factory=list)
    _voice: list[bytes] = field(default_factory=list)

    def hear(self, pcm: bytes) -> None:
        for at in range(0, len(pcm), FRAME_BYTES):
            self.frames += 1
            text = read(pcm[at : at + FRAME_BYTES])
            if text.isprintable() and text:
                self.heard.append(text)
                self.arrived.append((time.monotonic(), text))

    def answer(self, keys: str) -> list[str]:
        """Press keys and give the ids of what is said then. (Twice the same key at once would be one press.)"""
        time.sleep(max(0.0, self.pressed_at + 0.6 - time.monotonic()))
        self.pressed_at = time.monotonic()
        before = len(self.heard)
        self.press(keys)
        return self.told(before)

    def say(self, words: str, seconds: float = 0.5) -> list[str]:
        """Speak, and give the ids of what is said then."""
        before = len(self.heard)
        self.speak(words, seconds)
        return self.told(before)

    def speak(self, words: str, seconds: float = 0.5) -> None:
        """Begin to speak."""
        self._voice.extend(spoken(words, seconds))

    def told(self, before: int = 0, seconds: float = 60.0) -> list[str]:
        """What is said after the first `before` messages, to its end."""
        until(lambda: len(self.heard) > before or self.over, seconds)
        time.sleep(0.15)
        return self.heard[before:]

    def wait_for(self, id: str, seconds: float = 60.0) -> None:
        until(lambda: id in self.heard, seconds)

    def press(self, keys: str) -> None:
        raise NotImplementedError

    def hang_up(self) -> None:
        raise NotImplementedError

    def _keep_talking(self) -> None:
        """A line that never sleeps: the voice, else silence, 50 frames a second."""
        due = time.monotonic()
        while not self.over:
            frame = self._voice.pop(0) if self._voice else SILENT
            try:
                self._send_audio(frame)
            except (OSError, ConnectionClosed):
                return
            due += FRAME_SECONDS
            time.sleep(max(0.0, due - time.monotonic()))

    def _send_audio(self, frame: bytes) -> None:
        raise NotImplementedError


def call_webhook(base_url: str, phone: str, sid: str) -> ElementTree.Element:
    """Ring: the TwiML with which a call is answered."""
    answer = signed_post(f"{base_url}/twilio/voice", form_of(phone, sid))
    assert answer.status_code == 200, answer.text
    twiml = ElementTree.fromstring(answer.content)
    busy = twiml.find("Pause") is not None and twiml.find("Redirect") is not None
    return call_webhook(base_url, phone, sid) if busy else twiml


def form_of(phone: str, sid: str, **more: str) -> dict[str, str]:
    return {"CallSid": sid, "AccountSid": ACCOUNT, "From": phone, "To": NUMBER, "CallStatus": "ringing", **more}


@lru_cache(500)
def media_message(stream: str, frame: bytes) -> str:
    payload = base64.b64encode(encode(frame)).decode()
    return json.dumps({"event": "media", "streamSid": stream, "media": {"track": "inbound", "payload": payload}})


@dataclass
class StreamPhone(Handset):
    """A call whose audio Twilio streams: JSON over a WebSocket whose address is in the TwiML."""

    def __post_init__(self) -> None:
        self.sid = f"CA{uuid.uuid4().hex}"
        self.follow(call_webhook(self.base_url, self.phone, self.sid))

    def follow(self, twiml: ElementTree.Element) -> None:
        """Open the stream that the TwiML names; what comes after it is kept."""
        stream = twiml.find("Connect/Stream")
        assert stream is not None
        self.after = twiml.findtext("Redirect") or ""
        self.url = stream.attrib["url"]
        parameters = {each.attrib["name"]: each.attrib["value"] for each in stream.iter("Parameter")}
        self.token = parameters["token"]
        self.connect(parameters)

    def connect(self, parameters: dict[str, str]) -> None:
        self.over = False
        self.stream = f"MZ{uuid.uuid4().hex}"
        self.stack = ExitStack()
        self.socket: ClientConnection = self.stack.enter_context(connect(self.url, compression=None))
        start: dict[str, Any] = {
            "streamSid": self.stream, "callSid": self.sid, "accountSid": ACCOUNT, "tracks": ["inbound"],
            "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
            "customParameters": parameters,
        }  # fmt: skip
        self.send({"event": "connected", "protocol": "Call", "version": "1.0.0"})
        self.send({"event": "start", "sequenceNumber": "1", "start": start, "streamSid": self.stream})
        self.threads = [threading.Thread(target=each, daemon=True) for each in (self._receive, self._keep_talking)]
        for thread in self.threads:
            thread.start()

    def send(self, message: dict[str, Any]) -> None:
        self.socket.send(json.dumps(message))

    def press(self, keys: str) -> None:
        for key in keys:
            self.send({"event": "dtmf", "streamSid": self.stream, "dtmf": {"track": "inbound_track", "digit": key}})

    def hang_up(self) -> None:
        self.over = True
        self.send({"event": "stop", "streamSid": self.stream, "stop": {"callSid": self.sid}})
        self.stack.close()

    def drop(self) -> None:
        """The line breaks: no farewell of any protocol."""
        self.over = True
        self.socket.socket.shutdown(socket.SHUT_RDWR)
        self.socket.socket.close()

    def _send_audio(self, frame: bytes) -> None:
        self.socket.send(media_message(self.stream, frame))

    def _receive(self) -> None:
        try:
            for text in self.socket:
                message = json.loads(text)
                if message["event"] == "media":
                    self.hear(decode(base64.b64decode(message["media"]["payload"])))
                elif message["event"] == "clear":
                    self.cleared_at.append(len(self.heard))
                elif message["event"] == "mark":
                    self.send(message)
        except (ConnectionClosed, OSError):
            pass
        self.over = True


@dataclass
class AsteriskPhone(Handset):
    """A call through Asterisk: its dialplan fetches a UUID and opens an AudioSocket."""

    port: int = 0

    def __post_init__(self) -> None:
        answer = requests.get(f"{self.base_url}/asterisk/call", {"caller": self.phone}, timeout=30)
        assert answer.status_code == 200
        self.connect(answer.text)

    def connect(self, token: str) -> None:
        """Open the AudioSocket that the dialplan was given a UUID for."""
        self.over, self.uuid = False, token
        self.socket = socket.create_connection(("127.0.0.1", self.port), 10)
        self.socket.settimeout(None)
        self.frame(ID, uuid.UUID(token).bytes)
        self.threads = [threading.Thread(target=each, daemon=True) for each in (self._receive, self._keep_talking)]
        for thread in self.threads:
            thread.start()

    def frame(self, kind: int, payload: bytes = b"") -> None:
        self.socket.sendall(HEADER.pack(kind, len(payload)) + payload)

    def press(self, keys: str) -> None:
        for key in keys:
            self.frame(KEY, key.encode())

    def hang_up(self) -> None:
        self.over = True
        self.frame(HANG_UP)
        self.drop()

    def drop(self) -> None:
        self.over = True
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()

    def _send_audio(self, frame: bytes) -> None:
        self.frame(AUDIO, frame)

    def _receive(self) -> None:
        with self.socket.makefile("rb") as stream:
            while True:
                try:
                    kind, length = HEADER.unpack(stream.read(HEADER.size))
                except Exception:  # closed, in one of the ways in which sockets close
                    break
                if kind == AUDIO:
                    self.hear(stream.read(length))
                elif kind == HANG_UP:
                    break
        self.over = True


@dataclass
class GatherPhone(Handset):
    """A call without streams: Twilio plays what the TwiML says and posts the keys, or the recording's id, to its
    action. `api`: where the provider keeps recordings."""

    greeting: ClassVar[Sequence[str]] = ("call-beep",)
    api: RestApi | None = None

    def __post_init__(self) -> None:
        self.sid = f"CA{uuid.uuid4().hex}"
        self.follow(call_webhook(self.base_url, self.phone, self.sid))

    def press(self, keys: str) -> None:
        """Keys as Twilio collects them: the finishing key is not among them."""
        assert self.action, "nobody waits for keys"
        digits = keys.removesuffix(self.finish_on) if self.finish_on else keys
        self._post(self.action, Digits=digits)

    def say(self, words: str, seconds: float = 0.5) -> list[str]:
        """Press nothing, and speak after the beep: the provider keeps the recording and tells its id."""
        return self.record(words, seconds, RecordingDuration="1")

    def record(self, words: str, seconds: float = 0.5, **more: str) -> list[str]:
        """A recording of these words has ended, as `more` tells."""
        assert self.records, "nobody listens"
        assert self.api is not None
        sid, wav, before = f"RE{uuid.uuid4().hex}", io.BytesIO(), len(self.heard)
        soundfile.write(wav, samples_of(b"".join(spoken(words, seconds))), 8000, format="WAV", subtype="ULAW")
        self.api.recordings[sid] = wav.getvalue()
        self._post(self.records, RecordingSid=sid, **more)
        return self.heard[before:]

    def say_nothing(self) -> list[str]:
        """Neither keys nor a voice: Twilio does what comes after the recording."""
        before = len(self.heard)
        self._post(self.after_silence)
        return self.told(before)

    def _post(self, path: str, **more: str) -> None:
        answer = signed_post(self.base_url + path, form_of(self.phone, self.sid, **more))
        assert answer.status_code == 200, answer.text
        self.follow(ElementTree.fromstring(answer.content))

    def follow(self, twiml: ElementTree.Element) -> None:
        for play in twiml.iter("Play"):
            self._fetch(str(play.text))
        gather, redirect, self.twiml = twiml.find("Gather"), twiml.find("Redirect"), twiml
        self.rest = gather.attrib.get("numDigits", "") if gather is not None else ""
        self.action = gather.attrib["action"] if gather is not None else ""
        self.finish_on = gather.attrib.get("finishOnKey", "#") if gather is not None else ""
        record = twiml.find("Record")
        self.records = record.attrib["action"] if record is not None else ""
        self.over = gather is None and twiml.find("Hangup") is not None
        self.after_silence = str(redirect.text) if redirect is not None else ""
        if redirect is not None and gather is None:
            time.sleep(0.1)
            self._post(self.after_silence)

    def _fetch(self, address: str) -> None:
        answer = requests.get(address, timeout=10)
        assert answer.headers["Content-Type"] == "audio/wav"
        self.hear(pcm_in(answer.content))

    def hang_up(self) -> None:
        self.over = True


def pcm_in(wav: bytes) -> bytes:
    samples, rate = soundfile.read(io.BytesIO(wav), dtype="int16")
    assert rate == 8000
    return pcm_of(samples)


def heard_in(wav: bytes) -> list[str]:
    """The ids of the messages that a file says."""
    return [text for frame in in_frames(pcm_in(wav)) if (text := read(frame)).isprintable() and text]


def in_frames(pcm: bytes) -> Iterable[bytes]:
    return (pcm[at : at + 2 * FRAME] for at in range(0, len(pcm), 2 * FRAME))

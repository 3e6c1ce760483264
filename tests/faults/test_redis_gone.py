"""Redis goes away in mid-conversation and comes back."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from assistant.processes import end, free_port, redis_program, wait_for_port
from tests.journeys.conftest import start_service
from tests.journeys.provider import RestApi

pytestmark = pytest.mark.skipif(redis_program() is None, reason="no Redis server program on this machine")


def start_redis(port: int, folder: Path) -> subprocess.Popen[bytes]:
    command = [
        str(redis_program()),
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--dir",
        str(folder),
        "--appendonly",
        "yes",
    ]
    redis = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    assert wait_for_port(port)
    return redis


def test_answers_are_kept_and_the_job_runs_when_redis_is_back(tmp_path: Path) -> None:
    """The SMS says the truth at once; the outcome comes by itself, once."""
    api, port = RestApi(), free_port()
    redis = start_redis(port, tmp_path)
    service = start_service(tmp_path, api, HAQQI_REDIS_URL=f"redis://127.0.0.1:{port}/0")
    try:
        person = service.person("+212612345679")
        for text in ("bonjour", "1", "2", "1", "1"):
            person.write(text)
        assert "oui" in "\n".join(person.write("Mes enfants sont mal comptés"))
        redis.kill()
        redis.wait()
        delayed = "\n".join(person.write("1"))
        assert "gardées" in delayed
        assert person.write("bonjour")
        redis = start_redis(port, tmp_path)
        outcome = "\n".join(person.later(90))
        assert outcome.count("Récépissé") == 1
    finally:
        end(service.process)
        end(redis)
        api.close()

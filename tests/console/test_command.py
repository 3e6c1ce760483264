"""`haqqi console`: the first administrator, and the audit log checked from outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli import main


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HAQQI_HOME", str(tmp_path))
    monkeypatch.delenv("HAQQI_DATABASE_URL", raising=False)

    def call(*arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(main, ["console", *arguments], input=typed)

    return call


def test_the_first_administrator_is_made_here_and_only_once(run) -> None:
    made = run("add-user", "Amina", "--role", "administrator", "--password-stdin", typed="trois mots au hasard\n")
    assert (made.exit_code, made.stdout.strip()) == (0, "amina: administrator")
    again = run("add-user", "amina", "--password-stdin", typed="trois mots au hasard\n")
    assert again.exit_code == 2
    assert "Traceback" not in again.output


@pytest.mark.parametrize(
    ("login", "password"), [("a", "trois mots au hasard"), ("a b", "trois mots au hasard"), ("samir", "court")]
)
def test_what_cannot_be_an_account_is_told_in_a_line(run, login: str, password: str) -> None:
    refused = run("add-user", login, "--password-stdin", typed=f"{password}\n")
    assert refused.exit_code == 2
    assert "Traceback" not in refused.output


def test_the_audit_log_is_whole_and_knows_its_digests(run) -> None:
    run("add-user", "amina", "--password-stdin", typed="trois mots au hasard\n")
    found = run("verify-audit")
    assert found.exit_code == 0
    head = found.stdout.splitlines()[-1]
    assert found.stdout.startswith("whole: 1 rows")
    assert run("verify-audit", "--head", head).exit_code == 0
    assert run("verify-audit", "--head", "f" * 64).exit_code == 1

"""`haqqi appeals …`: what an operator or an office runs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from assistant.app import build, derived
from assistant.appeals import Draft, Filed, file_appeal, key_text, public_key
from assistant.cli import main
from assistant.settings import load_settings

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TRIED = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
WORDS = "Il n'y a que deux téléphones"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def filed(home: Path) -> Filed:
    """An appeal that was filed a day after the person's yes."""
    settings = load_settings(home=home, redis_url="", database_url="")
    services = build(settings)
    services.database.migrate()
    draft = Draft("correct", "assets", WORDS, subject={"item": "mobiles", "from": 3, "to": 2})
    with services.database.begin() as tx:
        person = tx.contacts.get_or_create("+212612345678", NOW).id
        return file_appeal(tx, person, draft, NOW, Random(1), derived(settings, "receipts"), TRIED)


@pytest.fixture
def run(home: Path, filed: Filed, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HAQQI_HOME", str(home))

    def call(*arguments: str, text: str | None = None) -> Result:
        return CliRunner().invoke(main, ["appeals", *arguments], input=text)

    return call


@pytest.fixture
def receipt(filed: Filed) -> str:
    return filed.appeal.filing.receipt or ""


def told_in_one_line(result: Result, status: int) -> None:
    assert result.exit_code == status
    assert not isinstance(result.exception, Exception)
    assert "Traceback" not in result.stderr


def test_a_receipt_is_verified_as_text_file_and_standard_input(run, receipt, filed, tmp_path):
    path = tmp_path / "receipt.txt"
    path.write_text(f"Haqqi\n{receipt}\n", encoding="utf-8")
    for result in (run("verify", receipt), run("verify", str(path)), run("verify", "-", text=f"SMS: {receipt}")):
        assert result.exit_code == 0
        assert f"valid: appeal {filed.reference} (correct) was filed at 2026-03-02T09:00:00+00:00" in result.stdout
        assert "a service was down: the person asked at 2026-03-01T09:00:00+00:00" in result.stdout


def test_a_changed_receipt_is_not_valid(run, receipt):
    changed = receipt[:20] + ("A" if receipt[20] != "A" else "B") + receipt[21:]
    for text in (changed, "HQ1.", "anything at all", ""):
        result = run("verify", text)
        told_in_one_line(result, 1)
        assert result.stderr.startswith("not valid:")
        assert result.stdout == ""


def test_with_the_printed_key_anybody_verifies_without_our_secrets(run, receipt, monkeypatch, tmp_path):
    key = run("key").stdout.strip()
    monkeypatch.setenv("HAQQI_HOME", str(tmp_path / "elsewhere"))
    assert run("verify", "--key", key, receipt).exit_code == 0
    assert not (tmp_path / "elsewhere").exists()
    assert run("verify", receipt).exit_code == 1
    assert run("verify", "--key", key_text(public_key(b"another")), receipt).exit_code == 1
    told_in_one_line(run("verify", "--key", "short", receipt), 2)


def test_the_list_has_a_line_for_each(run, filed):
    assert run("list").stdout == f"{filed.reference}\tcorrect\tfiled\tcentre\t2026-03-02T09:00+00:00\t-\n"
    assert run("list", "--state", "rejected").stdout == ""
    told_in_one_line(run("list", "--state", "lost"), 2)


def test_one_appeal_is_shown(run, filed):
    told = json.loads(run("show", f"{filed.reference[:4]} {filed.reference[4:]}").stdout)
    assert told["filing"]["text"] == WORDS
    assert (told["state"], told["route"], told["next_route"]) == ("filed", "centre", "chikaya")
    assert [step["state"] for step in told["history"]] == ["filed"]


@pytest.mark.parametrize(("locale", "direction"), [("fr", "ltr"), ("ar", "rtl")])
def test_the_letter_is_written_to_a_file_or_out(run, filed, tmp_path, locale, direction):
    out = tmp_path / "letter.html"
    assert run("letter", filed.reference, "--locale", locale, "--out", str(out)).exit_code == 0
    written = out.read_text(encoding="utf-8")
    assert f'<html lang="{locale}" dir="{direction}">' in written
    assert run("letter", filed.reference, "--locale", locale).stdout == written + "\n"


def test_mistakes_are_told_in_one_line(run, filed, tmp_path):
    for arguments in (
        ("show", "00000000"),
        ("letter", "00000000"),
        ("letter", filed.reference, "--locale", "en"),
        ("letter", filed.reference, "--out", str(tmp_path / "nowhere" / "letter.html")),
    ):
        result = run(*arguments)
        told_in_one_line(result, 2)
        assert result.stderr

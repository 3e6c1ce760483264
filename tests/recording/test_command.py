"""`haqqi speech record`, as an association runs it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from assistant.app import create_app
from assistant.cli import main
from assistant.settings import load_settings
from tests.speech.sound import take

WHO = "Association Amal"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HAQQI_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def run(home: Path):
    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["speech", "record", *arguments])

    return call


def app_of(home: Path) -> Flask:
    return create_app(load_settings(home=home, redis_url="", database_url=""), dispatch=False)


def one_word(app: Flask, link: str) -> str:
    """Somebody comes by the link and says one word; gives their code."""
    client = app.test_client()
    client.post(urlsplit(link).path, data={"answer": "yes"})
    studio = app.extensions["haqqi_studio"]
    with studio.database.read() as tx:
        name = tx.recordings.speakers()[-1].name
    studio.take(name, studio.block(name)[0].text, take(), 8000)
    return str(studio.code(name))


def test_from_the_invitation_to_the_folder_and_to_nothing(run, home: Path, tmp_path: Path) -> None:
    link = run("--by", WHO, "--people", "2").stdout.strip()
    code = one_word(app_of(home), link)
    out = str(tmp_path / "voices")
    assert run("--export", out).stdout == f"{out}: 1 recordings\n"
    assert "1 people, 1 recordings; 0 have withdrawn" in run().stdout
    assert run("--erase", f"{code[:3]} {code[3:6]} {code[6:]}").stdout.startswith("erased at ")
    assert run("--export", out).stdout == f"{out}: 0 recordings\n"
    assert not list((tmp_path / "voices").rglob("*.flac"))
    assert "0 people, 0 recordings; 1 have withdrawn" in run().stdout


def test_the_invitation_says_for_whom_and_what_it_needs(run) -> None:
    told = run("--by", WHO, "--people", "12", "--days", "3")
    assert told.stdout.count("\n") == 1
    assert "for 12 people until" in told.stderr
    assert "https" in told.stderr


def test_without_options_it_tells_what_is_missing(run) -> None:
    told = run().stdout
    assert "0 people" in told
    assert "missing: زيرو" in told


def test_an_association_records_its_own_words(run, home: Path) -> None:
    (home / "recording").mkdir(parents=True)
    (home / "recording" / "vocabulary.yaml").write_text("سوق: {ary: 's u: q'}\n", encoding="utf-8")
    assert "0 of 11 words" in run().stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--by", " "), "who answers"),
        (("--by", WHO, "--export", "x"), "one of --by"),
        (("--erase", "123"), "nine digits"),
        (("--of", "123"), "--export"),
        (("--of", "123", "--export", "x"), "nine digits"),
        (("--export", "/proc/nothing"), "/proc"),
        (("--people", "0"), "--people"),
    ],
)
def test_a_wrong_call_says_what_to_do(run, arguments, told) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.output

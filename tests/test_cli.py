"""The `haqqi` command, as outside scripts rely on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from assistant.cli import main

HERE = Path(__file__).parent


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs the command with a home of its own."""
    monkeypatch.setenv("HAQQI_HOME", str(tmp_path / "home"))

    def call(*arguments: str, text: str | None = None) -> Result:
        return CliRunner().invoke(main, list(arguments), input=text)

    return call


def test_understand_tells_answer_confidence_and_reason(run):
    told = json.loads(run("understand", "--kind", "money", "--context", "unit=dh", "alf").stdout)
    assert told["answer"] is None
    assert told["reason"] == "'alf' without a unit: dirhams or ryal?"
    assert json.loads(run("understand", "--kind", "identifier", "2798 305 490").stdout)["answer"] == "2798305490"


def test_understand_reads_a_file_and_keeps_its_order(run):
    rows = run("understand", "--tsv", str(HERE / "understanding" / "dev.tsv")).stdout.splitlines()
    assert rows[0] == "kind\tchannel\tcontext\tutterance\tanswer"
    assert len(rows) == 392
    assert rows[1] == "yesno\tsms\t\tah\tyes"


def test_a_wrong_kind_is_told_in_one_line(run):
    result = run("understand", "--kind", "colour", "red")
    assert result.exit_code == 2
    assert result.stderr.startswith("haqqi: there is no kind 'colour'")
    assert result.stderr.count("\n") == 1


def test_score_from_a_file_and_from_standard_input(run, tmp_path):
    example = yaml.safe_load((HERE / "scoring" / "examples.yaml").read_text(encoding="utf-8"))[0]["household"]
    path = tmp_path / "household.json"
    path.write_text(json.dumps(example), encoding="utf-8")
    assert json.loads(run("score", str(path)).stdout)["score"] == "9.6205000"
    assert json.loads(run("score", "-", text=json.dumps(example)).stdout)["score"] == "9.6205000"
    terms = json.dumps([{"milieu": "rural", "region": "draa-tafilalet", "terms": {"R1": 1}}])
    assert json.loads(run("score", "--terms", "-", text=terms).stdout)[0]["score"] == "8.8250000"


@pytest.mark.parametrize("arguments", [("score",), ("score", "missing.json"), ("score", "-"), ("understand",)])
def test_a_wrong_call_ends_with_two_and_no_traceback(run, arguments):
    result = run(*arguments, text="{")
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_chat_plays_a_script_as_json_lines(run, tmp_path):
    script = tmp_path / "script"
    script.write_text("سلام\n1\n", encoding="utf-8")
    lines = [json.loads(line) for line in run("chat", "--script", str(script)).stdout.splitlines()]
    assert [line["direction"] for line in lines] == ["in", "out", "in", "out"]
    assert all(set(line) >= {"direction", "channel", "text", "step", "locale"} for line in lines)
    assert (lines[-1]["step"], lines[-1]["locale"]) == ("menu.main", "ary-Arab")


def test_chat_keeps_to_a_chosen_locale(run, tmp_path):
    script = tmp_path / "script"
    script.write_text("salam\n", encoding="utf-8")
    lines = [json.loads(line) for line in run("chat", "--locale", "fr", "--script", str(script)).stdout.splitlines()]
    assert lines[-1]["text"].startswith("Bonjour")


def test_shipped_flows_and_words_are_sound(run):
    for room in ("flows", "locales"):
        result = run(room, "check")
        assert result.exit_code == 0, result.output
        assert "0 errors" in result.stdout


def test_the_flows_can_be_drawn(run):
    assert run("flows", "graph", "appeal").stdout.startswith("%% appeal\nflowchart TD")
    assert run("flows", "graph", "nothing").exit_code == 2


def test_invented_people_are_listed(run):
    shown = run("registry", "people", "--limit", "3").stdout
    assert "CNIE" in shown
    assert "goods.mobiles 3, really 2" in shown


def test_the_register_can_be_checked(run, monkeypatch):
    assert run("registry", "check").stdout == "registry: embedded answers\n"
    monkeypatch.setenv("HAQQI_REGISTRY", "https://register.example.org/sr/v1.0.0")
    result = run("registry", "check")
    assert result.exit_code == 2
    assert "HAQQI_DCI_CLIENT_ID" in result.stderr


def test_a_person_can_be_exported_and_erased(run):
    assert json.loads(run("export", "--phone", "0612345678").stdout) == {}
    assert json.loads(run("erase", "--phone", "0612345678").stdout) == {}
    assert run("erase", "--phone", "abc").exit_code == 2


def test_a_missing_secret_stops_a_start_beyond_the_embedded_default(run, monkeypatch):
    monkeypatch.setenv("HAQQI_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none")
    result = run("web")
    assert result.exit_code == 2
    assert "HAQQI_SECRET_KEY" in result.stderr


def test_made_secrets_are_the_owners_alone(run, tmp_path):
    run("export", "--phone", "0612345678")
    assert (tmp_path / "home" / "secrets.json").stat().st_mode & 0o777 == 0o600

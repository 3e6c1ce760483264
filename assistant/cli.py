"""The `haqqi` command."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from assistant.casework import appeals
from assistant.errors_told import told
from assistant.gateway_settings import asterisk, kannel
from assistant.registry_commands import registry
from assistant.scorecard import score
from assistant.speech.cli import speech
from assistant.staff import console
from assistant.studio import record
from assistant.voicing import prompts


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="haqqi")
def main() -> None:
    """Haqqi: the right to social protection, by SMS and voice, in Darija."""
    from assistant.logs import configure

    configure()


@main.command()
@click.option("--port", type=int, help="Port of the web server (HAQQI_PORT).")
@told
def up(port: int | None) -> None:
    """Everything on this machine: web server, workers and embedded storage."""
    from assistant.serve import serve_all
    from assistant.settings import load_settings

    serve_all(load_settings(**({"port": port} if port else {})))


@main.command()
@click.option("--port", type=int, help="Port of the web server (HAQQI_PORT).")
@told
def web(port: int | None) -> None:
    """The web server of a larger deployment."""
    from assistant.serve import serve_web
    from assistant.settings import load_settings

    serve_web(load_settings(**({"port": port} if port else {})))


@main.command()
@told
def calls() -> None:
    """The sockets of telephone calls: Twilio Media Streams and Asterisk AudioSocket."""
    from assistant.serve import serve_calls
    from assistant.settings import load_settings

    serve_calls(load_settings())


@main.command()
@click.option("--part", type=click.Choice(["all", "jobs", "sender"]), default="all", show_default=True)
@told
def worker(part: str) -> None:
    """The worker of a larger deployment: jobs from the queue, messages from the outbox."""
    from assistant.serve import serve_worker
    from assistant.settings import load_settings

    serve_worker(load_settings(), part)


@main.command()
@click.option("--from", "sender", default="+212600000001", show_default=True, help="The number that writes.")
@click.option("--locale", type=click.Choice(["ary-Arab", "ary-Latn", "fr"]), help="Answer in this locale.")
@click.option(
    "--script",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Play a file, a message a line.",
)
@told
def chat(sender: str, locale: str | None, script: Path | None) -> None:
    """A conversation in the terminal."""
    from assistant.terminal import play_script, talk

    if script:
        play_script(sender, locale, script.read_text(encoding="utf-8"))
    else:
        talk(sender, locale)


@main.command()
@click.option("--kind", help="What the question expects: yesno, digits, identifier, cnie, count, money, date …")
@click.option("--channel", type=click.Choice(["sms", "voice"]), default="sms", show_default=True)
@click.option("--context", default="", help="What the question adds: len=6, unit=dh, label1|label2 …")
@click.option("--tsv", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Understand a file's rows.")
@click.argument("text", required=False)
@told
def understand(kind: str | None, channel: str, context: str, tsv: Path | None, text: str | None) -> None:
    """What a person's words mean for a question."""
    from assistant.understanding import cli as understanding

    if tsv:
        understanding.rows(tsv, sys.stdout)
    elif kind is None or text is None:
        raise click.UsageError("give --kind and TEXT, or --tsv FILE")
    else:
        click.echo(json.dumps(understanding.one(kind, context, text, channel), ensure_ascii=False))


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--grammar", "kind", help="What the recording answers: yesno, digits, menu, number, amount, date …")
@click.option("--context", default="", help="As for `haqqi understand`: len=6, unit=dh, label1|label2 …")
@click.option("--words", default="", help="Hear these words alone; add [unk] to have others refused.")
@click.option("--one-word", is_flag=True, help="The answer is a single word.")
@click.option("--model", type=click.Path(path_type=Path), help="A Vosk model's folder (HAQQI_SPEECH_MODEL).")
@told
def transcribe(
    files: tuple[Path, ...], kind: str | None, context: str, words: str, one_word: bool, model: Path | None
) -> None:
    """What the telephone line would hear in recordings (WAV or FLAC): one JSON object a line."""
    from assistant.settings import Settings
    from assistant.speech.model import Model, named
    from assistant.speech.transcribe import question, transcribe

    asked = question(kind, context, words.split(), one_word, _holds_as_identifier)
    for heard in transcribe(files, Model.load(model or named(Settings().speech_model)), asked):
        click.echo(json.dumps(heard, ensure_ascii=False))


def _holds_as_identifier(digits: str) -> bool:
    from assistant.registry import check_identifier

    return check_identifier(digits) is None


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@main.group()
def flows() -> None:
    """What an author of flows runs before publishing."""


@flows.command("check")
@click.option("--write", is_flag=True, help="Record the flows' present versions and write flow.schema.json.")
@told
def flows_check(write: bool) -> None:
    """Look for steps without a way out, missing messages, and changes without a new version."""
    from assistant import authoring

    _report(authoring.check_flows(write=write), "flows")


@flows.command("graph")
@click.argument("flow", required=False)
@told
def flows_graph(flow: str | None) -> None:
    """The flows as a Mermaid graph."""
    from assistant import authoring

    click.echo(authoring.graph(flow))


@main.group()
def locales() -> None:
    """What a translator runs before publishing."""


@locales.command("check")
@told
def locales_check() -> None:
    """Look for missing or unused messages, wrong arguments, and SMS that are too long."""
    from assistant import authoring

    _report(authoring.check_locales(), "locales")


@speech.command("check")
@click.option("--vocabulary", type=click.Path(exists=True, path_type=Path), help="Words of your own: a file or folder.")
@click.option("--model", type=click.Path(path_type=Path), help="A Vosk model's folder (HAQQI_SPEECH_MODEL).")
@told
def speech_check(vocabulary: Path | None, model: Path | None) -> None:
    """Look for words that a flow needs and the vocabulary or the model lacks, and for wrong pronunciations."""
    from assistant import authoring
    from assistant.speech.vocabulary import good_for, load

    words, model = load(vocabulary), model or authoring.speech_model()
    click.echo(f"words: {len(words)}, pronunciations: {sum(len(word.pronunciations) for word in words)}")
    click.echo(f"model: {model.name}, {good_for(model)}")
    _report(authoring.check_speech(words, model), "speech")


def _report(problems: list[Any], what: str) -> None:
    """Print problems; errors end with status 1, warnings do not."""
    for problem in problems:
        click.echo(str(problem), err=problem.severity == "error")
    errors = sum(problem.severity == "error" for problem in problems)
    click.echo(f"{what}: {errors} errors, {len(problems) - errors} warnings")
    if errors:
        sys.exit(1)


@main.command()
@click.option("--phone", required=True, help="The person's number, such as +212612345678.")
@told
def erase(phone: str) -> None:
    """Erase what is kept of a person (law 09-08)."""
    database, number = _person(phone)
    with database.begin() as tx:
        _print_json(dict(tx.erase_person(number)))


@main.command()
@click.option("--phone", required=True, help="The person's number, such as +212612345678.")
@told
def export(phone: str) -> None:
    """Print what is kept of a person (law 09-08)."""
    database, number = _person(phone)
    with database.read() as tx:
        _print_json(tx.export_person(number))


@main.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="The first day, as 2026-03-01.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default="report", show_default=True, help="The folder."
)
@told
def report(since: datetime | None, until: datetime | None, out: Path) -> None:
    """How far people get, and why rights are not taken up: tables and plots without personal data."""
    from assistant.app import build, now
    from assistant.reporting.command import report
    from assistant.settings import load_settings

    database = build(load_settings()).database
    database.migrate()
    report(database, since, until, out, now())


def _person(phone: str) -> tuple[Any, str]:
    from assistant.app import build
    from assistant.channels.numbers import parse_number
    from assistant.settings import load_settings

    number = parse_number(phone)
    if number is None:
        raise click.UsageError(f"{phone}: not a telephone number; write it as +212612345678")
    database = build(load_settings()).database
    database.migrate()
    return database, number


for _command in (*appeals.commands.values(), *speech.commands.values(), *prompts.commands.values()):
    _command.callback = told(_command.callback)  # type: ignore[arg-type]
for _command in console.commands.values():
    _command.callback = told(_command.callback)  # type: ignore[arg-type]
speech.context_settings["obj"] = {"identifier": _holds_as_identifier}
main.add_command(appeals)
main.add_command(kannel)
main.add_command(asterisk)
main.add_command(console)
main.add_command(registry)
main.add_command(score)
record.callback = told(record.callback)  # type: ignore[arg-type]
speech.add_command(record)
main.add_command(speech)
main.add_command(prompts)


if __name__ == "__main__":
    main()

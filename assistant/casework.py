"""`haqqi appeals …`: what operators and offices do with appeals at the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

if TYPE_CHECKING:  # each command imports what it needs, so that `haqqi chat` starts quickly
    from assistant.appeals import Receipt
    from assistant.settings import Settings
    from assistant.storage import Database, StoredAppeal


@click.group()
def appeals() -> None:
    """Appeals: receipts, letters, and where each stands."""


@appeals.command()
@click.argument("receipt")
@click.option("--key", help="The public key, as `haqqi appeals key` prints it; by default this service's own.")
def verify(receipt: str, key: str | None) -> None:
    """Check a receipt: its text, a file that holds it, or - for standard input. Exit status 1 where it is not ours."""
    from assistant.appeals import Receipt, find_receipt

    found = find_receipt(_text(receipt))
    told = Receipt.verify(found, _public_key(key)) if found else None
    if told is None:
        click.echo("not valid: no receipt signed with this key; copy it whole, from HQ1. to its last letter", err=True)
        sys.exit(1)
    for line in _proves(told):
        click.echo(line)


@appeals.command("key")
def key_command() -> None:
    """Print the public key with which receipts are checked."""
    from assistant.appeals import key_text

    click.echo(key_text(_public_key(None)))


@appeals.command("list")
@click.option("--state", multiple=True, help="Only appeals in this state; may be given again.")
def list_command(state: tuple[str, ...]) -> None:
    """The appeals, the newest first: reference, kind, state, way, filed, last day to contest. Tabs between."""
    from assistant.appeals import State

    wanted = state or get_args(State)
    unknown = set(wanted) - set(get_args(State))
    if unknown:
        raise click.UsageError(f"no state {', '.join(sorted(unknown))}; there are {', '.join(get_args(State))}")
    with _database(_settings()).read() as tx:
        for appeal in tx.appeals.list_in(*wanted):
            click.echo("\t".join(_row(appeal)))


@appeals.command()
@click.argument("reference")
def show(reference: str) -> None:
    """All that is kept of one appeal, as JSON."""
    from assistant.appeals import standing_of
    from assistant.language import local_day

    with _database(_settings()).read() as tx:
        appeal = _found(tx, reference)
        standing = standing_of(tx, appeal, local_day(datetime.now(UTC)))
        told = {
            "state": appeal.state,
            "route": standing.route,
            "next_route": standing.next_route,
            "overdue": standing.overdue,
            "filing": appeal.filing,
            "history": tx.appeals.history(appeal.id),
        }
    click.echo(json.dumps(_plain(told), ensure_ascii=False, indent=2))


@appeals.command()
@click.argument("reference")
@click.option("--locale", type=click.Choice(["fr", "ar"]), default="fr", show_default=True)
@click.option(
    "--out", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="By default standard output."
)
def letter(reference: str, locale: str, out: Path | None) -> None:
    """The letter to the office, as one HTML file that prints on A4."""
    from assistant.appeals import letter as write

    settings = _settings()
    with _database(settings).read() as tx:
        appeal = _found(tx, reference)
        spoken = tx.statements.of_appeal(appeal.id) is not None
        text = write(appeal, locale, settings.base_url, tx.appeals.history(appeal.id), spoken=spoken)
    if out is None:
        click.echo(text)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{out}: {error.strerror}") from error


def _settings() -> Settings:
    from assistant.settings import load_settings

    return load_settings()


def _database(settings: Settings) -> Database:
    from assistant.app import build

    database = build(settings).database
    database.migrate()
    return database


def _found(tx: Any, reference: str) -> StoredAppeal:
    digits = "".join(reference.split())
    appeal: StoredAppeal | None = tx.appeals.get_by_reference(digits)
    if appeal is None:
        raise click.UsageError(f"{reference}: no appeal has this reference; `haqqi appeals list` shows them")
    return appeal


def _text(given: str) -> str:
    """What was given: itself, what the file of that name holds, or standard input (-)."""
    if given == "-":
        return sys.stdin.read()
    try:
        return Path(given).read_text(encoding="utf-8", errors="replace") if Path(given).is_file() else given
    except (OSError, ValueError):
        return given


def _public_key(given: str | None) -> bytes:
    from assistant.app import derived
    from assistant.appeals import public_key, read_key

    if given is None:
        return public_key(derived(_settings(), "receipts"))
    key = read_key(given)
    if key is None:
        raise click.UsageError("--key: not a public key; give what `haqqi appeals key` prints, 43 letters")
    return key


def _proves(receipt: Receipt) -> Iterable[str]:
    yield f"valid: appeal {receipt.reference} ({receipt.kind}) was filed at {receipt.filed_at.isoformat()}"
    if receipt.deadline:
        yield f"last day to contest: {receipt.deadline.isoformat()}"
    if receipt.tried_at:
        yield f"a service was down: the person asked at {receipt.tried_at.isoformat()}, and this proves that they tried"


def _row(appeal: StoredAppeal) -> tuple[str, ...]:
    from assistant.appeals import route_of

    filing = appeal.filing
    deadline = filing.deadline.isoformat() if filing.deadline else "-"
    filed = filing.filed_at.isoformat(timespec="minutes")
    return (filing.reference or "(erased)", filing.kind, appeal.state, route_of(appeal), filed, deadline)


def _plain(value: object) -> Any:
    import msgspec

    return msgspec.to_builtins(value)

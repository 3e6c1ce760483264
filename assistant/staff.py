"""`haqqi console …`: operators' accounts, and the audit log."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:  # each command imports what it needs, so that `haqqi chat` starts quickly
    from assistant.storage import Database


@click.group()
def console() -> None:
    """The operators' console: accounts, and the audit log."""


@console.command("add-user")
@click.argument("login")
@click.option("--name", default="", help="How colleagues see them; by default the login.")
@click.option(
    "--role",
    type=click.Choice(["operator", "supervisor", "auditor", "administrator"]),
    default="operator",
    show_default=True,
)
@click.option("--language", type=click.Choice(["fr", "ar"]), default="fr", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
def add_user(login: str, name: str, role: str, language: str, password_stdin: bool) -> None:
    """Make an account. The first administrator is made so; they make the others in the console."""
    from assistant.console.passwords import hashed, weakness
    from assistant.console.people_pages import LOGIN
    from assistant.console.words import load_words, say

    login = login.strip().lower()
    if not LOGIN.fullmatch(login):
        raise click.UsageError(f"{login}: a login is 2 to 40 small letters, digits, dots, hyphens, underscores")
    password = _password(from_stdin=password_stdin)
    weak = weakness(password, login)
    if weak:
        raise click.UsageError(f"password: {say(load_words(), 'fr', weak)}")
    now = datetime.now(UTC)
    with _database().begin() as tx:
        added = tx.operators.add(login, name or login, role, language, hashed(password), now)
        if added is None:
            raise click.UsageError(f"{login}: there is such an account; the console changes it")
        tx.audit.add(now, "command-line", "add_operator", f"operator:{login}", role=role)
    click.echo(f"{login}: {role}")


@console.command("verify-audit")
@click.option("--head", default="", help="A digest that this command printed earlier: it must still be in the log.")
def verify_audit(head: str) -> None:
    """Follow the audit log's chain. Keep the digest that it prints somewhere else: it proves that nothing was cut off.
    Exit status 1 where a row was changed, taken out or put in, or the digest is not in the log."""
    with _database().read() as tx:
        found = tx.audit.verify(head.strip())
    if found.broken_at is not None:
        _bad(f"broken at row {found.broken_at}: it does not follow from the {found.rows} rows before it")
    if not found.knows_head:
        _bad("the digest given is not in the log: rows at its end are gone, or it is of another service")
    click.echo(f"whole: {found.rows} rows")
    click.echo(found.head)


def _bad(text: str) -> None:
    click.echo(f"haqqi: audit log {text}", err=True)
    sys.exit(1)


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    asked: Any = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return str(asked)


def _database() -> Database:
    from assistant.app import build
    from assistant.settings import load_settings

    database = build(load_settings()).database
    database.migrate()
    return database

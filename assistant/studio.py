"""`haqqi speech record`: invitations to be recorded, the training folder, and erasing a voice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:  # each command imports what it needs, so that `haqqi chat` starts quickly
    from assistant.recording import Studio
    from assistant.settings import Settings

SHOWN = 12
"""Words that are named where many are missing."""


@click.command()
@click.option("--by", "who", help="Invite: who answers for the recordings, name and telephone. People are told.")
@click.option("--people", default=30, show_default=True, type=click.IntRange(1, 1000), help="How many may come.")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 365), help="How long the link is good.")
@click.option(
    "--export", "folder", type=click.Path(path_type=Path), help="Write the training folder, or bring it up to date."
)
@click.option("--of", "owner", help="With --export: only the voice with this code, for its owner (right of access).")
@click.option("--erase", "code", help="Erase the voice with this code of nine digits.")
def record(who: str | None, people: int, days: int, folder: Path | None, owner: str | None, code: str | None) -> None:
    """Record people for a model that understands their region. Without options: how far it is."""
    if sum(option is not None for option in (who, folder, code)) > 1:
        raise click.UsageError("one of --by, --export and --erase at a time")
    if owner and folder is None:
        raise click.UsageError("--of goes with --export FOLDER")
    settings, studio = _open()
    if who is not None:
        _invite(settings, studio, who, people, days)
    elif folder is not None:
        _export(studio, folder, "".join((owner or "").split()))
    elif code is not None:
        _erase(studio, code)
    else:
        _progress(studio)


def _open() -> tuple[Settings, Studio]:
    from assistant.app import build, studio
    from assistant.settings import load_settings

    settings = load_settings()
    services = build(settings)
    services.database.migrate()
    return settings, studio(settings, services)


def _invite(settings: Settings, studio: Studio, who: str, people: int, days: int) -> None:
    from assistant.app import derived
    from assistant.recording import Invitation, Passes

    until = studio.clock() + timedelta(days=days)
    invitation = Invitation.new(who, people, until)
    token = Passes(derived(settings, "recording")).invite(invitation)
    click.echo(f"{settings.base_url}/recording/{token}")
    click.echo(f"for {people} people until {until:%Y-%m-%d}; responsible: {invitation.who}", err=True)
    if settings.twilio_account_sid:
        webhook = f"{settings.base_url}/twilio/recording/{token}"
        click.echo(f"by telephone, as the voice webhook of a Twilio number of its own: {webhook}", err=True)
    if not settings.base_url.startswith("https://"):
        click.echo("browsers give a microphone to https addresses and to this machine only: HAQQI_PUBLIC_URL", err=True)


def _export(studio: Studio, folder: Path, owner: str) -> None:
    from assistant.recording import export

    count = export(studio.database, folder, owner)
    click.echo(f"{folder}: {count} recordings")


def _erase(studio: Studio, code: str) -> None:
    digits = "".join(code.split())
    erased = studio.erase(digits)
    if erased is None:
        raise click.UsageError(f"{code}: no voice has this code; it is nine digits, given at the end of the recording")
    click.echo(f"erased at {erased.isoformat(timespec='seconds')}; export again on every folder that was made before")


def _progress(studio: Studio) -> None:
    progress = studio.progress()
    click.echo(f"{progress.people} people, {progress.recordings} recordings; {progress.withdrawn} have withdrawn")
    missing = len(progress.unsaid)
    click.echo(f"{progress.words - missing} of {progress.words} words are said by somebody")
    if missing:
        more = " …" if missing > SHOWN else ""
        click.echo(f"missing: {', '.join(progress.unsaid[:SHOWN])}{more}")
    if not progress.people:
        click.echo("invite people: haqqi speech record --by 'ASSOCIATION, TELEPHONE' --people 30", err=True)

"""`haqqi kannel` and `haqqi asterisk`: what a gateway of our own needs to reach this service."""

from __future__ import annotations

import click

from assistant.errors_told import told


@click.command()
@told
def kannel() -> None:
    """The lines that Kannel's smsbox needs to reach this service."""
    from assistant.app import kannel_key
    from assistant.settings import load_settings

    settings = load_settings()
    get = f"{settings.base_url}/kannel/sms?key={kannel_key(settings)}&id=%I&from=%p&to=%P&text=%b&charset=%C"
    click.echo("group = sms-service\nkeyword = default")
    click.echo(f'get-url = "{get}"\nmax-messages = 0\nomit-empty = true')


@click.command()
@told
def asterisk() -> None:
    """The addresses and the key that Asterisk's dialplan needs (deploy/asterisk)."""
    from assistant.app import asterisk_key
    from assistant.settings import load_settings

    settings = load_settings()
    click.echo(f"HAQQI_WEB={settings.base_url}\nHAQQI_AUDIO={settings.audiosocket_host}:{settings.asterisk_port}")
    click.echo(f"key={asterisk_key(settings)}")

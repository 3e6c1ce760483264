"""`haqqi speech …`: what whoever runs the telephone line does about how it hears and speaks."""

from __future__ import annotations

import click


@click.group()
def speech() -> None:
    """The telephone line: its words, its model, its voice."""

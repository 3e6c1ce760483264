"""`haqqi registry …`: what whoever connects a register tries first."""

from __future__ import annotations

import click

from assistant.errors_told import told


@click.group()
def registry() -> None:
    """The register: the invented people of the embedded one, or whether another answers."""


@registry.command("people")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 500))
@told
def registry_people(limit: int) -> None:
    """A few invented people to try with."""
    from rich.console import Console
    from rich.table import Table

    from assistant.registers import embedded_registry, wrongly_recorded
    from assistant.settings import load_settings

    register = embedded_registry(load_settings())
    people = register.people(limit)
    table = Table("name", "CNIE", "born", "identifier", "phone", title="Invented: their identifiers begin with 0 or 1")
    for person in people:
        table.add_row(person.name, person.cnie, person.birth_date.isoformat(), person.identifier, person.phone or "")
    Console().print(table)
    for person in people:
        if wrong := wrongly_recorded(register, person):
            click.echo(f"recorded wrongly for {person.identifier}: {wrong}")


@registry.command("check")
@told
def registry_check() -> None:
    """Whether the register that the settings name lets us in."""
    from assistant.registers import open_registry
    from assistant.settings import load_settings

    register = open_registry(load_settings())
    register.ping()
    click.echo(f"registry: {register.name} answers")

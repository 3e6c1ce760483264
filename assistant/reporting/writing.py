"""The report on paper: one Markdown page, and one CSV file for each table."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from assistant.reporting.suppression import LEAST
from assistant.reporting.tables import Figure, Table

HIDDEN = "·"
HIDDEN_IN_CSV = "masqué"
"""A word: an empty cell would be taken for a zero."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

EXPLAINED = f"""\
Une **visite** est un passage d'une personne dans un parcours ; une personne peut en faire plusieurs. Aucune donnée
personnelle n'entre dans ce rapport. « {HIDDEN} » : chiffre masqué, parce qu'il est inférieur à {LEAST} (zéro compris),
qu'il permettrait d'en retrouver un autre, ou, dans un entonnoir, que l'étape est comptée avec la précédente.

Les **raisons** sont celles d'Odenore : non-connaissance, non-demande, non-réception, non-proposition. Elles ne sont
comptées que si la personne l'a dit (et que l'estimation lui est favorable) ou si elle conteste un refus ou un paiement.
« Non dit » n'est pas « aucune ». L'estimation n'est pas une décision. Sans réponse n'est ni satisfait ni insatisfait.
"""


def write_page(
    path: Path, tables: Sequence[Table], images: Mapping[str, str], since: date | None, until: date | None, made: date
) -> None:
    """Write the page. `images` are the plots' files by the name of the table that they show."""
    shown = [table for table in tables if not table.empty]
    gone = [table.title for table in tables if table.empty]
    parts = [
        "# Jusqu'où l'on arrive, et pourquoi un droit reste sans demande",
        f"Visites commencées {_period(since, until)}. Rapport fait le {made.isoformat()}.",
        EXPLAINED,
        *(part for table in shown for part in _section(table, images)),
    ]
    if gone:
        parts.append(f"Entièrement masqués, faute de visites en nombre suffisant : {'; '.join(gone)}.")
    path.write_text("\n\n".join(part.rstrip() for part in parts) + "\n", encoding="utf-8")


def _section(table: Table, images: Mapping[str, str]) -> list[str]:
    picture = [f"![{table.title}]({images[table.name]})"] if table.name in images else []
    return [f"## {table.title}", *picture, _grid(table)]


def _grid(table: Table) -> str:
    head = f"| {table.corner} | {' | '.join(table.columns)} |"
    rule = f"|---|{'--:|' * len(table.columns)}"
    lines = [f"| {name} | {' | '.join(_told(figure, HIDDEN) for figure in figures)} |" for name, figures in table.rows]
    return "\n".join([head, rule, *lines])


def _told(figure: Figure, hidden: str) -> str:
    return hidden if figure is None else str(figure)


def _period(since: date | None, until: date | None) -> str:
    if since and until:
        return f"du {since.isoformat()} au {until.isoformat()}"
    if since:
        return f"depuis le {since.isoformat()}"
    return f"jusqu'au {until.isoformat()}" if until else "depuis le début"


def write_csv(path: Path, table: Table) -> None:
    """Write a table so that a spreadsheet opens it as text and numbers, whatever a label begins with."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([safe(table.corner), *map(safe, table.columns)])
        for name, figures in table.rows:
            writer.writerow([safe(name), *(_told(figure, HIDDEN_IN_CSV) for figure in figures)])


def safe(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text

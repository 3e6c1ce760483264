"""`haqqi speech …`: what whoever runs the telephone line does about how it hears and speaks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.group()
def speech() -> None:
    """The telephone line: its words, its model, its voice."""


@speech.command("model")
def model() -> None:
    """Print the folder of the model that comes with the package."""
    from assistant.speech.vocabulary import STARTER

    click.echo(STARTER)


@speech.command("evaluate")
@click.argument("model", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write the report (Markdown).")
@click.option("--noise", type=click.Choice(["clean", "tel", "noisy"]), default="tel", show_default=True)
@click.pass_obj
def evaluate(rules: Any, model: Path, folder: Path, out: Path | None, noise: Any) -> None:
    """How well MODEL hears the recordings of FOLDER: tables by word and speaker."""
    from assistant.speech.evaluation import evaluate

    report = evaluate(model, folder, noise, rules["identifier"])
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(report, encoding="utf-8")
    click.echo(out or report)

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
@click.option("--speaker", "speakers", multiple=True, help="Only these people of the folder.")
@click.pass_obj
def evaluate(rules: Any, model: Path, folder: Path, out: Path | None, noise: Any, speakers: tuple[str, ...]) -> None:
    """How well MODEL hears the recordings of FOLDER: tables by word and speaker."""
    from assistant.speech.evaluation import evaluate

    report = evaluate(model, folder, noise, rules["identifier"], speakers)
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(report, encoding="utf-8")
    click.echo(out or report)


@speech.command("train")
@click.option("--vocabulary", type=click.Path(exists=True, path_type=Path), help="Words of your own: a file or folder.")
@click.option(
    "--recordings",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    help="People's voices.",
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="The model's folder.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--members", type=click.IntRange(1, 4), default=2, show_default=True, help="Networks that vote.")
@click.option("--leave-out-speaker", multiple=True, help="Keep these people for measuring.")
@click.option("--leave-out-word", multiple=True, help="Use no recording of these words.")
@click.option("--leave-out-foreign", multiple=True, help="Foreign words that the filler never sees.")
@click.option("--again", type=click.Choice(["synthetic", "streams", "clips", "network"]), multiple=True,
              help="Make a stage again that an earlier run has kept.")  # fmt: skip
@click.option("--quick", is_flag=True, help="Two minutes, to see that everything works; no model to use.")
@click.pass_obj
def train(rules: Any, /, out: Path, again: tuple[str, ...], quick: bool, **given: Any) -> None:
    """Make a model of your own from words and recordings; a run that was stopped goes on."""
    from assistant.speech.training.command import train

    train(out, again, quick, rules["identifier"], **given)

"""`haqqi prompts …`: what whoever gives the line its voice does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:  # each command imports what it needs, so that `haqqi chat` starts quickly
    from assistant.language import Bundles, Phrase, Problem
    from assistant.settings import Settings
    from assistant.speech.prompts.importing import Taken

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def prompts() -> None:
    """The voice of the telephone line: what to record, what is recorded, what is synthesised."""


@prompts.command("export")
@click.argument("folder", type=FOLDER)
def export_command(folder: Path) -> None:
    """Write the voice actor's script: every clip with its text, its file name and how to say it."""
    from assistant.speech.prompts.export import export

    bundles = _words()[1]
    for voice in _voices(bundles):
        lines = export(bundles, voice, folder)
        minutes = sum(line.seconds for line in lines) / 60
        click.echo(f"{folder / voice}: {len(lines)} clips, about {minutes:.0f} minutes (script.csv, script.html)")


@prompts.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--voice", help="The locale that the recordings speak, where no folder is called after it.")
@click.option("--into-locales", is_flag=True, help="Write beside the texts (to ship them), not into HAQQI_HOME.")
def import_command(folder: Path, voice: str | None, into_locales: bool) -> None:
    """Trim, level and convert recordings that are called as the script says. Exit status 1 where one has a fault."""
    from assistant.speech.prompts.clips import recording_folders
    from assistant.speech.prompts.importing import take_in

    settings, bundles = _words()
    faulty = 0
    for spoken, place in _spoken(folder, voice, _voices(bundles)).items():
        own, shipped = recording_folders(settings.locales_dir, settings.home, spoken)
        target = shipped if into_locales else own
        taken = [_told(each) for each in take_in(place, _phrases(bundles, spoken), target)]
        faulty += (faults := sum(bool(each.faults) for each in taken))
        click.echo(f"{target}: {sum(each.written for each in taken)} clips, {faults} with a fault")
    if faulty:
        sys.exit(1)


@prompts.command("check")
@click.option("--missing", "list_missing", is_flag=True, help="List what is not recorded, a clip a line.")
def check_command(list_missing: bool) -> None:
    """Look for recordings that are too long, older than their text or unreadable, and for what is missing."""
    problems = [problem for found in _checked(list_missing=list_missing) for problem in found]
    for problem in problems:
        click.echo(str(problem), err=problem.severity == "error")
    errors = sum(problem.severity == "error" for problem in problems)
    click.echo(f"prompts: {errors} errors, {len(problems) - errors} warnings")
    if errors:
        sys.exit(1)


@prompts.command()
def warm() -> None:
    """Synthesise every phrase that is not recorded, so that no caller waits for one."""
    from assistant.speech.prompts import Prompter
    from assistant.speech.prompts.espeak import UNHURRIED

    settings, bundles = _words()
    prompter = Prompter.at(bundles, settings.locales_dir, settings.home, patience=UNHURRIED)
    for warning in prompter.warnings():
        click.echo(warning, err=True)
    for voicing in prompter.warm():
        click.echo(
            f"{voicing.voice}: {voicing.recorded} recorded, {voicing.synthesised} synthesised, {voicing.silent} silent"
        )
    prompter.close()


def _spoken(folder: Path, voice: str | None, voices: tuple[str, ...]) -> dict[str, Path]:
    """The folder of each voice's recordings: the one given, or those in it that are called after a voice."""
    if voice:
        if voice not in voices:
            raise click.UsageError(f"'{voice}' is no voice; there are {', '.join(voices)}")
        return {voice: folder}
    if folder.resolve().name in voices:
        return {folder.resolve().name: folder}
    found = {each: folder / each for each in voices if (folder / each).is_dir()}
    if not found:
        raise click.UsageError(f"{folder}: called after no voice; give --voice, one of {', '.join(voices)}")
    return found


def _checked(*, list_missing: bool) -> Iterator[list[Problem]]:
    from assistant.speech.prompts.checking import check_voice, missing
    from assistant.speech.prompts.clips import recording_folders
    from assistant.speech.prompts.espeak import Espeak

    settings, bundles = _words()
    can_synthesise = Espeak.find() is not None
    for voice in _voices(bundles):
        phrases = tuple(_phrases(bundles, voice).values())
        folders = recording_folders(settings.locales_dir, settings.home, voice)
        for phrase in missing(phrases, folders) if list_missing else ():
            click.echo(f"{voice}\t{phrase.id}\t{phrase.text}")
        yield check_voice(voice, phrases, folders, can_synthesise=can_synthesise)


def _told(taken: Taken) -> Taken:
    level = f"{taken.seconds:.1f} s, {taken.before:.1f} -> {taken.after:.1f} LUFS" if taken.written else "not used"
    click.echo(f"{taken.file}: {level}{''.join(f'; {fault}' for fault in taken.faults)}", err=bool(taken.faults))
    return taken


def _words() -> tuple[Settings, Bundles]:
    from assistant.language import Bundles
    from assistant.settings import load_settings

    settings = load_settings()
    return settings, Bundles.load(settings.locales_dir)


def _voices(bundles: Bundles) -> tuple[str, ...]:
    from assistant.language import Speaker

    return Speaker(bundles).voices


def _phrases(bundles: Bundles, voice: str) -> dict[str, Phrase]:
    from assistant.language import Speaker

    return {phrase.id: phrase for phrase in Speaker(bundles).phrases(voice)}

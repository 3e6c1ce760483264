"""What is wrong with the recordings of a voice: too long, older than their text, unreadable; and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import soundfile

from assistant.language import Phrase, Problem
from assistant.speech.audio import RATE
from assistant.speech.prompts.importing import LONGEST
from assistant.speech.prompts.manifest import NAME, Clip, digest, read_manifest


def check_voice(
    voice: str, phrases: Sequence[Phrase], folders: Sequence[Path], *, can_synthesise: bool
) -> list[Problem]:
    """Problems of a voice's recordings: errors for what a caller would hear wrong, warnings for the rest.

    Missing recordings are one warning: synthesis, else a tone, stands in. Raises PromptError for a damaged manifest.
    """
    found: list[Problem] = []
    texts = {phrase.id: phrase.text for phrase in phrases}
    recorded: set[str] = set()
    for folder in folders:
        manifest = read_manifest(folder)
        for path in sorted(folder.glob("*.wav")):
            found += _recording(path, texts.get(path.stem), manifest.get(path.stem))
            recorded.add(path.stem)
    missing = [id for id in texts if id not in recorded]
    if missing:
        stands_in = "espeak-ng says them" if can_synthesise else "no espeak-ng is installed: callers hear tones"
        told = f"{voice}: {len(missing)} of {len(texts)} clips are not recorded ({stands_in})"
        found.append(Problem("warning", str(folders[0]), 1, f"{told}; haqqi prompts export lists them"))
    return found


def missing(phrases: Sequence[Phrase], folders: Sequence[Path]) -> list[Phrase]:
    """The phrases that nobody has recorded."""
    return [phrase for phrase in phrases if not any((folder / f"{phrase.id}.wav").exists() for folder in folders)]


def _recording(path: Path, text: str | None, clip: Clip | None) -> Iterator[Problem]:
    if text is None:
        yield Problem("warning", str(path), 1, "no message says this clip any more; remove it")
        return
    try:
        info = soundfile.info(path)
    except (soundfile.LibsndfileError, OSError) as error:
        yield Problem("error", str(path), 1, f"cannot be read ({error}); import it again")
        return
    if info.duration > LONGEST:
        yield Problem(
            "error", str(path), 1, f"too long: {info.duration:.1f} s, at most {LONGEST:.0f}; shorten its text"
        )
    if clip is None:
        yield Problem("warning", str(path), 1, f"not in {NAME}, so that nobody knows which text it says; import it")
    elif clip.text != digest(text):
        yield Problem("error", str(path), 1, "older than its text; record it again")
    if info.samplerate != RATE or info.channels != 1:
        form = f"{info.samplerate} Hz, {info.channels} channels"
        yield Problem("warning", str(path), 1, f"{form}: not levelled for the telephone; import it")

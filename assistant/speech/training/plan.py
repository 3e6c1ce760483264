"""What is to be trained, and how long: everything that decides a model, in one value that its manifest repeats."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Plan:
    """Defaults are the built-in model's. Two runs of one plan on the same recordings give the same model."""

    vocabulary: Path | None
    recordings: tuple[Path, ...]
    out: Path
    seed: int = 1
    members: int = 2
    """Networks that decide together; each is trained by a process of its own."""
    width: int = 256
    strings: int = 9000
    """Synthetic utterances of several words."""
    takes: int = 9
    """Synthetic takes of each pronunciation by itself."""
    first_steps: int = 900
    rounds: int = 3
    steps: int = 1600
    """A round: between rounds the recordings are aligned anew."""
    composed: int = 14
    """Clips a step that are made of pieces of real speech."""
    held_out_strings: int = 200
    """Synthetic identifiers that the report measures with; none: no such table."""
    without_speakers: tuple[str, ...] = ()
    without_words: tuple[str, ...] = ()
    """Recordings of these speakers and words are left out: for measuring."""
    filler_without: tuple[str, ...] = ()
    """Foreign words that the filler never sees (they stay in the streams, as practice of sounds)."""

    @property
    def workshop(self) -> Path:
        """Where the stages keep what they made, so that a stopped run goes on."""
        return self.out.with_name(f"{self.out.name}.training")

    def settings(self) -> dict[str, Any]:
        """Everything that decides the model except where it is written, for the manifest."""
        values = asdict(replace(self, out=Path()))
        del values["out"]
        values["vocabulary"] = str(self.vocabulary or "built in")
        values["recordings"] = [folder.name for folder in self.recordings]
        return values

    def quick(self) -> "Plan":
        """The same in two minutes, to try that everything works: no model to use."""
        return replace(self, strings=300, takes=1, first_steps=30, rounds=1, steps=20, members=1, width=64)


def fingerprint(values: Mapping[str, Any]) -> str:
    """A short name for settings: a stage whose inputs changed has another."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()[:16]

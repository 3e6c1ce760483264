"""Makes this room's data from the reviewed sources.

    python -m assistant.understanding.compile FOLDER

FOLDER holds `lexicon.yaml` and `regions.yaml` as reviewers keep them. What is written here is read at run time.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from assistant.understanding.normalise import normalise

DATA = Path(__file__).with_name("data")
LANGUAGES = ("arabic_script", "arabizi", "french", "msa", "tamazight", "spanish")
SINGLE_WORDS_ONLY = frozenset({"tamazight", "spanish"})
"""Languages that are understood as single words of yes and no alone."""


def compile_lexicon(source: Path) -> dict[str, list[str]]:
    """Every spelling, normalised, by concept."""
    content = yaml.load(source.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - BaseLoader makes strings only
    made: dict[str, list[str]] = {}
    for concept, entry in content["concepts"].items():
        forms = {normalise(form[0]) for language in LANGUAGES for form in _forms(concept, entry, language)}
        made[concept] = sorted(form for form in forms if form)
    return made


def _forms(concept: str, entry: dict[str, Any], language: str) -> list[list[str]]:
    if language in SINGLE_WORDS_ONLY and concept not in ("yes", "no"):
        return []
    forms: list[list[str]] = entry.get(language, [])
    return forms


def compile_regions(source: Path) -> dict[str, list[str]]:
    """Every name of a region, province or town, normalised, with the regions it may mean."""
    content = yaml.safe_load(source.read_text(encoding="utf-8"))
    names: dict[str, set[str]] = defaultdict(set)
    for region in content["regions"]:
        for place in [region, *region["provinces"]]:
            for name in [place["fr"], place["ar"], *place.get("aliases", [])]:
                names[normalise(name).replace("-", " ").replace("'", " ")].add(region["slug"])
    return {name: sorted(slugs) for name, slugs in sorted(names.items())}


def main(folder: str) -> None:
    made = {
        "lexicon.json": compile_lexicon(Path(folder) / "lexicon.yaml"),
        "regions.json": compile_regions(Path(folder) / "regions.yaml"),
    }
    for name, content in made.items():
        text = json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True)
        (DATA / name).write_text(text + "\n", encoding="utf-8")
        print(f"{name}: {len(content)} entries")


if __name__ == "__main__":
    main(sys.argv[1])

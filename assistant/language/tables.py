"""The room's own tables, in data/."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent / "data"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times as fast, where it was built


def read_yaml(name: str) -> Any:
    """The content of the YAML file `name`."""
    return yaml.load((_FOLDER / name).read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader


def read_tsv(name: str) -> list[list[str]]:
    """The rows of the tab-separated file `name`, without its comments."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]

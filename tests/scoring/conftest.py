"""Rules that may be changed: a copy of the data folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.scoring import Scorer
from assistant.scoring.formula import DATA

Edit = Callable[[str, Callable[[Any], Any]], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def edit(folder: Path) -> Edit:
    def change(name: str, how: Callable[[Any], Any]) -> None:
        path = folder / name
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        path.write_text(yaml.safe_dump(how(content), allow_unicode=True), encoding="utf-8")

    return change


@pytest.fixture
def next_version(folder: Path) -> Scorer:
    """An invented formula for 2027: the constant falls, telephones count for nothing."""
    old = yaml.safe_load((folder / "formulas" / "urban-2021.yaml").read_text(encoding="utf-8"))
    new = {**old, "from": date(2027, 1, 1), "version": "invented", "constant": "9.5"}
    new["terms"] = {id: {**term, "coefficient": "0"} if id == "U30" else term for id, term in old["terms"].items()}
    (folder / "formulas" / "urban-2027.yaml").write_text(yaml.safe_dump(new), encoding="utf-8")
    return Scorer.load(folder)

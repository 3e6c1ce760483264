"""Small locales written for one test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write locales: `write(fr="hello = Bonjour", ary_Arab=…)` gives their folder; each is a flow.ftl."""

    def written(**locales: str) -> Path:
        for locale, text in locales.items():
            folder = tmp_path / locale.replace("_", "-")
            folder.mkdir(exist_ok=True)
            (folder / "flow.ftl").write_text(dedent(text), encoding="utf-8")
        return tmp_path

    return written

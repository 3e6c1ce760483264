"""What the printed letter says, by language: texts that a translator edits, checked to be complete."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from assistant.appeals.errors import AppealError
from assistant.appeals.rules import Evidence, Kind, rules

LOCALES = ("fr", "ar")
DATA = Path(__file__).with_name("data")


class Say(BaseModel):
    """What a letter says in one language, by what it is about. `states` are those that the steps taken may show."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lang: str
    dir: Literal["ltr", "rtl"]
    to: dict[str, tuple[str, ...]]
    subject: dict[Kind, str]
    request: dict[Kind, str]
    reasons: dict[str, str]
    items: dict[str, str]
    evidence: dict[Evidence, str]
    states: dict[str, str]
    words: dict[str, str]

    @model_validator(mode="after")
    def _complete(self) -> Say:
        known = rules()
        items = [item for items in known.items.values() for item in items]
        for name, given, wanted in (
            ("subject", self.subject, get_args(Kind)),
            ("request", self.request, get_args(Kind)),
            ("to", self.to, [*get_args(Kind), *(way for way in known.routes if way != "centre")]),
            ("reasons", self.reasons, known.reasons),
            ("items", self.items, items),
            ("evidence", self.evidence, get_args(Evidence)),
        ):
            if missing := set(wanted) - set(given):
                raise ValueError(f"{name}: write {', '.join(sorted(missing))}")
        return self


@cache
def say_in(locale: str) -> Say:
    """What the letter says in `locale` (fr or ar); raises AppealError for another, or where something is missing."""
    if locale not in LOCALES:
        raise AppealError(f"there is no letter in '{locale}'; there are {', '.join(LOCALES)}")
    path = DATA / f"letter.{locale}.yaml"
    try:
        return Say.model_validate(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader))  # noqa: S506 - 'yes' and 'on' stay words
    except (yaml.YAMLError, ValidationError) as error:
        raise AppealError(f"{path.name}: {error}") from error

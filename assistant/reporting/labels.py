"""What the report calls things, from data/labels.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """The labels by dimension and value; their order is the order of the tables."""
    told = yaml.safe_load((Path(__file__).parent / "data" / "labels.yaml").read_text(encoding="utf-8"))
    return {dimension: dict(values) for dimension, values in told.items()}


def label(dimension: str, value: str) -> str:
    """What a value is called; one without a label is its own."""
    return labels().get(dimension, {}).get(value, value)

"""The development rows (`dev.tsv`: composed for this project, see assistant/understanding/data/README.md)."""

from __future__ import annotations

from tests.benchmarks.understanding import COSTLY, evaluate

FLOOR = 0.99
"""The share of rows that must be right."""


def test_the_corpus_is_understood() -> None:
    result = evaluate()
    assert result.rows == 391
    assert result.accuracy >= FLOOR, result.wrong


def test_nothing_costly_is_guessed() -> None:
    """No identifier, card, amount or date where the right answer is to ask again."""
    assert [wrong for wrong in evaluate().wrong if wrong.kind in COSTLY and wrong.false_accept] == []

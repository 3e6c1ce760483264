"""Nobody works out a hidden count: laws on tables of any shape, held against a search that knows nothing of the method."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reporting.suppression import LEAST, Cell, Sum, hide, worked_out

COUNTS = st.one_of(st.integers(0, 14), st.integers(0, 200))


def table(inner: list[list[int]]) -> tuple[dict[Cell, int], list[Sum]]:
    """A two-way table with its margins: cells ('cell', row, column), ('row', r), ('column', c) and 'all'."""
    rows, columns = range(len(inner)), range(len(inner[0]))
    counts: dict[Cell, int] = {("cell", row, column): inner[row][column] for row in rows for column in columns}
    counts |= {("row", row): sum(inner[row]) for row in rows}
    counts |= {("column", column): sum(line[column] for line in inner) for column in columns}
    counts["all"] = sum(map(sum, inner))
    sums = [Sum(("row", row), tuple(("cell", row, column) for column in columns)) for row in rows]
    sums += [Sum(("column", column), tuple(("cell", row, column) for row in rows)) for column in columns]
    sums += [
        Sum("all", tuple(("row", row) for row in rows)),
        Sum("all", tuple(("column", column) for column in columns)),
    ]
    return counts, sums


def tables(most: int = 5) -> st.SearchStrategy[list[list[int]]]:
    return st.tuples(st.integers(1, most), st.integers(1, most)).flatmap(
        lambda size: st.lists(st.lists(COUNTS, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0])
    )


@given(tables())
@settings(deadline=None, max_examples=200)
def test_nothing_small_is_published(inner):
    counts, sums = table(inner)
    hidden = hide(counts, sums)
    assert all(count >= LEAST for cell, count in counts.items() if cell not in hidden)


@given(tables())
@settings(deadline=None, max_examples=200)
def test_no_hidden_count_above_zero_can_be_worked_out(inner):
    counts, sums = table(inner)
    assert worked_out(counts, sums, hide(counts, sums)) == []


@given(tables())
@settings(deadline=None, max_examples=200)
def test_what_a_sum_leaves_hidden_is_not_small_either(inner):
    counts, sums = table(inner)
    hidden = hide(counts, sums)
    for each in sums:
        rest = sum(counts[part] for part in each.parts if part in hidden)
        assert each.total in hidden or rest == 0 or rest >= LEAST


@given(tables(3))
@settings(deadline=None, max_examples=60)
def test_every_hidden_count_could_be_another_one(inner):
    """A search through whole tables near the true one finds, for each hidden count above zero, a table with the same
    published figures and no negative count in which it differs. It knows nothing of null spaces."""
    counts, sums = table(inner)
    hidden = hide(counts, sums)
    for cell in (cell for cell in hidden if counts[cell] > 0):
        assert another_table(counts, sums, hidden, cell), (inner, cell)


def another_table(counts, sums, hidden, wanted) -> bool:
    """Whether some change by -1, 0 or 1 of hidden cells changes `wanted` and keeps every sum and sign."""
    cells = sorted(hidden, key=str)
    inner = [cell for cell in cells if isinstance(cell, tuple) and cell[0] == "cell"]
    steps = [(0, 1, -1) if counts[cell] > 0 else (0, 1) for cell in inner]
    for change in itertools.islice(itertools.product(*steps), 20000):
        moved = dict(counts)
        for cell, step in zip(inner, change, strict=True):
            moved[cell] += step
        moved = with_margins(moved)
        if moved[wanted] != counts[wanted] and all(
            moved[cell] == counts[cell] for cell in counts if cell not in hidden
        ):
            return True
    return False


def with_margins(counts: dict[Cell, int]) -> dict[Cell, int]:
    cells = [cell for cell in counts if isinstance(cell, tuple) and cell[0] == "cell"]
    rows, columns = 1 + max(cell[1] for cell in cells), 1 + max(cell[2] for cell in cells)
    return table([[counts["cell", row, column] for column in range(columns)] for row in range(rows)])[0]


def test_one_small_count_takes_a_rectangle_with_it():
    """By hand: 3 is small; its row and its column each need a second gap, and so do those of the second gaps."""
    counts, sums = table([[3, 50, 60], [40, 20, 70], [90, 80, 30]])
    assert hide(counts, sums) == {("cell", 0, 0), ("cell", 0, 1), ("cell", 1, 0), ("cell", 1, 1)}


def test_two_small_counts_whose_rest_is_small_need_a_third():
    counts, sums = {"all": 105, "a": 2, "b": 3, "c": 40, "d": 60}, [Sum("all", ("a", "b", "c", "d"))]
    assert hide(counts, sums) == {"a", "b", "c"}


def test_a_zero_row_does_not_give_the_neighbour_away():
    """Hidden zeros are no cover: somebody may know them. 12 next to a hidden 0 is worked out, and is covered."""
    assert worked_out({"all": 12, "a": 12, "b": 0}, [Sum("all", ("a", "b"))], {"a", "b"}) == ["a"]


def test_a_total_goes_last():
    """With nobody else to hide behind, the total is hidden too."""
    counts, sums = {"all": 14, "a": 5, "b": 9}, [Sum("all", ("a", "b"))]
    assert hide(counts, sums) == {"a", "b"}
    counts = {"all": 13, "a": 13, "b": 0}
    assert hide(counts, [Sum("all", ("a", "b"))]) == {"b"}
    counts = {"all": 6, "a": 4, "b": 2}
    assert hide(counts, [Sum("all", ("a", "b"))]) == {"all", "a", "b"}


def test_tables_that_share_a_total_are_looked_at_together():
    """Alone each of two tables covers its gap with the total they share; together they would give it away."""
    counts = {"all": 80, "x": 30, "y": 50, "p": 4, "q": 26, "r": 20, "s": 10}
    sums = [Sum("all", ("x", "y")), Sum("x", ("p", "q")), Sum("x", ("r", "s"))]
    hidden = hide(counts, sums)
    assert "p" in hidden
    assert worked_out(counts, sums, hidden) == []
    assert worked_out(counts, sums, {"p", "x", "y"}) == ["p", "x", "y"]  # since r and s tell what x is


def test_figures_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="add up"):
        hide({"all": 5, "a": 2, "b": 2}, [Sum("all", ("a", "b"))])


@given(tables())
@settings(deadline=None, max_examples=100)
def test_nothing_is_hidden_that_could_be_shown(inner):
    """Each count of LEAST or more that is hidden covers something: shown, it would give another one away."""
    counts, sums = table(inner)
    hidden = hide(counts, sums)
    for cell in (cell for cell in hidden if counts[cell] >= LEAST):
        less = hidden - {cell}
        rests = [(each, sum(counts[part] for part in each.parts if part in less)) for each in sums]
        small = [each for each, rest in rests if each.total not in less and 0 < rest < LEAST]
        assert small or worked_out(counts, sums, less)

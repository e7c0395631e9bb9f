"""Sparse rows: what stands in one does not depend on the others."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from meta87.classification.rows import Rows

FOUND = st.lists(
    st.dictionaries(st.integers(0, 9), st.floats(-4, 4), max_size=6), min_size=1, max_size=6
)


def test_cells_stand_row_after_row() -> None:
    rows = Rows.of([{3: 1.0, 1: 2.0}, {}, {2: 5.0}])
    assert len(rows) == 3
    assert rows.columns.tolist() == [3, 1, 2]
    assert [rows.values[rows.cells(row)].tolist() for row in range(3)] == [[1.0, 2.0], [], [5.0]]


def test_cells_are_added_up_row_by_row_and_an_empty_one_is_zero() -> None:
    rows = Rows.of([{3: 1.0, 1: 2.0}, {}, {2: 5.0}])
    assert rows.sums(rows.values).tolist() == [3.0, 0.0, 5.0]
    several = np.stack([rows.values, -rows.values], axis=1)
    assert rows.sums(several).tolist() == [[3.0, -3.0], [0.0, 0.0], [5.0, -5.0]]


def test_no_rows_have_no_sums() -> None:
    assert Rows.of([]).sums(np.zeros(0)).tolist() == []


@given(FOUND)
def test_a_row_adds_up_to_the_same_to_the_last_bit_whatever_its_company(found) -> None:
    def weighed(rows: Rows) -> list[list[float]]:
        return rows.sums(np.stack([rows.values, rows.values / 3], axis=1)).tolist()

    assert weighed(Rows.of(found)) == [weighed(Rows.of([row]))[0] for row in found]


@given(st.lists(st.lists(st.integers(0, 9))))
def test_features_are_counted_row_by_row(found) -> None:
    rows = Rows.counted(found, 10)
    assert len(rows) == len(found)
    for number, row in enumerate(found):
        cells = rows.cells(number)
        counted = zip(rows.columns[cells].tolist(), rows.values[cells].tolist(), strict=True)
        assert list(counted) == sorted(Counter(row).items())

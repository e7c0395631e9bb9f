"""Sparse rows of numbers: which features an item has, and how much of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Self

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Features that are there, row after row.

    Attributes:
        columns: which feature each cell is of, ``[cells]``.
        values: how much of it there is, ``[cells]``.
        starts: at which cell each row starts, and where the last one ends, ``[rows + 1]``.
    """

    columns: NDArray[np.int64]
    values: Numbers
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, found: Iterable[Mapping[int, float]]) -> Self:
        """Put together the features of each row, by column."""
        rows = list(found)
        columns = np.fromiter(chain.from_iterable(rows), dtype=np.int64)
        values = np.fromiter(chain.from_iterable(row.values() for row in rows), dtype=float)
        return cls(columns, values, np.cumsum([0, *map(len, rows)]))

    @classmethod
    def counted(cls, found: Iterable[Sequence[int]], width: int) -> Self:
        """Count the features of each row; its cells stand in the order of their columns.

        Args:
            found: of each row the columns of its features, as often as they are there.
            width: how many columns there are; each is below it.
        """
        rows = list(found)
        columns = np.fromiter(chain.from_iterable(rows), dtype=np.int64)
        places = np.repeat(np.arange(len(rows)) * width, list(map(len, rows)))
        cells, counts = np.unique(places + columns, return_counts=True)
        starts = np.searchsorted(cells, np.arange(len(rows) + 1) * width)
        return cls(cells % width, counts.astype(float), starts)

    def __len__(self) -> int:
        """Give how many rows there are."""
        return len(self.starts) - 1

    def cells(self, row: int) -> slice:
        """Give where the cells of a row stand."""
        return slice(*self.starts[row : row + 2].tolist())

    def with_values(self, values: Numbers) -> Self:
        """Give the rows with another number in each cell."""
        return replace(self, values=values)

    def beside(self, columns: NDArray[np.int64], values: Numbers) -> Self:
        """Give the rows with further cells, those of ``columns``, at the end of each.

        Args:
            columns: ``[further]``.
            values: ``[rows, further]``.
        """
        own = np.repeat(np.arange(len(self)), np.diff(self.starts))
        further = np.repeat(np.arange(len(self)), len(columns))
        order = np.argsort(np.concatenate([own, further]), kind="stable")
        return type(self)(
            np.concatenate([self.columns, np.tile(columns, len(self))])[order],
            np.concatenate([self.values, values.ravel()])[order],
            self.starts + len(columns) * np.arange(len(self) + 1),
        )

    def sums(self, cells: Numbers) -> Numbers:
        """Add up one number a cell, or several, for each row.

        The sum of a row depends on its own cells alone, whatever stands in the others.

        Args:
            cells: ``[cells]`` or ``[cells, columns]``.
        """
        rows = np.repeat(np.arange(len(self)), np.diff(self.starts))
        if cells.ndim == 1:
            return np.bincount(rows, cells, len(self)).astype(float)
        each = [np.bincount(rows, column, len(self)) for column in cells.T]
        return np.stack(each, axis=1)

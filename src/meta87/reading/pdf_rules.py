"""The lines that are drawn on a PDF page across it or down it, and the tables that they form."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_MAX_POINTS = 8_000  # of the paths of a page; with more it is a drawing, without tables
_MAX_PAIRS = 40_000  # of lines that are compared; a page with more has no tables
_MAX_CELLS = 10_000
_LEAST_COLUMNS = 2
_THIN = 3.0  # points: a filled rectangle that is a line
_STRAIGHT = 0.5  # points
_SHORTEST = 4.0  # points
_NEAR = 3.0  # points between the lines of one border, in a line that is broken, where lines meet

Point = tuple[float, float]


class Rule(NamedTuple):
    """A line: its place across, and where it begins and ends along."""

    at: float
    start: float
    end: float


class GridCell(NamedTuple):
    """A cell of a table with borders: its row and column, each from 0."""

    grid: Grid
    row: int
    column: int


class Grid:
    """A table with borders on a page.

    Attributes:
        lefts: left edges of its columns, and its right edge.
        bottoms: its lower edge, and the upper edges of its rows, from the last.
    """

    def __init__(self, level: Sequence[Rule], upright: Sequence[Rule]) -> None:
        self.lefts, self.bottoms = list(_places(upright)), list(_places(level))
        self._level, self._upright = level, upright
        self._first: dict[tuple[int, int], GridCell] = {}  # of merged cells, the first

    @property
    def is_table(self) -> bool:
        """Whether it has two columns or more, and is not too large."""
        size = len(self.lefts) * len(self.bottoms)
        return len(self.lefts) > _LEAST_COLUMNS and len(self.bottoms) > 1 and size <= _MAX_CELLS

    def cell(self, point: Point) -> GridCell | None:
        """Returns the cell that a point is in, if it is in one; the first of those merged."""
        column = bisect_right(self.lefts, point[0]) - 1
        row = len(self.bottoms) - 1 - bisect_right(self.bottoms, point[1])
        if not (0 <= column < len(self.lefts) - 1 and 0 <= row < len(self.bottoms) - 1):
            return None
        if (row, column) not in self._first:
            self._first[row, column] = GridCell(self, *self._merged(row, column))
        return self._first[row, column]

    def _merged(self, row: int, column: int) -> tuple[int, int]:
        """Returns the first row and column of the cells that are merged with one."""
        top = len(self.bottoms) - 1 - row
        height = (self.bottoms[top] + self.bottoms[top - 1]) / 2
        while column and not _has(self._upright, self.lefts[column], height):
            column -= 1
        across = (self.lefts[column] + self.lefts[column + 1]) / 2
        while row and not _has(self._level, self.bottoms[-1 - row], across):
            row -= 1
        return row, column


def _has(rules: Sequence[Rule], at: float, along: float) -> bool:
    """Whether there is a line at a place across, over a place along."""
    return any(abs(rule.at - at) <= _NEAR and rule.start <= along <= rule.end for rule in rules)


def page_grids(page: Any) -> list[Grid]:
    """Returns the tables that the lines of a pypdfium2 page make up."""
    level, upright = _page_rules(page)
    if len(level) * len(upright) > _MAX_PAIRS:
        return []
    groups: list[tuple[list[Rule], list[Rule]]] = []  # lines that meet, directly or through others
    for flat in level:
        flats, uprights = [flat], [each for each in upright if _meet(flat, each)]
        upright = [each for each in upright if not _meet(flat, each)]
        apart = []
        for group in groups:
            if any(_meet(flat, each) for each in group[1]):
                flats += group[0]
                uprights += group[1]
            else:
                apart.append(group)
        groups = [*apart, (flats, uprights)]
    return [grid for grid in (Grid(*group) for group in groups) if grid.is_table]


def _meet(flat: Rule, upright: Rule) -> bool:
    across = flat.start - _NEAR <= upright.at <= flat.end + _NEAR
    return across and upright.start - _NEAR <= flat.at <= upright.end + _NEAR


def _page_rules(page: Any) -> tuple[list[Rule], list[Rule]]:
    """Returns the horizontal lines of a page (by height), and the vertical ones."""
    level, upright = list[Rule](), list[Rule]()
    points = 0
    for path in page.get_objects([pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        drawn = path.raw
        points += pdfium.FPDFPath_CountSegments(drawn)
        if points > _MAX_POINTS:
            return [], []
        for (x, y), (to_x, to_y) in _segments(drawn):
            if abs(y - to_y) < _STRAIGHT and abs(x - to_x) > _SHORTEST:
                level.append(Rule((y + to_y) / 2, min(x, to_x), max(x, to_x)))
            elif abs(x - to_x) < _STRAIGHT and abs(y - to_y) > _SHORTEST:
                upright.append(Rule((x + to_x) / 2, min(y, to_y), max(y, to_y)))
    return _joined(level), _joined(upright)


def _segments(path: Any) -> Iterator[tuple[Point, Point]]:
    """Yields the straight lines of a path, with those that thin filled rectangles are."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    for points in _subpaths(path):
        if stroke.value:
            yield from pairwise(points)
        elif fill.value:
            xs, ys = zip(*points, strict=True)
            left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
            if top - bottom < _THIN:
                yield (left, (bottom + top) / 2), (right, (bottom + top) / 2)
            elif right - left < _THIN:
                yield ((left + right) / 2, bottom), ((left + right) / 2, top)


def _subpaths(path: Any) -> Iterator[list[Point]]:
    """Yields the corners of each part of a path; curves are left out."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if points and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            yield points
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        ))  # fmt: skip
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Returns the lines with those that continue each other made one."""
    places = {value: place for place, values in _places(rules).items() for value in values}
    joined: list[Rule] = []
    for at, start, end in sorted(rule._replace(at=places[rule.at]) for rule in rules):
        last = joined[-1] if joined else None
        if last is not None and last.at == at and start <= last.end + _NEAR:
            joined[-1] = last._replace(end=max(last.end, end))
        else:
            joined.append(Rule(at, start, end))
    return joined


def _places(rules: Sequence[Rule]) -> dict[float, list[float]]:
    """Returns the places across of lines, in order, each the middle of those that are near."""
    groups: list[list[float]] = []
    for value in sorted({rule.at for rule in rules}):
        if groups and value - groups[-1][-1] <= _NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return {(group[0] + group[-1]) / 2: group for group in groups}

"""The lines that are drawn on a PDF page across it or down it: borders of tables."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_MAX_POINTS = (
    8_000  # of the paths of a page; with more it is a drawing, and no lines are looked for
)
_THIN = 3.0  # points: a filled rectangle that is a line
_STRAIGHT = 0.5  # points
_SHORTEST = 4.0  # points
_NEAR = 3.0  # points between the lines of one border, and in a line that is broken

Point = tuple[float, float]


class Rule(NamedTuple):
    """A line: its place across, and where it begins and ends along."""

    at: float
    start: float
    end: float


class GridCell(NamedTuple):
    """A cell of a table with borders.

    Attributes:
        lefts: left edges of the columns of the table, and its right edge.
        bottoms: lower edge of the table, and the upper edges of its rows, from the last.
        row: of the cell, from 0.
        column: of the cell, from 0.
    """

    lefts: tuple[float, ...]
    bottoms: tuple[float, ...]
    row: int
    column: int


def page_rules(page: Any) -> tuple[list[Rule], list[Rule]]:
    """Returns the horizontal lines of a pypdfium2 page (by height), and the vertical ones."""
    level, upright = list[Rule](), list[Rule]()
    points = 0
    for index in range(pdfium.FPDFPage_CountObjects(page.raw)):
        drawn = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
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
            (left, right), (bottom, top) = (
                (min(edge), max(edge)) for edge in zip(*points, strict=True)
            )
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
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if points:
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
    places = {value: place for place, values in places_of(rules).items() for value in values}
    joined: list[Rule] = []
    for at, start, end in sorted(rule._replace(at=places[rule.at]) for rule in rules):
        last = joined[-1] if joined else None
        if last is not None and last.at == at and start <= last.end + _NEAR:
            joined[-1] = last._replace(end=max(last.end, end))
        else:
            joined.append(Rule(at, start, end))
    return joined


def places_of(rules: Sequence[Rule]) -> dict[float, list[float]]:
    """Returns the places across of lines, in order, each the middle of those that are near."""
    groups: list[list[float]] = []
    for value in sorted({rule.at for rule in rules}):
        if groups and value - groups[-1][-1] <= _NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return {(group[0] + group[-1]) / 2: group for group in groups}

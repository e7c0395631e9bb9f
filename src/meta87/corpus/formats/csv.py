"""Passages as comma-separated values, written in UTF-8 with the mark that spreadsheets look for."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from meta87.corpus.formats.aliases import field_of
from meta87.corpus.formats.table import HEADER, MOST_TITLES, cells, rows
from meta87.corpus.rows import BOM, Row

_LONGEST = 2**31 - 1  # characters of a cell; of itself the library reads 131,072
_DELIMITERS = ",;\t"  # spreadsheets in Spanish write ";"


def read(data: bytes) -> Iterator[Row]:
    """Reads a table as spreadsheets save it.

    Its cells are separated by commas, semicolons or tabs; it is in UTF-8, UTF-16 or Windows-1252.
    """
    try:
        lines = list(_lines(_decoded(data)))
    except csv.Error:
        return iter([Row(1, faults=("CSV",))])
    return rows(lines)


def write(records: Iterable[dict[str, Any]]) -> bytes:
    """Writes a table."""
    page = io.StringIO(newline="")
    table = csv.writer(page)
    table.writerow(HEADER)
    table.writerows(cells(record).values() for record in records)
    return BOM + page.getvalue().encode()


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    """Returns the sign that parts most known names of columns in one of the first lines."""
    lines = text.split("\n", MOST_TITLES)[:MOST_TITLES]
    named = {sign: max(_columns(line.split(sign)) for line in lines) for sign in _DELIMITERS}
    return max(_DELIMITERS, key=lambda sign: (named[sign], lines[0].count(sign)))


def _columns(cells: Sequence[str]) -> int:
    return sum(field_of(cell.strip('"\r ')) in HEADER for cell in cells)


def _lines(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    first = 1
    for values in reader:
        yield first, values
        first = reader.line_num + 1

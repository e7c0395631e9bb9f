"""Passages as comma-separated values, UTF-8 with the mark that spreadsheets look for."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from meta87.corpus.formats.table import HEADER, cells, rows
from meta87.corpus.rows import BOM, Row, text_lines

_LONGEST = 2**31 - 1  # characters of a cell; of itself the library reads 131,072
_DELIMITERS = ",;\t"  # spreadsheets in Spanish write ";"


def read(data: bytes) -> Iterator[Row]:
    """Reads a table; its cells are separated by commas, semicolons or tabs."""
    undecodable = [
        Row(number, faults=("UTF-8",)) for number, line in text_lines(data) if line is None
    ]
    if undecodable:
        return iter(undecodable)
    try:
        lines = list(_lines(data.removeprefix(BOM).decode("utf-8")))
    except csv.Error:
        return iter([Row(1, faults=("CSV",))])
    return rows(lines)


def write(records: Iterable[dict[str, Any]]) -> bytes:
    """Writes a table."""
    page = io.StringIO(newline="")
    table = csv.writer(page)
    table.writerow(HEADER)
    table.writerows(cells(record) for record in records)
    return BOM + page.getvalue().encode()


def _lines(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    csv.field_size_limit(_LONGEST)
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=head.count))
    first = 1
    for values in reader:
        yield first, values
        first = reader.line_num + 1

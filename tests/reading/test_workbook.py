"""The rows of workbooks, also of those that are made to exhaust the memory."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import Workbook

from meta87.reading.workbook import first_sheet
from tests.reading.build import unzipped, zipped


def workbook(rows: str, *, blank: int = 0) -> bytes:
    """Returns a workbook whose sheet holds these rows, and so many bytes of nothing."""
    made = io.BytesIO()
    Workbook().save(made)
    parts, sheet = unzipped(made.getvalue()), "xl/worksheets/sheet1.xml"
    empty = rb"<sheetData ?(?:/>|></sheetData>)"
    filled = re.sub(empty, f"<sheetData>{rows}</sheetData>".encode(), parts[sheet])
    return zipped({**parts, sheet: filled + b" " * blank})


def cell(place: str, number: int = 7) -> str:
    return f'<c r="{place}"><v>{number}</v></c>'


def test_rows_are_as_long_as_their_last_cell() -> None:
    rows = f'<row r="1">{cell("A1")}{cell("C1", 8)}</row><row r="3">{cell("A3", 9)}</row>'
    assert list(first_sheet(workbook(rows))) == [(7, None, 8), (), (9,)]


@pytest.mark.parametrize(
    "data",
    [
        workbook(f'<row r="1000000000">{cell("A1000000000")}</row>'),
        workbook("".join(f'<row r="{n}">{cell(f"XFD{n}")}</row>' for n in range(1, 1300))),
        workbook("", blank=20_000_000),
        b"PK\3\4",
    ],
    ids=["a far row", "far columns", "blanks", "damaged"],
)
def test_a_small_file_of_many_cells_or_bytes_is_refused(data: bytes) -> None:
    assert len(data) < 100_000
    with pytest.raises(ValueError, match="xlsx"):
        list(first_sheet(data))

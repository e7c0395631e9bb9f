"""The rows of an Excel workbook, within limits: a small file may unpack to a huge one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from meta87.reading.package import open_package

MAX_ROWS = 1 << 20  # that Excel has
MAX_CELLS = 20_000_000  # of a sheet, with the empty ones before the last of each row


def first_sheet(data: bytes) -> Iterator[tuple[Any, ...]]:
    """Yields the rows of the first sheet, each as long as its last cell says.

    Raises:
        ValueError: the workbook is damaged, or too large.
    """
    from openpyxl import load_workbook  # noqa: PLC0415  heavy

    cells = 0
    try:
        open_package(data, "")
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size may be anything
        for number, row in enumerate(sheet.values):
            cells += len(row)
            if number >= MAX_ROWS or cells > MAX_CELLS:
                raise ValueError(cells)
            yield tuple(row)
    except Exception as error:  # damaged books fail in many ways within openpyxl and zipfile
        raise ValueError("xlsx") from error

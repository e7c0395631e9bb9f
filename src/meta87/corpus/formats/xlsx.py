"""Passages as the first sheet of an Excel workbook."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

from meta87.corpus.formats.table import HEADER, cells, rows
from meta87.corpus.rows import Row
from meta87.errors import UsageError

_LIMIT = 32_767  # characters of a cell
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


def read(data: bytes) -> Iterator[Row]:
    """Reads the first sheet."""
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        table = [tuple(map(_text, values)) for values in book.worksheets[0].values]
    except Exception:  # noqa: BLE001  damaged books fail in many ways within openpyxl and zipfile
        return iter([Row(1, faults=("XLSX",))])
    return rows(enumerate(table, start=1), _clean)


def write(records: Iterable[dict[str, Any]]) -> bytes:
    """Writes one sheet whose cells are all text, so that none is taken for a formula.

    Raises:
        UsageError: ``cell-too-long``: a passage holds more than a cell can.
    """
    table = [_row(record) for record in records]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("passages")
    sheet.freeze_panes = "A2"
    sheet.append(HEADER)
    for values in table:
        sheet.append([_cell(sheet, value) for value in values])
    page = io.BytesIO()
    book.save(page)
    return page.getvalue()


def _row(record: dict[str, Any]) -> list[str]:
    values = cells(record, _clean)
    if len(values[-1]) > _LIMIT:
        raise UsageError("cell-too-long", passage=record["id"], limit=_LIMIT)
    return values


def _clean(text: str) -> str:
    return _UNFIT.sub("", text)[:_LIMIT]


def _cell(sheet: Any, value: str) -> Any:
    if not value:
        return None
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)

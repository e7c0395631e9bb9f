"""Flat tables as the sheets of an Excel workbook."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from meta87.archive.sink.dictionary import Column, Options, Rows, columns
from meta87.archive.sink.text import Value, flat
from meta87.errors import UsageError
from meta87.report.cells import CELL
from meta87.report.texts import printable

ROWS = 1_048_576  # of a sheet
_NARROW, _MIDDLE, _WIDE = 10, 18, 60  # characters of a column
_SHORT, _LONG = {"int", "count", "float", "bool"}, {"text", "passage"}
_CUT = "…"
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = rb"\g<1>1980-01-01T00:00:00Z"


def write_xlsx(target: IO[bytes], tables: Mapping[str, Rows], options: Options) -> None:
    """Writes a sheet for each table; a text longer than a cell holds ends in "…".

    Raises:
        UsageError: ``xlsx-full``: there are more rows than a sheet has.
    """
    book = Workbook(write_only=True)
    for table, rows in tables.items():
        try:
            _fill(
                book.create_sheet(table), columns(table, options.themes), flat(table, rows, options)
            )
        except BaseException:
            for each in book.worksheets:
                each.close()
            raise
    with tempfile.TemporaryFile() as made:
        book.save(made)
        _copy_without_times(made, target)


def _fill(sheet: Any, listed: Sequence[Column], rows: Iterable[Sequence[Value]]) -> None:
    """Writes a sheet whose heading stays in sight and filters its columns."""
    written = 0
    sheet.freeze_panes = "A2"
    for place, column in enumerate(listed, start=1):
        width = _WIDE if column.name in _LONG else _NARROW if column.type in _SHORT else _MIDDLE
        sheet.column_dimensions[get_column_letter(place)].width = width
    for written, values in enumerate(rows, start=1):
        if written > ROWS:
            raise UsageError("xlsx-full", limit=ROWS - 1)
        sheet.append([_cell(sheet, value) for value in values])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(listed))}{written}"


def _cell(sheet: Any, value: Value) -> Any:
    if isinstance(value, str):
        text = printable(value)
        value = text if len(text) <= CELL else text[: CELL - 1] + _CUT
    if value is None or value == "":
        return None
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def _copy_without_times(made: IO[bytes], target: IO[bytes]) -> None:
    """Copies a workbook without its creation times, so that its bytes are reproducible."""
    with ZipFile(made) as source, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        for name in source.namelist():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            if name == "docProps/core.xml":
                copy.writestr(entry, _TIME.sub(_EPOCH, source.read(name)))
                continue
            with source.open(name) as old, copy.open(entry, "w", force_zip64=True) as new:
                while part := old.read(1 << 20):
                    new.write(part)

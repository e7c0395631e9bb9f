"""Flat tables as the sheets of an Excel workbook."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from meta87.archive.sink.dictionary import Options, Rows, columns
from meta87.archive.sink.text import Value, flat
from meta87.errors import UsageError
from meta87.report.cells import CELL
from meta87.report.texts import printable

ROWS = 1_048_576  # of a sheet
NARROW, MIDDLE, WIDE = 10, 18, 60  # characters of a column
_SHORT, _LONG = {"int", "count", "float", "bool"}, {"text", "passage"}
_CUT = "…"
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = rb"\g<1>1980-01-01T00:00:00Z"
_WRAPPED = Alignment(wrap_text=True, vertical="top")


class Sheet(NamedTuple):
    """A sheet: its title, the widths of its columns, its rows, of which the first is the heading.

    A text that does not fit its column goes on below, if the sheet ``wraps``.
    """

    title: str
    widths: Sequence[int]
    rows: Iterator[Sequence[Value]]
    wraps: bool = False


def write_xlsx(target: IO[bytes], tables: Mapping[str, Rows], options: Options) -> None:
    """Writes a sheet for each table, as `write_sheets` does."""
    write_sheets(target, (_sheet(table, rows, options) for table, rows in tables.items()))


def write_sheets(target: IO[bytes], sheets: Iterable[Sheet]) -> None:
    """Writes sheets; a text longer than a cell holds ends in "…".

    Raises:
        UsageError: ``xlsx-full``: there are more rows than a sheet has.
    """
    book = Workbook(write_only=True)
    for each in sheets:
        try:
            _fill(book.create_sheet(each.title), each)
        except BaseException:
            for sheet in book.worksheets:
                sheet.close()
            raise
    with tempfile.TemporaryFile() as made:
        book.save(made)
        _copy_without_times(made, target)


def _sheet(table: str, rows: Rows, options: Options) -> Sheet:
    widths = [
        WIDE if column.name in _LONG else NARROW if column.type in _SHORT else MIDDLE
        for column in columns(table, options.themes)
    ]
    return Sheet(table, widths, flat(table, rows, options))


def _fill(sheet: Any, content: Sheet) -> None:
    """Writes a sheet whose heading stays in sight and filters its columns."""
    written = 0
    sheet.freeze_panes = "A2"
    for place, width in enumerate(content.widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for written, values in enumerate(content.rows, start=1):
        if written > ROWS:
            raise UsageError("xlsx-full", limit=ROWS - 1)
        sheet.append([_cell(sheet, value, content.wraps) for value in values])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(content.widths))}{written}"


def _cell(sheet: Any, value: Value, wraps: bool) -> Any:
    if isinstance(value, str):
        text = printable(value)
        value = text if len(text) <= CELL else text[: CELL - 1] + _CUT
    if value is None or value == "":
        return None
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    if wraps:
        cell.alignment = _WRAPPED
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

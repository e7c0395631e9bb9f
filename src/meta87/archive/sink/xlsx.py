"""A flat table as the first sheet of an Excel workbook."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from meta87.archive.sink.flat import Value, flat, header
from meta87.archive.sink.options import Options
from meta87.errors import UsageError
from meta87.report.spreadsheets import CHARACTERS
from meta87.report.texts import printable

ROWS = 1_048_576  # of a sheet
_CUT = "…"
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = rb"\g<1>1980-01-01T00:00:00Z"


def write_xlsx(target: IO[bytes], records: Iterable[Mapping[str, Any]], options: Options) -> None:
    """Writes one row per passage; a text longer than a cell holds ends in "…".

    Raises:
        UsageError: ``xlsx-full``: there are more passages than rows in a sheet.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("passages")
    sheet.freeze_panes = "A2"
    try:
        sheet.append(header(options.themes))
        for written, record in enumerate(records, start=2):
            if written > ROWS:
                raise UsageError("xlsx-full", limit=ROWS - 1)
            sheet.append([_cell(sheet, value) for value in flat(record, options)])
    except BaseException:
        sheet.close()
        raise
    with tempfile.TemporaryFile() as made:
        book.save(made)
        _copy_without_times(made, target)


def _cell(sheet: Any, value: Value) -> Any:
    if not isinstance(value, str):
        return value
    text = printable(value)
    cell = WriteOnlyCell(sheet, text if len(text) <= CHARACTERS else text[: CHARACTERS - 1] + _CUT)
    cell.data_type = "s"
    return cell if text else None


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

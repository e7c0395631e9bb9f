"""Passages as the first sheet of an Excel workbook that people annotate in.

Labels are chosen from lists; a second sheet holds the guide. What a model predicted stands in the
cells of the labels, and counts once somebody says "sí" in the column ``revisado``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from openpyxl import Workbook

from meta87.corpus.formats.aliases import spanish
from meta87.corpus.formats.annotation_sheet import (
    add_guide,
    fill,
    label_name,
    offer_labels,
    style,
)
from meta87.corpus.formats.table import HEADER, META, REVIEWED, cells, rows
from meta87.corpus.rows import Row
from meta87.errors import UsageError
from meta87.reading.workbook import first_sheet

PREDICTED = "predicted"
_LIMIT = 32_767  # characters of a cell
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_FIRST = ("context", "text", "kind", "themes", REVIEWED)  # what annotators look at


def read(data: bytes) -> Iterator[Row]:
    """Reads the first sheet."""
    try:
        table = [tuple(map(_text, values)) for values in first_sheet(data)]
    except ValueError:
        return iter([Row(1, faults=("XLSX",))])
    return rows(enumerate(table, start=1), _clean)


def write(records: Iterable[dict[str, Any]]) -> bytes:
    """Writes a workbook whose cells are all text, so that none is taken for a formula.

    Raises:
        UsageError: ``cell-too-long``: a passage holds more than a cell can.
    """
    table = [_cells(record) for record in records]
    is_predicted = any(REVIEWED in row for row in table)
    columns = [name for name in _FIRST if is_predicted or name != REVIEWED]
    columns += [name for name in HEADER if name not in columns]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "pasajes"
    named = [META if name == META else spanish("fields", name) for name in columns]
    for row, values in enumerate([named, *([one.get(c, "") for c in columns] for one in table)], 1):
        fill(sheet, row, values)
    style(sheet, columns)
    offer_labels(book, sheet, columns)
    add_guide(book)
    page = io.BytesIO()
    book.save(page)
    return page.getvalue()


def _cells(record: dict[str, Any]) -> dict[str, str]:
    """Returns the cells of a passage; those of its labels as predicted where there are none yet."""
    found = cells(record, _clean, label_name)
    if len(found[META]) > _LIMIT:
        raise UsageError("cell-too-long", passage=record["id"], limit=_LIMIT)
    if predicted := record.get(PREDICTED):
        proposed = cells(
            {name: predicted.get(name) for name in ("kind", "themes")}, _clean, label_name
        )
        waits = not found["kind"]
        found |= {name: proposed[name] for name in ("kind", "themes") if waits}
        found[REVIEWED] = "" if waits else spanish("answers", "yes")
    return found


def _clean(text: str) -> str:
    return _UNFIT.sub("", text)[:_LIMIT]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)

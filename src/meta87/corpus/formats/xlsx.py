"""Passages as the first sheet of an Excel workbook that people annotate in.

Labels are chosen from lists; a second sheet holds the guide. What a model predicted stands in the
cells of the labels, and counts once somebody says "sí" in the column ``revisado``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from meta87.classify.labels import KINDS, THEMES
from meta87.corpus.formats.aliases import NONE, spanish
from meta87.corpus.formats.table import HEADER, META, REVIEWED, cells, rows
from meta87.corpus.rows import Row
from meta87.errors import UsageError
from meta87.reading.workbook import first_sheet

PREDICTED = "predicted"
_LIMIT = 32_767  # characters of a cell
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_FIRST = ("context", "text", "kind", "themes", REVIEWED)  # what annotators look at
_HIDDEN = ("answer", "entities", "phenomena", "pair", "annotators", META)
_WIDTHS = {"context": 45, "text": 70, "kind": 13, "themes": 34}
_USUAL_WIDTH = 14
_LEAST_ROWS = 500  # that offer the lists, for passages that are pasted in
_GUIDE_WIDTHS = (30, 60, 60)

_label_name = partial(spanish, "labels")  # of a kind or theme, in a cell


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
        _fill(sheet, row, values)
    _style(sheet, columns)
    _offer_labels(book, sheet, columns)
    _add_guide(book)
    page = io.BytesIO()
    book.save(page)
    return page.getvalue()


def _fill(sheet: Any, row: int, values: Sequence[str]) -> None:
    """Writes a row, its cells as texts that wrap."""
    for column, value in enumerate(values, start=1):
        if value:
            cell = sheet.cell(row, column, value)
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _style(sheet: Any, columns: Sequence[str]) -> None:
    """Fixes the head of a sheet, hides what annotators need not see, and adds filters."""
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(sheet.max_row, 2)}"
    for number, name in enumerate(columns, start=1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width, column.hidden = _WIDTHS.get(name, _USUAL_WIDTH), name in _HIDDEN
        sheet.cell(1, number).font = Font(bold=True)


def _offer_labels(book: Workbook, sheet: Any, columns: Sequence[str]) -> None:
    """Gives cells their lists: kinds, every combination of themes (others may be typed), and sí."""
    lists = book.create_sheet("listas")
    lists.sheet_state = "hidden"
    each = [c for size in range(1, len(THEMES) + 1) for c in combinations(THEMES, size)]
    offered = {
        "kind": [_label_name(kind) for kind in KINDS],
        "themes": [_label_name(NONE), *("; ".join(map(_label_name, chosen)) for chosen in each)],
        REVIEWED: [spanish("answers", "yes")],
    }
    for number, (name, values) in enumerate(offered.items(), start=1):
        for row, value in enumerate(values, start=1):
            lists.cell(row, number, value)
        if name in columns:
            letter, of = get_column_letter(columns.index(name) + 1), get_column_letter(number)
            choice = DataValidation(
                "list", formula1=f"listas!${of}$1:${of}${len(values)}", allow_blank=True
            )
            choice.showErrorMessage = name != "themes"
            choice.add(f"{letter}2:{letter}{max(_LEAST_ROWS, sheet.max_row)}")
            sheet.add_data_validation(choice)


def _add_guide(book: Workbook) -> None:
    """Adds the Spanish guide, a line a row, the cells of its tables in columns."""
    sheet = book.create_sheet("guía", 1)
    shown = (line for line in _guide().splitlines() if not line or set(line) - set("|- "))
    for row, line in enumerate(shown, start=1):
        text = re.sub(r"[*`]|^#+ ", "", line)
        if line.startswith("|"):
            _fill(sheet, row, [part.strip() for part in text.strip("|").split("|")])
        elif text:  # not wrapped, so that it runs on over the empty cells beside it
            sheet.cell(row, 1, text).font = Font(bold=line.startswith("#"))
    for number, width in enumerate(_GUIDE_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _guide() -> str:
    """Returns the guide of annotators in Spanish (``corpus/GUIA.md``), which the package holds."""
    package, project = Path(__file__).parents[1], Path(__file__).parents[4] / "corpus"
    return next(filter(Path.is_file, (package / "GUIA.md", project / "GUIA.md"))).read_text("utf8")


def _cells(record: dict[str, Any]) -> dict[str, str]:
    """Returns the cells of a passage; those of its labels as predicted where there are none yet."""
    found = cells(record, _clean, _label_name)
    if len(found[META]) > _LIMIT:
        raise UsageError("cell-too-long", passage=record["id"], limit=_LIMIT)
    if predicted := record.get(PREDICTED):
        proposed = cells(
            {name: predicted.get(name) for name in ("kind", "themes")}, _clean, _label_name
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

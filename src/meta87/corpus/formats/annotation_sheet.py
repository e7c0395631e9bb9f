"""What makes a sheet of passages one to annotate in: widths, lists, and the guide."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
from meta87.corpus.formats.table import META, REVIEWED

_HIDDEN = ("answer", "entities", "phenomena", "pair", "annotators", META)
_WIDTHS = {"context": 45, "text": 70, "kind": 13, "themes": 34}
_USUAL_WIDTH = 14
_LEAST_ROWS = 500  # that offer the lists, for passages that are pasted in
_GUIDE_WIDTHS = (30, 60, 60)


def fill(sheet: Any, row: int, values: Sequence[str]) -> None:
    """Writes a row, its cells as texts that wrap."""
    for column, value in enumerate(values, start=1):
        if value:
            cell = sheet.cell(row, column, value)
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")


label_name = partial(spanish, "labels")  # of a kind or theme, in a cell


def style(sheet: Any, columns: Sequence[str]) -> None:
    """Fixes the head of a sheet, hides what annotators need not see, and adds filters."""
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(sheet.max_row, 2)}"
    for number, name in enumerate(columns, start=1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width, column.hidden = _WIDTHS.get(name, _USUAL_WIDTH), name in _HIDDEN
        sheet.cell(1, number).font = Font(bold=True)


def offer_labels(book: Workbook, sheet: Any, columns: Sequence[str]) -> None:
    """Gives cells their lists: kinds, every combination of themes (others may be typed), and sí."""
    lists = book.create_sheet("listas")
    lists.sheet_state = "hidden"
    each = [c for size in range(1, len(THEMES) + 1) for c in combinations(THEMES, size)]
    offered = {
        "kind": [label_name(kind) for kind in KINDS],
        "themes": [label_name(NONE), *("; ".join(map(label_name, chosen)) for chosen in each)],
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


def add_guide(book: Workbook) -> None:
    """Adds the Spanish guide, a line a row, the cells of its tables in columns."""
    sheet = book.create_sheet("guía", 1)
    shown = (line for line in guide().splitlines() if not line or set(line) - set("|- "))
    for row, line in enumerate(shown, start=1):
        text = re.sub(r"[*`]|^#+ ", "", line)
        if line.startswith("|"):
            fill(sheet, row, [part.strip() for part in text.strip("|").split("|")])
        elif text:  # not wrapped, so that it runs on over the empty cells beside it
            sheet.cell(row, 1, text).font = Font(bold=line.startswith("#"))
    for number, width in enumerate(_GUIDE_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def guide() -> str:
    """Returns the guide of annotators in Spanish (``corpus/GUIA.md``), which the package holds."""
    package, project = Path(__file__).parents[1], Path(__file__).parents[4] / "corpus"
    return next(filter(Path.is_file, (package / "GUIA.md", project / "GUIA.md"))).read_text("utf8")

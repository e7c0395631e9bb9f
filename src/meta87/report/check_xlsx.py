"""The findings and the answers as an Excel workbook of two sheets."""

from __future__ import annotations

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from meta87.messages import text
from meta87.report.check_formats import View
from meta87.report.check_rows import ANSWER, FINDING, Value, answers, findings, heads
from meta87.report.spreadsheets import CHARACTERS
from meta87.report.texts import printable
from meta87.rules.checked import CheckedReport

NARROW, MIDDLE, WIDE = 11, 24, 58  # characters
WIDTHS = {"report": MIDDLE, "topic": MIDDLE, "name": MIDDLE, "choices": MIDDLE, "message": WIDE,
          "action": WIDE, "quote": MIDDLE, "passage": WIDE, "text": WIDE,
          "fingerprint": MIDDLE, "verdict": MIDDLE}  # fmt: skip
HEAD = PatternFill("solid", fgColor="1F3A5F")
FILLS = {"error": "F8D7D4", "warning": "FCE9C4", "suggestion": "DCE9F7"}


def render(checked: CheckedReport, view: View) -> bytes:
    """Returns the workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    told = _sheet(book, "findings", FINDING, findings(checked, view.lang), view.lang)
    _sheet(book, "answers", ANSWER, answers(checked, view.lang), view.lang)
    _colour(told, view.lang)
    page = io.BytesIO()
    book.save(page)
    return page.getvalue()


def _sheet(
    book: Workbook, name: str, columns: tuple[str, ...], rows: Iterable[list[Value]], lang: str
) -> Worksheet:
    sheet: Worksheet = book.create_sheet(text(f"ui.sheet.{name}", lang))
    for column, head in enumerate(heads(columns, lang), start=1):
        cell = _write(sheet, 1, column, head)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEAD
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = WIDTHS.get(columns[column - 1], NARROW)
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            _write(sheet, number, column, value)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return sheet


def _write(sheet: Worksheet, row: int, column: int, value: Value) -> Cell | MergedCell:
    """Writes a cell; a text is never read as a formula."""
    cell = sheet.cell(row, column)
    cell.value = printable(value)[:CHARACTERS] if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _colour(sheet: Worksheet, lang: str) -> None:
    """Colours the severities."""
    fills = {text(f"ui.severity.{name}", lang): colour for name, colour in FILLS.items()}
    for (cell,) in sheet.iter_rows(2, min_col=(column := FINDING.index("severity") + 1),
                                   max_col=column):  # fmt: skip
        cell.fill = PatternFill("solid", fgColor=fills[str(cell.value)])

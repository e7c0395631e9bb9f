"""The findings of a checked report as CSV, and with its answers as an Excel workbook.

Excel takes the separator of the computer's region: a comma in Mexico and Central America, a
semicolon in Spain and most of South America; hence two formats of CSV. Both are UTF-8 with a byte
order mark, without which Excel breaks accents.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from meta87.classify.tagged import TaggedAnswer
from meta87.messages import text
from meta87.report.cells import CELL, no_formula, question_cell
from meta87.report.check_formats import View
from meta87.report.completions import completion
from meta87.report.reservations import caveats, compared, note, unplaced, unreviewed
from meta87.report.texts import action, heading, message, printable, verdict
from meta87.rules.checked import CheckedReport
from meta87.rules.personal import hidden

FINDING = ("report", "question", "topic", "verdict", "severity", "name", "message", "action",
           "completion", "quote", "passage")  # fmt: skip
CODES = ("rule", "fingerprint")  # of a finding, for programs
ANSWER = ("report", "question", "topic", "verdict", "required", "choices", "passages", "outputs",
          "processes", "findings", "text")  # fmt: skip
RESERVATION = ("report", "note", "unreviewed")
BOM = "\ufeff"
NARROW, MIDDLE, WIDE = 11, 24, 58  # characters
WIDTHS = {"report": MIDDLE, "topic": MIDDLE, "name": MIDDLE, "choices": MIDDLE, "message": WIDE,
          "action": WIDE, "completion": WIDE, "quote": MIDDLE, "passage": WIDE, "text": WIDE,
          "note": WIDE, "unreviewed": WIDE, "verdict": MIDDLE}  # fmt: skip
HEADING = PatternFill("solid", fgColor="1F3A5F")
FILLS = {"error": "F8D7D4", "warning": "FCE9C4", "suggestion": "DCE9F7"}

Value = str | int


def render_csv(checked: CheckedReport, view: View, separator: str = ",") -> bytes:
    """Returns the table of findings."""
    page = io.StringIO(newline="")
    writer = csv.writer(page, delimiter=separator, lineterminator="\r\n")
    writer.writerow(_headings((*FINDING, *CODES), view.lang))
    for finding, row in zip(checked.findings, _findings(checked, view.lang), strict=True):
        codes = (finding.rule.code, finding.fingerprint)
        writer.writerow([no_formula(value) for value in (*row, *codes)])
    return (BOM + page.getvalue()).encode()


render_semicolon = partial(render_csv, separator=";")


def render_xlsx(checked: CheckedReport, view: View) -> bytes:
    """Returns the workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    if limits := [*_reservations(checked, view.lang)]:
        _sheet(book, "reservations", RESERVATION, limits, view.lang)
    found = _sheet(book, "findings", FINDING, _findings(checked, view.lang), view.lang)
    _sheet(book, "answers", ANSWER, _answers(checked, view.lang), view.lang)
    _colour(found, view.lang)
    page = io.BytesIO()
    book.save(page)
    return page.getvalue()


def _sheet(
    book: Workbook, name: str, columns: tuple[str, ...], rows: Iterable[list[Value]], lang: str
) -> Worksheet:
    sheet: Worksheet = book.create_sheet(text(f"ui.sheet.{name}", lang))
    for column, head in enumerate(_headings(columns, lang), start=1):
        cell = _write(sheet, 1, column, head)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEADING
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
    cell.value = printable(value)[:CELL] if isinstance(value, str) else value
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


def _headings(columns: tuple[str, ...], lang: str) -> list[str]:
    """Returns the headings of columns."""
    return [text(f"ui.column.{column}", lang) for column in columns]


def _reservations(checked: CheckedReport, lang: str) -> Iterator[list[Value]]:
    """Yields what must be known first, and one row per text that was reviewed under no question."""
    report = checked.tagged.report
    parts = (part(checked, lang) for part in (compared, unplaced, caveats))
    for sentence in chain.from_iterable(parts):
        yield [report.source, sentence, ""]
    for each in unreviewed(checked.tagged):
        yield [report.source, note(each, lang), each.block.text]


def _findings(checked: CheckedReport, lang: str) -> Iterator[list[Value]]:
    """Yields one row per finding, its values in the order of `FINDING`."""
    answers = {answer.answer.question: answer for answer in checked.tagged.answers}
    for finding in checked.findings:
        passage, rule = finding.hit.passage, finding.rule
        yield [
            *_question_cells(checked, finding.question, answers.get(finding.question), lang),
            text(f"ui.severity.{finding.severity}", lang),
            text(f"rules.{rule.code}.title", lang),
            message(finding, checked.tagged, lang),
            action(finding, lang),
            completion(finding, checked),
            finding.quote,
            passage.text if passage else "",
        ]


def _answers(checked: CheckedReport, lang: str) -> Iterator[list[Value]]:
    """Yields one row per answer, its values in the order of `ANSWER`."""
    hide = hidden(checked.tagged)
    for answer in checked.tagged.answers:
        question, found = answer.answer, checked.of(answer)
        yield [
            *_question_cells(checked, question.question, answer, lang),
            text(f"ui.{'yes' if question.required else 'no'}", lang),
            "; ".join(choice.label for choice in question.choices if choice.checked),
            len(answer.passages),
            answer.kinds["output"],
            answer.kinds["process"],
            len(found),
            hide(answer.text),
        ]


def _question_cells(
    checked: CheckedReport, question: str, answer: TaggedAnswer | None, lang: str
) -> list[Value]:
    topic = heading(answer.answer, lang) if answer else ""
    state = verdict(answer, checked, lang) if answer else ""
    return [checked.tagged.report.source, question_cell(question), topic, state]

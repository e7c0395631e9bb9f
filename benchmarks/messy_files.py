"""Messy drafts as files: DOCX, Markdown and PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape

import docx
from docx.table import _Cell
from messy_drafts import Draft, Line
from pdf_styles import BOXES, STYLES, TABLE_STYLE, register_fonts
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

WORD_STYLES = {"heading": "Heading 2", "bullet": "List Bullet", "number": "List Paragraph"}
PDF_STYLES = {"heading": "heading", "bullet": "bullets", "number": "numbers", "bold": "prompt"}
BOX = ("☐", "☒")


def _is_above(draft: Draft, index: int) -> bool:
    """Returns whether a line stands right above its answer, in the same paragraph."""
    line, following = draft.lines[index], draft.lines[index + 1 : index + 2]
    if line.style != "line" or not following or following[0].cells:
        return False
    answer = following[0]
    return answer.owner == line.owner and answer.style == "text" and not answer.number


def write_markdown(draft: Draft) -> bytes:
    """Returns a draft as Markdown."""
    out: list[str] = []
    for index, line in enumerate(draft.lines):
        if not line.cells:
            out += [_markdown(line), *([] if _is_above(draft, index) else [""])]
            continue
        first = index == 0 or not draft.lines[index - 1].cells
        after = index + 1 < len(draft.lines) and draft.lines[index + 1].cells
        out.append(f"| {' | '.join(_in_cell(cell) for cell in line.cells)} |")
        out += ["|" + " --- |" * len(line.cells)] if first else []
        out += [] if after else [""]
    return "\n".join(out).encode()


def _markdown(line: Line) -> str:
    text = f"{line.number} {line.text}".strip()
    if line.number in BOX:
        return text
    frame = {"heading": "## {}", "bold": "**{}**", "bullet": "- {}", "quote": "> {}"}
    return frame.get(line.style, "{}").format(text)


def _in_cell(lines: Sequence[Line]) -> str:
    return "<br>".join(f"{line.number} {line.text}".strip() for line in lines)


def write_docx(draft: Draft) -> bytes:
    """Returns a draft as a Word file."""
    document = docx.Document()
    table = None
    for index, line in enumerate(draft.lines):
        if not line.cells:
            table = None
            if index and _is_above(draft, index - 1):
                document.paragraphs[-1].runs[-1].add_break()
            else:
                document.add_paragraph(style=WORD_STYLES.get(line.style))
            _write(document.paragraphs[-1], line)
            continue
        if table is None or len(table.columns) != len(line.cells):
            table = document.add_table(0, len(line.cells), "Table Grid")
        for cell, lines in zip(table.add_row().cells, line.cells, strict=True):
            _fill(cell, lines)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _fill(cell: _Cell, lines: Sequence[Line]) -> None:
    for number, line in enumerate(lines):
        _write(cell.add_paragraph() if number else cell.paragraphs[0], line)


def _write(paragraph: docx.text.paragraph.Paragraph, line: Line) -> None:
    sign = "> " if line.style == "quote" else ""
    run = paragraph.add_run(f"{sign}{line.number} {line.text}".strip())
    run.bold = True if line.style == "bold" else None


def write_pdf(draft: Draft) -> bytes:
    """Returns a draft as a PDF."""
    register_fonts()
    story: list[Flowable] = []
    rows: list[list[list[Paragraph]]] = []
    for index, line in enumerate(draft.lines):
        cells = [[_paragraph(each, "cell") for each in cell] for cell in line.cells]
        if rows and len(rows[0]) != len(cells):
            story += [Table(rows, style=TABLE_STYLE), Spacer(1, 8)]
            rows = []
        if cells:
            rows.append(cells)
        elif index and _is_above(draft, index - 1):
            story[-1] = _paragraph(draft.lines[index - 1], "text", after=line)
        else:
            story.append(_paragraph(line, PDF_STYLES.get(line.style, "text")))
    story += [Table(rows, style=TABLE_STYLE)] if rows else []
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(story)
    return out.getvalue()


def _paragraph(line: Line, style: str, *, after: Line | None = None) -> Paragraph:
    number = f'<font name="{BOXES}">{line.number}</font>' if line.number in BOX else line.number
    sign = "&gt; " if line.style == "quote" else ""
    bullet = "•" if line.style == "bullet" else None
    below = f"<br/>{escape(after.text)}" if after else ""
    text = f"{sign}{number} {escape(line.text)}".strip()
    return Paragraph(text + below, STYLES[style], bulletText=bullet)


WRITERS = {"docx": write_docx, "pdf": write_pdf, "md": write_markdown}

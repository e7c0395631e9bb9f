"""The form as a PDF of several pages, with ReportLab."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape

from boxes_font import NAME as BOXES
from boxes_font import make_boxes_font
from form import Block, Form, Question
from inline import Run, accepted
from layout import compose
from pdf_styles import GREY, MARGIN, STYLES, TABLE_STYLE, register_text_fonts
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

MARKERS = {"bullets": "•", "subbullets": "–"}
EMPTY_LINE = 14


class Pdf:
    """The flowables of the form, in order."""

    def __init__(self, placeholder: str) -> None:
        """Start an empty story; ``placeholder`` is the prompt of an untouched control."""
        self.placeholder = placeholder
        self.story: list[Flowable] = []

    def _add(self, text: str, style: str, **options: str) -> None:
        self.story.append(Paragraph(_markup(text), STYLES[style], **options))

    def title(self, text: str) -> None:
        """Write the name of the country."""
        self._add(text, "title")

    def heading(self, text: str) -> None:
        """Write a heading."""
        self._add(text, "heading")

    def text(self, text: str) -> None:
        """Write a paragraph of the form."""
        self._add(text, "text")

    def note(self, text: str) -> None:
        """Write a note."""
        self._add(text, "note")

    def prompt(self, text: str) -> None:
        """Write a question."""
        self._add(text, "prompt")

    def options(self, question: Question) -> None:
        """Write the boxes, all on one line or one a line."""
        boxes = [_box(label, ticked) for label, ticked in question.choices]
        lines = ["&nbsp;&nbsp;&nbsp; ".join(boxes)] if question.boxes == "row" else boxes
        self.story += [Paragraph(line, STYLES["option"]) for line in lines]

    def answer(self, question: Question) -> None:
        """Write the answer block by block; where there is none, what an export shows there."""
        for block in question.answer:
            self._block(block)
        if question.control == "placeholder":
            self._add(self.placeholder, "placeholder")
        elif not question.answer:
            self.story.append(Spacer(1, EMPTY_LINE))

    def _block(self, block: Block) -> None:
        if block.kind == "table":
            self.story.append(_table(block))
            return
        style = block.kind if block.kind in STYLES else "answer"
        for number, line in enumerate(block.lines, start=1):
            marker = f"{number}." if block.kind == "numbers" else MARKERS.get(block.kind)
            self._add(line, style, **({"bulletText": marker} if marker else {}))


def write_pdf(form: Form) -> bytes:
    """Give the form as the bytes of a PDF file."""
    register_text_fonts()
    registerFont(TTFont(BOXES, make_boxes_font()))
    writer = Pdf(form.report.placeholder)
    compose(form, writer)
    out = io.BytesIO()
    _template(form, out).build(writer.story)
    return out.getvalue()


def _template(form: Form, out: io.BytesIO) -> BaseDocTemplate:
    """Lay out A4 pages; no compression and no clock, so that the bytes are always the same."""
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        invariant=1,
        pageCompression=0,
        title=f"{form.report.country}. {form.report.title}",
        author=form.report.country,
        lang="es",
    )
    width, height = A4
    frame = Frame(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN, 0, 0, 0, 0)

    def furnish(canvas: Canvas, _: BaseDocTemplate) -> None:
        _furnish(canvas, form)

    document.addPageTemplates(PageTemplate(frames=[frame], onPage=furnish))
    return document


def _furnish(canvas: Canvas, form: Form) -> None:
    """Draw the header and the footer of a page."""
    width, height = A4
    canvas.saveState()
    canvas.setFont("Vera", 7.5)
    canvas.setFillColor(GREY)
    canvas.setStrokeColor(GREY)
    canvas.setLineWidth(0.4)
    canvas.drawString(MARGIN, height - 40, form.report.header)
    canvas.line(MARGIN, height - 46, width - MARGIN, height - 46)
    canvas.drawString(MARGIN, 34, form.report.footer)
    canvas.drawRightString(width - MARGIN, 34, f"Página {canvas.getPageNumber()}")
    canvas.restoreState()


def _table(block: Block) -> Table:
    head, *rows = block.rows
    cells = [[Paragraph(cell, STYLES["head"]) for cell in head]]
    cells += [[Paragraph(cell, STYLES["cell"]) for cell in row] for row in rows]
    return Table(cells, repeatRows=1, style=TABLE_STYLE, spaceBefore=4, spaceAfter=10)


def _box(label: str, ticked: bool) -> str:
    return f'<font name="{BOXES}">{"☒" if ticked else "☐"}</font> {escape(label)}'


def _markup(text: str) -> str:
    return "".join(_markup_runs(accepted(text)))


def _markup_runs(runs: Iterator[Run]) -> Iterator[str]:
    for run in runs:
        text = escape(run.text)
        if run.style == "bold":
            yield f"<b>{text}</b>"
        elif run.style == "link":
            yield f'<link href="{text}" color="#1F5FA8">{text}</link>'
        else:
            yield text

"""The form as a PDF of several pages, with ReportLab."""

from __future__ import annotations

import io
from html import escape

from inline import marked
from layout import Writer
from pdf_styles import BOXES, GREY, MARGIN, STYLES, TABLE_STYLE, register_fonts
from reportlab.lib.pagesizes import A4
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

from form import PLACEHOLDER, Form, Front, Question

MARKS = {"bold": "<b>{0}</b>", "link": '<link href="{0}" color="#1F5FA8">{0}</link>'}
BULLETS = {"bullets": "•", "subbullets": "–"}
EMPTY_LINE = 14


class Pdf(Writer):
    """The flowables of the form, in order."""

    def __init__(self) -> None:
        self.story: list[Flowable] = []

    def text(self, text: str, style: str, bullet: str = "") -> None:
        """Writes a paragraph, or a list item after its bullet."""
        markup = marked(text, MARKS, escape)
        self.story.append(Paragraph(markup, STYLES[style], bulletText=bullet.strip() or None))

    def options(self, question: Question) -> None:
        """Writes the boxes, all on one line or one per line."""
        boxes = [
            f'<font name="{BOXES}">{"☒" if ticked else "☐"}</font> {escape(label)}'
            for label, ticked in question.choices
        ]
        lines = ["&nbsp;&nbsp;&nbsp; ".join(boxes)] if question.boxes == "row" else boxes
        self.story += [Paragraph(line, STYLES["option"]) for line in lines]

    def answer(self, question: Question) -> None:
        """Writes the answer block by block; if there is none, the placeholder of an export."""
        for block in question.answer:
            if block.kind == "table":
                self._table(block.rows)
            for bullet, line in block.items(BULLETS):
                self.text(line, block.kind, bullet)
        if question.control == "placeholder":
            self.text(PLACEHOLDER, "placeholder")
        elif not question.answer:
            self.story.append(Spacer(1, EMPTY_LINE))

    def _table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        styles = [STYLES["head"], *[STYLES["cell"]] * (len(rows) - 1)]
        cells = [
            [Paragraph(cell, style) for cell in row]
            for row, style in zip(rows, styles, strict=True)
        ]
        table = Table(cells, repeatRows=1, style=TABLE_STYLE, spaceBefore=4, spaceAfter=10)
        self.story.append(table)


def write_pdf(form: Form) -> bytes:
    """Returns the form as the bytes of a PDF file."""
    register_fonts()
    writer = Pdf()
    writer.compose(form)
    out = io.BytesIO()
    _template(form.report, out).build(writer.story)
    return out.getvalue()


def _template(front: Front, out: io.BytesIO) -> BaseDocTemplate:
    """Lays out A4 pages; without compression and dates, so that the bytes are reproducible."""
    width, height = A4
    frame = Frame(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN, 0, 0, 0, 0)

    def furnish(canvas: Canvas, _: BaseDocTemplate) -> None:
        """Draws the header and the footer of a page."""
        canvas.saveState()
        canvas.setFont("Vera", 7.5)
        canvas.setFillColor(GREY)
        canvas.setStrokeColor(GREY)
        canvas.setLineWidth(0.4)
        canvas.drawString(MARGIN, height - 40, front.header)
        canvas.line(MARGIN, height - 46, width - MARGIN, height - 46)
        canvas.drawString(MARGIN, 34, front.footer)
        canvas.drawRightString(width - MARGIN, 34, f"Página {canvas.getPageNumber()}")
        canvas.restoreState()

    return BaseDocTemplate(
        out, pagesize=A4, invariant=1, pageCompression=0, lang="es",
        title=f"{front.country}. {front.title}", author=front.country,
        pageTemplates=[PageTemplate(frames=[frame], onPage=furnish)],
    )  # fmt: skip

"""Prints a draft as the PDF of a finished report: cover, running head, footnotes, page numbers."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer
from source import Break, Draft, Grid, pieces

FACES = {"Vera": "Vera.ttf", "VeraBd": "VeraBd.ttf", "VeraIt": "VeraIt.ttf"}  # reportlab has them
LEFT = 2.5 * cm + 6  # of the text: its frame has a padding of 6 points
BLUE = "#1f3a5f"
BODY = ParagraphStyle(
    "body", fontName="Vera", fontSize=10, leading=15.5, alignment=TA_JUSTIFY, spaceAfter=6
)
COVER = ParagraphStyle("cover", BODY, alignment=TA_CENTER, fontSize=12, leading=18, spaceAfter=14)
NOTE = ParagraphStyle("note", BODY, fontSize=7.5, leading=9.5, spaceAfter=0)
HEAD = ParagraphStyle("head", fontName="VeraBd", keepWithNext=True)
HEADS = {
    1: ParagraphStyle("h1", COVER, fontName="VeraBd", fontSize=24, leading=32, textColor=BLUE),
    2: ParagraphStyle("h2", HEAD, fontSize=14, leading=19, spaceBefore=16, spaceAfter=8),
    3: ParagraphStyle("h3", HEAD, fontSize=10.5, leading=14, spaceBefore=8, spaceAfter=4),
}
HEADS[2].textColor = BLUE
TAGS = {
    "": "{}",
    "bold": '<font name="VeraBd">{}</font>',
    "italic": '<font name="VeraIt">{}</font>',
}
MARK = '<super size="7">{0}</super><onDraw name="cite" label="{0}"/>'


def write_pdf(draft: Draft) -> bytes:
    """Returns the PDF of a draft without tables; the same draft gives the same bytes."""
    for name, file in FACES.items():
        pdfmetrics.registerFont(TTFont(name, file))
    _, pages = _print(draft, 0)
    data, _ = _print(draft, pages)
    return data


class _Page(Canvas):
    """A canvas that knows which footnotes the page cites."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.cited: list[str] = []
        self.setNamedCB("cite", self.cite)

    def cite(self, _canvas: Canvas, _kind: str, label: str) -> None:
        self.cited.append(label)


def _print(draft: Draft, pages: int) -> tuple[bytes, int]:
    def finish(canvas: _Page, document: Any) -> None:
        if document.page == 1:
            return
        canvas.setFont("Vera", 7.5)
        canvas.drawString(LEFT, A4[1] - 1.5 * cm, draft.header)
        canvas.drawString(LEFT, 1.3 * cm, draft.footer)
        canvas.drawRightString(A4[0] - LEFT, 1.3 * cm, f"Página {document.page} de {pages}")
        top = 2.9 * cm
        if canvas.cited:
            canvas.line(LEFT, top, 7 * cm, top)
        for label in canvas.cited:
            text = f'<super size="6">{label}</super> {escape(draft.notes[label])}'
            note = Paragraph(text, NOTE)
            _, height = note.wrap(A4[0] - 2 * LEFT, 2 * cm)
            top -= height + 2
            note.drawOn(canvas, LEFT, top)
        canvas.cited = []

    buffer = io.BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=2.5 * cm,
        rightMargin=2.5 * cm,
        topMargin=2.3 * cm,
        bottomMargin=3.2 * cm,
        title="Informe anual",
        author=draft.footer,
        invariant=1,
    )
    template_end = {"onFirstPage": _nothing, "onLaterPages": _nothing}
    document.afterPage = lambda: finish(document.canv, document)
    document.build(list(_flow(draft)), canvasmaker=_Page, **template_end)
    return buffer.getvalue(), document.page


def _nothing(_canvas: Canvas, _document: Any) -> None:
    pass


def _flow(draft: Draft) -> list[Flowable]:
    flow: list[Flowable] = []
    body = BODY
    for block in draft.blocks:
        if isinstance(block, Grid):
            message = "a report has no tables"
            raise TypeError(message)
        if isinstance(block, Break):
            body = COVER if block.cover else BODY
            flow.append(Spacer(1, 5 * cm) if block.cover else PageBreak())
            continue
        level = len(block) - len(block.lstrip("#"))
        text = "".join(
            MARK.format(piece) if kind == "note" else TAGS[kind].format(escape(piece))
            for piece, kind in pieces(block.lstrip("# "))
        )
        flow.append(Paragraph(text, HEADS.get(level, body)))
    return flow

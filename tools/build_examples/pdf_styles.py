"""Fonts, colours and paragraph styles of the PDF."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.fonts import addMapping
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import TableStyle

MARGIN = 2.6 * cm
GREY = HexColor(0x6B7280)
BLUE = HexColor(0x1F3A5F)
RULE = HexColor(0xB8C2CC)
PALE = HexColor(0xEAF0F6)

BASE = ParagraphStyle(
    "base", fontName="Vera", bulletFontName="Vera", fontSize=9, leading=13.2, spaceAfter=6
)


def _style(name: str, **changes: Any) -> ParagraphStyle:
    return ParagraphStyle(name, parent=BASE, **changes)


_BOLD: dict[str, Any] = {"fontName": "VeraBd", "keepWithNext": 1}

STYLES = {
    style.name: style
    for style in (
        _style("title", fontSize=20, leading=26, textColor=BLUE, spaceAfter=4, **_BOLD),
        _style("heading", fontSize=12.5, leading=17, textColor=BLUE, spaceBefore=16, **_BOLD),
        _style("text"),
        _style("note", fontName="VeraIt", fontSize=8, leading=11.5, textColor=GREY),
        _style("prompt", spaceBefore=12, **_BOLD),
        _style("option", leftIndent=14, spaceAfter=3),
        _style("answer"),
        _style("placeholder", textColor=GREY),
        _style("bullets", leftIndent=16, bulletIndent=4, spaceAfter=4),
        _style("subbullets", leftIndent=32, bulletIndent=20, spaceAfter=4),
        _style("numbers", leftIndent=20, bulletIndent=4, spaceAfter=4),
        _style("cell", fontSize=8, leading=10.5, spaceAfter=0),
        _style("head", fontSize=8, leading=10.5, spaceAfter=0, fontName="VeraBd"),
    )
}

TABLE_STYLE = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.4, RULE),
        ("BACKGROUND", (0, 0), (-1, 0), PALE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
)


def register_text_fonts() -> None:
    """Make known the Bitstream Vera family, which comes with ReportLab."""
    for name, bold, italic in (
        ("Vera", 0, 0),
        ("VeraBd", 1, 0),
        ("VeraIt", 0, 1),
        ("VeraBI", 1, 1),
    ):
        registerFont(TTFont(name, f"{name}.ttf"))
        addMapping("Vera", bold, italic, name)

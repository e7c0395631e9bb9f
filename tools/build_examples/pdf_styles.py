"""Fonts, colours and paragraph styles of the PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import TableStyle

# A font of two glyphs, ☐ and ☒, drawn for this project: no font of ReportLab's has them, and a
# system font would tie the build to one machine.
BOXES = "Meta87Boxes"
BOXES_FILE = Path(__file__).with_name("boxes.ttf")
MARGIN = 2.6 * cm
GREY = HexColor(0x6B7280)
BLUE = HexColor(0x1F3A5F)
RULE = HexColor(0xB8C2CC)
PALE = HexColor(0xEAF0F6)

BASE = ParagraphStyle(
    "base", fontName="Vera", bulletFontName="Vera", fontSize=9, leading=13.2, spaceAfter=6
)
_BOLD: dict[str, Any] = {"fontName": "VeraBd", "keepWithNext": 1}
_SMALL: dict[str, Any] = {"fontSize": 8, "leading": 10.5, "spaceAfter": 0}
_CHANGES: dict[str, dict[str, Any]] = {
    "title": {"fontSize": 20, "leading": 26, "textColor": BLUE, "spaceAfter": 4, **_BOLD},
    "heading": {"fontSize": 12.5, "leading": 17, "textColor": BLUE, "spaceBefore": 16, **_BOLD},
    "text": {},
    "note": {"fontName": "VeraIt", "fontSize": 8, "leading": 11.5, "textColor": GREY},
    "prompt": {"spaceBefore": 12, **_BOLD},
    "option": {"leftIndent": 14, "spaceAfter": 3},
    "paragraph": {},
    "placeholder": {"textColor": GREY},
    "bullets": {"leftIndent": 16, "bulletIndent": 4, "spaceAfter": 4},
    "subbullets": {"leftIndent": 32, "bulletIndent": 20, "spaceAfter": 4},
    "numbers": {"leftIndent": 20, "bulletIndent": 4, "spaceAfter": 4},
    "cell": _SMALL,
    "head": {"fontName": "VeraBd", **_SMALL},
}
STYLES = {name: ParagraphStyle(name, BASE, **changes) for name, changes in _CHANGES.items()}
TABLE_STYLE = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.4, RULE),
        ("BACKGROUND", (0, 0), (-1, 0), PALE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
)


def register_fonts() -> None:
    """Registers the Bitstream Vera family, which ReportLab includes, and the font of boxes."""
    for name in ("Vera", "VeraBd", "VeraIt", "VeraBI"):
        registerFont(TTFont(name, f"{name}.ttf"))
    registerFontFamily("Vera", "Vera", "VeraBd", "VeraIt", "VeraBI")
    registerFont(TTFont(BOXES, BOXES_FILE))

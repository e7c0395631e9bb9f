"""Page, styles, header and footer of the Word file."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from word_xml import element, field

from form import Front

GREY = RGBColor(0x6B, 0x72, 0x80)
BLUE = RGBColor(0x1F, 0x3A, 0x5F)
BLACK = RGBColor(0, 0, 0)
FONT = "Calibri"
TEXT_WIDTH = Cm(16.2)
FURNITURE_SIZE = 8.5

# name: size, bold, italic, colour, space before and after (points), indent (cm)
Look = tuple[float, bool, bool, RGBColor, float, float, float]
LOOKS: dict[str, Look] = {
    "Normal": (10.5, False, False, BLACK, 0, 6, 0),
    "Title": (24, True, False, BLUE, 0, 6, 0),
    "Heading 1": (14, True, False, BLUE, 18, 6, 0),
    "Pregunta": (10.5, True, False, BLACK, 12, 6, 0),
    "Nota": (9, False, True, GREY, 0, 6, 0),
    "Opción": (10.5, False, False, BLACK, 0, 2, 0.5),
    "Marcador": (10.5, False, False, GREY, 0, 6, 0),
    "Celda": (9.5, False, False, BLACK, 2, 2, 0),
}
OPTION_STOPS = (Cm(2.5), Cm(4.5))
HEAD_SHADE = "EAF0F6"
KEPT_WITH_NEXT = ("Pregunta", "Heading 1")


def dress(document: Document, front: Front) -> None:
    """Sets the page, styles, header and footer of ``document``."""
    _set_page(document.sections[0])
    for name, look in LOOKS.items():
        _set_style(document, name, look)
    for stop in OPTION_STOPS:
        document.styles["Opción"].paragraph_format.tab_stops.add_tab_stop(stop)
    document.styles["Footer"].paragraph_format.tab_stops.clear_all()
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "es-ES")
    _set_furniture(document.sections[0], front)


def shade(cell: Any) -> None:
    """Sets the background of a table cell to that of a heading."""
    cell._tc.get_or_add_tcPr().append(
        element(f'<w:shd w:val="clear" w:color="auto" w:fill="{HEAD_SHADE}"/>')
    )


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2.4)


def _set_style(document: Document, name: str, look: Look) -> None:
    size, bold, italic, colour, before, after, indent = look
    new = name not in document.styles
    style: Any = (
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) if new else document.styles[name]
    )
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), colour
    style.font.bold, style.font.italic = bold, italic
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.left_indent, layout.line_spacing = Cm(indent), 1.1
    layout.keep_with_next = name in KEPT_WITH_NEXT


def _set_furniture(section: Any, front: Front) -> None:
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    header.add_run(front.header)
    footer.add_run(f"{front.footer}\tPágina ")
    for run in field("PAGE", result="1"):
        footer._p.append(run)
    footer.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    for paragraph in (header, footer):
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(FURNITURE_SIZE), GREY

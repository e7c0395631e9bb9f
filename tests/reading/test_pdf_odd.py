"""What PDFs hold in odd ways: layers, turned pages, columns, notes, typed text. One trap a test."""

from __future__ import annotations

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from meta87.errors import InputError
from meta87.reading.read import read_bytes
from tests.reading.build import Page, pdf_stream, raw_pdf
from tests.reading.test_pdf import LONG, blocks, texts

FONTS = "/Resources <</Font <</F 5 0 R>>>>"


def unseen(page: Page, lines: tuple[str, ...], down: float = 72, font: str = "Helvetica") -> None:
    """Draw lines without ink, as a scanner adds what it read."""
    text = page.canvas.beginText(72, page.height - down)
    text.setTextRenderMode(3)
    text.setFont(font, 11, 14)
    text.textLines("\n".join(lines))
    page.canvas.drawText(text)


def test_text_that_a_scanner_read_is_read() -> None:
    page = Page()
    page.canvas.rect(60, 60, 400, 700, fill=1)
    unseen(page, LONG)
    assert texts(page) == [" ".join(LONG)]


def turned(turn: int) -> Page:
    """A page that viewers turn by a right angle, and whose text then stands upright."""
    page = Page()
    page.canvas.setPageRotation(turn)
    page.canvas.translate(
        *{90: (page.height, 0), 180: (595, 1684), 270: (595 - page.height, 595)}[turn]
    )
    page.canvas.rotate(turn)
    page.lines(72, 72, *LONG)
    return page


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned_is_read_as_it_is_shown(turn: int) -> None:
    [block] = blocks(turned(turn))
    assert block.text == " ".join(LONG)


def test_a_layer_under_text_with_ink_is_left_out() -> None:
    page = Page()
    page.lines(72, 72, *LONG)
    unseen(page, tuple(line.replace("a", "o") for line in LONG), down=73.5, font="Times-Roman")
    assert texts(page) == [" ".join(LONG)]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_whose_text_was_not_turned_is_read_as_it_was_written(turn: int) -> None:
    page = Page()
    page.canvas.setPageRotation(turn)
    page.lines(72, 72, *LONG)
    assert texts(page) == [" ".join(LONG)]


def test_text_that_stands_sideways_on_its_page() -> None:
    page = Page()
    page.canvas.rotate(90)
    for number, text in enumerate(LONG):
        page.canvas.drawString(72, -100 - 14 * number, text)
    assert texts(page) == [" ".join(LONG)]


def test_a_table_of_two_columns_is_no_running_text() -> None:
    page = Page()
    for row in range(9):
        page.line(72, 90 + 16 * row, ("Becas", "Comedores escolares", "Útiles")[row % 3])
        page.line(330, 90 + 16 * row, str(1000 + row))
    assert "Becas 1000 Comedores escolares 1001 Útiles 1002" in " ".join(texts(page))


def test_a_note_at_the_foot_of_a_page_follows_the_sentence_that_goes_on_over_it() -> None:
    page = Page()
    page.lines(72, 700, *LONG[:2])
    page.lines(
        72, 770, "1 De ellas, 140 mujeres, según el", "registro del Ministerio.", size=8, pitch=10
    )
    page.turn()
    page.lines(72, 72, LONG[2], LONG[0])
    assert texts(page)[:2] == [
        " ".join(LONG),
        "1 De ellas, 140 mujeres, según el registro del Ministerio.",
    ]


def test_ligatures_and_accents_apart_are_normalised() -> None:
    named = (
        "1 begincodespacerange <00> <FF> endcodespacerange 3 beginbfchar <66> <FB01> "
        "<B4> <0301> <A0> <00A0> endbfchar"
    )
    drawn = "BT /F 11 Tf 72 700 Td (La fnca o\\264 1\\240250 casos) Tj ET"
    data = raw_pdf(
        f"{FONTS} /Contents 4 0 R",
        pdf_stream(drawn),
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding "
        "/ToUnicode 6 0 R>>",
        pdf_stream(named),
    )
    assert [block.text for block in read_bytes(data, "a.pdf").blocks] == ["La finca ó 1 250 casos"]


def test_a_field_that_was_filled_in_is_read_in_its_place() -> None:
    page = Page()
    page.line(72, 72, "2. Describa los progresos:")
    field = {"x": 72, "y": page.height - 110, "width": 300, "height": 20}
    page.canvas.acroForm.textfield(value="Se formó a 312 personas.", **field)
    page.line(72, 140, "3. ¿Ha colaborado con algún socio?")
    assert texts(page)[1] == "Se formó a 312 personas."


def test_text_typed_upon_a_page_is_read_in_its_place() -> None:
    assert [block.text for block in read_bytes(_typed("Falta de personal."), "a.pdf").blocks] == [
        "¿Qué retos anticipa?", "Falta de personal.", "¿Necesita apoyo?",
    ]  # fmt: skip


def _typed(text: str) -> bytes:
    """A page with two questions, and a text that a viewer put between them."""
    drawn = (
        "BT /F 11 Tf 72 700 Td (1. \\277Qu\\351 retos anticipa?) Tj ET "
        "BT /F 11 Tf 72 600 Td (2. \\277Necesita apoyo?) Tj ET"
    )
    shown = f"BT /F 11 Tf 2 8 Td ({text}) Tj ET"
    return raw_pdf(
        f"{FONTS} /Contents 4 0 R /Annots [6 0 R]",
        pdf_stream(drawn),
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
        f"<</Type /Annot /Subtype /FreeText /F 4 /Rect [72 640 400 670] /Contents ({text}) /AP <</N 7 0 R>>>>",
        pdf_stream(shown, f"/Type /XObject /Subtype /Form /BBox [0 0 328 30] {FONTS}"),
    )


def test_letters_that_a_font_does_not_name_are_shown_as_such() -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    page = Page(pageCompression=0)
    page.line(72, 72, "Se publicó la lista de trabajos", font="Vera")
    data = b"".join(
        line for line in page.data().splitlines(keepends=True) if not line.startswith(b"/ToUnicode")
    ).replace(b"/ToUnicode", b"/Nothing")
    assert [block.text for block in read_bytes(data, "a.pdf").blocks] == [
        "Se public\ufffd la lista de trabajos"
    ]


def test_a_pdf_whose_letters_nobody_names_is_refused() -> None:
    codes = "".join(f"{ord(letter) - 29:04X}" for letter in "Se public la lista de trabajos")
    drawn = f"BT /F 11 Tf 72 700 Td <{codes}> Tj ET"
    data = raw_pdf(
        f"{FONTS} /Contents 4 0 R",
        pdf_stream(drawn),
        "<</Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Arial /Encoding /Identity-H "
        "/DescendantFonts [6 0 R]>>",
        "<</Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Arial /DW 600 /CIDSystemInfo "
        "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>>>",
    )
    with pytest.raises(InputError, match="pdf-unknown-letters"):
        read_bytes(data, "a.pdf")


def test_anchors_of_a_pdf_lead_to_boxes_on_the_page() -> None:
    page = Page()
    page.lines(72, 72, *LONG)
    [block] = blocks(page)
    start = block.text.index("trabajos peligrosos")
    first, second = (box for a in block.locate(start, start + 19) for box in a.boxes)
    top = page.height - 72
    assert first[1] < top < first[3]
    assert second[1] < top - 14 < second[3] < first[3]
    assert abs(second[0] - 72) < 2


def test_boxes_of_a_turned_page_are_those_of_the_page_unturned() -> None:
    page = turned(90)
    [[box]] = [anchor.boxes for anchor in blocks(page)[0].locate(0, 9)]
    assert box[2] - box[0] < box[3] - box[1]


def test_only_anchors_of_a_pdf_have_boxes_in_records() -> None:
    page = Page()
    page.line(72, 72, "Se formó a 312 personas.")
    [anchor] = blocks(page)[0].locate(0, 8)
    assert set(anchor.record()) == {"part", "unit", "start", "end", "boxes"}
    [anchor] = read_bytes(b"Se form\xc3\xb3 a 312 personas.", "a.txt").blocks[0].locate(0, 8)
    assert set(anchor.record()) == {"part", "unit", "start", "end"}


def test_pages_that_are_a_picture_are_told() -> None:
    page = Page()
    page.lines(72, 72, *LONG)
    page.turn()
    page.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
    page.turn()
    page.canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 90, 90)
    page.turn()
    assert read_bytes(page.data(), "a.pdf").pictures == (2,)

"""Tables with borders: a PDF has the rows that the Word file has."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from meta87.reading.document import Document
from meta87.reading.read import read_bytes
from tests.reading.build import Page, docx, p, table, tc

STYLE = getSampleStyleSheet()["Normal"]
LONG = "Charla a padres y madres de la zona rural, con materiales impresos y un video corto del programa."
ROWS = [
    ["Fecha", "Actividad", "Participantes"],
    ["—", LONG, "s/d"],
    ["", "Curso a fiscales", "30"],
    ["mayo", "", "☒"],
    ["Total", "", "165"],
]
LAST = "Sigue otro texto de la respuesta."


def drawn(rows: list[list[str]], *styles: tuple, **options: object) -> Document:
    """A PDF of a table with borders, its text in the middle of its cells."""
    data = io.BytesIO()
    cells = [[Paragraph(cell.replace("☒", "[x]"), STYLE) for cell in row] for row in rows]
    made = Table(cells, colWidths=(70, 250, 90), **options)
    look = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    made.setStyle([*look, *styles])
    SimpleDocTemplate(data).build([made, Paragraph(LAST, STYLE)])
    return read_bytes(data.getvalue(), "a.pdf")


def cells(document: Document) -> list[tuple[object, str, bool | None]]:
    return [(block.cell, block.text, block.checked) for block in document.blocks]


def test_a_pdf_has_the_rows_of_the_word_file() -> None:
    word = docx(table(*("".join(tc(p(cell)) for cell in row) for row in ROWS)) + p(LAST))
    assert cells(drawn(ROWS)) == cells(read_bytes(word, "a.docx"))


def test_a_merged_cell_is_read_once_in_its_first_row_and_column() -> None:
    rows = [["Zona", "Acción", "Casos"], ["Norte", "Visitas", "7"], ["", "Talleres", "9"]]
    found = cells(drawn(rows, ("SPAN", (0, 1), (0, 2))))
    places = {text: (cell.row, cell.column) for cell, text, _ in found if cell}
    assert (places["Norte"], places["Talleres"]) == ((1, 0), (2, 1))


def test_a_table_goes_on_over_pages_and_its_repeated_header_is_read_once() -> None:
    rows = [ROWS[0], *([str(n), f"Taller {n} a docentes", str(n)] for n in range(60))]
    found = cells(drawn(rows, repeatRows=1))
    assert [text for _, text, _ in found].count("Fecha") == 1
    assert {(cell.table, cell.row): text for cell, text, _ in found if cell}[0, 60] == "59"
    assert found[-1] == (None, LAST, None)


def test_a_word_over_a_border_is_not_cut() -> None:
    page = Page()
    page.canvas.grid([72, 150, 300], [page.height - y for y in (80, 100, 120)])
    for y, (left, right) in (
        (94, ("Institución", "Acción")),
        (114, ("Superintendencia", "Visitas")),
    ):
        page.line(76, y, left)
        page.line(170, y, right)
    assert [b.text for b in read_bytes(page.data(), "a.pdf").blocks] == [
        "Institución", "Acción", "Superintendencia", "Visitas",
    ]  # fmt: skip


@pytest.mark.parametrize("rules", [9_000, 600])
def test_a_page_of_many_lines_is_a_drawing(rules: int) -> None:
    page = Page()
    for n in range(rules):
        page.canvas.line(72, 72 + n % 600, 300, 72 + n % 600)
        page.canvas.line(72 + n % 600, 72, 72 + n % 600, 300)
    page.line(76, 94, "Un texto.")
    assert [b.text for b in read_bytes(page.data(), "a.pdf").blocks] == ["Un texto."]

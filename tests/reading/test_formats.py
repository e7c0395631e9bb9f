"""What DOCX, ODT and HTML have in common: the same content is read as the same blocks."""

from __future__ import annotations

import pytest

from meta87.form.table_rows import rows_joined
from meta87.reading.document import BlockKind
from meta87.reading.read import read_bytes
from tests.reading.build import docx, odt, p, r, relations, table, tc

FORMATS = ["docx", "odt", "html"]
_LIST_STYLE = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
_NOTES = f'<w:footnotes NAMES><w:footnote w:id="2">{p("140 a niñas.")}</w:footnote></w:footnotes>'
_NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
_ODT_NOTE = "<text:note><text:note-body><text:p>140 a niñas.</text:p></text:note-body></text:note>"
_URL = "https://ejemplo.org/a.pdf"


def odt_table(*rows: tuple[str, ...]) -> bytes:
    cells = (
        "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in row) for row in rows
    )
    inner = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return odt(f"<table:table>{inner}</table:table>")


@pytest.mark.parametrize(
    "data",
    [
        docx(table(tc(p("Se dieron:") + p("Taller.", properties=_LIST_STYLE) + p("Sigue.")))),
        odt_table((("<text:p>Se dieron:</text:p><text:list><text:list-item><text:p>Taller.</text:p>"
                   "<text:p>Sigue.</text:p></text:list-item></text:list>"),)),
        b"<html><table><tr><td>Se dieron:<ul><li><p>Taller.</p><p>Sigue.</p></li></ul></table>",
    ],
    ids=FORMATS,
)  # fmt: skip
def test_a_list_in_a_cell_stays_a_list(data: bytes) -> None:
    found = [(block.kind, block.level, block.item) for block in read_bytes(data, "informe").blocks]
    assert found == [(BlockKind.TABLE_CELL, 0, item) for item in (False, True, False)]


@pytest.mark.parametrize(
    "data",
    [
        docx(table(tc(p("Becas", _NOTE)) + tc(p("312")), tc(p("Talleres")) + tc(p("9"))),
             {"word/footnotes.xml": _NOTES}),
        odt_table((f"<text:p>Becas{_ODT_NOTE}</text:p>", "<text:p>312</text:p>"),
                  ("<text:p>Talleres</text:p>", "<text:p>9</text:p>")),
    ],
    ids=FORMATS[:2],
)  # fmt: skip
def test_notes_of_cells_follow_their_row(data: bytes) -> None:
    found = [block.text for block in rows_joined(read_bytes(data, "informe").blocks)]
    assert found == ["Becas | 312", "140 a niñas.", "Talleres | 9"]


@pytest.mark.parametrize(
    "data",
    [
        docx(p("Uno.", "<w:r><w:br/></w:r>", "Dos.", properties=_LIST_STYLE)),
        odt("<text:list><text:list-item><text:p>Uno.<text:line-break/>Dos.</text:p>"
            "</text:list-item></text:list>"),
        b"<html><ul><li>Uno.<br>Dos.</ul>",
    ],
    ids=FORMATS,
)  # fmt: skip
def test_the_lines_of_a_list_item_are_items(data: bytes) -> None:
    found = [(block.kind, block.text) for block in read_bytes(data, "informe").blocks]
    assert found == [(BlockKind.LIST_ITEM, "Uno."), (BlockKind.LIST_ITEM, "Dos.")]


@pytest.mark.parametrize(
    "data",
    [
        docx(p("Véase ", f'<w:hyperlink r:id="rId1">{r("el informe")}</w:hyperlink>', "."),
             {"word/_rels/document.xml.rels": relations(("hyperlink", _URL))}),
        odt('<text:p>Véase <text:a xmlns:x="http://www.w3.org/1999/xlink" '
            f'x:href="{_URL}">el informe</text:a>.</text:p>'),
        f"<html><p>Véase <a href='{_URL}'>el <b>informe</b></a>.".encode(),
    ],
    ids=FORMATS,
)  # fmt: skip
def test_the_url_of_a_link_is_read_after_its_text(data: bytes) -> None:
    assert read_bytes(data, "informe").text == f"Véase el informe ({_URL})."


_BOLD = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
_ODT_STYLES = (
    '<style:style style:name="T1"><style:text-properties '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'fo:font-weight="bold"/></style:style>'
)


@pytest.mark.parametrize(
    "data",
    [
        docx(p(_BOLD.format("Retos")) + p(_BOLD.format("Retos: "), "la sequía.") + p("Retos")),
        odt('<text:p><text:span text:style-name="T1">Retos</text:span></text:p>'
            '<text:p><text:span text:style-name="T1">Retos: </text:span>la sequía.</text:p>'
            "<text:p>Retos</text:p>", _ODT_STYLES),
        "<html><p><b>Retos</b><p><span style='font-weight: bold'>Retos: </span>la sequía.<p>Retos"
        .encode(),
        "**Retos**\n\n**Retos:** la sequía.\n\nRetos".encode(),
    ],
    ids=[*FORMATS, "md"],
)  # fmt: skip
def test_what_is_in_bold_is_known(data: bytes) -> None:
    blocks = read_bytes(data, "informe.md").blocks
    assert [(block.bold, block.is_bold) for block in blocks] == [(5, True), (6, False), (0, False)]
    assert blocks[1].slice(3, 9).bold == len("os:")


@pytest.mark.parametrize(("line", "bold"), [("single", 5), ("none", 0)])
def test_an_underlined_text_is_as_one_in_bold(line: str, bold: int) -> None:
    run = _BOLD.replace("<w:b/>", f'<w:u w:val="{line}"/>').format("Retos")
    (block,) = read_bytes(docx(p(run, ": la sequía.")), "informe").blocks
    assert block.bold == bold

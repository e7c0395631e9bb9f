"""What Word keeps in odd places: other parts, fields, changes, breaks. One trap a test."""

from __future__ import annotations

import pytest

from meta87.reading.document import Block, BlockKind, Cell
from meta87.reading.read import read_bytes
from tests.reading.build import docx, p, r, relations, sdt, table, tc
from tests.reading.test_docx import assert_nothing_lost, blocks, boxes, texts

_BREAK = "<w:r><w:br/></w:r>"
_NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
_LOST_MARK = "<w:rPr><w:del/></w:rPr>"
_DELETED = "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>"


def notes(text: str) -> str:
    return f'<w:footnotes NAMES><w:footnote w:id="2">{p(text)}</w:footnote></w:footnotes>'


def related(body: str, parts: dict[str, str], *known: tuple[str, str]) -> tuple[Block, ...]:
    """Read a body whose relations name the parts: kind and target, with ids rId1 on."""
    data = docx(body, {**parts, "word/_rels/document.xml.rels": relations(*known)})
    document = read_bytes(data, "informe.docx")
    assert_nothing_lost(data, document)
    return document.blocks


def test_repeating_section_gives_every_item() -> None:
    items = "".join(
        sdt(p(text), properties="<w15:repeatingSectionItem/>") for text in ("Uno.", "Dos.")
    )
    found = blocks(sdt(items, tag="socios", properties="<w15:repeatingSection/>"))
    assert [(block.text, block.tag) for block in found] == [("Uno.", "socios"), ("Dos.", "socios")]


def test_repeating_rows_of_a_table_stay_rows() -> None:
    row = "<w:tr>" + tc(p("{}")) + tc(p("{} casos")) + "</w:tr>"
    rows = "".join(
        sdt(row.replace("{}", n), properties="<w15:repeatingSectionItem/>") for n in ("7", "9")
    )
    body = f"<w:tbl>{sdt(rows, properties='<w15:repeatingSection/>')}</w:tbl>"
    assert [(b.text, b.cell) for b in blocks(body)] == [
        ("7", Cell(0, 0, 0)), ("7 casos", Cell(0, 0, 1)), ("9", Cell(0, 1, 0)), ("9 casos", Cell(0, 1, 1)),
    ]  # fmt: skip


def test_parts_are_found_by_their_relations() -> None:
    parts = {
        "word/footnotes2.xml": notes("De ellas, 140 mujeres."),
        "word/styles3.xml": '<w:styles NAMES><w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 1"/>'
        "</w:style></w:styles>",
    }
    known = (("footnotes", "footnotes2.xml"), ("styles", "/word/styles3.xml"))
    found = related(p("Avances", style="A") + p("312 personas", _NOTE, "."), parts, *known)
    assert [(b.kind, b.text) for b in found] == [
        (BlockKind.HEADING, "Avances"),
        (BlockKind.PARAGRAPH, "312 personas."),
        (BlockKind.PARAGRAPH, "De ellas, 140 mujeres."),
    ]


def test_headers_of_first_and_even_pages_are_read_apart() -> None:
    parts = {
        f"word/{name}.xml": f"<w:hdr NAMES>{p(text)}</w:hdr>"
        for name, text in (("primera", "Portada"), ("pares", "Pares"), ("header7", "Sin uso"))
    }
    known = relations(("header", "primera.xml"), ("header", "pares.xml"))
    data = docx(p("Cuerpo."), {**parts, "word/_rels/document.xml.rels": known})
    document = read_bytes(data, "informe.docx")
    assert (document.text, [b.text for b in document.running]) == ("Cuerpo.", ["Pares", "Portada"])


def test_end_of_a_paragraph_that_was_deleted_joins_it_with_the_next() -> None:
    body = p("Se formó a ", properties=_LOST_MARK) + p("312 personas.") + p("Fin.")
    found = blocks(body)
    assert [block.text for block in found] == ["Se formó a 312 personas.", "Fin."]
    assert [anchor.unit for anchor in found[0].locate(0, len(found[0].text))] == [0, 1]


def test_a_deleted_paragraph_leaves_nothing() -> None:
    body = p("Antes.") + p(_DELETED.format("Borrado."), properties=_LOST_MARK) + p("Después.")
    assert read_bytes(docx(body), "informe.docx").text == "Antes.\nDespués."


def test_inserted_end_of_a_paragraph_parts_two() -> None:
    inserted = "<w:rPr><w:ins/></w:rPr>"
    assert texts(p("Uno.", properties=inserted) + p("Dos.")) == ["Uno.", "Dos."]


def test_moved_paragraphs_are_read_where_they_went() -> None:
    body = (
        '<w:moveFromRangeStart w:id="1"/>'
        + p(f"<w:moveFrom>{r('Se movió.')}</w:moveFrom>", properties="<w:rPr><w:moveFrom/></w:rPr>")
        + '<w:moveFromRangeEnd w:id="1"/>'
        + p("Queda.")
        + '<w:moveToRangeStart w:id="2"/>'
        + p(f"<w:moveTo>{r('Se movió.')}</w:moveTo>", properties="<w:rPr><w:moveTo/></w:rPr>")
        + '<w:moveToRangeEnd w:id="2"/>'
    )
    assert read_bytes(docx(body), "informe.docx").text == "Queda.\nSe movió."


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Se formó a 312.", "Se abrió un albergue."], ["Se formó a 312.", "Se abrió un albergue."]),
        (["Acciones:", "- formación,", "- becas"], ["Acciones:", "formación,", "becas"]),
        (["Sin punto", "", "Otro párrafo"], ["Sin punto", "Otro párrafo"]),
        (["El Ministerio de", "Trabajo formó a", "312 personas."],
         ["El Ministerio de Trabajo formó a 312 personas."]),
        (["según el artículo", "3. de la ley"], ["según el artículo 3. de la ley"]),
        (["Según la ley.", "", ""], ["Según la ley."]),
    ],
)  # fmt: skip
def test_line_breaks_part_what_begins_anew(lines: list[str], found: list[str]) -> None:
    runs = [r(line) if line else "" for line in lines]
    assert texts(sdt(f"<w:p>{_BREAK.join(runs)}</w:p>", properties="<w:text/>")) == found


def test_a_page_break_parts_no_sentence() -> None:
    body = p("Se formó. ", '<w:r><w:br w:type="page"/></w:r>', "Se abrió.")
    assert texts(body) == ["Se formó. Se abrió."]


@pytest.mark.parametrize(
    ("font", "letter", "state"),
    [("Wingdings", "þ", True), ("Wingdings", "o", False), ("Wingdings 2", "\uf0a3", False)],
)
def test_a_letter_in_a_font_of_symbols_is_a_box(font: str, letter: str, state: bool) -> None:
    run = f'<w:r><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr><w:t>{letter}</w:t></w:r>'
    body = p(run, " Completado")
    assert [(b.text, b.checked) for b in read_bytes(docx(body), "a.docx").blocks] == [
        ("Completado", state)
    ]


def test_text_after_a_field_without_an_end_is_kept() -> None:
    assert texts(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "Se formó a 312.")) == [
        "Se formó a 312."
    ]


def test_a_field_inside_the_instruction_of_another_is_no_text() -> None:
    inner = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>A</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("oculto")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    field = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{inner}'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("visible")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert read_bytes(docx(p(field)), "informe.docx").text == "visible"


def test_dropdown_of_old_word_gives_its_default() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:default w:val="1"/>'
        '<w:listEntry w:val="Previsto"/><w:listEntry w:val="En curso"/></w:ddList></w:ffData>'
        '</w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    # docx2python shows the first entry.
    assert read_bytes(docx(p(field)), "informe.docx").text == "En curso"


def test_the_address_behind_a_word_is_read_after_it() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://ejemplo.org/b.pdf" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("el anexo")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    link = f'<w:hyperlink r:id="rId1">{r("el informe")}</w:hyperlink>'
    said = f'<w:hyperlink r:id="rId2">{r("www.ejemplo.org")}</w:hyperlink>'
    known = (("hyperlink", "https://ejemplo.org/a.pdf"), ("hyperlink", "http://www.ejemplo.org/"))
    [block] = related(p("Véase ", link, ", ", field, " y ", said, "."), {}, *known)
    assert block.text == (
        "Véase el informe (https://ejemplo.org/a.pdf), el anexo (https://ejemplo.org/b.pdf) "
        "y www.ejemplo.org."
    )


_A = "http://schemas.openxmlformats.org/drawingml/2006"


def test_words_of_diagrams_and_charts_follow_their_paragraph() -> None:
    diagram = (
        f'<d:dataModel xmlns:d="{_A}/diagram" xmlns:a="{_A}/main"><d:ptLst>'
        "<d:pt><d:t><a:p><a:r><a:t>Detec</a:t></a:r><a:r><a:t>ción</a:t></a:r></a:p></d:t></d:pt>"
        '<d:pt type="pres"><d:t><a:p><a:r><a:t>plantilla</a:t></a:r></a:p></d:t></d:pt>'
        "</d:ptLst></d:dataModel>"
    )
    chart = (
        f'<c:chartSpace xmlns:c="{_A}/chart" xmlns:a="{_A}/main"><c:chart><c:title><a:p><a:r>'
        "<a:t>Niñas atendidas</a:t></a:r></a:p></c:title><c:cat><c:strRef><c:strCache><c:pt>"
        "<c:v>Altamora</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache>"
        "<c:pt><c:v>12</c:v></c:pt></c:numCache></c:numRef></c:val></c:chart></c:chartSpace>"
    )
    drawing = "<w:r><w:drawing>{}</w:drawing></w:r>"
    body = p("Ruta: ", drawing.format(f'<d:relIds xmlns:d="{_A}/diagram" r:dm="rId1"/>')) + p(
        "Cifras: ", drawing.format(f'<c:chart xmlns:c="{_A}/chart" r:id="rId2"/>')
    )
    parts = {"word/diagrams/data1.xml": diagram, "word/charts/chart1.xml": chart}
    known = (("diagramData", "diagrams/data1.xml"), ("chart", "charts/chart1.xml"))
    found = related(body, parts, *known)
    assert [(b.text, b.pieces[0].anchor.part) for b in found] == [
        ("Ruta:", "body"), ("Detección", "diagrams/data1"),
        ("Cifras:", "body"), ("Niñas atendidas", "charts/chart1"), ("Altamora", "charts/chart1"),
    ]  # fmt: skip


def test_date_picker_and_dropdown_with_a_prompt_are_unanswered() -> None:
    prompts = (
        sdt(p("Elija un elemento."), properties="<w:showingPlcHdr/><w:dropDownList/>"),
        sdt(p("Haga clic aquí para escribir una fecha."), properties="<w:showingPlcHdr/><w:date/>"),
    )
    assert [block.placeholder for block in blocks("".join(prompts))] == [True, True]


_MARKED = '<w:showingPlcHdr/><w:placeholder><w:docPart w:val="{}"/></w:placeholder>'
_STYLED = '<w:r><w:rPr><w:rStyle w:val="{}"/></w:rPr><w:t>{}</w:t></w:r>'
_GLOSSARY = {
    "word/_rels/document.xml.rels": relations(("glossaryDocument", "glossary/document.xml")),
    "word/glossary/document.xml": "<w:glossaryDocument NAMES><w:docParts><w:docPart><w:docPartPr>"
    '<w:name w:val="DefaultText"/></w:docPartPr><w:docPartBody><w:p><w:r><w:t>Progresos del período'
    "</w:t></w:r></w:p></w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>",
    "word/styles.xml": '<w:styles NAMES><w:style w:type="character" w:styleId="Gris">'
    '<w:name w:val="Placeholder Text"/></w:style></w:styles>',
}


@pytest.mark.parametrize(
    ("content", "answered"),
    [
        (p("Se aprobó el protocolo."), True),
        (
            p("En mayo se rescató a 45 víctimas.") + p("Escriba a la Secretaría y pida el acta."),
            True,
        ),
        (p("Progresos del período"), False),
        (p("Progresos", " del ", "período"), False),
        (p(_STYLED.format("Gris", "Su respuesta")), False),
        (p(_STYLED.format("Textodelmarcadordeposicin", "Su respuesta")), False),
        (p(_STYLED.format("Gris", "Su respuesta"), " Se abrió un aula."), True),
        (p("Haga clic o pulse aquí para escribir texto."), False),
        (p("[Indique el nombre de sus socios]"), False),
        (p(sdt(r("Se abrió un aula."))), True),  # in a control inside it
    ],
)
def test_a_text_written_over_a_prompt_that_is_still_marked_is_read(content, answered) -> None:
    found = blocks(sdt(content, tag="r3", properties=_MARKED.format("DefaultText")), _GLOSSARY)
    assert {block.placeholder for block in found if block.text} == {not answered}


def test_a_marked_list_that_shows_a_choice_is_answered() -> None:
    [block] = blocks(
        p("Estado: ", sdt(r("En curso"), properties="<w:showingPlcHdr/><w:dropDownList/>"))
    )
    assert (block.text, block.placeholder) == ("Estado: En curso", False)


def test_broken_prompts_break_nothing() -> None:
    parts = {**_GLOSSARY, "word/glossary/document.xml": "<w:glossaryDocument"}
    [block] = blocks(sdt(p("Se abrió un aula."), properties=_MARKED.format("DefaultText")), parts)
    assert not block.placeholder


def test_an_x_typed_in_a_cell_stays_a_cell() -> None:
    assert boxes(table(tc(p("Completado")) + tc(p("X")))) == []


def test_nested_and_merged_tables_lose_no_cell() -> None:
    inner = table(tc(p("a"), '<w:gridSpan w:val="2"/>'), tc(p("b")) + tc(p("c")))
    body = table(
        tc(p("Fuera") + inner + p("y después"), '<w:vMerge w:val="restart"/>') + tc(p("1")),
        tc(p(), "<w:vMerge/>") + tc(p("2")),
    )
    assert [(b.text, b.cell) for b in blocks(body)] == [
        ("Fuera", Cell(0, 0, 0)), ("a", Cell(1, 0, 0)), ("b", Cell(1, 1, 0)), ("c", Cell(1, 1, 1)),
        ("y después", Cell(0, 0, 0)), ("1", Cell(0, 0, 1)), ("2", Cell(0, 1, 1)),
    ]  # fmt: skip

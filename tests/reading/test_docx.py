from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from pathlib import Path

import mammoth
import pytest
from docx2python import docx2python
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from meta87.form.parser import parse
from meta87.reading.document import Block, BlockKind, Cell, Document
from meta87.reading.package import local_name
from meta87.reading.read import read_bytes
from tests.form.build import FORM
from tests.reading.anchors import assert_anchored
from tests.reading.build import W, checkbox, docx, p, r, relations, sdt, table, tc

EXAMPLES = Path(__file__).parents[2] / "examples"
# Tags, box and list marks, and links to notes that mammoth and docx2python write.
_MADE = r"<[^>]+>|-{2,}\S*-{2,}|\bfootnote\d+\)|[\[(] ?[xX]? ?[\])]|^\t*\w+[.)]\t|&#x\w+;"
_PROMPT = "<w:showingPlcHdr/>"
_LEGACY = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{}</w:checkBox></w:ffData>'
    "</w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def blocks(body: str, parts: dict[str, str] | None = None) -> tuple[Block, ...]:
    """Read a body; nothing may be lost that mammoth or docx2python see in it."""
    data = docx(body, parts)
    document = read_bytes(data, "informe.docx")
    assert_nothing_lost(data, document)
    return document.blocks


def assert_nothing_lost(data: bytes, document: Document) -> None:
    """Hold the text, headers and footers to every line that other readers give."""
    every = (*document.blocks, *document.running)
    ours = " ".join(f"{block.marker} {block.text}" for block in every)
    with docx2python(io.BytesIO(data)) as peer:
        lines = peer.text.split("\n")
    lines += mammoth.extract_raw_text(io.BytesIO(data)).value.split("\n")
    assert [line for line in lines if not _holds(ours, line)] == []


def _holds(text: str, line: str) -> bool:
    """Tell whether a text has the letters of a line, or at least its words in their order."""
    words = iter(_words(text))
    return "".join(_words(line)) in "".join(_words(text)) or all(w in words for w in _words(line))


def _words(text: str) -> list[str]:
    """Give the words without what readers make of pictures, boxes, list numbers and notes."""
    bare = re.sub(_MADE, " ", unicodedata.normalize("NFC", text))
    return re.findall(r"\w+", bare.replace("\xad", ""))


def texts(body: str, parts: dict[str, str] | None = None) -> list[str]:
    return [block.text for block in blocks(body, parts)]


def boxes(body: str) -> list[tuple[str, bool | None]]:
    return [(b.text, b.checked) for b in blocks(body) if b.kind is BlockKind.CHECKBOX]


def test_block_control_is_unwrapped_and_its_tag_kept() -> None:
    [block] = blocks(sdt(p("Se publicó el plan."), tag="respuesta_1"))
    assert (block.text, block.tag) == ("Se publicó el plan.", "respuesta_1")


def test_alias_names_a_control_without_tag() -> None:
    [block] = blocks(sdt(p("Sí hubo."), properties='<w:alias w:val="Comentarios"/>'))
    assert block.tag == "Comentarios"


def test_inline_control_stays_in_its_sentence() -> None:
    assert texts(p("Avances de ", sdt(r("Costa Brava"), tag="pais"), " en 2023.")) == [
        "Avances de Costa Brava en 2023."
    ]


def test_nested_and_repeating_controls_give_their_paragraphs() -> None:
    repeated = sdt(sdt(p("Uno."), tag="a") + sdt(p("Dos."), tag="b"), tag="lista")
    assert [(b.text, b.tag) for b in blocks(repeated)] == [("Uno.", "a"), ("Dos.", "b")]


@pytest.mark.parametrize(
    "body",
    [
        table(tc(p("Pregunta")) + tc(sdt(p("Respuesta")))),
        table(tc(p("Pregunta")) + sdt(tc(p("Respuesta")))),
        sdt(table(tc(p("Pregunta")) + tc(p("Respuesta")))),
        "<w:tbl>" + sdt(f"<w:tr>{tc(p('Pregunta'))}{tc(p('Respuesta'))}</w:tr>") + "</w:tbl>",
    ],
    ids=["in the cell", "around the cell", "around the table", "around the row"],
)
def test_controls_in_tables_lose_nothing(body: str) -> None:
    assert [(b.text, b.cell) for b in blocks(body)] == [
        ("Pregunta", Cell(0, 0, 0)),
        ("Respuesta", Cell(0, 0, 1)),
    ]


def test_prompt_is_a_placeholder() -> None:
    [block] = blocks(sdt(p("Haga clic aquí para escribir."), tag="respuesta_3", properties=_PROMPT))
    assert block.placeholder
    assert block.tag == "respuesta_3"


def test_prompt_after_a_label_is_a_block_of_its_own() -> None:
    label, prompt = blocks(p("Comentarios: ", sdt(r("Escriba aquí"), properties=_PROMPT)))
    assert (label.text, label.placeholder) == ("Comentarios:", False)
    assert (prompt.text, prompt.placeholder) == ("Escriba aquí", True)


def test_empty_prompt_is_kept_and_empty_paragraph_is_not() -> None:
    [block] = blocks(p() + sdt(p(), tag="respuesta_9", properties=_PROMPT) + p("  "))
    assert (block.text, block.placeholder, block.tag) == ("", True, "respuesta_9")


@pytest.mark.parametrize(
    ("element", "state"),
    [
        ('<w14:checked w14:val="1"/>', True),
        ('<w14:checked w14:val="true"/>', True),
        ("<w14:checked/>", True),
        ('<w14:checked w14:val="0"/>', False),
        ('<w14:checked w14:val="false"/>', False),
        ("", False),
    ],
)
def test_checkbox_control_spellings(element: str, state: bool) -> None:
    assert boxes(p(checkbox(element), " No alcanzado")) == [("No alcanzado", state)]


@pytest.mark.parametrize(
    ("element", "state"),
    [
        ('<w:default w:val="0"/>', False),
        ('<w:default w:val="1"/>', True),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', False),
        ('<w:default w:val="0"/><w:checked/>', True),
    ],
)
def test_legacy_checkbox(element: str, state: bool) -> None:
    assert boxes(p(_LEGACY.format(element), " Previsto")) == [("Previsto", state)]


def test_state_of_a_control_wins_over_its_glyph() -> None:
    assert boxes(p(checkbox('<w14:checked w14:val="1"/>', glyph="☐"), " sí")) == [("sí", True)]


def test_several_boxes_in_a_paragraph_after_a_text() -> None:
    body = p("¿Hubo avances? ", checkbox("<w14:checked/>"), " sí ", checkbox(""), " no")
    first, *rest = blocks(body)
    assert (first.text, first.kind) == ("¿Hubo avances?", BlockKind.PARAGRAPH)
    assert [(b.text, b.checked) for b in rest] == [("sí", True), ("no", False)]


def test_block_level_checkbox_control() -> None:
    body = sdt(p("☒ En curso"), properties="<w14:checkbox><w14:checked/></w14:checkbox>")
    assert boxes(body) == [("En curso", True)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("☒ sí ☐ no", [("sí", True), ("no", False)]),
        ("⊠sí □no", [("sí", True), ("no", False)]),
        ("☑ sí  ■ tal vez □ no", [("sí", True), ("tal vez", True), ("no", False)]),
        ("[x] sí [ ] no", [("sí", True), ("no", False)]),
        ("( X ) sí ( ) no", [("sí", True), ("no", False)]),
        ("Sí ☒ No ☐", [("Sí", True), ("No", False)]),
        ("¿Colaboró? Sí ☐ No ☒", [("Sí", False), ("No", True)]),
        ("Marque con ☒ lo que corresponda", []),
        ("✓ primera meta", []),
    ],
)
def test_boxes_typed_as_text(typed: str, found: list[tuple[str, bool]]) -> None:
    assert boxes(p(typed)) == found


def test_ticks_are_bullets_where_there_is_no_box() -> None:
    [item] = blocks(p("✓ Primera meta"))
    assert (item.kind, item.marker, item.text) == (BlockKind.LIST_ITEM, "✓", "Primera meta")


def test_unlabelled_box_in_a_cell_keeps_cell_and_anchor() -> None:
    [box, label] = blocks(table(tc(p(checkbox("<w14:checked/>"))) + tc(p("Completado"))))
    assert (box.kind, box.text, box.checked) == (BlockKind.CHECKBOX, "", True)
    assert box.cell == Cell(0, 0, 0)
    assert box.pieces[0].anchor.unit == 0
    assert (label.kind, label.text) == (BlockKind.TABLE_CELL, "Completado")


def test_symbol_that_is_a_box() -> None:
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    assert boxes(p(symbol, " OIT")) == [("OIT", True)]


def test_dropdown_and_date_give_the_shown_text() -> None:
    entry = '<w:dropDownList><w:listItem w:displayText="En curso" w:value="3"/></w:dropDownList>'
    date = '<w:date w:fullDate="2023-05-04T00:00:00Z"/>'
    body = p(sdt(r("En curso"), properties=entry)) + p(sdt(r("4/5/2023"), properties=date))
    assert texts(body) == ["En curso", "4/5/2023"]


def test_legacy_dropdown_gives_its_choice() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
        '<w:listEntry w:val="Previsto"/><w:listEntry w:val="Completado"/></w:ddList></w:ffData>'
        '</w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(p(field)) == ["Completado"]


def test_tracked_changes_read_as_accepted() -> None:
    deleted = "<w:r><w:delText>borrado</w:delText></w:r>"
    body = p(
        f"<w:ins>{r('Se añadió ')}</w:ins>",
        f"<w:del>{deleted}</w:del>",
        f"<w:moveFrom>{r('allá ')}</w:moveFrom>",
        f"<w:moveTo>{r('aquí.')}</w:moveTo>",
    )
    # docx2python shows what was moved away too.
    assert read_bytes(docx(body), "informe.docx").text == "Se añadió aquí."


def test_wrappers_fields_and_special_characters() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{r("página 3")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = p(
        f"<w:hyperlink>{r('enlace')}</w:hyperlink>",
        f"<w:smartTag>{r(' Costa')}</w:smartTag>",
        f'<w:fldSimple w:instr="DATE">{r(" Brava")}</w:fldSimple>',
        "<w:r><w:tab/></w:r>",
        field,
        "<w:r><w:br/><w:t> T</w:t><w:noBreakHyphen/><w:t>MEC capaci</w:t><w:softHyphen/>"
        "<w:t>tación</w:t></w:r>",
        '<w:r><w:commentReference w:id="0"/></w:r>',
    )
    assert texts(body) == ["enlace Costa Brava página 3 T-MEC capacitación"]


def test_text_box_is_read_once_after_its_paragraph() -> None:
    inner = f"<w:txbxContent>{p('En el recuadro.')}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{inner}</wps:txbx>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert texts(p("Antes ", box, "y después.") + p("Fin.")) == [
        "Antes y después.",
        "En el recuadro.",
        "Fin.",
    ]


def test_footnote_follows_the_paragraph_that_refers_to_it() -> None:
    notes = (
        '<w:footnotes NAMES><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("De ellas, 140 mujeres.")}</w:footnote></w:footnotes>'
    )
    body = p("Asistieron 312 personas", '<w:r><w:footnoteReference w:id="2"/></w:r>', ".") + p(
        "Fin."
    )
    found = blocks(body, {"word/footnotes.xml": notes})
    assert [b.text for b in found] == ["Asistieron 312 personas.", "De ellas, 140 mujeres.", "Fin."]
    assert (found[1].pieces[0].anchor.part, found[1].pieces[0].anchor.unit) == ("footnotes", 1)


def test_headers_and_footers_are_kept_apart_each_once() -> None:
    header = f"<w:hdr NAMES>{p('Encabezado')}</w:hdr>"
    footer = f"<w:ftr NAMES>{p('Pie ', sdt(r('firmado')))}</w:ftr>"
    parts = {f"word/{name}.xml": header for name in ("header1", "header2")}
    parts["word/footer1.xml"] = footer
    parts["word/_rels/document.xml.rels"] = relations(
        ("header", "header1.xml"), ("header", "header2.xml"), ("footer", "footer1.xml")
    )
    document = read_bytes(docx(p("Cuerpo."), parts), "a.docx")
    assert document.text == "Cuerpo."
    assert [(b.text, b.pieces[0].anchor.part) for b in document.running] == [
        ("Pie firmado", "footer1"),
        ("Encabezado", "header1"),
    ]


def test_merged_cells_come_once_in_their_column() -> None:
    body = table(
        tc(p("A"), '<w:gridSpan w:val="2"/>') + tc(p("B"), '<w:vMerge w:val="restart"/>'),
        tc(p("C")) + tc(p("D")) + tc(p(), "<w:vMerge/>"),
    )
    assert [(b.text, b.cell) for b in blocks(body)] == [
        ("A", Cell(0, 0, 0)),
        ("B", Cell(0, 0, 2)),
        ("C", Cell(0, 1, 0)),
        ("D", Cell(0, 1, 1)),
    ]


def test_nested_table_has_its_own_number() -> None:
    body = table(tc(p("Fuera") + table(tc(p("Dentro")))))
    assert [(b.text, b.cell) for b in blocks(body)] == [
        ("Fuera", Cell(0, 0, 0)),
        ("Dentro", Cell(1, 0, 0)),
    ]


_STYLES = (
    '<w:styles NAMES><w:style w:type="paragraph" w:styleId="Ttulo2"><w:name w:val="heading 2"/>'
    '</w:style><w:style w:type="paragraph" w:styleId="Propio"><w:name w:val="Propio"/>'
    '<w:basedOn w:val="Ttulo2"/></w:style><w:style w:type="paragraph" w:styleId="Esquema">'
    '<w:name w:val="Otro"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Vieta"><w:name w:val="Mi lista"/><w:pPr><w:numPr>'
    '<w:numId w:val="4"/></w:numPr></w:pPr></w:style></w:styles>'
)


@pytest.mark.parametrize(
    ("style", "kind", "level"),
    [
        ("Ttulo2", BlockKind.HEADING, 2),
        ("Propio", BlockKind.HEADING, 2),
        ("Esquema", BlockKind.HEADING, 3),
        ("Título 1", BlockKind.HEADING, 1),
        ("Title", BlockKind.HEADING, 1),
        ("ListBullet2", BlockKind.LIST_ITEM, 1),
        ("Listaconvietas", BlockKind.LIST_ITEM, 0),
        ("Vieta", BlockKind.LIST_ITEM, 0),
        ("Normal", BlockKind.PARAGRAPH, 0),
    ],
)
def test_styles_tell_headings_and_lists(style: str, kind: BlockKind, level: int) -> None:
    [block] = blocks(p("Avances generales", style=style), {"word/styles.xml": _STYLES})
    assert (block.kind, block.level) == (kind, level)


def test_numbering_of_the_paragraph_itself() -> None:
    numbering = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="{}"/></w:numPr>'
    item, plain = blocks(
        p("Uno", properties=numbering.format(7))
        + p("Dos", properties=numbering.format(0), style="ListBullet")
    )
    assert (item.kind, item.level) == (BlockKind.LIST_ITEM, 1)
    assert plain.kind is BlockKind.PARAGRAPH


_LISTS = (
    "<w:numbering NAMES>"
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/><w:pStyle w:val="Vieta"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)


def _item(text: str, number: int, level: int = 0) -> str:
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, properties=listed)


@pytest.mark.parametrize(
    ("items", "markers"),
    [
        ([(1, 0), (1, 0), (1, 0)], "1. 2. 3."),
        ([(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)], "1. 1.a) 1.b) 2. 2.a)"),
        ([(1, 0), (3, 0)], "1. 2."),  # lists of one outline count on
        ([(1, 0), (1, 0), (2, 0), (2, 0)], "1. 2. 1. 2."),  # unless one begins anew
        ([(4, 0), (4, 1), (4, 0)], "IV - V"),
        ([(1, 1)], "1.a)"),
        ([(9, 0), (0, 0)], "- -"),
    ],
)
def test_automatic_numbers_are_counted_as_word_does(
    items: list[tuple[int, int]], markers: str
) -> None:
    body = "".join(_item(f"Punto {n}.", *place) for n, place in enumerate(items))
    found = blocks(body, {"word/numbering.xml": _LISTS})
    assert " ".join(block.marker or "-" for block in found) == markers


def test_numbers_may_come_from_the_style_and_stand_before_headings_and_in_cells() -> None:
    styles = _STYLES.replace('<w:numId w:val="4"/>', '<w:numId w:val="1"/>')
    parts = {"word/numbering.xml": _LISTS, "word/styles.xml": styles}
    listed = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    body = (
        p("Uno", style="Vieta")
        + p("Dos", style="Ttulo2", properties=listed)
        + p("", style="Vieta")  # an empty paragraph is counted
        + table(tc(p("Cuatro", properties=listed)))
    )
    assert [(b.text, b.marker) for b in blocks(body, parts)] == [
        ("Uno", "1."), ("Dos", "2."), ("Cuatro", "4."),
    ]  # fmt: skip


def test_automatic_number_of_a_question_is_its_number() -> None:
    asked = [line.split(". ", 1)[1] for line in FORM if line[:1].isdigit()]
    body = "".join(_item(line, 1) + p("Respuesta.") for line in asked[:4])
    data = docx(_item("Otra cosa.", 1) + body, {"word/numbering.xml": _LISTS})
    assert [a.question for a in parse(read_bytes(data, "a.docx")).answers] == ["2", "3", "4", "5"]


def test_a_counted_list_in_an_answer_is_no_question_where_questions_bear_typed_numbers() -> None:
    asks = _item("Uno.", 1) + _item("¿Cuántas personas fueron atendidas? 40.", 1)
    later = "5. ¿Qué retos anticiparía en este proceso?"
    body = "".join(map(p, FORM[1:4])) + asks + _item("¿Hubo más? Sí.", 1) + p(later)
    body += "".join(map(p, FORM[4:6])) + "".join(map(p, FORM[7:]))
    found = parse(read_bytes(docx(body, {"word/numbering.xml": _LISTS}), "a.docx")).answers
    assert all(answer.id for answer in found)


def test_typed_number_becomes_the_marker() -> None:
    [block] = blocks(p("12. ¿Necesita más apoyo?"))
    assert (block.kind, block.marker, block.text) == (
        BlockKind.LIST_ITEM,
        "12.",
        "¿Necesita más apoyo?",
    )


def test_anchor_leads_to_the_paragraph_and_its_raw_characters() -> None:
    body = table(tc(p("Celda"))) + p("Se  formó a ", "<w:r><w:tab/></w:r>", "312 personas.")
    block = blocks(body)[-1]
    start = block.text.index("312")
    [anchor] = block.locate(start, start + 3)
    raw = "Se  formó a \t312 personas."
    assert (anchor.part, anchor.unit, raw[anchor.start : anchor.end]) == ("body", 1, "312")


_ALL = (
    sdt(p("Bloque control."), tag="x")
    + p(
        "Uno ",
        sdt(r("dentro")),
        f"<w:ins>{r(' añadido')}</w:ins>",
        f"<w:hyperlink>{r(' enlazado')}</w:hyperlink>",
    )
    + table(tc(sdt(p("celda"))) + sdt(tc(p("otra"))), tc(p("fila"), '<w:gridSpan w:val="2"/>'))
    + p(checkbox("<w14:checked/>"), " marcada ", _LEGACY.format("<w:checked/>"), " antigua")
)


def test_everything_together_loses_nothing_that_mammoth_or_docx2python_see() -> None:
    assert len(blocks(_ALL)) == 7


def test_what_is_lost_is_told() -> None:
    data = docx(p("Se formó a 30."))
    other = read_bytes(docx(p("Se formó a 31.")), "informe.docx")
    with pytest.raises(AssertionError, match="Se formó a 30"):
        assert_nothing_lost(data, other)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.docx")), ids=lambda path: path.name)
def test_nothing_of_the_example_is_lost(path: Path) -> None:
    data = path.read_bytes()
    assert_nothing_lost(data, read_bytes(data, path.name))


_RUNS = st.lists(
    st.sampled_from(
        ["Se formó ", "ﬁscales", "n\u0303andú", "  ", "\u00a0", "☒ sí ", "☐ no ", "1. ", "•",
         "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", "<w:r><w:softHyphen/></w:r>",
         "<w:r><w:noBreakHyphen/></w:r>", f"<w:del>{r('borrado')}</w:del>",
         f"<w:ins>{r('añadido')}</w:ins>", sdt(r("dentro")), sdt(r("Escriba"), properties=_PROMPT),
         checkbox("<w14:checked/>", "☒"), _LEGACY.format("<w:checked/>"),
         f"<w:r><w:txbxContent>{p('caja')}</w:txbxContent></w:r>"]
    ),
    max_size=8,
)  # fmt: skip


@given(st.lists(_RUNS, max_size=5))
def test_every_anchor_leads_to_its_characters(paragraphs: list[list[str]]) -> None:
    data = docx("".join(p(*runs) for runs in paragraphs))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    units = [_raw(paragraph) for paragraph in root.iter(f"{{{W}}}p")]
    assert_anchored(read_bytes(data, "informe.docx").blocks, lambda anchor: units[anchor.unit])


def _raw(element: etree._Element) -> str:
    """Raw text as `meta87.reading.docx_text` tells it, written another way."""
    given = {"t": element.text or "", "tab": "\t", "br": "\n", "softHyphen": "\u00ad",
             "noBreakHyphen": "-"}  # fmt: skip
    name = etree.QName(element).localname
    if name in {"del", "instrText", "txbxContent"}:
        return ""
    return given.get(name, "") + "".join(map(_raw, element))


def test_a_name_in_an_odd_namespace_is_told() -> None:
    assert local_name("{http:}/office/2012}checkbox") == "checkbox"

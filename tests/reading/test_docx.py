"""Controls, boxes, runs, tables, styles and numbers of DOCX. One trap a test, or a row of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from meta87.form.parser import parse
from meta87.reading.document import Block, BlockKind, Cell
from meta87.reading.package import local_name
from meta87.reading.read import read_bytes
from tests.form.build import FORM
from tests.reading.anchors import assert_anchored
from tests.reading.build import W, checkbox, docx, p, r, sdt, table, tc, unzipped
from tests.sections import sections

EXAMPLES = sections("markup.txt")

_PROMPT = "<w:showingPlcHdr/>"
_BREAK = "<w:r><w:br/></w:r>"
_LEGACY = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar></w:r><w:r>'
    '<w:instrText> FORM </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_LEGACY_BOX = _LEGACY.format("<w:checkBox>{}</w:checkBox>")
_LEGACY_LIST = _LEGACY.format(
    '<w:ddList>{}<w:listEntry w:val="Previsto"/><w:listEntry w:val="En curso"/></w:ddList>'
)
_LOST_MARK = "<w:rPr><w:del/></w:rPr>"
_DELETED = "<w:del><w:r><w:delText>borrado</w:delText></w:r></w:del>"


def blocks(body: str, parts: dict[str, str] | None = None) -> tuple[Block, ...]:
    return read_bytes(docx(body, parts), "informe.docx").blocks


def texts(body: str, parts: dict[str, str] | None = None) -> list[str]:
    return [block.text for block in blocks(body, parts)]


def boxes(body: str) -> list[tuple[str, bool | None]]:
    return [(b.text, b.checked) for b in blocks(body) if b.kind is BlockKind.CHECKBOX]


def cells(body: str) -> list[tuple[str, Cell | None]]:
    return [(block.text, block.cell) for block in blocks(body)]


def field(instruction: str, result: str) -> str:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    return f"{begin}{instruction}{separate}{result}{end}"


def instructed(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (sdt(sdt(p("Uno.")) + sdt(p("Dos."))), [("Uno.", False), ("Dos.", False)]),
        (sdt(sdt(p("1"), properties="<w15:repeatingSectionItem/>"),
             properties="<w15:repeatingSection/>"), [("1", False)]),
        (sdt(p("Haga clic."), properties=_PROMPT), [("Haga clic.", True)]),
        (p("Comentarios: ", sdt(r("Escriba"), properties=_PROMPT)),
         [("Comentarios:", False), ("Escriba", True)]),
        (sdt(p("Elija uno."), properties=_PROMPT + "<w:dropDownList/>")
         + sdt(p("Haga clic."), properties=_PROMPT + "<w:date/>"),
         [("Elija uno.", True), ("Haga clic.", True)]),
    ],
)  # fmt: skip
def test_controls_show_a_text_or_their_prompt(body: str, found: list[tuple[str, bool]]) -> None:
    assert [(b.text, b.placeholder) for b in blocks(body)] == found


_BOX_CONTROL = "<w14:checkbox><w14:checked/></w14:checkbox>"
_WINGDINGS = '<w:r><w:rPr><w:rFonts w:ascii="{}"/></w:rPr><w:t>{}</w:t></w:r>'


@pytest.mark.parametrize(
    ("run", "state"),
    [
        (checkbox('<w14:checked w14:val="1"/>'), True),
        (checkbox('<w14:checked w14:val="true"/>'), True),
        (checkbox("<w14:checked/>"), True),  # whatever its glyph
        (checkbox('<w14:checked w14:val="0"/>'), False),
        (checkbox('<w14:checked w14:val="false"/>', "☒"), False),
        (checkbox(""), False),
        (_LEGACY_BOX.format('<w:default w:val="0"/>'), False),
        (_LEGACY_BOX.format('<w:default w:val="1"/>'), True),
        (_LEGACY_BOX.format('<w:default w:val="1"/><w:checked w:val="0"/>'), False),
        (_LEGACY_BOX.format('<w:default w:val="0"/><w:checked/>'), True),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', True),
        (_WINGDINGS.format("Wingdings", "þ"), True),
        (_WINGDINGS.format("Wingdings", "o"), False),
        (_WINGDINGS.format("Wingdings 2", "\uf0a3"), False),
    ],
)
def test_boxes_of_every_kind(run: str, state: bool) -> None:
    assert boxes(p(run, " No alcanzado")) == [("No alcanzado", state)]


def test_a_control_around_a_paragraph_is_its_box() -> None:
    assert boxes(sdt(p("☒ En curso"), properties=_BOX_CONTROL)) == [("En curso", True)]


@pytest.mark.parametrize(("typed", "found"), EXAMPLES["typed boxes"])
def test_boxes_typed_as_text(typed: str, found: str) -> None:
    ticks = [f"{'x' if state else '-'} {label}" for label, state in boxes(p(typed))]
    assert (" / ".join(ticks) or "-") == found


def test_unlabelled_box_in_a_cell_keeps_cell_and_anchor_and_an_x_is_none() -> None:
    body = table(tc(p(checkbox("<w14:checked/>"))) + tc(p("Completado")) + tc(p("X")))
    [box, label, x] = blocks(body)
    assert (box.kind, box.text, box.checked) == (BlockKind.CHECKBOX, "", True)
    assert (box.cell, box.pieces[0].anchor.unit) == (Cell(0, 0, 0), 0)
    assert {label.kind, x.kind} == {BlockKind.TABLE_CELL}


_TEXT_BOX = f"<w:txbxContent>{p('En el recuadro.')}</w:txbxContent>"
_RANGE = '<w:{0}RangeStart w:id="1"/>{1}<w:{0}RangeEnd w:id="1"/>'


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (p("Avances de ", sdt(r("Costa Brava"), tag="pais"), " en 2023."),
         ["Avances de Costa Brava en 2023."]),
        (p(_LEGACY_LIST.format('<w:result w:val="1"/>')), ["En curso"]),
        (p(_LEGACY_LIST.format('<w:default w:val="1"/>')), ["En curso"]),
        (p(f"<w:ins>{r('Se añadió ')}</w:ins>", _DELETED, f"<w:moveFrom>{r('allá ')}</w:moveFrom>",
           f"<w:moveTo>{r('aquí.')}</w:moveTo>"), ["Se añadió aquí."]),
        (p(f"<w:hyperlink>{r('enlace')}</w:hyperlink>", f"<w:smartTag>{r(' Costa')}</w:smartTag>",
           f'<w:fldSimple w:instr="DATE">{r(" Brava")}</w:fldSimple>', "<w:r><w:tab/></w:r>",
           field(instructed("PAGE"), r("página 3")),
           "<w:r><w:br/><w:t> T</w:t><w:noBreakHyphen/><w:t>MEC capaci</w:t><w:softHyphen/>"
           "<w:t>tación</w:t></w:r>", '<w:r><w:commentReference w:id="0"/></w:r>'),
         ["enlace Costa Brava página 3 T-MEC capacitación"]),
        (p("Antes ", "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>" + _TEXT_BOX
           + f"</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox>{_TEXT_BOX}</v:textbox>"
           "</w:pict></mc:Fallback></mc:AlternateContent></w:r>", "y después.") + p("Fin."),
         ["Antes y después.", "En el recuadro.", "Fin."]),
        (p("Antes.") + p(_DELETED, properties=_LOST_MARK) + p("Después."), ["Antes.", "Después."]),
        (p("Uno.", properties="<w:rPr><w:ins/></w:rPr>") + p("Dos."), ["Uno.", "Dos."]),
        (_RANGE.format("moveFrom", p(f"<w:moveFrom>{r('Ido.')}</w:moveFrom>",
                                     properties="<w:rPr><w:moveFrom/></w:rPr>")) + p("Queda.")
         + _RANGE.format("moveTo", p(f"<w:moveTo>{r('Ido.')}</w:moveTo>")), ["Queda.", "Ido."]),
        (p("Se formó. ", '<w:r><w:br w:type="page"/></w:r>', "Se abrió."), ["Se formó. Se abrió."]),
        (p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "Se formó a 312."), ["Se formó a 312."]),
        (p(field(field(instructed("A"), r("oculto")), r("visible"))), ["visible"]),
    ],
    ids=["control", "old list", "its default", "changes", "odd runs", "text box", "deleted",
         "inserted", "moved", "page break", "field without end", "field in a field"],
)  # fmt: skip
def test_what_a_paragraph_shows(body: str, found: list[str]) -> None:
    assert texts(body) == found


def test_end_of_a_paragraph_that_was_deleted_joins_it_with_the_next() -> None:
    found = blocks(p("Se formó a ", properties=_LOST_MARK) + p("312 personas.") + p("Fin."))
    assert [block.text for block in found] == ["Se formó a 312 personas.", "Fin."]
    assert [anchor.unit for anchor in found[0].locate(0, len(found[0].text))] == [0, 1]


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
        (["De: Eva Ruiz", "Enviado: lunes 2 de junio de 2025 8:15", "Para: Luis Paz"],
         ["De: Eva Ruiz", "Enviado: lunes 2 de junio de 2025 8:15", "Para: Luis Paz"]),
        (["Que tengas buen día,", "Eva"], ["Que tengas buen día,", "Eva"]),
        (["En junio se reunieron los doce comités con el Instituto", "Nacional de Estadística y la Dirección de",
          "Migración, que compartió sus datos."],
         ["En junio se reunieron los doce comités con el Instituto Nacional de Estadística y la Dirección de Migración, que compartió sus datos."]),
        (["AVANCES DE LA INSPECCIÓN", "Se inspeccionaron 40 chacras."],
         ["AVANCES DE LA INSPECCIÓN", "Se inspeccionaron 40 chacras."]),
        (["Con aprecio,", "Eva Ruiz", "Jefa de Registro"],
         ["Con aprecio,", "Eva Ruiz", "Jefa de Registro"]),
    ],
)  # fmt: skip
def test_line_breaks_part_what_begins_anew(lines: list[str], found: list[str]) -> None:
    runs = [r(line) if line else "" for line in lines]
    assert texts(sdt(f"<w:p>{_BREAK.join(runs)}</w:p>", properties="<w:text/>")) == found


_ITEMS = "".join(
    sdt(f"<w:tr>{tc(p(n))}{tc(p(f'{n} casos'))}</w:tr>", properties="<w15:repeatingSectionItem/>")
    for n in "79"
)
_INNER = table(tc(p("a"), '<w:gridSpan w:val="2"/>'), tc(p("b")) + tc(p("c")))
_SPAN, _FIRST, _MERGED = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (table(tc(p("A"), _SPAN) + tc(p("B"), _FIRST), tc(p("C")) + tc(p("D")) + tc(p(), _MERGED)),
         [("A", (0, 0, 0)), ("B", (0, 0, 2)), ("C", (0, 1, 0)), ("D", (0, 1, 1))]),
        (f"<w:tbl>{sdt(_ITEMS, properties='<w15:repeatingSection/>')}</w:tbl>",
         [("7", (0, 0, 0)), ("7 casos", (0, 0, 1)), ("9", (0, 1, 0)), ("9 casos", (0, 1, 1))]),
        (table(tc(p("Fuera") + _INNER + p("y después"), _FIRST) + tc(p("1")),
               tc(p(), _MERGED) + tc(p("2"))),
         [("Fuera", (0, 0, 0)), ("a", (1, 0, 0)), ("b", (1, 1, 0)), ("c", (1, 1, 1)),
          ("y después", (0, 0, 0)), ("1", (0, 0, 1)), ("2", (0, 1, 1))]),
    ],
    ids=["merged", "repeated", "nested"],
)  # fmt: skip
def test_cells_come_once_in_their_column(
    body: str, found: list[tuple[str, tuple[int, int, int]]]
) -> None:
    assert cells(body) == [(text, Cell(*place)) for text, place in found]


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
        ("ListBullet2", BlockKind.LIST_ITEM, 0),
        ("Listaconvietas", BlockKind.LIST_ITEM, 0),
        ("Vieta", BlockKind.LIST_ITEM, 0),
        ("Normal", BlockKind.PARAGRAPH, 0),
    ],
)
def test_styles_tell_headings_and_lists(style: str, kind: BlockKind, level: int) -> None:
    [block] = blocks(p("Avances generales", style=style), {"word/styles.xml": _STYLES})
    assert (block.kind, block.level) == (kind, level)


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
    assert [b.kind is BlockKind.LIST_ITEM for b in found] == [number > 0 for number, _ in items]


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


_RUNS = st.lists(
    st.sampled_from(
        ["Se formó ", "ﬁscales", "n\u0303andú", "  ", "\u00a0", "☒ sí ", "☐ no ", "1. ", "•",
         "<w:r><w:tab/></w:r>", _BREAK, "<w:r><w:softHyphen/></w:r>",
         "<w:r><w:noBreakHyphen/></w:r>", _DELETED, f"<w:ins>{r('añadido')}</w:ins>",
         sdt(r("dentro")), sdt(r("Escriba"), properties=_PROMPT),
         checkbox("<w14:checked/>", "☒"), _LEGACY_BOX.format("<w:checked/>"),
         f"<w:r><w:txbxContent>{p('caja')}</w:txbxContent></w:r>"]
    ),
    max_size=8,
)  # fmt: skip


@given(st.lists(_RUNS, max_size=5))
def test_every_anchor_leads_to_its_characters(paragraphs: list[list[str]]) -> None:
    data = docx("".join(p(*runs) for runs in paragraphs))
    root = etree.fromstring(unzipped(data)["word/document.xml"])
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

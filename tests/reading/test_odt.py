from __future__ import annotations

import pytest

from meta87.errors import InputError
from meta87.reading.document import Block, BlockKind, Cell
from meta87.reading.read import read_bytes
from tests.reading.anchors import assert_anchored
from tests.reading.build import odt


def p(*runs: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{"".join(runs)}</text:p>'


def control(content: str, **attributes: str) -> str:
    said = " ".join(f'loext:{k.replace("_", "-")}="{v}"' for k, v in attributes.items())
    return f"<loext:content-control {said}>{content}</loext:content-control>"


def cells(*contents: str) -> str:
    inner = "".join(f"<table:table-cell>{content}</table:table-cell>" for content in contents)
    return f"<table:table-row>{inner}</table:table-row>"


def blocks(body: str, styles: str = "") -> tuple[Block, ...]:
    return read_bytes(odt(body, styles), "informe.odt").blocks


def texts(body: str) -> list[str]:
    return [block.text for block in blocks(body)]


def boxes(body: str) -> list[tuple[str, bool | None]]:
    return [(b.text, b.checked) for b in blocks(body) if b.kind is BlockKind.CHECKBOX]


def test_paragraphs_headings_and_their_levels() -> None:
    styles = (
        '<style:style style:name="P1" style:parent-style-name="Heading_20_2"/>'
        '<style:style style:name="P2" style:parent-style-name="Title"/>'
    )
    body = (
        '<text:h text:outline-level="3">Tres</text:h>'
        + p("Dos", style="P1")
        + p("Portada", style="P2")
        + p("Texto.", style="P9")
    )
    assert [(b.kind, b.level, b.text) for b in blocks(body, styles)] == [
        (BlockKind.HEADING, 3, "Tres"),
        (BlockKind.HEADING, 2, "Dos"),
        (BlockKind.HEADING, 1, "Portada"),
        (BlockKind.PARAGRAPH, 0, "Texto."),
    ]


_CHANGED = "<text:tracked-changes><text:changed-region><text:deletion>{}</text:deletion></text:changed-region></text:tracked-changes>"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (p("Se<text:s text:c='3'/>formó<text:tab/>a<text:line-break/>",
           "<text:span>312 <text:a>personas</text:a></text:span> en capaci\u00adtación"),
         ["Se formó a 312 personas en capacitación"]),
        (_CHANGED.format(p("Borrado.")) + p("Quedan <text:change-start/>40 casos<text:change-end/>."),
         ["Quedan 40 casos."]),
    ],
    ids=["spaces", "changes"],
)  # fmt: skip
def test_what_a_paragraph_shows(body: str, found: list[str]) -> None:
    assert texts(body) == found


def test_lists_give_items_and_further_paragraphs() -> None:
    inner = f"<text:list><text:list-item>{p('Dentro')}</text:list-item></text:list>"
    body = (
        f"<text:list><text:list-header>{p('Cabeza')}</text:list-header>"
        f"<text:list-item><text:number>1.</text:number>{p('Uno')}{p('Sigue')}{inner}</text:list-item>"
        f"<text:list-item>{p('Dos')}</text:list-item></text:list>"
    )
    assert [(b.kind, b.level, b.text) for b in blocks(body)] == [
        (BlockKind.PARAGRAPH, 0, "Cabeza"),
        (BlockKind.LIST_ITEM, 0, "Uno"),
        (BlockKind.PARAGRAPH, 0, "Sigue"),
        (BlockKind.LIST_ITEM, 0, "Dentro"),
        (BlockKind.LIST_ITEM, 0, "Dos"),
    ]


def test_sections_and_repeated_columns() -> None:
    row = (
        "<table:table-row><table:table-cell table:number-columns-repeated='2'/>"
        f"<table:table-cell>{p('Tercera')}</table:table-cell></table:table-row>"
    )
    body = f"<text:section>{p('Dentro.')}<table:table>{row}</table:table></text:section>"
    assert [(b.text, b.cell) for b in blocks(body)] == [
        ("Dentro.", None),
        ("Tercera", Cell(0, 0, 2)),
    ]


def test_merged_cells_come_once_in_their_column_and_tables_may_nest() -> None:
    wide = (
        "<table:table-row><table:table-cell table:number-columns-spanned='2'>"
        f"{p('Ancha')}</table:table-cell><table:covered-table-cell>{p('oculta')}"
        f"</table:covered-table-cell><table:table-cell>{p('Tres')}</table:table-cell>"
        "</table:table-row>"
    )
    nested = f"<table:table>{cells(p('Interior'))}</table:table>"
    body = (
        f"<table:table><table:table-header-rows>{wide}</table:table-header-rows>"
        f"{cells(p('a'), p('b') + nested, p('c'))}</table:table>"
    )
    assert [(b.text, b.cell) for b in blocks(body)] == [
        ("Ancha", Cell(0, 0, 0)),
        ("Tres", Cell(0, 0, 2)),
        ("a", Cell(0, 1, 0)),
        ("b", Cell(0, 1, 1)),
        ("Interior", Cell(1, 0, 0)),
        ("c", Cell(0, 1, 2)),
    ]


def test_content_controls_keep_prompt_and_state() -> None:
    body = (
        p(control("Se publicó."))
        + p("Comentarios: ", control("Escriba aquí", showing_place_holder="true"))
        + p("<text:placeholder>Escriba</text:placeholder>")
        + p(control("✔", checkbox="true", checked="true"), " sí ",
            control("☐", checkbox="true"), " no")
    )  # fmt: skip
    found = blocks(body)
    assert [(b.text, b.placeholder) for b in found[:4]] == [
        ("Se publicó.", False),
        ("Comentarios:", False),
        ("Escriba aquí", True),
        ("Escriba", True),
    ]
    assert [(b.text, b.checked) for b in found[4:]] == [("sí", True), ("no", False)]


@pytest.mark.parametrize(
    ("field", "shown", "state"),
    [
        ('<form:checkbox form:id="f" form:label="OIT" form:current-state="checked"/>', "OIT", True),
        ('<form:radio form:id="f" form:label="OIT" form:current-selected="true"/>', "OIT", True),
        ('<form:text form:id="f" form:value="x" form:current-value="Sí hubo."/>', "Sí hubo.", None),
        (f'<form:textarea form:id="f">{p("Una.")}{p("Dos.")}</form:textarea>', "Una. Dos.", None),
        (('<form:listbox form:id="f"><form:option form:label="A"/>'
         '<form:option form:label="B" form:current-selected="true"/></form:listbox>'), "B", None),
    ],
)  # fmt: skip
def test_form_controls_show_what_was_ticked_or_written(
    field: str, shown: str, state: bool | None
) -> None:
    forms = f"<office:forms><form:form>{field}</form:form></office:forms>"
    for place in (p('<draw:control draw:control="f"/>'), '<draw:control draw:control="f"/>'):
        assert [(b.text, b.checked) for b in blocks(forms + place)] == [(shown, state)]


def test_a_button_shows_no_answer() -> None:
    button = '<form:button form:id="f" form:value="Enviar"/>'
    forms = f"<office:forms><form:form>{button}</form:form></office:forms>"
    assert texts(forms + p("Sí. ", '<draw:control draw:control="f"/>')) == ["Sí."]


def test_form_fields_of_old_word() -> None:
    kind = "vnd.oasis.opendocument.field.FORM"
    ticked = '<field:param field:name="Checkbox_Checked" field:value="true"/>'
    entries = "".join(
        f'<field:param field:name="Dropdown_ListEntry" field:value="{v}"/>' for v in "AB"
    )
    chosen = '<field:param field:name="Dropdown_Selected" field:value="1"/>'
    body = (
        p(f'<field:fieldmark field:type="{kind}CHECKBOX">{ticked}</field:fieldmark> sí')
        + p(f'<field:fieldmark field:type="{kind}CHECKBOX"/> no')
        + p(
            f'Vía: <field:fieldmark field:type="{kind}DROPDOWN">{entries}{chosen}</field:fieldmark>'
        )
    )
    assert boxes(body) == [("sí", True), ("no", False)]
    assert texts(body)[-1] == "Vía: B"


def test_headers_and_footers_are_kept_apart() -> None:
    page = f"<style:header>{p('Ministerio')}</style:header><style:footer>{p('Pie')}</style:footer>"
    styles = (
        "<office:document-styles NAMES><office:master-styles>"
        f'<style:master-page style:name="A">{page}</style:master-page>'
        f'<style:master-page style:name="B">{page}</style:master-page>'
        "</office:master-styles></office:document-styles>"
    )
    document = read_bytes(odt(p("Texto."), parts={"styles.xml": styles}), "informe.odt")
    assert document.text == "Texto."
    assert [b.text for b in document.running] == ["Ministerio", "Pie"]


def test_encrypted_odt_is_refused() -> None:
    manifest = "<m><file-entry><encryption-data/></file-entry></m>"
    with pytest.raises(InputError, match="file-encrypted"):
        read_bytes(odt(p("x"), parts={"META-INF/manifest.xml": manifest}), "informe.odt")


@pytest.mark.parametrize("content", ["", "<a>", "<a/>"])
def test_damaged_odt_is_refused(content: str) -> None:
    with pytest.raises(InputError, match="odt-corrupt"):
        read_bytes(odt("", parts={"content.xml": content}), "informe.odt")


def test_every_anchor_leads_to_its_characters() -> None:
    body = (
        p("Hubo<text:s text:c='3'/>23 <office:annotation>", p("no"), "</office:annotation>casos")
        + p("<text:span>Se <text:tab/>formó</text:span> a n\u0303andúes")
    )  # fmt: skip
    units = ["Hubo   23 casos", "no", "Se \tformó a n\u0303andúes"]
    found = blocks(body)
    assert [block.pieces[0].anchor.unit for block in found] == [0, 2]
    assert_anchored(found, lambda anchor: units[anchor.unit])

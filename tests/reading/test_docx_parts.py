"""What Word keeps in other parts: notes, headers, links, drawings, prompts, bound and other files."""

from __future__ import annotations

import re

import pytest

from meta87.reading.document import BlockKind, Document, Remark, RemarkKind
from meta87.reading.read import read_bytes
from tests.reading.build import docx, p, r, relations, sdt, table, tc, unzipped, zipped
from tests.reading.test_docx import blocks, field, instructed

_PROMPT = "<w:showingPlcHdr/>"
_LINK = f'<w:hyperlink r:id="rId3">{r("mujeres")}</w:hyperlink>'
_NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def related(body: str, parts: dict[str, str | bytes], *known: tuple[str, str]) -> Document:
    """Read a body whose relations name the parts: kind and target, with ids rId1 on."""
    data = docx(body, {**parts, "word/_rels/document.xml.rels": relations(*known)})
    return read_bytes(data, "informe.docx")


def test_footnotes_and_styles_are_found_by_their_relations() -> None:
    parts = {
        "word/footnotes2.xml": '<w:footnotes NAMES><w:footnote w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("De ellas, 140 ", _LINK, ".")}</w:footnote></w:footnotes>',
        "word/styles3.xml": '<w:styles NAMES><w:style w:type="paragraph" w:styleId="A">'
        '<w:name w:val="heading 1"/></w:style></w:styles>',
    }
    known = (
        ("footnotes", "footnotes2.xml"),
        ("styles", "/word/styles3.xml"),
        ("hyperlink", "https://ejemplo.org"),  # no link of the note, which has the same id
    )
    body = p("Avances", style="A") + p("312 personas", _NOTE, ".") + p("Fin.")
    found = related(body, parts, *known).blocks
    assert [(b.text, b.pieces[0].anchor.part, b.pieces[0].anchor.unit) for b in found] == [
        ("Avances", "body", 0), ("312 personas.", "body", 1),
        ("De ellas, 140 mujeres.", "footnotes", 1), ("Fin.", "body", 2),
    ]  # fmt: skip
    assert found[0].kind is BlockKind.HEADING


def test_headers_and_footers_are_kept_apart_each_once() -> None:
    header, footer = (
        f"<w:hdr NAMES>{p(*runs)}</w:hdr>" for runs in (["Portada"], ["Pie ", sdt(r("firmado"))])
    )
    parts = {"word/primera.xml": header, "word/pares.xml": header, "word/pie1.xml": footer,
             "word/header7.xml": f"<w:hdr NAMES>{p('Sin uso')}</w:hdr>"}  # fmt: skip
    known = (("header", "primera.xml"), ("header", "pares.xml"), ("footer", "pie1.xml"))
    document = related(p("Cuerpo."), parts, *known)
    assert document.text == "Cuerpo."
    assert [(b.text, b.pieces[0].anchor.part) for b in document.running] == [
        ("Pie firmado", "pie1"), ("Portada", "pares"),
    ]  # fmt: skip


def test_the_address_behind_a_word_is_read_after_it() -> None:
    shown = field(instructed(' HYPERLINK "https://ejemplo.org/b.pdf" '), r("el anexo"))
    link = f'<w:hyperlink r:id="rId1">{r("el informe")}</w:hyperlink>'
    said = f'<w:hyperlink r:id="rId2">{r("www.ejemplo.org")}</w:hyperlink>'
    known = (("hyperlink", "https://ejemplo.org/a.pdf"), ("hyperlink", "http://www.ejemplo.org/"))
    assert related(p("Véase ", link, ", ", shown, " y ", said, "."), {}, *known).text == (
        "Véase el informe (https://ejemplo.org/a.pdf), el anexo (https://ejemplo.org/b.pdf) "
        "y www.ejemplo.org."
    )


_STYLED = '<w:r><w:rPr><w:rStyle w:val="{}"/></w:rPr><w:t>{}</w:t></w:r>'


@pytest.mark.parametrize(
    ("content", "answered"),
    [
        (p("Se aprobó el protocolo."), True),
        (
            p("En mayo se rescató a 45 víctimas.") + p("Escriba a la Secretaría y pida el acta."),
            True,
        ),
        (p(_STYLED.format("Textodelmarcadordeposicin", "Su respuesta")), False),
        (p(_STYLED.format("PlaceholderText", "Su respuesta"), " Se abrió un aula."), True),
        (p("Haga clic o pulse aquí para escribir texto."), False),
        (p("[Indique el nombre de sus socios]"), False),
        (p(sdt(r("Se abrió un aula."))), True),  # in a control inside it
    ],
)
def test_a_text_written_over_a_prompt_that_is_still_marked_is_read(content, answered) -> None:
    found = blocks(sdt(content, properties=_PROMPT))
    assert {block.placeholder for block in found} == {not answered}


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
        (p("Progresos", " del ", "período"), False),
        (p("Progresos del período: 45."), True),
        (p(_STYLED.format("Gris", "Su respuesta")), False),
        (p(_STYLED.format("Gris", "Su respuesta"), " Se abrió un aula."), True),
    ],
)
@pytest.mark.parametrize("is_broken", [False, True])
def test_a_prompt_is_known_by_its_style_and_by_the_controls_own(
    content, answered, is_broken
) -> None:
    parts = {**_GLOSSARY, "word/glossary/document.xml": "<w:glossary"} if is_broken else _GLOSSARY
    mark = _PROMPT + '<w:placeholder><w:docPart w:val="DefaultText"/></w:placeholder>'
    [block] = blocks(sdt(content, properties=mark), parts)
    assert block.placeholder != (answered or (is_broken and "Gris" not in content))


def test_a_marked_list_that_shows_a_choice_is_answered() -> None:
    [block] = blocks(
        p("Estado: ", sdt(r("En curso"), properties="<w:showingPlcHdr/><w:dropDownList/>"))
    )
    assert (block.text, block.placeholder) == ("Estado: En curso", False)


_STORE = "{11111111-2222-3333-4444-555555555555}"
_CHART = (
    '<w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'r:id="rId2"/></w:drawing></w:r>'
)
_OLE = (
    '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" '
    'ProgID="{}" r:id="rId9"/></w:object></w:r>'
)


def binding(path: str) -> str:
    return (
        f"<w:dataBinding w:prefixMappings=\"xmlns:n='urn:informe'\" w:xpath='{path}' "
        f'w:storeItemID="{_STORE.lower()}"/>'
    )


def bound(control: str) -> str:
    """The text of a document whose control is bound to an XML part."""
    data = docx(
        control,
        {
            "word/_rels/document.xml.rels": relations(("customXml", "../customXml/item1.xml")),
            "customXml/item1.xml": '<n:informe xmlns:n="urn:informe"><n:pais>Chile</n:pais>'
            "<n:pais>Perú</n:pais><n:año/><n:tema id='7'>t</n:tema></n:informe>",
            "customXml/_rels/item1.xml.rels": relations(("customXmlProps", "itemProps1.xml")),
            "customXml/itemProps1.xml": "<ds:datastoreItem xmlns:ds='http://schemas.openxmlformats"
            f".org/officeDocument/2006/customXml' ds:itemID='{_STORE}'/>",
        },
    )
    return read_bytes(data, "informe.docx").text


_PAIS = binding("/n:informe[1]/n:pais[2]") + "<w:text/>"
_CHOICE = (
    binding("/n:informe/n:tema/@id")
    + '<w:dropDownList><w:listItem w:displayText="En curso" w:value="7"/></w:dropDownList>'
)


def test_a_prefix_that_is_declared_empty_refuses_no_file() -> None:
    control = binding("/n:informe/n:pais").replace("xmlns:n", "xmlns:vacio='' xmlns:n")
    assert bound(p(sdt(r("Hoy"), properties=f"{control}<w:text/>"))) == "Chile"


@pytest.mark.parametrize(
    ("control", "shown"),
    [
        (sdt(p("Haga clic aquí"), properties=_PROMPT + _PAIS), "Perú"),
        (p("País: ", sdt(r("Chi") + r("le"), properties=_PAIS), "."), "País: Perú."),
        (p(sdt(r("Elija"), properties=_PROMPT + _CHOICE)), "En curso"),
        (p(sdt(r("Hoy"), properties=binding("/n:informe/n:pais") + "<w:date/>")), "Hoy"),
        (p(sdt(r("Hoy"), properties=binding("/n:informe/n:año") + "<w:text/>")), "Hoy"),
        (p(sdt(r("Hoy"), properties=binding("//n:pais") + "<w:text/>")), "Hoy"),
        (p(sdt(r("Hoy"), properties=binding("/n:otro/n:pais") + "<w:text/>")), "Hoy"),
        (
            p(
                sdt(
                    r("Elija una fecha"),
                    properties=_PROMPT + binding("/n:informe/n:pais") + "<w:date/>",
                )
            ),
            "Chile",
        ),
        (sdt(p("Uno.") + p("Dos."), properties=_PAIS), "Uno.\nDos."),
        (sdt(table(tc(p("Uno.")) + tc(p("Dos."))), properties=_PAIS), "Uno.\nDos."),
    ],
)
def test_a_bound_control_shows_what_its_xml_has(control: str, shown: str) -> None:
    assert bound(control) == shown


def test_changes_and_comments_are_told_with_their_authors() -> None:
    def changed(tag: str, author: str, run: str) -> str:
        return f'<w:{tag} w:id="1" w:author="{author}">{run}</w:{tag}>'

    old = "<w:r><w:delText>dos</w:delText></w:r>"
    body = p(
        "Se formó a ", changed("del", "Ana", old), changed("ins", "Luis", r("tres")), " personas."
    )
    comments = "".join(
        f'<w:comment w:id="{n}" w:author="{author}">{p("¿Cuándo?")}</w:comment>'
        for n, author in enumerate(("Ana", "Meta87"))
    )
    known = {"word/_rels/document.xml.rels": relations(("comments", "comments.xml"))}
    read = read_bytes(
        docx(body, {**known, "word/comments.xml": f"<w:comments NAMES>{comments}</w:comments>"}),
        "informe.docx",
    )
    assert read.text == "Se formó a tres personas."
    assert read.remarks == (
        Remark(RemarkKind.CHANGES, 2, ("Ana", "Luis")),
        Remark(RemarkKind.COMMENTS, 1, ("Ana",)),
    )


def test_embedded_files_are_told_as_unread_but_not_equations() -> None:
    kinds = ("Excel.Sheet.12", "AcroExch.Document.DC", "Equation.3", "Otro.1")
    read = read_bytes(docx(p("Ver ", *map(_OLE.format, kinds), _CHART)), "informe.docx")
    assert read.remarks == (Remark(RemarkKind.EMBEDDED, 4, ("Excel", "PDF")),)


def inserting(name: str, content: str | bytes, body: str = "") -> Document:
    known = {"word/_rels/document.xml.rels": relations(("aFChunk", name))}
    body = p("Antes.") + (body or '<w:altChunk r:id="rId1"/>') + p("Después.")
    return read_bytes(docx(body, {**known, f"word/{name}": content}), "informe.docx")


def test_an_inserted_file_is_read_in_its_place() -> None:
    grid = table(tc(p("1")) + tc(p("2")))
    page = b"<html><body><p>Se form\xc3\xb3 a <b>60</b> personas.</p></body></html>"
    for name, content in (("a.html", page), ("a.docx", docx(p("Se formó a 60 personas.")))):
        read = inserting(name, content)
        assert [b.text for b in read.blocks] == ["Antes.", "Se formó a 60 personas.", "Después."]
        assert {a.part for a in read.blocks[1].locate(0, 5)} == {"a"}
        assert read.remarks == ()
    read = inserting("a.docx", docx(grid), grid + '<w:altChunk r:id="rId1"/>')
    assert [b.cell.table for b in read.blocks if b.cell] == [0, 0, 1, 1]


@pytest.mark.parametrize("name", ["a.mht", "a.rtf", "a.docx"])
def test_an_inserted_file_that_is_not_read_is_told(name: str) -> None:
    content = b"PK\x03\x04 damaged" if name == "a.docx" else b"From: x"
    read = inserting(name, content)
    assert (read.text, read.remarks) == ("Antes.\nDespués.", (Remark(RemarkKind.INSERTED, 1),))


def test_a_file_inserted_in_an_inserted_file_is_not_read() -> None:
    known = {"word/_rels/document.xml.rels": relations(("aFChunk", "b.txt")), "word/b.txt": "Hola."}
    inner = docx(p("Dentro.") + '<w:altChunk r:id="rId1"/>', known)
    read = inserting("a.docx", inner)
    assert read.text == "Antes.\nDentro.\nDespués."
    assert read.remarks == (Remark(RemarkKind.INSERTED, 1),)


def test_macros_are_told() -> None:
    known = {"word/_rels/document.xml.rels": relations(("vbaProject", "vbaProject.bin"))}
    read = read_bytes(docx(p("Hola."), {**known, "word/vbaProject.bin": b"\0"}), "informe.docm")
    assert (read.text, read.remarks) == ("Hola.", (Remark(RemarkKind.MACROS, 1),))


def strict(data: bytes) -> bytes:
    """The same document with the namespaces of strict OOXML."""
    names = re.compile(
        b"http://schemas.openxmlformats.org/(officeDocument|wordprocessingml|drawingml)/2006/"
    )
    parts = unzipped(data).items()
    return zipped(
        {path: names.sub(rb"http://purl.oclc.org/ooxml/\1/", part) for path, part in parts}
    )


def test_strict_namespaces_read_as_those_of_word() -> None:
    link = relations(("hyperlink", "https://ejemplo.org/plan"))
    body = p(f'<w:hyperlink r:id="rId1">{r("el plan")}</w:hyperlink>') + p(_CHART)
    data = docx(body, {"word/_rels/document.xml.rels": link})
    word, other = (read_bytes(each, "a.docx") for each in (data, strict(data)))
    assert word.text == "el plan (https://ejemplo.org/plan)"
    assert other == word

"""Documents as Word writes them today: bound controls, changes, inserted and embedded files."""

from __future__ import annotations

import io
import zipfile

import pytest

from meta87.reading.document import BlockKind, Document, Remark, RemarkKind
from meta87.reading.read import read_bytes
from tests.reading.build import docx, p, r, relations, sdt, table, tc

_STORE = "{11111111-2222-3333-4444-555555555555}"
_PROMPT = "<w:showingPlcHdr/>"
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
        (sdt(p("Uno.") + p("Dos."), properties=_PAIS), "Uno.\nDos."),
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
    read = read_bytes(docx(p("Ver ", *map(_OLE.format, kinds))), "informe.docx")
    assert read.remarks == (Remark(RemarkKind.EMBEDDED, 3, ("Excel", "PDF")),)


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
    page = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(page, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode()
            for room in ("officeDocument", "wordprocessingml", "drawingml"):
                old_name = f"http://schemas.openxmlformats.org/{room}/2006/"
                part = part.replace(old_name, f"http://purl.oclc.org/ooxml/{room}/")
            new.writestr(name, part)
    return page.getvalue()


def test_strict_namespaces_read_as_those_of_word() -> None:
    known = {
        "word/_rels/document.xml.rels": relations(
            ("hyperlink", "https://ejemplo.org/plan"), ("chart", "chart1.xml")
        ),
        "word/chart1.xml": '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        "<c:strCache><c:pt><c:v>Inspecciones</c:v></c:pt></c:strCache></c:chart>",
    }
    chart = (
        '<w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'r:id="rId2"/></w:drawing></w:r>'
    )
    body = p('<w:hyperlink r:id="rId1">' + r("el plan") + "</w:hyperlink>") + p(chart)
    data = docx(body, known)
    expected = "el plan (https://ejemplo.org/plan)\nInspecciones"
    assert read_bytes(data, "a.docx").text == read_bytes(strict(data), "a.docx").text == expected


def test_placeholders_of_bound_controls_stay_without_their_xml() -> None:
    read = read_bytes(docx(sdt(p("Haga clic aquí"), properties=_PROMPT + _PAIS)), "a.docx")
    assert [(b.kind, b.placeholder) for b in read.blocks] == [(BlockKind.PARAGRAPH, True)]

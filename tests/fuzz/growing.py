"""Files of one thing repeated, each with a count that is read in some hundredths of a second."""

from __future__ import annotations

from collections.abc import Callable

from tests.reading.build import Page, docx, odt, p, relations, sdt

_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "https://ejemplo.org/"</w:instrText>'
    '<w:fldChar w:fldCharType="separate"/><w:t>a</w:t></w:r>'
)
_REFERENCE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def notes(count: int, same: str = "") -> bytes:
    """A DOCX of notes, each referred to once, or of one long note that all refer to."""
    made = [f'<w:footnote w:id="{n}">{p("Nota.")}</w:footnote>' for n in range(count)]
    if same:
        made = [f'<w:footnote w:id="{same}">{p("Nota.") * count}</w:footnote>']
    body = "".join(p("Texto", _REFERENCE.format(same or n)) for n in range(count))
    return docx(body, {"word/footnotes.xml": f"<w:footnotes NAMES>{''.join(made)}</w:footnotes>"})


def styles(count: int) -> bytes:
    """A DOCX whose styles are based on each other in a circle."""
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % count}"/></w:style>'
        for n in range(count)
    )
    body = "".join(p("Texto", style=f"s{n}") for n in range(count))
    return docx(body, {"word/styles.xml": f"<w:styles NAMES>{chain}</w:styles>"})


def bindings(count: int) -> bytes:
    """A DOCX whose controls are bound to the last of many elements, and some stand in another."""
    names = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    bound = f'<w:dataBinding w:xpath="/a/b[{count}]" w:storeItemID="{{1}}"/><w:text/>'
    flat = "".join(p(sdt("", properties=bound)) for _ in range(count))
    nested = flat
    for _ in range(60):
        nested = sdt(nested, properties=bound)
    parts = {
        "word/_rels/document.xml.rels": relations(("customXml", "../item.xml")),
        "item.xml": f"<a>{'<b/>' * count}</a>",
        "_rels/item.xml.rels": relations(("customXmlProps", "props.xml")),
        "props.xml": f'<p xmlns:d="{names}" d:itemID="{{1}}"/>',
    }
    return docx(nested, parts)


def inserted(count: int) -> bytes:
    """A DOCX that inserts one long text in many places."""
    known = {"word/_rels/document.xml.rels": relations(("aFChunk", "a.txt"))}
    return docx(
        '<w:altChunk r:id="rId1"/>' * count, {**known, "word/a.txt": "Una línea.\n\n" * count}
    )


def pages(count: int, rows: int = 0) -> bytes:
    page = Page()
    for number in range(count):
        page.line(72, 72, f"Una línea {number}")
        for row in range(rows):
            page.line(72, 92 + 20 * row, "a")
            page.line(300, 92 + 20 * row, "b")
        page.turn()
    return page.data()


def text(part: str, after: str = "") -> Callable[[int], bytes]:
    return lambda count: (part * count + after).encode()


def html(part: str, before: str = "<html><p>") -> Callable[[int], bytes]:
    return lambda count: (before + part * count).encode()


GROWING: dict[str, tuple[int, Callable[[int], bytes]]] = {
    "bound controls": (300, bindings),
    "inserted files": (300, inserted),
    "links": (600, text("[x](")),
    "images": (800, text("![](")),
    "comments": (1000, text("<!--")),
    "anchors": (800, text('<a href="x">')),
    "notes of Markdown": (1000, text("[^", " ")),
    "autolinks": (800, text("<http://", " >")),
    "underlines": (400, text("a\n=\n")),
    "hyphens": (400, text("palabra-\n")),
    "page breaks": (300, text("sigue una frase sin fin que continúa en otra parte\n\n\n")),
    "spaces in a heading": (9000, lambda count: f"# a{' ' * count}b".encode()),
    "spaces in a rule": (9000, lambda count: f"a|b\n{' ' * count}x|".encode()),
    "formulas": (9000, lambda count: b"$" + b" " * count),
    "a long word": (9000, lambda count: (b"a" * count + b"\n") * 3),
    "a long address": (3000, text("www.", " x\ny")),
    "a cell over rows": (400, text("| sigue\n", "\n")),
    "combining marks": (1000, text("\u0300\u0316\u0327\u0323")),
    "boxes": (300, html("<input type=checkbox> a")),
    "line breaks of HTML": (500, html("a<br>")),
    "notes of HTML": (400, lambda n: "".join(f"<div id=ftn{i}>x</div>" for i in range(n)).encode()),
    "wide cells": (300, html("<td rowspan=200 colspan=200>x", "<html><table><tr>")),
    "line breaks of ODT": (600, lambda count: odt(f"<text:p>{'a<text:line-break/>' * count}</text:p>")),
    "line breaks of DOCX": (600, lambda n: docx(p("a", f"<w:r>{'<w:br/><w:t>b</w:t>' * n}</w:r>"))),
    "letters of DOCX": (800, lambda count: docx(p(f"<w:r>{'<w:t>a</w:t>' * count}</w:r>"))),
    "runs of DOCX": (800, lambda n: docx(p(*["a"] * n))),
    "nested fields": (300, lambda n: docx(p(_FIELD * n + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' * n))),
    "footnotes": (150, notes),
    "one footnote": (100, lambda count: notes(count, "1")),
    "circular styles": (200, styles),
    "pages": (60, pages),
    "columns": (12, lambda count: pages(count, rows=10)),
}  # fmt: skip

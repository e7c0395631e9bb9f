"""Damaged files: bytes of a whole file changed, or of the parts that are packed in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

from tests.reading.build import Page, checkbox, docx, odt, p, sdt, table, tc, unzipped, zipped

ROOT = Path(__file__).parents[2]
MOST = 12  # changes in one file
FEWEST_PARTS = ("document.xml", "content.xml", "styles.xml", ".rels", "manifest.xml")
# What parsers trip over: markup cut open, references, big numbers, odd characters.
SNIPPETS = (
    b"<", b">", b"/>", b"&", b"&#0;", b"&#x10ffff;", b"<!--", b"]]>", b"<![CDATA[", b"<?x?>",
    b"\x00", b"\xff\xfe", b"\xc3", b"-1", b"99999999999999999999", b"1e309", b" << ", b" >> ", b"[", b"]",
    b" 0 R", b"endobj", b"stream\n", b"endstream", b"xref", b"trailer", b"/Kids", b"/Parent", b"%PDF-",
)  # fmt: skip


def docx_seed() -> bytes:
    """A small form in Word."""
    boxes = p(checkbox("<w14:checked/>"), " sí ", checkbox("", "☐"), " no")
    cells = table(tc(p("Provincia")) + tc(p("Casos")), tc(p("Altamora")) + tc(sdt(p("12"))))
    asked = p("1. ¿Qué retos anticiparía en este proceso?")
    return docx(asked + sdt(p("Los de presupuesto."), tag="a") + boxes + cells)


def odt_seed() -> bytes:
    """The same in ODT."""
    note = "<text:note><text:note-body><text:p>Nota.</text:p></text:note-body></text:note>"
    items = "<text:list><text:list-item><text:p>Uno</text:p></text:list-item></text:list>"
    row = (
        "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>"
    )
    return odt(
        f"<text:h text:outline-level='1'>Título</text:h><text:p>1. ¿Qué retos?{note}</text:p>{items}"
        f"<table:table>{row}{row}</table:table><text:p>Se formó<text:s text:c='3'/>a 40.</text:p>"
    )


def pdf_seed(**options: object) -> bytes:
    """A page with text, a table and form fields."""
    page = Page(invariant=1, **options)
    page.lines(72, 72, "1. ¿Qué retos anticiparía en este proceso?", "Los de presupuesto.")
    for number, (left, right) in enumerate((("Provincia", "Casos"), ("Altamora", "12"))):
        page.line(72, 130 + 20 * number, left)
        page.line(250, 130 + 20 * number, right)
    page.canvas.acroForm.textfield(value="Sí.", x=72, y=500, width=200, height=20)
    page.canvas.acroForm.checkbox(x=72, y=450, checked=True)
    return page.data()


def html_seeds() -> tuple[bytes, ...]:
    """A page with a list, a table and boxes, and one as an office program writes it."""
    rows = "<table><tr><th>Provincia<th>Casos<tr><td>Altamora<td rowspan=2>12</table>"
    ticks = "<p><input type=checkbox checked> sí <input type=checkbox> no<br>&nbsp;&aacute;"
    page = f"<html><h1>Título</h1><p>1. ¿Qué retos?<ul><li>Uno<li><b>Dos</b></ul>{rows}{ticks}"
    note = "<p>Texto<a href='#_ftn1'>[1]</a><div id='ftn1'><p>Nota.</div>"
    head = "<!DOCTYPE html><html><head><meta charset=utf-8><style>p{}</style></head><body>"
    return page.encode(), f"{head}{note}<!-- x --></body></html>".encode()


def markdown_seeds() -> tuple[bytes, ...]:
    """The beginning of the example, and one of each mark."""
    odd = b'# a\n\n1. [x](y "z")\n- [ ] a\n\n| a | b |\n|---|---|\n| c | d |\n\n<!-- x -->\n\na[^1]\n\n[^1]: b\n'
    return (ROOT / "examples/informe-valdoria-2024.md").read_bytes()[:1500], odd


@st.composite
def damaged(draw: st.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """A seed with some bytes changed, cut out, put in or doubled, or its end gone."""
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, MOST))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        change: Callable[[st.DrawFn, bytearray, int], None] = draw(st.sampled_from(CHANGES))
        change(draw, data, at)
    return bytes(data)


@st.composite
def repacked(draw: st.DrawFn, seed: bytes) -> bytes:
    """A package one of whose parts is damaged, and that is otherwise whole."""
    parts = unzipped(seed)
    chosen = draw(st.sampled_from([n for n in parts if n.endswith(FEWEST_PARTS)]))
    parts[chosen] = draw(damaged((parts[chosen],)))
    return zipped(parts)


def _change(draw: st.DrawFn, data: bytearray, at: int) -> None:
    data[at : at + 1] = draw(st.binary(min_size=1, max_size=4))


def _cut(draw: st.DrawFn, data: bytearray, at: int) -> None:
    del data[at : at + draw(st.integers(1, 60))]


def _insert(draw: st.DrawFn, data: bytearray, at: int) -> None:
    data[at:at] = draw(st.sampled_from(SNIPPETS))


def _double(draw: st.DrawFn, data: bytearray, at: int) -> None:
    data[at:at] = bytes(data[at : at + draw(st.integers(1, 200))])


def _end(_draw: st.DrawFn, data: bytearray, at: int) -> None:
    del data[at:]


CHANGES = (_change, _change, _cut, _insert, _insert, _double, _end)

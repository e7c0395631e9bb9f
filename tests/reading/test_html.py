from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meta87.errors import InputError
from meta87.reading.document import Anchor, Block, BlockKind, Cell
from meta87.reading.html import parse_html
from meta87.reading.read import read_bytes
from tests.reading.anchors import assert_anchored


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def blocks(body: str) -> tuple[Block, ...]:
    return read_bytes(page(body).encode(), "informe.html").blocks


def texts(body: str) -> list[str]:
    return [block.text for block in blocks(body)]


def boxes(body: str) -> list[tuple[str, bool | None]]:
    return [(b.text, b.checked) for b in blocks(body) if b.kind is BlockKind.CHECKBOX]


def test_lists_number_their_items_and_nest() -> None:
    body = (
        "<ol start='3'><li>Tres<ul><li><p>Dentro</p><p>Sigue</p></li></ul></li><li>Cuatro</li></ol>"
    )
    assert [(b.kind, b.marker, b.text) for b in blocks(body)] == [
        (BlockKind.LIST_ITEM, "3.", "Tres"),
        (BlockKind.LIST_ITEM, "", "Dentro"),
        (BlockKind.PARAGRAPH, "", "Sigue"),
        (BlockKind.LIST_ITEM, "4.", "Cuatro"),
    ]


def test_merged_cells_come_once_in_their_column() -> None:
    body = (
        "<table><caption>Datos</caption><thead><tr><th rowspan=2>A</th><th colspan=2>B</th></tr>"
        "</thead><tbody><tr><td>C</td><td>D<table><tr><td>E</td></tr></table></td></tr></tbody>"
        "</table>"
    )
    assert [(b.text, b.cell) for b in blocks(body)] == [
        ("Datos", None),
        ("A", Cell(0, 0, 0)),
        ("B", Cell(0, 0, 1)),
        ("C", Cell(0, 1, 1)),
        ("D", Cell(0, 1, 2)),
        ("E", Cell(1, 0, 0)),
    ]


def test_boxes_of_a_form_and_typed_ones() -> None:
    body = (
        "<p><input type=checkbox checked> sí <input type=checkbox> no</p>"
        "<p><label>OIT <input type=radio checked></label></p><p>☒ uno<br>☐ dos</p>"
    )
    assert boxes(body) == [
        ("sí", True), ("no", False), ("OIT", True), ("uno", True), ("dos", False),
    ]  # fmt: skip


def test_fields_show_what_was_written_or_chosen_or_their_prompt() -> None:
    body = (
        "<p>País: <input value='Costa Brava'></p><p><textarea>Se formó\na 312.</textarea></p>"
        "<p>Vía: <select><option value=''>Elija</option><option selected>Norte</option></select></p>"
        "<input type=hidden value=no><input type=submit value=Enviar>"
        "<p>Comentarios: <input placeholder='Escriba aquí'></p>"
    )
    assert [(b.text, b.placeholder) for b in blocks(body)] == [
        ("País: Costa Brava", False), ("Se formó a 312.", False), ("Vía: Norte", False),
        ("Comentarios:", False), ("Escriba aquí", True),
    ]  # fmt: skip


def test_two_line_breaks_end_a_paragraph_and_one_does_not() -> None:
    assert texts("Una<br>línea.<br><br>Otra.") == ["Una línea.", "Otra."]


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("<select><option selected>En curso</select>", [("Estado: En curso Falta firmar.", False)]),
        ("<textarea>En curso</textarea>", [("Estado: En curso Falta firmar.", False)]),
        ("<select multiple><option selected>A<option>B<option selected>C</select>",
         [("Estado: A, C Falta firmar.", False)]),
    ],
)  # fmt: skip
def test_fields_do_not_run_together_with_the_text(
    field: str, found: list[tuple[str, bool]]
) -> None:
    assert [(b.text, b.placeholder) for b in blocks(f"Estado:{field}Falta firmar.")] == found


def test_a_list_of_options_that_shows_its_prompt_is_empty() -> None:
    options = '<option value="" selected>Elija una opción<option>En curso'
    [block] = blocks(f"<p><select>{options}</select></p>")
    assert (block.text, block.placeholder) == ("Elija una opción", True)


@pytest.mark.parametrize(
    ("reference", "note"),
    [
        ('<a href="#sdfootnote1sym"><sup>1</sup></a>', '<div id="sdfootnote1"><p>Nota.</p></div>'),
        ('<a href="#_ftn1">1</a>', "<div id='ftn1'><p>Nota.</p></div>"),
    ],
)
def test_note_follows_the_paragraph_that_refers_to_it(reference: str, note: str) -> None:
    found = texts(f"<p>Hubo 312{reference} casos.</p><p>Fin.</p>{note}")
    assert found == ["Hubo 312 1 casos.", "Nota.", "Fin."]


def test_note_that_nothing_refers_to_is_kept() -> None:
    assert texts("<div id='ftn7'><p>Nota.</p></div><p>Fin.</p>") == ["Fin.", "Nota."]


def test_notes_that_refer_to_each_other_in_a_long_chain_are_read_once() -> None:
    chain = "".join(f"<div id=ftn{n}>N<a href='#ftn{n + 1}'>{n}</a></div>" for n in range(2_000))
    assert len(texts(f"<p>Texto<a href='#ftn0'>1</a>.</p>{chain}")) == 2_001


def test_header_and_footer_of_word_processors_are_kept_apart() -> None:
    body = "<div title='header'><p>Ministerio</p></div><p>Texto.</p>"
    document = read_bytes(page(body).encode(), "a.html")
    assert (document.text, [b.text for b in document.running]) == ("Texto.", ["Ministerio"])


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (page("<p>Capacitó.</p>").encode("utf-8-sig"), "sin-nombre"),
        (page("<p>Capacitó.</p>", "<meta charset=utf-16>").encode("utf-16"), "a.txt"),
        (page("<p>Capacitó.</p>", "<meta charset='iso-8859-1'>").encode("cp1252"), "a.md"),
        (page("<p>Capacitó.</p>", "<meta charset=macintosh>").encode("mac-roman"), "a.htm"),
        (page("<p>Capacitó.</p>", "<meta charset='ISO-8859-15'>").encode("iso8859-15"), "a.htm"),
        ("<?xml version='1.0' encoding='utf-8'?>\n<html><p>Capacitó.</p></html>".encode(), "a"),
        ("<!-- x --><HTML><BODY>Capacitó.".encode(), "a.docx"),
        ("<h1>Capacitó.</h1>".encode(), "parte.HTML"),
    ],
)
def test_the_type_is_told_by_content_and_the_encoding_by_the_page(data: bytes, name: str) -> None:
    document = read_bytes(data, name)
    assert (document.format, document.text) == ("html", "Capacitó.")


@pytest.mark.parametrize("text", ["<u>Hola</u> a todos", "2 < 3", "<https://ejemplo.org>"])
def test_markdown_that_begins_with_a_sign_is_no_page(text: str) -> None:
    assert read_bytes(text.encode(), "a.md").format == "md"


@pytest.mark.parametrize("body", ["", "<script>x</script>"])
def test_a_page_without_text_is_empty(body: str) -> None:
    with pytest.raises(InputError, match="file-empty"):
        read_bytes(page(body).encode(), "a.html")


_PARTS = st.lists(
    st.sampled_from(
        ["Se formó ", "&ntilde;", "n&#771;", "ﬁn", "&shy;", "&nbsp;", "\n", "<p>", "</p>", "<b>",
         "</b>", "<br>", "<li>", "<ol>", "</ol>", "<td>", "<tr>", "<table>", "</table>", "<div>",
         "</div>", "<input type=checkbox>", "<input value='dicho'>", "☒ sí", "1. ", "<!-- c -->",
         "<script>no</script>", "<div id=ftn1>", "<a href='#ftn1'>1</a>", "<h2>"]
    ),
    max_size=25,
)  # fmt: skip


@given(_PARTS)
def test_every_anchor_leads_to_its_characters(parts: list[str]) -> None:
    text = page("x " + "".join(parts))
    units = parse_html(text, "a.html").xpath("//text()")

    def source(anchor: Anchor) -> str:
        assert anchor.part == "node"
        return str(units[anchor.unit])

    assert_anchored(read_bytes(text.encode(), "a.html").blocks, source)


@given(_PARTS)
@example(["<div id=ftn1>", "Se formó ", "<div id=ftn1>"])
def test_no_text_that_a_page_shows_is_lost(parts: list[str]) -> None:
    text = page("x " + "".join(parts))
    document = read_bytes(text.encode(), "a.html")
    assert document.text.count("Se formó") == parts.count("Se formó ")

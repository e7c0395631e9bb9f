"""Headers, footers and page numbers are no answers, not even where a conversion put them in the text."""

from dataclasses import replace

import pytest

from meta87.form.parser import parse
from meta87.form.report import Role
from meta87.reading.docx import read_docx
from tests.form.build import FORM, block, document
from tests.reading.build import docx, p, r, relations, table, tc

HEAD = "Ministerio de Trabajo · Informe 2023"


def answers(report) -> list[list[str]]:
    return [[b.text for b in answer.blocks] for answer in report.answers]


def word(*kinds: str) -> bytes:
    """A form in Word with a header of each kind: plain, in a table, in a text box."""
    box = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        f"{p(HEAD)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    shown = {"plain": p(HEAD), "table": table(tc(p(HEAD)) + tc(p("3"))), "box": p(box, r(" "))}
    names = [f"cabecera{n}.xml" for n in range(len(kinds))]
    parts = {f"word/{name}": f"<w:hdr NAMES>{shown[kind]}</w:hdr>"
             for name, kind in zip(names, kinds, strict=True)}  # fmt: skip
    known = relations(*(("header", name) for name in names))
    return docx("".join(p(line.removeprefix("# ")) for line in FORM),
                {**parts, "word/_rels/document.xml.rels": known})  # fmt: skip


@pytest.mark.parametrize("kinds", [("plain",), ("table",), ("box",), ("plain", "table", "box")])
def test_a_word_header_is_offered_nowhere(kinds) -> None:
    read = read_docx(word(*kinds), "x")
    assert HEAD in [each.text for each in read.running]
    report = parse(read)
    assert answers(report) == answers(parse(document(*FORM)))
    assert HEAD not in [each.block.text for each in report.placed]


def test_a_header_that_a_conversion_repeats_in_the_text_is_the_forms() -> None:
    lines = [*FORM[:3], HEAD, *FORM[3:5], HEAD.replace("2023", "2024"), *FORM[5:], HEAD]
    read = replace(document(*lines), running=(block(HEAD),))
    report = parse(read)
    assert answers(report) == answers(parse(document(*FORM)))
    assert report.unplaced == ()
    kept = [each for each in report.placed if each.block.text.startswith("Ministerio")]
    assert [each.role for each in kept] == [Role.FORM] * 3


def test_figures_in_cells_are_no_page_numbers() -> None:
    body = "".join(p(line.removeprefix("# ")) for line in FORM[:4])
    cells = table(*(tc(p("Salto")) + tc(p(str(n))) for n in (12, 7, 5)))
    read = replace(read_docx(docx(body + cells), "x"), running=(block("1"), block("Salto")))
    assert len(answers(parse(read))[0]) == 1 + 6


def test_an_answer_that_says_once_what_the_header_says_is_an_answer() -> None:
    at = FORM.index("Sí, de la cooperación regional.")
    lines = [*FORM[:at], "Ministerio de Trabajo", *FORM[at + 1 :]]
    report = parse(replace(document(*lines), running=(block("Ministerio de Trabajo"),)))
    assert answers(report)[3] == ["Ministerio de Trabajo"]


@pytest.mark.parametrize("number", ["Página 3 de 12", "Pág. 4", "Page 3 of 12"])
def test_the_number_of_a_page_is_no_answer(number) -> None:
    report = parse(document(*FORM[:4], number, *FORM[4:]))
    assert answers(report) == answers(parse(document(*FORM)))


@pytest.mark.parametrize("written", ["Página web", "3 de 12 fincas", "12", "Página 3 del anexo"])
def test_what_only_begins_like_one_is(written) -> None:
    report = parse(document(*FORM[:4], written, *FORM[4:]))
    assert answers(report)[0][-1] == written

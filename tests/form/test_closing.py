"""What follows the last answer and belongs to no question: annexes, lists, signatures."""

import pytest

from meta87.form.parser import parse
from meta87.form.report import Report, Role
from meta87.reading.docx import read_docx
from tests.form.build import FORM, document
from tests.reading.build import docx, p, table, tc
from tests.sections import sections

ASKED = "6. ¿Qué es necesario actualizar? Seleccione todo lo que corresponda."
WRITTEN = "Las metas de inspección rural."


EXAMPLES = sections("drafts.txt")


def last(report: Report) -> list[str]:
    return [block.text for block in report.answers[-1].blocks]


def unplaced(report: Report) -> list[str]:
    return [block.text for block in report.unplaced]


@pytest.mark.parametrize("opening", [line for (line,) in EXAMPLES["annex"]])
def test_an_annex_is_no_part_of_the_last_answer(opening) -> None:
    more = (opening, "En Salto se inspeccionaron 12 chacras.", "- En Rivera, 28.", "[x] Sí")
    report = parse(document(*FORM, ASKED, WRITTEN, *more))
    assert last(report) == [WRITTEN]
    assert unplaced(report) == [opening.removeprefix("# "), more[1], "En Rivera, 28.", "Sí"]


@pytest.mark.parametrize("signature", [written for (written,) in EXAMPLES["signature"]])
def test_a_signature_is_no_part_of_the_last_answer(signature) -> None:
    signed = signature.split(" / ")
    report = parse(document(*FORM, ASKED, WRITTEN, *signed))
    assert last(report) == [WRITTEN]
    assert unplaced(report) == signed


@pytest.mark.parametrize("written", [text for (text,) in EXAMPLES["still an answer"]])
def test_what_may_still_be_told_is_left_in_the_answer(written) -> None:
    more = written.split(" / ")
    report = parse(document(*FORM, ASKED, WRITTEN, *more))
    assert last(report) == [WRITTEN, *(line.removeprefix("# ").removeprefix("- ") for line in more)]
    assert unplaced(report) == []


def test_headings_by_which_an_author_orders_the_last_answer_leave_it_whole() -> None:
    lines = ("# Sector rural", WRITTEN, "# Sector urbano", "El plan.")
    report = parse(document(*FORM, ASKED, *lines))
    assert last(report) == [line.removeprefix("# ") for line in lines]


def test_a_table_of_one_column_keeps_its_answer_above_the_signature() -> None:
    body = "".join(p(line.removeprefix("# ")) for line in (*FORM, ASKED))
    made = table(tc(p("Metas rurales")), tc(p("Elaborado por: Ana Pérez")))
    report = parse(read_docx(docx(body + made), "x"))
    assert last(report) == ["Metas rurales"]


def test_an_annex_amid_the_form_belongs_to_its_answer() -> None:
    at = FORM.index("- Se creó el registro.") + 1
    report = parse(document(*FORM[:at], "Anexo 1. Cuadros", "En Salto, 12.", *FORM[at:]))
    assert [b.text for b in report.answers[1].blocks][1:] == ["Anexo 1. Cuadros", "En Salto, 12."]
    assert report.unplaced == ()


def test_headings_above_those_of_the_form_end_it_and_others_do_not() -> None:
    own = p("Metas rurales", style="Heading2")
    body = "".join(p(line.removeprefix("# "), style="Heading2" if line[0] == "#" else "")
                   for line in (*FORM, ASKED))  # fmt: skip
    ends = p("Cuadros", style="Heading1") + p("En Salto, 12.")
    report = parse(read_docx(docx(body + own + p(WRITTEN) + ends), "x"))
    assert last(report) == ["Metas rurales", WRITTEN]
    assert unplaced(report) == ["Cuadros", "En Salto, 12."]


def test_a_table_of_signatures_is_left_out_whole() -> None:
    body = "".join(p(line.removeprefix("# ")) for line in (*FORM, ASKED, WRITTEN))
    signed = table(tc(p("Ana Pérez")) + tc(p("Luis Soto")),
                   tc(p("Elaborado por")) + tc(p("Aprobado por")))  # fmt: skip
    report = parse(read_docx(docx(body + signed), "x"))
    assert last(report) == [WRITTEN]
    assert unplaced(report) == ["Ana Pérez", "Luis Soto", "Elaborado por", "Aprobado por"]


def test_a_signature_below_the_form_in_its_table_takes_its_row_alone() -> None:
    rows = [tc(p(line.removeprefix("# "))) for line in (*FORM, ASKED, WRITTEN)]
    signed = tc(p("Elaborado por:")) + tc(p("Ana Pérez"))
    report = parse(read_docx(docx(table(*rows, signed)), "x"))
    assert last(report) == [WRITTEN]
    assert unplaced(report) == ["Elaborado por:", "Ana Pérez"]


@pytest.mark.parametrize(
    "head",
    [
        ("Fecha:", "Acción"),
        ("Fecha:", "Punto focal:"),
        ("Punto focal: MTSS", "Acción"),
        ("Producto", "Elaborado por"),
        ("Elaborado por", "Aprobado por"),
    ],
)
def test_a_table_of_more_than_signatures_is_an_answer(head) -> None:
    body = "".join(p(line.removeprefix("# ")) for line in (*FORM, ASKED))
    rows = [head, ("12 de mayo", "Se actualizaron las metas.")]
    made = table(*("".join(tc(p(text)) for text in row) for row in rows))
    report = parse(read_docx(docx(body + made), "x"))
    assert last(report) == [text for row in rows for text in row]
    assert unplaced(report) == []


def test_the_end_of_the_form_is_still_known_after_an_annex() -> None:
    report = parse(document(*FORM, "Anexo 1", "En Salto, 12.", "¡Gracias!"))
    assert unplaced(report) == ["Anexo 1", "En Salto, 12."]
    assert [e.role for e in report.placed if e.block.text == "¡Gracias!"] == [Role.FORM]


def test_an_annex_names_neither_the_country_nor_the_period() -> None:
    lines = [line for line in FORM if not line.startswith("Le invitamos")]
    annex = (
        "Anexo",
        "Chile",
        "avances logrados por Chile, entre enero de 2011 y diciembre de 2012,",
    )
    report = parse(document(*lines, *annex))
    assert (report.country, report.period) == ("", None)


def test_part_of_a_form_with_an_annex_is_still_a_form() -> None:
    report = parse(document(*FORM[2:4], "Anexo", "En Salto, 12."))
    assert report.template == "alianza87"
    assert unplaced(report) == ["Anexo", "En Salto, 12."]

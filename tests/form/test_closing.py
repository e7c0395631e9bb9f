"""What follows the last answer and belongs to no question: annexes, lists, signatures."""

import pytest

from meta87.form.parser import parse
from meta87.form.report import Report, Role
from meta87.reading.docx import read_docx
from tests.form.build import FORM, document
from tests.reading.build import docx, p, table, tc

ASKED = "6. ¿Qué es necesario actualizar? Seleccione todo lo que corresponda."
WRITTEN = "Las metas de inspección rural."


def last(report: Report) -> list[str]:
    return [block.text for block in report.answers[-1].blocks]


def unplaced(report: Report) -> list[str]:
    return [block.text for block in report.unplaced]


@pytest.mark.parametrize(
    "opening",
    [
        "Anexo",
        "ANEXOS",
        "Anexo 1. Chacras inspeccionadas por departamento",
        "Anexo II: Cuadros",
        "Anexo A – Lista de trabajos peligrosos",
        "Apéndice",
        "# Anexo estadístico",
        "Siglas y acrónimos",
        "Glosario:",
        "# Referencias bibliográficas",
        "# Documentos adjuntos:",
    ],
)
def test_an_annex_is_no_part_of_the_last_answer(opening) -> None:
    more = (opening, "En Salto se inspeccionaron 12 chacras.", "- En Rivera, 28.", "[x] Sí")
    report = parse(document(*FORM, ASKED, WRITTEN, *more))
    assert last(report) == [WRITTEN]
    assert unplaced(report) == [opening.removeprefix("# "), more[1], "En Rivera, 28.", "Sí"]


@pytest.mark.parametrize(
    "signed",
    [
        ("Elaborado por: Dirección General del Trabajo",),
        ("Elaborado por la Dirección General del Trabajo",),
        ("Revisado por:", "Ana Pérez"),
        ("Firma: ______________",),
        ("Firmas", "Ana Pérez, Ministra de Trabajo"),
        ("Firma y sello", "Ana Pérez"),
        ("Atentamente,", "Ana Pérez"),
        ("Persona de contacto: Ana Pérez",),
        ("Responsable del informe: Ana Pérez",),
        ("Elaborado por: Ana Pérez, Directora de la Unidad", "Fecha: 3 de mayo de 2024"),
        ("Fecha: 3 de mayo de 2024", "Firma: ______________"),
        ("Nombre y cargo:", "Ana Pérez, Ministra"),
        ("Lugar y fecha: Montevideo, 3 de mayo de 2024",),
    ],
)
def test_a_signature_is_no_part_of_the_last_answer(signed) -> None:
    report = parse(document(*FORM, ASKED, WRITTEN, *signed))
    assert last(report) == [WRITTEN]
    assert unplaced(report) == list(signed)


@pytest.mark.parametrize(
    "more",
    [
        ("Anexo 3",),
        ("Anexo: https://trabajo.example/anexo.pdf",),
        ("Anexo a este informe se envía el cuadro de inspecciones.",),
        ("Aprobado por el Congreso en mayo, el plan rige desde junio.",),
        ("Elaborado por la comisión, el plan se aprobó en mayo.",),
        ("Firmas del convenio: 40 empresas.",),
        ("Referencias a la trata se añadieron en el plan.",),
        ("Contacto con las familias.",),
        ("Fecha: 12 de mayo de 2024, se creó la unidad.",),
        ("Fecha: 12 de mayo de 2024",),
        ("Punto focal: se designó a la Dirección General",),
        ("Elaborado por 14 instituciones el plan se publicó en mayo",),
        ("Revisado por el Consejo Nacional el protocolo de atención",),
        ("- Revisado por el Consejo Nacional",),
        ("Responsables del informe de cada provincia recibieron un taller",),
        ("Nombre y apellido de 40 víctimas fueron protegidos en los expedientes",),
        ("Aprobado por: Decreto 45-2024, el protocolo rige en todo el país",),
        ("# Sector urbano", "El plan."),
        ("# 2. Metas de la inspección: qué actualizar", "El plan."),
        ("Fuentes:", "https://trabajo.example/informe.pdf"),
        ("Referencias:", "Memoria anual de la Inspección."),
        ("Documentos adjuntos:", "Memoria anual de la Inspección."),
        ("Anexo 1: Informe anual", "https://trabajo.example/informe.pdf"),
        ("# Anexos", "- Informe anual: https://trabajo.example/informe.pdf"),
        ("Anexo 1: Informe anual", "Anexo 2: Memoria"),
        ("- Anexo 1: Informe anual", "- Memoria"),
        ("Firmas", "- 40 empresas firmaron el pacto."),
        ("Aprobado por:", "El Congreso aprobó el plan en mayo."),
        ("Fecha: 12 de mayo de 2024", "Lugar: Salto", "Participantes: 40 docentes"),
    ],
)
def test_what_may_still_be_told_is_left_in_the_answer(more) -> None:
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

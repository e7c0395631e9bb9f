"""Drafts that were forwarded, behind the marks of a quotation of an e-mail."""

from __future__ import annotations

import html
import textwrap

import pytest

from meta87.form.parser import parse
from meta87.form.report import Report
from meta87.reading.read import read_bytes
from tests.form.build import document, told
from tests.reading.build import docx, p, r, table, tc

ASKED = ("¿Qué retos anticiparía en este proceso?", "¿A qué dificultades se ha enfrentado?")
FORWARDED = """\
De: Cancillería
Para: Secretaría
>De: Inspección
>Para: Cancillería
>Estimada, va lo nuestro:
>
>¿Qué retos anticiparía en este proceso?
>Los hornos cambian de dueño cada campaña y el registro del municipio no alcanza a
>seguirlos, según la gerencia.
>
>¿Necesita más apoyo en la aplicación de su hoja de ruta? En caso afirmativo, describa
>de qué manera y de quién.
>- Dos analistas para el registro, que pague la cooperación suiza durante el primer
>semestre del año.
>- Una camioneta.
>¿Cómo calificaría los progresos logrados?
>[ ] no hay progreso
>[x] poco progreso
>[ ] gran progreso
>Atentamente,
>Inés Quispe
> >¿Cómo superó los retos? ¿Cuáles son las lecciones aprendidas?
> >Con un empadronamiento casa por casa.
"""
LINES = [html.escape(line) for line in FORWARDED.splitlines()]
BREAK = "<w:r><w:br/></w:r>"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", docx("".join(map(p, LINES)))),
        ("a.docx", docx(p(*[part for line in LINES for part in (r(line), BREAK)]))),
        ("a.txt", FORWARDED.encode()),
        ("a.md", FORWARDED.encode()),
        ("a.html", f"<html><body>{'<br>'.join(LINES)}</body></html>".encode()),
    ],
)
def test_a_quotation_that_asks_and_answers_is_the_draft(name: str, data: bytes) -> None:
    report = parse(read_bytes(data, name))
    first, second = FORWARDED.splitlines()[7:9]
    item = (
        "Dos analistas para el registro, que pague la cooperación suiza durante el primer semestre"
    )
    assert told(report) == [
        ("expected_challenges", f"{first[1:]} {second[1:]}"),
        ("support_needed", f"{item} del año. | Una camioneta."),
        ("progress_rating", ""),
        ("lessons", "Con un empadronamiento casa por casa."),
    ]
    assert [c.label for c in report.answers[2].choices if c.checked] == ["poco progreso"]
    assert "Inés Quispe" in [block.text for block in report.unplaced]


def test_a_line_of_a_quoted_draft_leads_back_to_its_own() -> None:
    report = parse(read_bytes(docx("".join(map(p, LINES))), "a.docx"))
    [block] = report.answers[0].blocks
    [anchor] = block.locate(at := block.text.index("seguirlos"), at + len("seguirlos"))
    assert (anchor.unit, anchor.start, anchor.end) == (8, 1, 10)


ANSWER = (
    "La cosecha de la quinua atrae a familias de otros municipios, que llegan sin papeles y se van "
    "antes de que el inspector termine su ronda por las parcelas."
)


@pytest.mark.parametrize("width", [len(ANSWER), 77])
@pytest.mark.parametrize("name", ["a.docx", "a.txt"])
def test_a_question_below_a_full_line_of_a_quotation_is_none_of_its_text(
    name: str, width: int
) -> None:
    asked = [*ASKED, "¿Cómo superó los retos? ¿Cuáles son las lecciones aprendidas?"]
    lines = [f"> {line}" for each in asked for line in (each, *textwrap.wrap(ANSWER, width))]
    data = docx("".join(p(html.escape(line)) for line in lines))
    text = "\n".join(lines).encode()
    report = parse(read_bytes(data if name == "a.docx" else text, name))
    assert told(report) == [
        ("expected_challenges", ANSWER), ("difficulties", ANSWER), ("lessons", ANSWER),
    ]  # fmt: skip


def test_short_paragraphs_below_a_long_one_of_a_quotation_stay_apart() -> None:
    lines = [ASKED[0], ANSWER, "Falta gente.", "Falta agua.", ASKED[1], "Ninguna."]
    report = parse(document(*(f"> {line}" for line in lines)))
    assert told(report)[0][1] == " | ".join(lines[1:4])


def unplaced(report: Report) -> list[str]:
    return [block.text for block in report.unplaced]


@pytest.mark.parametrize("mark", ["> ", "> > "])
def test_what_is_quoted_between_answers_is_a_quotation(mark: str) -> None:
    own = mark.replace("> ", "", 1)
    lines = [f"{mark}{ASKED[0]}", f"{mark}Pensar en lo local.", f"{own}La sequía.",
             f"{mark}{ASKED[1]}", f"{mark}Con ejemplos.", f"{own}Faltó combustible."]  # fmt: skip
    report = parse(document("De: Eva", "Para: Luis", *lines))
    assert told(report) == [
        ("expected_challenges", "La sequía."),
        ("difficulties", "Faltó combustible."),
    ]
    assert unplaced(report)[2:] == ["Pensar en lo local.", "Con ejemplos."]


def test_an_earlier_version_that_is_quoted_below_the_answers_stays_a_quotation() -> None:
    asked = [*ASKED, "¿Cómo superó los retos?", "¿Necesita más apoyo?"]
    sent = [line for each in asked for line in (each, f"Respuesta a {asked.index(each)}.")]
    quoted = [f"> {line.replace('Respuesta', 'Borrador')}" for line in sent]
    report = parse(document(*sent, "Saludos,", "Eva", *quoted))
    answers = [text for _, text in told(report)]
    assert answers == sent[1::2]
    assert {line.removeprefix("> ") for line in quoted[1::2]} < {*unplaced(report)}


def test_a_draft_of_one_question_may_be_forwarded() -> None:
    report = parse(document("De: Eva", "Para: Luis", f"> {ASKED[0]}", "> La falta de registros."))
    assert told(report) == [("expected_challenges", "La falta de registros.")]


@pytest.mark.parametrize("goodbye", ["Saludos,", "Quedo atento a sus comentarios."])
def test_a_goodbye_below_a_quoted_draft_answers_nothing(goodbye: str) -> None:
    draft = [ASKED[0], "La falta de registros.", ASKED[1], "El paro de mayo."]
    end = [goodbye, "Luis Paz", "Secretaría de Empleo"]
    report = parse(document(*(f"> {line}" for line in draft), *end))
    assert told(report) == [("expected_challenges", draft[1]), ("difficulties", draft[3])]
    assert unplaced(report) == end


@pytest.mark.parametrize(
    ("head", "answer"),
    [([], "El paro. | La falta de luz en los talleres."), (["De: Eva", "Para: Luis"], "")],
)
def test_marks_before_an_answer_that_was_not_mailed_quote_nothing(
    head: list[str], answer: str
) -> None:
    own = [ASKED[0], "La sequía.", "¿Cómo superó los retos?", "Con pozos.", ASKED[1]]
    report = parse(document(*head, *own, "> El paro.", "> La falta de luz en los talleres."))
    assert told(report)[-1] == ("difficulties", answer)


@pytest.mark.parametrize("more", ["> 12 meses de espera: 40 casos", ">= 3 visitas: un taller"])
@pytest.mark.parametrize("name", ["a.docx", "a.txt"])
def test_a_mark_before_a_number_says_more_than(name: str, more: str) -> None:
    lines = [ASKED[1], "Los trámites duran.", more, "Nadie los sigue.", ASKED[0], "Lo mismo."]
    data = docx("".join(p(html.escape(line)) for line in lines))
    report = parse(read_bytes(data if name == "a.docx" else "\n\n".join(lines).encode(), name))
    assert told(report)[0] == ("difficulties", " | ".join(lines[1:4]))


def test_marks_before_the_numbers_of_a_quotation_are_no_more_than_that() -> None:
    lines = [
        "De: Eva",
        "Para: Luis",
        f"> 3. {ASKED[0]}",
        "> 12 talleres sin dueño.",
        "> Y la mina.",
    ]
    report = parse(read_bytes(docx("".join(p(html.escape(line)) for line in lines)), "a.docx"))
    assert told(report) == [("expected_challenges", "12 talleres sin dueño. | Y la mina.")]


def test_marks_in_cells_quote_nothing_and_are_not_shown() -> None:
    rows = [(ASKED[0], "&gt; La sequía."), (ASKED[1], "&gt; 12 meses de espera")]
    body = table(*("".join(tc(p(text)) for text in row) for row in rows))
    assert told(parse(read_bytes(docx(body), "a.docx"))) == [
        ("expected_challenges", "La sequía."),
        ("difficulties", "> 12 meses de espera"),
    ]

"""Drafts pasted from e-mails: what each text answers, what e-mails left, whose report it is."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from meta87.form.parser import parse
from tests.form.build import FORM, document, read, told
from tests.sections import sections

EXAMPLES = sections("drafts.txt")
BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
# The generator is a script: it runs in a process of its own, so that its names stay its own.
SCRIPT = f"""
import json, sys
sys.path.insert(0, {str(BENCHMARKS)!r})
from messy import measure
from messy_drafts import make_draft
measured = [measure(make_draft(seed), suffix) for seed, suffix in ((4, "docx"), (6, "md"), (3, "pdf"))]
print(json.dumps([[sum(m.recovered), len(m.recovered), m.wrong, m.words, len(m.lost)] for m in measured]))
"""
WRITTEN = "Se inspeccionaron 12 talleres en Salto."


MAILED = """\
De: Rosa Benítez <rbenitez@trabajo.example>
Enviado el: lunes, 2 de marzo de 2026 8:40
Para: Punto focal
Asunto: RE: cuestionario

Estimado Julio:

Te mando lo de nuestra dirección.

Paraguay – informe anual

Período: enero de 2025 a diciembre de 2025

1. Desde enero de 2025, ¿qué progresos ha logrado su país respecto de la prioridad 1 "Inspección rural"?

En abril se inspeccionaron 40 chacras.

2. ¿Qué progresos ha logrado…? (prioridad 2)

Se creó el registro.

14. ÉXITOS SIGNIFICATIVOS

Se firmó un convenio con la cámara.

Retos que superó y lecciones aprendidas

Como se dijo en «¿Ha colaborado con algún socio internacional?», con la OIT.

Enviado desde mi iPhone

23. ¿Ha colaborado con algún socio internacional?

OIT

**24. Describa la colaboracion**

Con la OIT se formó a 30 inspectores.

> 27. ¿Colaboró con algún socio nacional?

Ministerios de su Gobierno

Saludos cordiales,

Rosa Benítez

Dirección de Inspección
"""


def test_a_draft_pasted_from_emails_is_read_by_its_questions() -> None:
    report = read(MAILED)
    assert told(report) == [
        ("priority_progress", "En abril se inspeccionaron 40 chacras."),
        ("priority_progress", "Se creó el registro."),
        ("success_details", "Se firmó un convenio con la cámara."),
        ("lessons", "Como se dijo en «¿Ha colaborado con algún socio internacional?», con la OIT."),
        ("international_partners", ""),
        ("international_details", "Con la OIT se formó a 30 inspectores."),
        ("national_partners", ""),
    ]
    assert [b.text.split(",")[0].split(":")[0] for b in report.unplaced] == [
        "De", "Asunto", "Estimado Julio", "Te mando lo de nuestra dirección.", "Enviado desde mi iPhone",
        "Saludos cordiales", "Rosa Benítez", "Dirección de Inspección",
    ]  # fmt: skip
    assert (report.country, report.period) == ("PY", (date(2025, 1, 1), date(2025, 12, 31)))


@pytest.mark.parametrize(
    ("brings", "year"),
    [
        ("lo del período julio de 2024 a junio de 2025.", 2025),
        ("lo de enero a mayo de 2024.", None),
    ],
)
def test_an_email_states_the_period_where_nothing_else_does(brings, year) -> None:
    sent = MAILED.replace("Período: enero de 2025 a diciembre de 2025\n\n", "")
    report = read(sent.replace("lo de nuestra dirección.", brings))
    assert report.year == year


TABLE = """\
| Pregunta | Respuesta |
| --- | --- |
| Prioridad 1 – Inspección rural | Se inspeccionaron 40 chacras. |
| Prioridad 2 – Registro único | Se creó el registro. |
| Retos | Falta de presupuesto. |
| Apoyo necesario | Técnico. |
| Como calificaria los progresos? | poco progreso |
| DIFICULTADES ENFRENTADAS | La sequía. |
| Presupuesto asignado | Dos millones. |
| Lecciones aprendidas | Visitar con la fiscalía. |
"""


def test_titles_in_the_left_cells_of_a_table_are_questions_or_shown() -> None:
    report = read(TABLE)
    assert told(report) == [
        ("priority_progress", "Se inspeccionaron 40 chacras."),
        ("priority_progress", "Se creó el registro."),
        ("expected_challenges", "Falta de presupuesto."),
        ("support_needed", "Técnico."),
        ("progress_rating", ""),
        ("difficulties", "La sequía."),
        ("lessons", "Visitar con la fiscalía."),
    ]
    assert [each.block.text for each in report.unrecognised] == ["Presupuesto asignado"]
    assert "Dos millones." in [block.text for block in report.unplaced]


@pytest.mark.parametrize(("lost", "left"), EXAMPLES["left by emails"])
def test_what_emails_leave_is_no_part_of_an_answer_and_ends_none(lost, left) -> None:
    lines, count = left.split(" / "), int(lost)
    report = parse(document(*FORM[:4], *lines, WRITTEN, *FORM[4:]))
    assert [b.text for b in report.answers[0].blocks] == [FORM[3], *lines[count:], WRITTEN]
    assert [b.text for b in report.unplaced] == [line.removeprefix("> ") for line in lines[:count]]


@pytest.mark.parametrize("left", [left for (left,) in EXAMPLES["header or signature"]])
def test_what_follows_a_header_or_signature_is_no_part_of_the_answer_before(left) -> None:
    loose = (*left.split(" / "), "3. Atender a las víctimas", WRITTEN)
    report = parse(document(*FORM[:4], *loose, *FORM[4:]))
    assert [b.text for b in report.answers[0].blocks] == [FORM[3]]
    assert [b.text for b in report.unplaced] == [*loose]
    assert report.answers[1].topic == "Registro único"


@pytest.mark.parametrize(
    "end",
    [
        ["Que estés muy bien,", "Eva", "Unidad de Registro"],
        ["Dios la bendiga,", "Prof. Eva Ruiz", "Jefa de zona", "555 0134"],
        ["Si necesitas las planillas me avisas, son tres.", "Un fuerte abrazo para todos,", "Eva"],
        ["Espero haber contestado todo.", "Cariños,", "Eva Ruiz", "AVISO: lo anterior es privado."],
        ["Un saludo grande a los tuyos", "Eva"],
        ["Disculpa la letra chica.", "Nos vemos el lunes,", "Eva", "Enviado desde mi teléfono"],
    ],
)
def test_where_a_draft_has_headers_what_is_said_at_the_end_of_an_email_is_no_answer(end) -> None:
    header = ["De: Luis Paz", "Para: Eva Ruiz", "Asunto: falta lo tuyo"]
    report = parse(document(*FORM[:4], *end, *header, *FORM[4:]))
    assert [b.text for b in report.answers[0].blocks] == [FORM[3]]
    assert [b.text for b in report.unplaced] == [*end, *header]


@pytest.mark.parametrize(
    "lines",
    [
        ["En las oficinas de:", "Rivera, Salto y Artigas"],
        ["Tel.: 0800 5050", "Llamaron 312 personas, en su mayoría de noche."],
        ["De: 40 centros en 2023. Para: 60 centros en 2024, con 300 plazas más."],
        ["De: lo previsto. Para: que cada departamento atienda en el día, como se acordó; fecha: mayo."],
    ],
)  # fmt: skip
def test_what_only_looks_like_an_email_stays_in_its_answer(lines) -> None:
    report = parse(document(*FORM[:4], *lines, WRITTEN, *FORM[4:]))
    assert [b.text for b in report.answers[0].blocks] == [FORM[3], *lines, WRITTEN]


def test_a_draft_of_emails_may_have_few_questions() -> None:
    sent = [
        "De: Eva Ruiz",
        "Para: Luis Paz",
        "Asunto: lo nuestro",
        "Luis, ahí va. Faltan dos datos.",
    ]
    report = parse(
        document(*sent, "Dificultades", WRITTEN, "Lecciones aprendidas", "Salir de noche.")
    )
    assert [a.id for a in report.answers] == ["difficulties", "lessons"]


def test_a_header_in_one_line_is_no_answer() -> None:
    header = (
        "De: Eva Ruiz Enviado: lunes, 2 de junio de 2025 8:15 Para: Luis Paz Asunto: RE: Fwd: datos"
    )
    report = parse(document(*FORM[:4], header, *FORM[4:]))
    assert [b.text for b in report.unplaced] == [header]


@pytest.mark.parametrize(
    ("lines", "id", "ticked"),
    [
        (["La nota que nos ponemos", "Gran progreso. La central pidió ir más lejos."], "progress_rating", ["gran progreso"]),
        (["Nos ponemos: poco progreso"], "progress_rating", ["poco progreso"]),
        (["Con qué medimos", "entrevistas y encuestas"], "evaluation_tools", ["encuestas", "entrevistas"]),
    ],
)  # fmt: skip
def test_the_options_below_a_title_tell_what_it_asks(lines, id, ticked) -> None:
    answer = parse(document(*FORM[:7], *lines)).answers[-1]
    assert (answer.id, sorted(c.label for c in answer.choices if c.checked)) == (id, ticked)


def test_an_answer_in_the_words_of_its_question_is_not_taken_for_its_end() -> None:
    asked = "6. En caso afirmativo: ¿Cómo describiría el impacto del?"
    written = "El proceso ha contribuido a una hoja de ruta."
    report = parse(document(*FORM, asked, written))
    assert told(report)[-1] == ("process_impact", written)


def test_a_heading_of_the_form_is_no_copy_of_the_question_below_it() -> None:
    heading, asked = "Colaboración con socios nacionales", "¿Colaboró con socios nacionales?"
    report = parse(document(*FORM, heading, asked, WRITTEN))
    last = report.answers[-1]
    assert (last.wording, told(report)[-1]) == (asked, ("national_partners", WRITTEN))


@pytest.mark.parametrize(("line", "first", "last"), EXAMPLES["period"])
def test_the_period_is_read_as_people_write_it(line, first, last) -> None:
    report = parse(document(line, *FORM[2:]))
    assert report.period == (date.fromisoformat(first), date.fromisoformat(last))
    assert report.unplaced == ()


@pytest.mark.parametrize(
    "line",
    [
        "Período: jul. 2024 al cierre",
        "Período: 2024 a jun. 25",
        "Informe de mayo de 2025",
        "Asunto: Meta 8.7 de la Agenda 2030",
        "Informe de la Alianza 8.7, Agenda 2030",
        "Asunto: Respuesta al oficio 45 del 2023",
        "Informe 2099",
    ],
)
def test_a_period_that_is_not_read_in_full_is_none(line) -> None:
    assert parse(document(line, *FORM[2:])).period is None


@pytest.mark.parametrize("subject", ["respuesta sobre la Agenda 2030", "respuesta, año 2023"])
def test_a_subject_states_the_period_after_every_other_line(subject) -> None:
    report = parse(document(f"Asunto: {subject}", "Informe anual 2024", *FORM[2:]))
    assert report.period == (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    "stated",
    ["Período de referencia: julio de 2024 a junio de 2025", "julio de 2024 a junio de 2025"],
)
@pytest.mark.parametrize("form", [FORM[2:], ["Faltan dos oficinas."]])
def test_what_the_head_states_is_the_period_whatever_later_sentences_date(stated, form) -> None:
    loose = "Se visitaron 40 talleres entre agosto de 2024 y mayo de 2025."
    report = parse(document(stated, loose, *form))
    assert report.period == (date(2024, 7, 1), date(2025, 6, 30))


@pytest.mark.parametrize(("line", "country", "kind"), EXAMPLES["country"])
def test_the_country_is_read_as_people_write_it(line, country, kind) -> None:
    report = parse(document(line, *FORM[2:]))
    assert (report.country or "-") == country
    assert [b.text for b in report.unplaced] == ([] if kind == "title" else [line])


def test_messy_drafts_of_the_generator_are_recovered() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    )
    recovered, asked, wrong, words, lost = map(sum, zip(*json.loads(done.stdout), strict=True))
    assert recovered >= 0.97 * asked > 70
    assert wrong <= 0.05 * words
    assert lost == 0


TITLED = """\
COLABORACIÓN INTERNACIONAL
Con la OIT se formó a 30 inspectores.

OBSTÁCULOS PREVISTOS
Se teme que falten vehículos.

AVANCES EN LA PRIORIDAD 2: REGISTRO ÚNICO
En mayo se creó el registro.

LECCIONES APRENDIDAS
Conviene visitar con la fiscalía.

PRESUPUESTO EJECUTADO
Se gastaron dos millones.
"""


def test_titles_right_above_their_answers_are_questions_in_any_order() -> None:
    report = read(TITLED)
    assert told(report) == [
        ("international_details", "Con la OIT se formó a 30 inspectores."),
        ("expected_challenges", "Se teme que falten vehículos."),
        ("priority_progress", "En mayo se creó el registro."),
        ("lessons", "Conviene visitar con la fiscalía."),
    ]
    assert [each.block.text for each in report.unrecognised] == ["PRESUPUESTO EJECUTADO"]
    assert report.answers[2].topic == "REGISTRO ÚNICO"


@pytest.mark.parametrize(("title", "id"), EXAMPLES["words of a title"])
def test_a_title_asks_the_question_that_its_words_name(title, id) -> None:
    report = parse(document(*FORM[:4], f"# {title}", WRITTEN))
    assert [a.id for a in report.answers[1:]] == ([] if id == "-" else [id])


def test_a_title_joined_with_its_answer_ends_where_the_answer_begins() -> None:
    report = parse(document(*FORM[:6], "Obstáculos previstos Hay pocos vehículos."))
    assert ("expected_challenges", "Hay pocos vehículos.") in told(report)


def test_what_all_the_options_of_a_question_follow_asks_it() -> None:
    options = ["[ ] no hay progreso", "[x] poco progreso", "[ ] gran progreso"]
    report = parse(document(*FORM[:4], "Nota del año", *options))
    assert [a.id for a in report.answers] == ["priority_progress", "progress_rating"]


def test_a_title_above_a_text_asks_for_it_whatever_the_text_tells() -> None:
    other = (
        "La cooperativa cedió su sede al sindicato y juntos acompañaron a 31 familias en el año."
    )
    lines = ["# Progresos que se destacan", WRITTEN, "# Otros éxitos, fuera de la hoja de ruta",
             other, "# Dificultades encontradas", "Bloqueos de caminos en noviembre.",
             "# Lecciones aprendidas", "Salir de noche."]  # fmt: skip
    assert ("success_details", other) in told(parse(document("# Balance", *lines)))


def test_headings_in_answers_of_a_whole_form_are_no_questions() -> None:
    headings = ["# Resultados", "# Retos y dificultades", "# Colaboración internacional"]
    report = parse(document(*FORM[:4], *headings, WRITTEN, *FORM[4:]))
    assert [a.id for a in report.answers].count("priority_progress") == 2

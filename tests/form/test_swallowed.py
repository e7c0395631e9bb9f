"""Drafts with titles in place of questions: each answer ends where another title stands."""

from __future__ import annotations

import pytest

from tests.form.build import FORM, read, told
from tests.sections import sections

EXAMPLES = sections("drafts.txt")

DIFFICULTIES = (
    "Ministerio de Trabajo | Faltan vehículos. | Fiscalía General | Resultados | Faltan peritos."
)
PASTED = """\
De: Nora Vega <nvega@trabajo.example>
Para: Punto focal
Asunto: RV: cuestionario 8.7

| Prioridad | Avance |
| --- | --- |
| Prioridad uno: zafra | Se inspeccionaron 40 ingenios. |
| Priroidad 2 – registro | Se creó el registro. |
| Resto | 12 |

Qué problemas vemos venir

El recorte de fondos.

Hace falta ayuda?

Sí, de la OIT.

-----Mensaje reenviado-----
De: Luis Paz

**Presupuesto ejecutado**

Se gastaron dos millones.

**Desafíos**

**Ministerio de Trabajo**

Faltan vehículos.

**Fiscalía General**

**Resultados**

Faltan peritos.

**Lecciones**

Conviene ir con la fiscalía.

**Socios internacionales**

OIT

**Qué hicimos con ellos**

Se formó a 30 inspectores.

**Valor de ser País Pionero**

El comité sesiona cada mes.
"""


def test_a_pasted_draft_is_read_by_its_titles_and_none_is_swallowed() -> None:
    report = read(PASTED)
    assert told(report) == [
        ("priority_progress", "Se inspeccionaron 40 ingenios."),
        ("priority_progress", "Se creó el registro. | Resto | 12"),
        ("expected_challenges", "El recorte de fondos."),
        ("support_needed", "Sí, de la OIT."),
        ("difficulties", DIFFICULTIES),
        ("lessons", "Conviene ir con la fiscalía."),
        ("international_partners", ""),
        ("international_details", "Se formó a 30 inspectores."),
        ("process_impact", "El comité sesiona cada mes."),
    ]  # fmt: skip
    assert [each.block.text for each in report.unrecognised] == ["Presupuesto ejecutado"]
    assert "Se gastaron dos millones." in [block.text for block in report.unplaced]


TITLED = """\
## 1.1 Avances en la prioridad 1: zafra

### Actividades

Hubo giras.

## 1.2 Líneas de trabajo para 2026

Seguir.

## 1.3 Riesgos

La sequía.

## 1.4 {title}

Se gastaron dos millones.

## 1.5 Autoevaluación

poco progreso

## 1.6 Desafíos

Faltan vehículos.
"""


@pytest.mark.parametrize(
    ("title", "unrecognised"),
    [
        ("Ejecución presupuestal", True),
        ("Resultados obtenidos", False),
        ("Ministerio de Trabajo", False),
    ],
)
def test_a_numbered_heading_of_no_question_ends_the_answer_and_an_own_one_does_not(
    title, unrecognised
) -> None:
    report = read(TITLED.format(title=title))
    assert [a.id for a in report.answers] == [
        "priority_progress", "next_priorities", "expected_challenges", "progress_rating",
        "difficulties",
    ]  # fmt: skip
    assert bool(report.unrecognised) is unrecognised
    assert len(report.answers[2].blocks) == (1 if unrecognised else 3)


def test_a_question_that_an_answer_says_again_stays_in_it() -> None:
    asked = "En comparación con el año pasado, ¿cree que hubo una mayor colaboración con las partes"
    report = read(
        "1. ¿Qué retos anticiparía en este proceso?\n\nLos de siempre.\n\n"
        "¿Cree que hubo una mayor colaboración con las partes nacionales?\n\nNo\n\n"
        "Especifique qué ha mejorado\n\n"
        f"{asked} interesadas nacionales? En parte, pues la mesa sesiona.\n"
    )
    assert [a.id for a in report.answers] == [
        "expected_challenges", "more_collaboration", "collaboration_details",
    ]  # fmt: skip
    assert report.answers[-1].blocks[0].text.endswith("En parte, pues la mesa sesiona.")


TABLED = """\
## {title}

| {head} | Avances |
| --- | --- |
| {first} | Se visitaron 12 talleres. |
| {second} | Se abrió la ficha única. |

## Prioridades para 2027

Ampliar las giras.
"""


@pytest.mark.parametrize(
    ("head", "first", "second", "id"),
    [
        ("Prioridad", "Talleres textiles", "Ficha de niñas", "priority_progress"),
        ("N.º | Prioridad", "1 | Talleres textiles", "2 | Ficha de niñas", "priority_progress"),
        ("Prioridad de la hoja de ruta", "Prioridad 1. Talleres textiles", "Prioridad 2. Ficha de niñas",
         "priority_progress"),
        ("Próximo paso", "Talleres textiles", "Ficha de niñas", "next_step_status"),
    ],
)  # fmt: skip
def test_a_table_of_priorities_or_steps_has_one_in_each_row(head, first, second, id) -> None:
    text = TABLED.format(
        title="Prioridades de la hoja de ruta", head=head, first=first, second=second
    )
    if "|" in head:
        text = text.replace("| --- | --- |", "| --- | --- | --- |")
    report = read(text)
    topics = [(id, "Talleres textiles"), (id, "Ficha de niñas")]
    assert [(a.id, a.topic) for a in report.answers[:2]] == topics
    assert [text for _, text in told(report)] == [
        "Se visitaron 12 talleres.", "Se abrió la ficha única.", "Ampliar las giras.",
    ]  # fmt: skip
    assert report.unplaced == ()


def test_a_row_without_an_answer_is_a_priority_that_was_not_answered() -> None:
    rows = ["N.º | Prioridad | Avance", "--- | --- | ---", "1 | Talleres | ", "2 | Ficha | Se abrió.",
            " | Total | ", "3 | Campos | "]  # fmt: skip
    report = read("\n".join(f"| {row} |" for row in rows) + "\n\n# Retos\n\nLa sequía.\n")
    assert [(a.topic, a.state) for a in report.answers[:3]] == [
        ("Talleres", "empty"), ("Ficha", "answered"), ("Campos", "empty"),
    ]  # fmt: skip


def test_a_table_of_what_is_planned_for_each_priority_stays_an_answer() -> None:
    planned = TABLED.format(
        title="Prioridades para 2026", head="Prioridad", first="Talleres", second="Ficha"
    ).replace("Avances", "Meta 2026")
    report = read(planned)
    assert [a.id for a in report.answers] == ["next_priorities"]


def test_a_table_of_priorities_that_are_asked_one_by_one_is_part_of_an_answer() -> None:
    table = TABLED.format(title="Resumen", head="Prioridad", first="Talleres", second="Ficha")
    report = read("\n\n".join([*FORM, table.partition("## Prioridades para 2027")[0]]))
    assert [a.id for a in report.answers].count("priority_progress") == 2
    assert report.answers[-1].blocks[-1].text == "Se abrió la ficha única."


def test_a_topic_and_its_answer_may_share_a_paragraph() -> None:
    report = read(
        "Prioridad 1: Talleres textiles de Salto. Se visitaron 12.\n\n"
        "Prioridad 2: Se abrió la ficha. Tiene 90 niñas.\n"
    )
    assert [(a.topic, a.blocks[0].text) for a in report.answers] == [
        ("Talleres textiles de Salto", "Se visitaron 12."),
        ("", "Se abrió la ficha. Tiene 90 niñas."),
    ]


def test_a_next_step_may_be_named_without_a_number() -> None:
    steps = ["Próximo paso: Ficha única", "Completado. Tiene 90 niñas.",
             "Situación del próximo paso: «Guía rural»", "En curso. Falta la firma."]  # fmt: skip
    report = read("\n\n".join(["Prioridad 1: Talleres", "Se visitaron 12.", *steps]))
    assert [(a.topic, a.blocks[0].text) for a in report.answers] == [
        ("Talleres", "Se visitaron 12."), ("Ficha única", "Tiene 90 niñas."),
        ("Guía rural", "Falta la firma."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "topic", "blocks"),
    [
        ("Primer paso: La ficha", "La ficha", 0),
        ("Próximo paso: abrir otra ficha", "", 1),  # no name of a step, but what was written of it
        ("Próximo paso: Abrir otra ficha.", "", 1),
        ("Situación del próximo paso: En curso", "", 0),
    ],
)
def test_what_stands_after_a_next_step_is_its_name_or_its_answer(title, topic, blocks) -> None:
    step = read(f"Prioridad 1: Talleres\n\nHay 12.\n\n{title}\n\n# Retos\n\nHay.\n").answers[1]
    assert (step.id, step.topic, len(step.blocks)) == ("next_step_status", topic, blocks)


@pytest.mark.parametrize(("title", "asked"), EXAMPLES["short titles"])
def test_short_titles_of_years_and_topics_ask_their_question(title, asked) -> None:
    report = read(f"# Prioridad 1: Zafra\n\nHay 12.\n\n# {title}\n\nSe firmó un convenio.\n")
    assert told(report)[1:] == [(asked, "Se firmó un convenio.")]


def test_titles_of_a_section_may_stand_in_another_order() -> None:
    titles = [
        ("Ayuda que pedimos", "support_needed"),
        ("Riesgos para 2027", "expected_challenges"),
        ("Dificultades", "difficulties"),
        ("Socios internacionales", "international_details"),
        ("Apoyo a iniciativas regionales", "initiatives_details"),
    ]
    report = read("\n\n".join(f"# {title}\n\nSe firmó un convenio." for title, _ in titles))
    assert told(report) == [(asked, "Se firmó un convenio.") for _, asked in titles]


@pytest.mark.parametrize(("title", "written", "asked"), EXAMPLES["titles of a choice"])
def test_a_text_under_the_title_of_a_choice_answers_the_question_after_it(
    title, written, asked
) -> None:
    report = read(f"# Dificultades\n\nFaltan vehículos.\n\n# {title}\n\n{written}\n")
    assert report.answers[-1].id == asked


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ('Explique qué se hizo en la prioridad 1 "Padrón de hornos"', "Las dos brigadas de Tacuarembó anotaron 61 hornos y 14 talleres en mayo"),
        ('Logros de la prioridad 1 «Padrón de hornos»', "Tabla que pasaron las brigadas de Rivera, con lo de cada departamento:"),
        ("Mencione las dificultades encontradas", "No aplica."),
        ("Describa las lecciones aprendidas", "Sin respuesta."),
    ],
)  # fmt: skip
def test_what_runs_on_after_a_title_or_order_is_in_its_answer(asked: str, written: str) -> None:
    form = "\n\n".join(FORM[6:])
    report = read(f"{form}\n\n{asked} {written}\n\nOtro párrafo.\n")
    assert report.answers[-1].blocks[0].text == written


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("Ha sido útil el proceso de los países pioneros y qué impacto ha tenido",
         ["process_useful", "process_impact"]),
        ("¿Hubo otros logros fuera de la hoja de ruta? ¿Cuáles?", ["other_success", "success_details"]),
    ],
)  # fmt: skip
def test_a_question_of_options_that_goes_on_to_ask_for_more_is_two(asked, ids) -> None:
    report = read(f"# Dificultades\n\nFaltan vehículos.\n\n# {asked}\n\nSí\n\nDos talleres.\n")
    choice, details = report.answers[1:]
    assert [choice.id, details.id] == ids
    assert [each.label for each in choice.choices if each.checked] == ["sí"]
    assert [block.text for block in details.blocks] == ["Dos talleres."]

"""Tables that ask by their headings: a row for each priority, a question in each column."""

from __future__ import annotations

from meta87.form.report import Report
from tests.form.build import read, told

HEAD = "Prioridad|Avance|Obstáculos|Próximo paso"
CATTLE = "1. Haciendas|Salieron 48 niños.|Faltó combustible.|Abrir una caleta más en 2026."
SEWING = "2. Costura|Se cerraron 6 talleres.|Dos dueños no abrieron.|Inscribir 40 talleres en 2026."
STEPS = ("Próximo paso|Estado|Detalle", "Ley de castaña|Completado|Rige desde mayo.",
         "Padrón único|En curso|Faltan 52 fichas.")  # fmt: skip


def tables(*every: tuple[str, ...]) -> Report:
    """Read tables of rows, each below a heading, and a title with its text after the last."""
    lines = [f"## Cuadro {n}\n\n{_table(*rows)}\n" for n, rows in enumerate(every, 1)]
    text = "Aprendimos que conviene convocar desde el inicio a los municipios."
    return read("\n".join((*lines, f"## Lecciones aprendidas\n\n{text}\n")))


def turned(*rows: str) -> tuple[str, ...]:
    """Turn a table: its headings are the first cells of its rows."""
    return tuple(map("|".join, zip(*(row.split("|") for row in rows), strict=True)))


def answers(report: Report) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for question, text in told(report):
        found.setdefault(question, []).append(text)
    return found


def _table(head: str, *rows: str) -> str:
    ruler = "|".join("---" for _ in head.split("|"))
    return "\n".join(f"| {row.replace('|', ' | ')} |" for row in (head, ruler, *rows))


def test_each_cell_answers_what_the_heading_of_its_column_asks() -> None:
    report = tables((HEAD, CATTLE, SEWING))
    assert answers(report) == {
        "priority_progress": ["Salieron 48 niños.", "Se cerraron 6 talleres."],
        "difficulties": ["Faltó combustible. | Dos dueños no abrieron."],
        "next_priorities": ["Abrir una caleta más en 2026. | Inscribir 40 talleres en 2026."],
        "lessons": ["Aprendimos que conviene convocar desde el inicio a los municipios."],
    }
    assert [a.topic for a in report.answers if a.id == "priority_progress"] == [
        "Haciendas", "Costura",
    ]  # fmt: skip


def test_what_a_table_asks_again_goes_on_with_its_answer() -> None:
    report = tables((HEAD, CATTLE), (HEAD, SEWING))
    assert answers(report) == answers(tables((HEAD, CATTLE, SEWING)))


def test_headings_may_stand_in_the_first_column() -> None:
    report = tables(turned(HEAD, CATTLE), turned(HEAD, SEWING))
    assert answers(report) == answers(tables((HEAD, CATTLE, SEWING)))


def test_a_row_without_a_topic_goes_on_with_the_one_above() -> None:
    report = tables((HEAD, CATTLE, "|En Beni, otros 5.|Las lluvias.|"))
    assert answers(report)["priority_progress"] == ["Salieron 48 niños. | En Beni, otros 5."]
    assert answers(report)["difficulties"] == ["Faltó combustible. | Las lluvias."]


def test_a_column_of_its_options_answers_a_question() -> None:
    steps = [a for a in tables(STEPS).answers if a.id == "next_step_status"]
    assert [a.topic for a in steps] == ["Ley de castaña", "Padrón único"]
    assert [[c.label for c in a.choices if c.checked] for a in steps] == [
        ["Completado"], ["En curso"],
    ]  # fmt: skip
    assert [a.blocks[-1].text for a in steps] == ["Rige desde mayo.", "Faltan 52 fichas."]


def test_other_columns_of_a_plan_stay_in_the_answer() -> None:
    plan = ("Prioridad|Responsable|Plazo", "Haciendas|Trabajo|Mayo", "Costura|Interior|Junio")
    assert "difficulties" not in answers(tables(plan))


def test_a_matrix_in_a_form_of_whole_questions_stays_an_answer() -> None:
    asked = ("¿A qué dificultades se ha enfrentado a la hora de implementar las prioridades y los "
             "próximos pasos establecidos en su hoja de ruta?")  # fmt: skip
    retos = "¿Qué retos anticiparía en este proceso?"
    table = _table(HEAD, CATTLE)
    report = read(f"1. {asked}\n\nFaltó dinero.\n\n{table}\n\n2. {retos}\n\nElecciones.\n")
    assert [*answers(report)] == ["difficulties", "expected_challenges"]


def test_the_first_cell_of_a_row_is_read_below_the_heading_of_its_column() -> None:
    text = "La OIT capacitó a 45 inspectores en junio y equipó el albergue."
    report = tables((HEAD, CATTLE), ("Socio|Qué se hizo", f"Internacional|{text}"))
    assert answers(report)["international_details"] == [text]

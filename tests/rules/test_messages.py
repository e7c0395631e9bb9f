"""What a finding says: of results out of the period, of empty descriptions, of plans counted."""

from __future__ import annotations

import pytest

from meta87.classify.tagged import TaggedAnswer, TaggedReport
from meta87.form.report import Choice
from meta87.messages import text
from meta87.report.texts import message, option_names, verdict
from meta87.rules.answers import analyse
from meta87.rules.checked import check
from meta87.rules.finding import Finding
from tests.tagged_build import answer, report

OUTSIDE = ("output", "El 15 de marzo de 2022 se rescató a 45 víctimas de trata.")
INSIDE = ("output", "El 15 de marzo de 2024 se rescató a 45 víctimas de trata.")
KINDS = ("Sector privado", "Organizaciones de empleadores", "Organizaciones de trabajadores")


def found(code: str, made: TaggedReport) -> list[Finding]:
    return [each for each in check(made).findings if each.rule.code == code]


def shown(made: TaggedReport) -> str:
    return verdict(made.answers[0], check(made), "es")


LATE = ("output", "El 3 de mayo de 2027 se inauguró el albergue de Salto.")


@pytest.mark.parametrize(("told", "code"), [(OUTSIDE, "PER001"), (LATE, "PER003")])
def test_a_verdict_on_a_result_outside_the_period_is_in_question(told, code) -> None:
    made = report(answer([told]))
    (outside,) = found(code, made)
    assert shown(made) == "¿resultados?"
    assert text("ui.note.no-result-left") in message(outside, made, "es")


def test_a_result_in_the_period_keeps_the_verdict() -> None:
    made = report(answer([OUTSIDE, INSIDE]))
    (outside,) = found("PER001", made)
    assert shown(made) == "resultados"
    assert text("ui.note.no-result-left") not in message(outside, made, "es")


def test_evidence_is_asked_first_of_a_result_in_the_period() -> None:
    (asked,) = found("EVI001", report(answer([OUTSIDE, INSIDE])))
    assert (asked.quote, asked.hit.note) == (INSIDE[1], "")
    (asked,) = found("EVI001", report(answer([OUTSIDE])))
    assert asked.hit.note == "result-outside"


def partners(*told: tuple[str, str]) -> TaggedReport:
    ticked = answer(
        (), [Choice(kind, True) for kind in KINDS], id="p", asks="partners", several=True
    )
    return report(ticked, answer(told, question="2", id="d", follows="p"))


def test_the_kinds_that_a_description_leaves_out_are_one_finding() -> None:
    for told in ((), (("context", "No aplica."),)):
        made = partners(*told)
        (empty,) = found("COM006", made)
        assert empty.hit.listed == KINDS
        assert "no hay descripción" in message(empty, made, "es")
    made = partners(("output", "El sindicato de pesca firmó en mayo de 2024 un convenio."))
    (vague,) = found("COM006", made)
    assert vague.hit.evidence == KINDS[:2]
    assert "«Sector privado; Organizaciones de empleadores», pero" in message(vague, made, "es")


PLAN = ("process", "Está previsto inspeccionar 300 fincas de café en 2025.")
WORK = ("process", "La mesa sostuvo en marzo de 2024 un diálogo con los gremios.")
MET = ("process", "La mesa se reunió en mayo de 2024.")
NOTHING = [("context", "El trabajo infantil es un problema complejo.")]
ROWS = ["| Zona | Familias", "| Norte | 1.240", "| Sur | 1.230", "| Total | 2.480"]
LONG_OPTION = Choice("Sector privado (empresas). Más información en sector.example.", checked=True)
SAID = [
    ("RES001", [answer([WORK, PLAN])], "Cuenta una actividad"),
    ("RES001", [answer([PLAN])], "Solo cuenta lo que se va a"),
    ("RES001", [answer([("process", "El diseño del registro está en curso.")])], "Está en curso: diga qué parte ya está terminada."),
    ("RES001", [answer([MET, ("process", "Se revisan los formularios.")])], f"Las actividades: «{MET[1]}»; «Se revisan los formularios.»."),
    ("RES004", [answer([("process", "Se ha avanzado de manera significativa.")])], "Habla de un avance («"),
    ("RES004", [answer([("process", "El grado de ejecución es del 68 % en el componente de trata.")])], "68 %»)"),
    ("RES007", [answer(NOTHING)], "pide progresos"),
    ("RES007", [answer(NOTHING, asks="collaboration")], "lo que se hizo con otros"),
    ("CON003", [answer([("output", row) for row in ROWS])], "En «Familias», el total dice 2.480, pero las filas suman 2.470."),
    ("CON005", [answer([("output", "El SISTRA se abrió en mayo de 2024.")], question="18")], "SISTRA (pregunta 18) no se explica en el informe."),
    ("COM002", [answer([], [Choice("Sí", checked=False)], required=False)], "No es obligatorio: por eso solo conviene revisarlo."),
    (
        "COM005",
        [answer((), [Choice("no", checked=True)], id="p"), answer((), [Choice("el plan", checked=True)], question="2", follows="p", when=("sí",))],
        "«no», pero aquí hay una opción marcada.",
    ),
    (
        "COM006",
        [answer((), [LONG_OPTION], id="p", asks="partners", several=True), answer((), question="2", id="d", follows="p")],
        "se marcó «Sector privado», pero no hay descripción.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "answers", "words"), SAID)
def test_a_message_says_what_was_found(code: str, answers: list[TaggedAnswer], words: str) -> None:
    made = report(*answers)
    assert words in message(found(code, made)[0], made, "es")


def test_a_status_is_not_quoted_as_the_comment() -> None:
    told = [("context", "Completado (mayo 2024)."), ("context", "La ley protege a los gremios.")]
    made = report(answer(told, [Choice("Completado", checked=True)]))
    (nothing,) = found("RES007", made)
    assert nothing.hit.passage.text == "La ley protege a los gremios."


def test_a_result_with_one_date_in_the_period_is_left() -> None:
    told = "Se rescató a 12 niñas víctimas de trata en mayo de 2022 y a 30 en marzo de 2024."
    made = report(answer([("output", told)]))
    assert shown(made) == "resultados"
    assert not any(each.hit.note for each in check(made).findings)


def test_what_was_done_is_an_answer_though_it_begins_by_saying_that_nothing_applies() -> None:
    told = "No aplica. Sin embargo, en mayo de 2024 se rescató a 40 niños del trabajo infantil."
    assert not analyse(report(answer([("output", told)]))).answers[0].is_unanswered
    silent = report(answer([("context", "No aplica, se detalla arriba.")]))
    assert analyse(silent).answers[0].is_unanswered


def test_what_to_write_after_an_option_is_no_option() -> None:
    assert option_names("sí; no; Si ha respondido «sí», especifique el cambio") == "sí; no"

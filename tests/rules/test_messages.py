"""What a finding says: of results out of the period, of empty descriptions, of plans counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from meta87.classify.tagged import TaggedReport
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


def test_so_may_a_passage_whose_kind_is_of_low_confidence() -> None:
    made = report(answer([OUTSIDE, ("context", "Ese año 30 niñas dejaron la zafra.")]))
    (told,) = made.answers
    sure, unsure = told.passages
    scores = {"output": 0.4, "process": 0.1, "context": 0.5}
    prediction = replace(unsure.prediction, kind_scores=scores, doubtful=("context",))
    told = replace(told, passages=(sure, replace(unsure, prediction=prediction)))
    (outside,) = found("PER001", replace(made, answers=(told,)))
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


def test_an_empty_description_of_partners_is_one_finding() -> None:
    for told in ((), (("context", "No aplica."),)):
        made = partners(*told)
        (empty,) = found("COM006", made)
        assert empty.hit.listed == KINDS
        assert "no hay descripción" in message(empty, made, "es")


def test_the_kinds_that_a_description_leaves_out_are_one_finding() -> None:
    made = partners(("output", "El sindicato de pesca firmó en mayo de 2024 un convenio."))
    (vague,) = found("COM006", made)
    assert vague.hit.evidence == KINDS[:2]
    assert "«Sector privado; Organizaciones de empleadores», pero" in message(vague, made, "es")


def test_plans_are_no_actions_described() -> None:
    plan = ("process", "Está previsto inspeccionar 300 fincas de café en 2025.")
    work = ("process", "La mesa sostuvo en marzo de 2024 un diálogo con los gremios.")
    for told, said in (
        ([work, plan], "Cuenta una actividad"),
        ([plan], "Solo cuenta lo que se va a"),
    ):
        made = report(answer(told))
        (only,) = found("RES001", made)
        assert said in message(only, made, "es")


def test_what_is_asked_is_told_by_the_question() -> None:
    told = [("context", "El trabajo infantil es un problema complejo.")]
    for asks, said in (("", "pide progresos"), ("collaboration", "lo que se hizo con otros")):
        made = report(answer(told, asks=asks))
        (nothing,) = found("RES007", made)
        assert said in message(nothing, made, "es")


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
    assert not found("COM005", report(answer([("output", told)])))
    assert not analyse(report(answer([("output", told)]))).answers[0].is_unanswered
    silent = report(answer([("context", "No aplica, se detalla arriba.")]))
    assert analyse(silent).answers[0].is_unanswered


def test_a_total_is_told_with_its_column_and_its_marks() -> None:
    rows = ["| Zona | Familias", "| Norte | 1.240", "| Sur | 1.230", "| Total | 2.480"]
    made = report(answer([("output", row) for row in rows]))
    (wrong,) = found("CON003", made)
    said = "En «Familias», el total dice 2.480, pero las filas suman 2.470."
    assert message(wrong, made, "es") == said


def test_a_tick_after_a_no_is_told_as_a_tick() -> None:
    no = answer((), [Choice("sí", False), Choice("no", True)], id="p")
    tick = answer((), [Choice("el plan", True)], question="2", follows="p", when=("sí",))
    made = report(no, tick)
    (contrary,) = found("COM005", made)
    assert message(contrary, made, "es").endswith("«no», pero aquí hay una opción marcada.")


def test_an_option_is_told_by_its_first_words() -> None:
    kind = "Sector privado (empresas). Más información en sector.example."
    ticked = answer((), [Choice(kind, True)], id="p", asks="partners", several=True)
    made = report(ticked, answer((), question="2", id="d", follows="p"))
    (empty,) = found("COM006", made)
    assert "se marcó «Sector privado», pero no hay descripción." in message(empty, made, "es")


def said(code: str, *answers) -> str:
    made = report(*answers)
    return message(found(code, made)[0], made, "es")


def test_messages_name_the_words_the_question_and_why_they_weigh_less() -> None:
    acronym = answer([("output", "El SISTRA se abrió en mayo de 2024.")], question="18")
    assert said("CON005", acronym) == "SISTRA (pregunta 18) no se explica en el informe."
    claim = answer([("process", "Se ha avanzado de manera significativa.")])
    assert said("RES004", claim).startswith("Habla de un avance («")
    course = answer([("process", "El diseño del registro está en curso.")])
    assert "Está en curso: diga qué parte ya está terminada." in said("RES001", course)
    tick = answer([], [Choice("Sí", checked=False)], required=False)
    assert said("COM002", tick).endswith("No es obligatorio: por eso solo conviene revisarlo.")


def test_the_activities_that_are_counted_are_listed() -> None:
    told = ["La mesa se reunió en mayo de 2024.", "Se revisan los formularios desde julio de 2024."]
    made = check(report(answer([("process", each) for each in told])))
    (only,) = (f for f in made.findings if f.rule.code == "RES001")
    listed = "Las actividades: «La mesa se reunió en mayo de 2024.»; «Se revisan los formularios desde julio de 2024.»."
    assert listed in message(only, made.tagged, "es")


def test_a_share_is_quoted_with_its_sign() -> None:
    made = check(report(answer([("process", "El grado de ejecución es del 68 % en el componente de trata.")])))  # fmt: skip
    (claim,) = (f for f in made.findings if f.rule.code == "RES004")
    assert "68 %»)" in message(claim, made.tagged, "es")


def test_what_to_write_after_an_option_is_no_option() -> None:
    assert option_names("sí; no; Si ha respondido «sí», especifique el cambio") == "sí; no"

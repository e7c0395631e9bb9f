"""What to do first, and the sentence that an author can complete."""

from __future__ import annotations

import pytest

from meta87.report import check_html, check_tables
from meta87.report.check_formats import View
from meta87.report.completions import completion
from meta87.report.priorities import by_institution, lines, steps
from meta87.rules.checked import CheckedReport, check
from meta87.rules.finding import Severity
from tests.tagged_build import answer, report

BARE = ("process", "El Ministerio de Pesca (MIPES) dictó un taller a inspectores marítimos.")
DATED = ("process", "Del 4 al 6 de marzo de 2024 se dictó el taller «Trato a niñas» a inspectores.")
COUNTED = ("process", "Se dictó un taller a 38 inspectoras.")
CAMPAIGN = ("process", "En mayo de 2024 se difundió una campaña en radios contra la trata.")
MEETINGS = ("process", "En abril de 2024 la mesa sostuvo nueve reuniones.")
UNDATED = ("output", "Se aprobó el reglamento contra la trata (https://mt.example/r).")
RESULT = ("output", "En mayo de 2024 el Ministerio de Pesca (MIPES) abrió un albergue.")


def checked(*told: tuple[str, str]) -> CheckedReport:
    return check(
        report(answer(told, question="3", topic="Pesca"), answer((), question="4", required=True))
    )


def test_a_priority_that_the_form_leaves_open_is_known_by_its_number() -> None:
    wording = "¿Qué progresos ha logrado su país respecto de la prioridad …?"
    made = check(report(answer([BARE], wording=wording, topic_number=3)))
    page, table = check_html.render(made, View()), check_tables.render_csv(made, View())
    assert '<h3 id="q1">1. Prioridad 3 <' in page
    assert f'<p class="wording">{wording}</p>' in page
    assert ",1,Prioridad 3," in table.decode()


GIVEN, WHEN = "Esta capacitación se dio", "del ____ al ____ (fechas) de"
WHOM, PROOF = "(____ mujeres y ____ hombres)", "según consta en ____ (documento)."
DAY = "el ____ (día) de ____ (mes) de 2024"
SENTENCES = [
    ("RES002", [BARE], f"{GIVEN} {WHEN} 2024 a ____ inspectores marítimos {WHOM}, {PROOF}"),
    ("RES002", [DATED], f"{GIVEN} del 4 al 6 de marzo de 2024 a ____ inspectores {WHOM}, {PROOF}"),
    ("RES002", [COUNTED], f"{GIVEN} {WHEN} 2024 a 38 inspectoras, {PROOF}"),
    ("RES002", [CAMPAIGN], f"Esta campaña se hizo en mayo de 2024 y llegó a ____ personas, {PROOF}"),
    ("RES002", [("output", "Doce jueces superaron el curso, y los juzgados abrieron el 2 de mayo de 2024.")], f"{GIVEN} {WHEN} 2024 a doce jueces, {PROOF}"),
    ("RES005", [MEETINGS], f"Tras nueve reuniones, {DAY} se aprobó ____ (qué), {PROOF}"),
    ("RES005", [("process", "En abril de 2024 la mesa se reunió en cinco ocasiones.")], f"Tras esas reuniones, {DAY} se aprobó ____ (qué), {PROOF}"),
    ("PER002", [UNDATED], f"E{DAY[1:]}, se aprobó el reglamento contra la trata (https://mt.example/r)."),
    ("EVI001", [RESULT], "Se puede comprobar en ____ (documento), MIPES, 2024: https://____"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "told", "sentence"), SENTENCES)
def test_a_sentence_begins_with_what_the_passage_tells(code, told, sentence) -> None:
    made = checked(*told)
    assert [completion(f, made) for f in made.findings if f.rule.code == code] == [sentence]


def test_a_rule_that_no_sentence_helps_with_has_none() -> None:
    made = checked(RESULT)
    assert {f.rule.code: completion(f, made) for f in made.findings}["COM001"] == ""


def test_what_returns_the_report_comes_by_question_with_its_institutions() -> None:
    made = checked(BARE)
    assert [step.question for step in steps(made, Severity.ERROR)] == ["3", "4"]
    assert by_institution(made) == {"MIPES": ["3"]}
    first, second, then = lines(made, "es")
    assert first == "Pregunta 3 (nombra a: MIPES): solo cuenta procesos."
    assert second == "Pregunta 4: pregunta obligatoria sin respuesta."
    assert then == "Después conviene revisar la pregunta 3."


def test_a_step_names_only_whom_the_passages_of_its_findings_write() -> None:
    known = "La Iniciativa Regional América Latina y el Caribe Libre de Trabajo Infantil dictó un taller."
    told = [answer([COUNTED, RESULT], question="3"), answer([("process", known)], question="4")]
    first, second = steps(check(report(*told)), Severity.WARNING)
    assert first.institutions == ()
    assert second.institutions == (known[3:-17],)


def test_names_notes_and_impossible_dates_come_first() -> None:
    note = ("output", "OJO: falta el dato de Salud.")
    made = check(report(answer([BARE], question="3"), answer([note], question="5")))
    assert [step.question for step in steps(made, Severity.ERROR)] == ["5", "3"]


def test_the_page_offers_a_sentence_once_for_an_answer() -> None:
    told = ("Se ha avanzado en la redacción de un reglamento.", "Se ha avanzado.")
    made = checked(*(("process", text) for text in told))
    offered = [completion(each, made) for each in steps(made, Severity.ERROR)[0].findings]
    (sentence,) = {*offered}
    assert len(offered) > 1
    assert check_html.render(made, View()).split("<nav")[0].count(sentence) == 1

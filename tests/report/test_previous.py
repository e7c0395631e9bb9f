"""What a report was compared with, in every output."""

from __future__ import annotations

import json
from datetime import date

import pytest
from jsonschema import validate

from meta87.report import check_docx, check_html, check_json, check_terminal
from meta87.report.check_formats import View
from meta87.report.priorities import lines
from meta87.report.promises import promises
from meta87.report.reservations import compared
from meta87.report.texts import action
from meta87.rules.checked import CheckedReport, check, check_with_previous, unread
from meta87.rules.previous.relation import Relation
from tests.tagged_build import YEAR_2023, answer, report

OLD = ("output", "El 15 de marzo de 2022 se aprobó el protocolo de <b>atención</b>.")
CLEAN = ("context", "La costa es larga.")


def drafts() -> CheckedReport:
    return check_with_previous(report(answer([CLEAN])), report(answer([OLD])))


def test_an_earlier_draft_is_counted_and_its_solved_findings_stand_at_the_top() -> None:
    checked = drafts()
    first, counts = compared(checked, "es")
    assert first.startswith("Comparado con «informe.docx», un borrador anterior")
    solved = len(checked.compared.solved)
    assert counts == f"Corregidas: {solved}; quedan: 0; nuevas: {len(checked.findings)}."
    terminal = check_terminal.render(checked, View(width=200))
    assert terminal.index(counts) < terminal.index("Qué hacer primero")
    page = check_html.render(checked, View())
    assert counts in page
    solved = "Fecha fuera del período de referencia: «El 15 de marzo de 2022 se aprobó"
    assert f'<li>✔ <a href="#q1">Pregunta 1</a> · {solved}' in page
    assert (
        '✔ <a href="#q1">Pregunta 1</a> · Falta decir dónde se comprueba el resultado</li>' in page
    )
    assert (
        page.index(solved)
        < page.index("Nuevas desde el borrador anterior")
        < page.index("De 1 pregunta")
    )
    (comment, *_) = check_docx._comments(checked, "es")
    assert counts in comment.text
    assert "Fecha fuera" not in comment.text


def test_the_terminal_lists_what_is_solved_and_marks_what_is_new() -> None:
    held = ("process", "Hubo una campaña de radio sobre los riesgos de la trata en las costas.")
    dated = ("output", "Esta campaña se hizo del 2 al 4 de mayo de 2024 y llegó a 640 personas.")
    checked = check_with_previous(report(answer([held, dated])), report(answer([held, OLD])))
    terminal = check_terminal.render(checked, View(width=400))
    assert "Pregunta 1 · Fecha fuera del período de referencia: «El 15 de marzo" in terminal
    again = check_with_previous(report(answer([OLD])), report(answer([held])))
    assert "(PER001) – nueva" in check_terminal.render(again, View(width=400))


def test_what_cannot_be_told_of_a_draft_with_blanks_has_one_place_in_every_output() -> None:
    blank = ("output", "El ____ de 2024 se aprobó el protocolo de atención en la costa del sur.")
    now = report(answer([], question="1"), answer([blank], question="2", topic="Trata"))
    checked = check_with_previous(now, report(answer([OLD], question="1", topic="Trata")))
    says = "Sin poder decir si está corregida: 1; en su respuesta hay ahora una nota o un hueco"
    assert compared(checked, "es")[-1].startswith(says)
    made = json.loads(check_json.render(checked, View()))
    validate(made, json.loads(check_json.schema()))
    (told,) = made["report"]["compared"]["undecided"]
    assert (told["code"], told["question"]) == ("PER001", "1")
    page = check_html.render(checked, View())
    assert says in page
    assert '<li><a href="#q2">Pregunta 2</a> · Fecha fuera' in page
    assert says in check_terminal.render(checked, View(width=200))
    assert says in next(check_docx._comments(checked, "es")).text


def test_a_finding_of_a_question_that_is_gone_leads_nowhere() -> None:
    now = report(answer([CLEAN], question="1", id="next_priorities"))
    page = check_html.render(check_with_previous(now, report(answer([OLD], question="1"))), View())
    assert "<li>✔ Pregunta 1 del borrador anterior · Fecha fuera" in page


def test_the_json_tells_them_apart_and_keeps_its_schema() -> None:
    made = json.loads(check_json.render(drafts(), View()))
    validate(made, json.loads(check_json.schema()))
    found = made["report"]["compared"]
    assert (found["relation"], found["basis"]) == ("draft", "period")
    assert {each["code"] for each in found["solved"]} >= {"PER001"}
    assert found["new"] == [each["fingerprint"] for each in made["findings"]]
    assert json.loads(check_json.render(check(report()), View()))["report"]["compared"] is None


def test_the_report_of_the_year_before_is_named_with_its_period() -> None:
    checked = check_with_previous(report(), report(period=YEAR_2023))
    (sentence,) = compared(checked, "es")
    assert sentence.endswith("de un período anterior (enero de 2023 a diciembre de 2023).")


@pytest.mark.parametrize("relation", [*Relation])
def test_every_relation_has_its_sentence(relation) -> None:
    checked = check_with_previous(report(), report(period=None), asked=relation)
    for lang in ("es", "en"):
        if relation in {Relation.DRAFT, Relation.REPORT}:
            assert compared(checked, lang)
    assert compared(unread(checked, "viejo.docx").found_in("anterior"), "es") == [
        "No se comparó con «viejo.docx»: no se pudo leer. El informe se revisó sin él.",
        "El archivo se tomó de la carpeta «anterior», que está junto al informe.",
    ]


def last_year() -> CheckedReport:
    """Check a report that drops a priority and a step of the one of 2021."""
    migrants = answer([], question="1", topic="Proteger a las personas migrantes")
    ahead = answer(
        [("process", "Abrir una residencia en Rivera.")],
        question="9", id="next_priorities", expects="plans", tells="any",
    )  # fmt: skip
    now = [
        answer([CLEAN], question="1", topic="Combatir la trata"),
        answer([], question="4", id="next_step_status", topic="Mapa de residuos"),
    ]
    year_2021 = (date(2021, 1, 1), date(2021, 12, 31))
    return check_with_previous(report(*now), report(migrants, ahead, period=year_2021))


def test_what_was_promised_and_is_missing_is_one_block_in_every_output() -> None:
    checked = last_year()
    heading, *told = promises(checked, "es")
    assert heading == "Prometido en el informe anterior y que falta"
    assert told[0].startswith("Próximo paso «Abrir una residencia en Rivera» (en la pregunta 9 de")
    assert "Añádalo al final de la sección de próximos pasos: diga en qué quedó" in told[0]
    assert told[1].startswith("Prioridad «Proteger a las personas migrantes» (en la pregunta 1 de")
    (first, *rest) = check_docx._comments(checked, "es")
    assert told[1] in first.text
    assert not [each for each in rest if "migrantes" in each.text]
    page = check_html.render(checked, View())
    terminal = check_terminal.render(checked, View(width=400))
    for shown in (page, terminal):
        assert shown.count("Proteger a las personas migrantes") == 1
        assert shown.index(heading) < shown.index(told[0]) < shown.index(told[1])
    assert "Póngala con las palabras de la hoja de ruta; si la hoja" in told[1]
    step = next(lines(checked, "es"))
    assert step == "Lo prometido (arriba): próximo paso del informe anterior que no se menciona."
    assert step in terminal
    assert f'{told[0]} <a href="#q4">Ir a la pregunta 4</a>' in page
    assert promises(drafts(), "es") == []


def test_an_earlier_report_that_is_not_of_the_year_before_is_said() -> None:
    _, gap = compared(last_year(), "es")
    assert gap.startswith(
        "El informe con que se compara es de 2021 y falta el de 2023, que es el anterior"
    )


def test_a_priority_that_is_there_in_other_words_is_not_to_be_added() -> None:
    now, before = ([answer([], question="1", topic=each)] for each in ("Combatir la trata", "Erradicar la trata en las costas"))  # fmt: skip
    checked = check_with_previous(report(*now), report(*before, period=YEAR_2023))
    (found,) = (f for f in checked.findings if f.rule.code == "PRE005")
    assert action(found, "es").startswith("Póngala con las palabras de la hoja de ruta;")

"""What a report was compared with, in every output."""

from __future__ import annotations

import json

import pytest
from jsonschema import validate

from meta87.report import check_docx, check_html, check_json, check_terminal
from meta87.report.check_formats import View
from meta87.report.reservations import compared
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
    solved = "Pregunta 1 · Fecha fuera del período de referencia: «15 de marzo de 2022»"
    assert f"<li>✔ {solved}</li>" in page
    assert page.index(solved) < page.index("De 1 pregunta")
    (comment, *_) = check_docx._comments(checked, "es")
    assert counts in comment.text
    assert "Fecha fuera" not in comment.text


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

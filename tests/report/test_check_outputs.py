import json
from dataclasses import replace

import pytest

from meta87.form.report import Choice
from meta87.report import check_json, check_terminal
from meta87.report.check_formats import View
from meta87.report.texts import verdict
from meta87.rules.checked import check
from meta87.rules.finding import Severity
from tests.tagged_build import answer, report

PROCESS = [("process", "La mesa sostuvo varias reuniones de coordinación en mayo.")]
CLEAN = [("output", "En mayo de 2024 se publicó en la Gaceta Oficial la ley.")]
OLD = [("output", "El 15 de marzo de 2022 se aprobó el protocolo (https://mt.example/p).")]


def checked():
    return check(
        report(
            answer(PROCESS, question="1", topic="Coordinación"),
            answer(OLD, question="2", topic="Protocolos"),
            answer([], question="3", required=True, topic="Retos"),
            answer([], [Choice("sí", True), Choice("no", False)], question="4", expects="choice"),
        )
    )


def in_terminal(*answers, **facts) -> str:
    """Give what the terminal shows of answers, with spaces folded."""
    shown = check_terminal.render(check(report(*answers, **facts)), View(width=200))
    return " ".join(shown.split())


def test_json_describes_report_answers_and_choices() -> None:
    made = json.loads(check_json.render(checked(), View()))
    assert made["schema"] == 1
    assert made["report"] == {
        "file": "informe.docx",
        "template": "alianza87",
        "country": "UY",
        "year": 2024,
        "period": {"from": "2024-01-01", "to": "2024-12-31"},
        "remarks": [],
        "unplaced": [],
        "compared": None,
    }
    assert [(a["question"], a["verdict"], a["passages"]) for a in made["answers"]] == [
        ("1", "process_only", 1), ("2", "results", 1), ("3", "empty", 0), ("4", "no_action", 0),
    ]  # fmt: skip
    ticks = [(each["label"], each["checked"]) for each in made["answers"][3]["choices"]]
    assert ticks == [("sí", True), ("no", False)]


def test_a_finding_in_json_leads_to_its_place() -> None:
    made = json.loads(check_json.render(checked(), View()))
    by_code = {f["code"]: f for f in made["findings"]}
    assert set(by_code) == {"RES001", "PER001", "COM001"}
    date = by_code["PER001"]
    start, end = date["span"]
    assert date["passage"]["text"][start:end] == "15 de marzo de 2022"
    assert date["source"] == [{"part": "text", "unit": 0, "start": 3, "end": 22}]
    assert date["message"] == (
        "«15 de marzo de 2022» es anterior al período de referencia (enero de 2024 a diciembre de "
        "2024). Sin ello, a la respuesta no le queda ningún resultado del período."
    )
    assert by_code["COM001"]["passage"] is None


def test_only_messages_depend_on_the_language() -> None:
    spanish, english = (
        json.loads(check_json.render(checked(), View(lang))) for lang in ("es", "en")
    )
    for made in (spanish, english):
        for finding in made["findings"]:
            assert finding.pop("message")
            assert finding.pop("action")
    assert spanish == english


def test_the_terminal_shows_verdict_quote_lack_and_summary() -> None:
    shown = check_terminal.render(checked(), View("es", width=100))
    assert "Informe informe.docx · Uruguay · período enero de 2024 a diciembre de 2024" in shown
    assert "  1 solo procesos   Coordinación" in shown
    assert "  4 (marcada)" in shown
    assert "✗ Por corregir: solo cuenta procesos (RES001)" in shown
    assert "«La mesa sostuvo varias reuniones" in shown
    assert "una reunión no es un resultado" in " ".join(shown.split())
    assert (
        "De 4 preguntas, 3 piden resultados: 1 los cuenta, 1 solo cuenta procesos y 1 está sin "
        "responder. 3 observaciones: 3 por corregir."
    ) in " ".join(shown.split())


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_is_wider_than_the_terminal(width) -> None:
    shown = check_terminal.render(checked(), View("es", width=width))
    assert max(map(len, shown.splitlines())) <= width


def test_without_colour_there_are_no_escapes() -> None:
    assert "\x1b" not in check_terminal.render(checked(), View())
    assert "\x1b[" in check_terminal.render(checked(), View(colour=True))


def test_a_report_without_period_says_that_dates_are_not_checked() -> None:
    assert "No se encontró el período de referencia" in in_terminal(answer(OLD), period=None)


def test_a_doubt_stays_where_its_finding_is_hidden() -> None:
    told = answer([("output", "Se realizó un taller sobre trabajo infantil.")])
    (one,) = told.passages
    unsure = replace(one, prediction=replace(one.prediction, doubtful=("output",)))
    checked = check(report(replace(told, passages=(unsure,))))
    (doubted,) = (f for f in checked.findings if f.rule.code == "RES001")
    shown = checked.shown_from(Severity.ERROR)
    assert doubted in shown.hidden
    assert verdict(shown.tagged.answers[0], shown, "es") == "¿resultados?"


def test_an_answer_in_another_language_is_told() -> None:
    english = "The ministry trained all inspectors of the country in the laws on child labour."
    shown = in_terminal(answer([("output", english)], question="3"), answer(CLEAN, question="4"))
    assert "No parece escrita en español la respuesta a la pregunta 3." in shown

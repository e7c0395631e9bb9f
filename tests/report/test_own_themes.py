"""A theme that a model has of its own is shown wherever themes are, by the words of its name."""

from __future__ import annotations

import json

import jsonschema
import pytest
from lxml import html

from meta87.classify.labels import THEMES
from meta87.cli.models import print_unknown_themes
from meta87.corpus.schema import Record
from meta87.pipeline import Tagger
from meta87.report import check_docx, check_html, check_terminal, explanation
from meta87.report.check_formats import View
from meta87.report.pages import theme_class
from meta87.rules.checked import CheckedReport, check
from meta87.rules.registry import RULES
from tests.corpus.build import record
from tests.own_theme import ALL, OWN, model
from tests.tagged_build import answer, report

NAME = "domestic work"
TOLD = [("output", "El 3 de mayo de 2024 se inscribió a 40 trabajadoras del hogar.")]


def checked(*themes: str, topic: str = "") -> CheckedReport:
    return check(report(answer(TOLD, themes=themes, topic=topic, question="7")))


def test_the_page_has_it_in_legend_and_marks() -> None:
    page = html.document_fromstring(check_html.render(checked(OWN, "migration"), View()))
    for place in ("//dl[@class='legend']", "//div[@class='passage output']"):
        (mark,) = page.xpath(f"{place}//span[@class='theme own']")
        assert mark.text == NAME
    legend = [mark.text for mark in page.xpath("//dl//span[contains(@class, 'theme')]")]
    assert len(legend) == len(THEMES) + 1
    without = html.document_fromstring(check_html.render(checked("migration"), View()))
    assert without.xpath("//*[contains(@class, 'own')]") == []


@pytest.mark.parametrize("theme", [*THEMES, OWN, "passage", "own", "output"])
def test_the_class_of_a_theme_is_one_that_the_style_sheet_knows(theme: str) -> None:
    assert theme_class(theme) in {*THEMES, "own"}


def test_an_action_on_it_under_another_priority_is_told_in_doubt_by_its_name() -> None:
    made = checked(OWN, topic="Atender a las personas migrantes")
    scores = made.tagged.answers[0].passages[0].prediction.theme_scores
    scores[OWN] = 0.99
    made = check(made.tagged)
    (found,) = [each for each in made.findings if each.rule.code == "REL001"]
    assert found.hit.doubtful
    for shown in (
        check_terminal.render(made, View()),
        "\n".join(each.text for each in check_docx._comments(made, "es")),
    ):
        assert f"Habla de {NAME}, pero la prioridad es sobre migración." in shown
    scores["child_labour"] = 0.99
    again = check(made.tagged)
    (found,) = [each for each in again.findings if each.rule.code == "REL001"]
    assert not found.hit.doubtful


def test_an_explanation_has_it_in_words_and_the_json_as_it_is_called() -> None:
    made = checked(OWN)
    (told,) = made.tagged.answers
    assert f"Temas: {NAME} 90 %" in explanation.as_text(told, made, RULES, "es")
    given = json.loads(explanation.as_json(told, made, RULES, "es"))
    (shown,) = given["answer"]["passages"]
    assert (shown["themes"], list(shown["theme_scores"])) == ([OWN], list(ALL))
    schema = json.loads(explanation.schema())
    jsonschema.validate(given, schema)
    shown["themes"] = ["Domestic work"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(given, schema)


def test_a_model_tells_it_and_says_by_which_words() -> None:
    made = check(Tagger(model()).report(report(answer(TOLD)).report))
    (passage,) = made.tagged.answers[0].passages
    assert passage.prediction.themes == (OWN,)
    assert ("hogar", OWN) in {(each.text, each.label) for each in passage.prediction.evidence}
    assert "«hogar»" in explanation.as_text(made.tagged.answers[0], made, RULES, "es")


def gold(id: str, *themes: str) -> Record:
    return Record.model_validate(record(id, themes=list(themes)))


def test_themes_that_are_not_measured_are_named(capsys, monkeypatch) -> None:
    monkeypatch.setenv("META87_LANG", "es")
    print_unknown_themes([gold("a", "migration")], [model()])
    assert capsys.readouterr().err == ""
    print_unknown_themes([gold("a", OWN, "fishing")], [model()])
    assert capsys.readouterr().err.endswith("el modelo no los conoce: fishing.\n")
    print_unknown_themes([gold("a", "fishing")], [model(THEMES), model()])
    told = "no los conocen los dos modelos: domestic work, fishing.\n"
    assert capsys.readouterr().err.endswith(told)

"""Figures of models as people read them: Spanish names and decimal commas in Spanish."""

from __future__ import annotations

import re

import pytest

from meta87.entities.entity import Entity
from meta87.messages import LANGUAGES
from meta87.report import models
from meta87.training.compare import compare
from meta87.training.error_analysis import EvaluationReport
from meta87.training.evaluate import evaluate
from tests.training.test_closely import record, tagged
from tests.training.test_compare import records
from tests.training.test_compare import tagged as labelled

POINT = re.compile(r"\d\.\d")
COMMA = re.compile(r"\d,\d")


def figures(lang: str) -> str:
    word = Entity("DATE", 3, 8, "formó")
    marked = {"label": "DATE", "start": 3, "end": 8, "text": "formó"}
    gold = [record(str(n), ["trafficking"], entities=[marked]) for n in range(4)]
    given = [tagged(["trafficking"] if n else [], "process" if n else "output") for n in range(4)]
    found = evaluate(gold, given, [[word]] * len(gold))
    return models.evaluated(EvaluationReport(found, {}, (), 0), lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_figures_have_the_decimal_mark_of_their_language(lang) -> None:
    gold = records(90)
    compared = compare(gold, labelled(gold, set(range(30))), labelled(gold, {1, 2}))
    for shown in (figures(lang), models.compared(compared, lang)):
        assert bool(COMMA.search(shown)) is (lang == "es")
        assert bool(POINT.search(shown)) is (lang == "en")


def test_entities_are_named_in_the_language_of_the_reader() -> None:
    assert "  fecha " in figures("es")
    assert "DATE" not in figures("es")
    assert "  date " in figures("en")

"""The shipped model, on sentences of our own."""

from __future__ import annotations

import pytest

from meta87.classify.labels import ACTS, KINDS, THEMES, Passage
from meta87.classify.reader import ACCURATE
from meta87.classify.store import PROFILES, default_model

ANSWER = [
    Passage("Entre marzo y mayo se capacitó a 312 inspectores en detección de trabajo infantil."),
    Passage("El Ministerio sostuvo seis reuniones de coordinación sobre la trata de personas."),
    Passage("Persiste la falta de presupuesto para el protocolo de trabajo forzoso."),
]
RECORD = Passage("Por estos casos hay tres condenas.", "La fiscalía abrió 40 causas por trata.")


@pytest.fixture(scope="module", params=PROFILES)
def model(request):
    return default_model(request.param)


@pytest.fixture(scope="module")
def predictions(model):
    return model.predict([[one] for one in ANSWER] + [[RECORD]])


def test_plain_cases_are_told_apart(predictions) -> None:
    assert [p.kind for p in predictions[:3]] == ["output", "process", "context"]
    labels = [p.themes for p in predictions[:3]]
    assert labels == [("child_labour",), ("trafficking",), ("forced_labour",)]


def test_a_theme_is_inherited_from_what_stands_before(model, predictions) -> None:
    (alone,) = model.predict([[Passage(RECORD.text)]])
    assert alone.theme_scores["trafficking"] < predictions[3].theme_scores["trafficking"]
    assert "trafficking" not in alone.themes
    if model.reader.depth == ACCURATE:
        assert predictions[3].themes == ("trafficking",)


def test_scores_are_probabilities_of_every_label(predictions) -> None:
    for prediction in predictions:
        assert list(prediction.theme_scores) == list(THEMES)
        assert list(prediction.kind_scores) == list(KINDS)
        assert list(prediction.acts) == list(ACTS)
        assert sum(prediction.kind_scores.values()) == pytest.approx(1, abs=1e-5)
        assert all(0 <= score <= 1 for score in prediction.theme_scores.values())
        assert type(prediction.kind) is str


def test_speech_acts_are_told(predictions) -> None:
    assert predictions[0].acts["training"] > 0.25 > predictions[2].acts["training"]
    assert predictions[1].acts["meetings"] > 0.5 > predictions[0].acts["meetings"]


def test_a_prediction_does_not_depend_on_other_answers(model, predictions) -> None:
    answers = [[one] for one in ANSWER] + [[RECORD]]
    assert model.predict(answers[::-1]) == predictions[::-1]
    assert model.predict(answers[2:3]) == predictions[2:3]


def test_an_answer_is_labelled_passage_by_passage(model) -> None:
    found = model.predict([[], ANSWER, [RECORD]])
    assert len(found) == len(ANSWER) + 1
    assert [p.kind for p in found[:2]] == ["output", "process"]


def test_evidence_is_words_of_the_passage_that_add_to_the_label(predictions) -> None:
    for passage, prediction in zip([*ANSWER, RECORD], predictions, strict=True):
        given = {*prediction.themes, prediction.kind}
        assert {one.label for one in prediction.evidence} <= given
        assert all(one.text in passage.text and one.weight > 0 for one in prediction.evidence)
    shown = [one.text for one in predictions[0].evidence if one.label == "child_labour"]
    assert "infantil" in shown


def test_no_passage_gives_no_prediction(model) -> None:
    assert model.predict([]) == []

"""The shipped model, on sentences of our own."""

from __future__ import annotations

import numpy as np
import pytest

from meta87.classification.doubt import Doubt
from meta87.classification.labels import KINDS, THEMES, Passage
from meta87.classification.store import default_model
from meta87.language.entity import Entity

TEXT = "Entre marzo y mayo se capacitó a 312 inspectores en detección de trabajo infantil."
PASSAGES = [
    Passage(TEXT, entities=(Entity("PARTICIPANTS", 33, 48, TEXT[33:48]),)),
    Passage("El Ministerio sostuvo seis reuniones de coordinación sobre la trata de personas."),
    Passage("Persiste la falta de presupuesto para el protocolo de trabajo forzoso."),
    Passage("Estas reuniones continúan.", "Se reunió la mesa de trata."),
]


@pytest.fixture(scope="module")
def model():
    return default_model()


@pytest.fixture(scope="module")
def predictions(model):
    return model.predict(PASSAGES)


def test_plain_cases_are_told_apart(predictions) -> None:
    assert [p.kind for p in predictions[:3]] == ["output", "process", "context"]
    assert [p.themes for p in predictions] == [
        ("child_labour",),
        ("trafficking",),
        ("forced_labour",),
        ("trafficking",),
    ]


def test_scores_are_probabilities_of_every_label(predictions) -> None:
    for prediction in predictions:
        assert list(prediction.theme_scores) == list(THEMES)
        assert list(prediction.kind_scores) == list(KINDS)
        assert sum(prediction.kind_scores.values()) == pytest.approx(1, abs=1e-5)
        assert all(0 <= score <= 1 for score in prediction.theme_scores.values())
        assert type(prediction.kind) is str


def test_a_prediction_does_not_depend_on_its_company(model, predictions) -> None:
    assert model.predict(PASSAGES[::-1]) == predictions[::-1]
    assert model.predict(PASSAGES[2:3]) == predictions[2:3]


def test_reasons_are_words_of_the_passage_with_positive_weight(predictions) -> None:
    evidence = predictions[0].evidence
    assert all(reason.weight > 0 for reason in evidence)
    assert all(len([r for r in evidence if r.label == label]) <= 5 for label in (*THEMES, *KINDS))
    assert "trabajo infantil" in [r.text for r in evidence if r.label == "child_labour"]
    assert any(r.text in TEXT for r in evidence if r.label == "output")


def test_an_inherited_theme_shows_the_words_that_it_comes_from(predictions) -> None:
    assert "trata" in [r.text for r in predictions[3].evidence if r.label == "trafficking"]


def test_no_passage_gives_no_prediction(model) -> None:
    assert model.predict([]) == []


@pytest.mark.parametrize(
    ("threshold", "score", "doubtful"),
    [
        (0.5, 0.34, False),
        (0.5, 0.36, True),
        (0.5, 0.64, True),
        (0.5, 0.66, False),
        (0.2, 0.06, False),
        (0.2, 0.15, True),
        (0.2, 0.40, True),
        (0.2, 0.50, False),
    ],
)
def test_a_low_threshold_does_not_make_most_labels_doubtful(threshold, score, doubtful) -> None:
    scores, thresholds = np.full((1, len(THEMES)), score), np.full(len(THEMES), threshold)
    assert Doubt(themes=0.15).of_themes(scores, thresholds).all() == doubtful


def test_a_theme_of_the_fast_profile_shows_words_of_the_passage_or_of_what_stands_before() -> None:
    passages = [*PASSAGES, Passage("Se les dio acogida.", "Se halló a 40 niños en la zafra.")]
    for passage, found in zip(passages, default_model("fast").predict(passages), strict=True):
        shown = [r.text for r in found.evidence if r.label in THEMES]
        assert shown or not found.themes
        assert all(text in passage.text or text in passage.context for text in shown)

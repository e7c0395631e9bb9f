"""A model that learns from a teacher too."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import Pipeline

from meta87.classification.items import Item, item_of
from meta87.classification.labels import Passage
from meta87.training.settings import Settings
from meta87.training.taught import Lessons, Taught, taught_themes
from meta87.training.untrained import fast_theme_model

ROWS = ["se aprobó", "se aprobó el plan", "se reunió", "se reunió la mesa", "persiste", "faltan"]
GIVEN = np.array(["output", "output", "process", "process", "context", "context"])
ORDER = ["context", "output", "process"]


def pipeline() -> Pipeline:
    return Pipeline([("words", CountVectorizer()), ("model", LogisticRegression(C=100.0))])


def taught(kind: str, share: float) -> Taught:
    """Fit to a teacher that is sure of one kind for every row."""
    said = np.tile([float(kind == name) for name in ORDER], (len(ROWS), 1))
    return Taught(pipeline(), share).fit(ROWS, GIVEN, taught=said)


def test_a_teacher_alone_is_followed_against_the_labels() -> None:
    assert list(taught("process", 1.0).predict(ROWS)) == ["process"] * len(ROWS)


def test_labels_outweigh_a_teacher_with_a_small_share() -> None:
    assert list(taught("process", 0.2).predict(ROWS)) == list(GIVEN)


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_without_a_teacher_it_is_the_pipeline_itself(share: float) -> None:
    plain = pipeline().fit(ROWS, GIVEN).predict_proba(ROWS)
    assert_allclose(
        Taught(pipeline(), share).fit(ROWS, GIVEN).predict_proba(ROWS), plain, atol=1e-3
    )


def test_the_classes_are_those_of_the_teacher_in_order() -> None:
    model = taught("output", 1.0)
    assert list(model.classes_) == ORDER
    assert model.predict_proba(["se aprobó"]).argmax() == ORDER.index("output")


def test_a_fold_is_taught_by_its_own_rows_alone() -> None:
    first, second = np.arange(6), np.arange(6, 12)
    said = np.repeat(np.eye(3)[[1, 2]], 6, axis=0)  # output to the first six, process to the others
    found = cross_val_predict(
        Taught(pipeline(), 1.0), ROWS * 2, np.tile(GIVEN, 2),
        cv=[(first, second), (second, first)], method="predict_proba", params={"taught": said},
    )  # fmt: skip
    assert [ORDER[row] for row in found.argmax(axis=1)] == ["process"] * 6 + ["output"] * 6


def test_rows_that_lack_a_class_of_the_teacher_are_learnt_from_their_labels() -> None:
    said = np.tile([0.0, 0.0, 1.0], (4, 1))
    model = Taught(pipeline(), 1.0).fit(ROWS[:4], GIVEN[:4], taught=said)
    assert list(model.predict(ROWS[:4])) == list(GIVEN[:4])


def lessons(kind: list[list[float]], made: list[str], told: list[list[float]], themes) -> Lessons:
    return Lessons(np.array(kind), made, np.array(told), np.array(themes))


def test_what_was_made_teaches_words_their_kind_but_adds_no_words() -> None:
    plain = np.eye(3)[[ORDER.index(kind) for kind in GIVEN]].tolist()
    made = ["faltan", "y faltan"] * 20
    told = [[0.0, 1.0, 0.0]] * 40  # output, whatever their words
    model = Taught(pipeline(), 0.5).fit(
        ROWS, GIVEN, lessons=lessons(plain, made, told, np.zeros((40, 4)))
    )
    assert list(model.predict(["faltan", "persiste"])) == ["output", "context"]
    assert "y" not in model.pipeline_["words"].vocabulary_


def test_lessons_without_anything_made_are_the_teacher_alone() -> None:
    said = np.tile([0.1, 0.8, 0.1], (6, 1))
    alone = Taught(pipeline(), 0.5).fit(ROWS, GIVEN, taught=said).predict_proba(ROWS)
    empty = lessons(said.tolist(), [], np.zeros((0, 3)), np.zeros((0, 4)))
    given = Taught(pipeline(), 0.5).fit(ROWS, GIVEN, lessons=empty).predict_proba(ROWS)
    assert_allclose(given, alone)


def test_themes_are_learnt_from_what_was_made_too() -> None:
    def item(text: str) -> Item:
        return item_of(Passage(text))

    items = [item("caso de trata"), item("caso de pesca"), item("obra")] * 4
    given = np.array([[0, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]] * 4)
    model = fast_theme_model(Settings(rarest_word=1))
    made = [item("pesca en obra")] * 12
    found = {}
    for probability in (0.0, 1.0):
        told = np.tile([0.0, 0.0, 0.0, probability], (12, 1))
        taught = lessons(np.zeros((12, 3)), made, np.zeros((12, 3)), told)
        fitted = taught_themes(model, items, given, taught, 0.5)
        found[probability] = fitted.predict_proba([item("obra"), item("caso de trata")])
    assert found[1.0][0, 3] > 0.1 > found[0.0][0, 3]
    assert (found[1.0][1, 2], found[0.0][1, 2]) > (0.5, 0.5)


class Noting(LogisticRegression):
    """Keeps the weights that it is given."""

    def fit(self, rows, given, sample_weight=None):
        self.given_, self.weights_ = given, sample_weight
        return super().fit(rows, given, sample_weight)


def test_each_row_weighs_what_it_should_in_every_class() -> None:
    noting = Pipeline([("words", CountVectorizer()), ("model", Noting())])
    said = np.tile([0.2, 0.6, 0.2], (6, 1))
    told = [[0.1, 0.9, 0.0], [0.5, 0.2, 0.3]]
    taught = lessons(said.tolist(), ["se aprobó", "falta"], told, np.zeros((2, 4)))
    model = Taught(noting, 0.25).fit(ROWS, GIVEN, lessons=taught).pipeline_["model"]
    of_output = model.weights_[model.given_ == "output"]
    of_rows = 0.75 * (GIVEN == "output") + 0.25 * 0.6
    assert_allclose(of_output, [*of_rows, 0.25 * 0.9, 0.25 * 0.2])


def test_each_theme_weighs_what_it_should() -> None:
    items = [item_of(Passage("caso de trata")), item_of(Passage("obra"))]
    given = np.array([[0, 0, 1, 0], [1, 0, 0, 0]])
    told = np.array([[0.1, 0.2, 0.3, 0.4]])
    model = fast_theme_model(Settings(rarest_word=1))
    model.estimator.set_params(model=Noting())
    taught = lessons(np.zeros((1, 3)), [item_of(Passage("obra"))], np.zeros((1, 3)), told)
    noted = taught_themes(model, items, given, taught, 0.25).estimator_["model"]
    yes, no = (noted.weights_[noted.given_ == value] for value in (1, 0))
    assert_allclose(yes, [0, 0, 1, 0, 1, 0, 0, 0, 0.025, 0.05, 0.075, 0.1])
    assert_allclose(no, [1, 1, 0, 1, 0, 1, 1, 1, 0.225, 0.2, 0.175, 0.15])


def test_rows_that_lack_a_class_are_learnt_from_their_labels_whatever_was_made() -> None:
    taught = lessons([[0.0, 0.0, 1.0]] * 4, ["falta"], [[1.0, 0.0, 0.0]], np.zeros((1, 4)))
    model = Taught(pipeline(), 1.0).fit(ROWS[:4], GIVEN[:4], lessons=taught)
    assert list(model.predict(ROWS[:4])) == list(GIVEN[:4])

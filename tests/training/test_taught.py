"""A model that learns from a teacher too."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import Pipeline

from meta87.training.taught import Taught

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

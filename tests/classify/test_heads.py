"""What linear heads decide, on invented weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meta87.classify.heads import Heads, LowConfidence, decide, sigmoid, softmax
from meta87.classify.labels import ROW, THEMES

COUNT = len(THEMES)


def heads(threshold: float = 0.5, **changed: object) -> Heads:
    arrays = {
        "weights": np.zeros((ROW, COUNT + 3)),
        "bias": np.zeros(COUNT + 3),
        "thresholds": np.full(COUNT, threshold),
        **changed,
    }
    return Heads(THEMES, **arrays)  # type: ignore[arg-type]


def logit(probability: float) -> float:
    return float(np.log(probability / (1 - probability)))


def test_labels_are_given_from_their_threshold_on() -> None:
    found = decide(heads(), np.array([2.0, -2.0, 0.1, -0.1, 0.0, 3.0, 1.0]))
    assert found.themes == ("child_labour", "trafficking")
    assert found.kind == "process"
    assert sum(found.kind_scores.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("threshold", "score", "doubtful"),
    [
        (0.5, 0.34, False), (0.5, 0.36, True), (0.5, 0.64, True), (0.5, 0.66, False),
        (0.2, 0.06, False), (0.2, 0.15, True), (0.2, 0.40, True), (0.2, 0.50, False),
    ],
)  # fmt: skip
def test_a_low_threshold_leaves_most_labels_confident(threshold, score, doubtful) -> None:
    found = decide(heads(threshold), np.array([logit(score)] * COUNT + [9.0, 0, 0]))
    assert set(found.doubtful) == (set(THEMES) if doubtful else set())


def test_a_kind_of_low_probability_is_of_low_confidence() -> None:
    assert decide(heads(), np.array([-9.0] * COUNT + [0.2, 0.1, 0.0])).doubtful == ("output",)
    assert LowConfidence().kind == 0.6


@pytest.mark.parametrize(
    "changed",
    [
        {"weights": np.zeros((ROW, COUNT))},
        {"bias": np.full(COUNT + 3, np.nan)},
        {"thresholds": np.zeros(1)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_arrays_that_do_not_fit_are_refused(changed) -> None:
    with pytest.raises(ValueError, match=next(iter(changed))):
        heads(**changed)


@given(st.lists(st.floats(-800, 800), min_size=3, max_size=3))
def test_probabilities_are_between_0_and_1(logits) -> None:
    each, one = sigmoid(np.array(logits)), softmax(np.array(logits))
    assert ((each >= 0) & (each <= 1)).all()
    assert one.sum() == pytest.approx(1)

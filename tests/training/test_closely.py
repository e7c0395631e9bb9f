"""What an evaluation tells beside its figures: calibration, doubt, groups, the worst errors."""

from __future__ import annotations

import pytest

from meta87.classify.labels import KINDS, THEMES, Prediction
from meta87.corpus.schema import Record
from meta87.training.calibration import low_confidence_summary, reliability
from meta87.training.error_analysis import slice_metrics, worst
from meta87.training.evaluate import evaluate


def record(id: str, themes=(), kind="output", **fields) -> Record:
    return Record(id=id, report="r", text="Se formó a jueces.", themes=themes, kind=kind, **fields)


def tagged(themes=(), kind="output", sure=0.9, said=(), doubtful=()) -> Prediction:
    kinds = dict.fromkeys(KINDS, (1 - sure) / 2) | {kind: sure}
    scores = dict.fromkeys(THEMES, 0.1) | dict.fromkeys(themes, 0.8) | dict(said)
    return Prediction(tuple(themes), scores, kind, kinds, doubtful=doubtful)


def test_the_error_of_a_bin_is_how_far_what_is_said_is_from_what_holds() -> None:
    found = reliability([0.95, 0.95, 0.95, 0.95, 0.25], [1, 1, 1, 0, 0])
    assert found["bins"] == [
        {"from": 0.2, "to": 0.3, "n": 1, "said": 0.25, "held": 0.0},
        {"from": 0.9, "to": 1.0, "n": 4, "said": 0.95, "held": 0.75},
    ]
    assert found["ece"] == pytest.approx((4 * 0.20 + 1 * 0.25) / 5)


def test_doubtful_labels_are_counted_beside_the_others() -> None:
    found = low_confidence_summary([True] * 2 + [False] * 3, [True, False] + [True] * 3)
    assert found == {"share": 0.4, "accuracy": 0.5, "accuracy_of_others": 1.0}
    assert low_confidence_summary([False], [True])["accuracy"] is None
    assert low_confidence_summary([True], [True])["accuracy_of_others"] is None


def test_an_evaluation_with_scores_tells_its_calibration_and_its_doubt() -> None:
    gold = [record("a", ["trafficking"]), record("b", kind="process")]
    predicted = [tagged(["trafficking"]), tagged(kind="output", doubtful=("output", "migration"))]
    found = evaluate(gold, predicted).record()
    assert found["calibration"]["kind"]["bins"] == [
        {"from": 0.9, "to": 1.0, "n": 2, "said": 0.9, "held": 0.5}
    ]
    assert sum(each["n"] for each in found["calibration"]["themes"]["bins"]) == 8
    assert found["doubtful"]["kind"] == {"share": 0.5, "accuracy": 0.0, "accuracy_of_others": 1.0}
    assert found["doubtful"]["themes"]["share"] == pytest.approx(1 / 8)


def test_groups_are_measured_over_the_labels_that_they_have() -> None:
    gold = [
        record("a", ["trafficking"], country="PE"),
        record("b", ["migration"], "process", country="PE"),
        record("c", country="CL"),
        record("d"),
    ]
    predicted = [tagged(["trafficking"]), tagged([], "process"), tagged(), tagged(kind="context")]
    found = slice_metrics(gold, predicted, "country")
    assert list(found) == ["PE", "", "CL"]
    assert (found["PE"]["n"], found["PE"]["kind"]["f1"]) == (2, 1.0)
    assert found["PE"]["themes"]["f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["CL"]["themes"] is None
    assert found[""]["kind"]["f1"] == 0.0
    for figures in found.values():
        low, high = figures["kind"]["interval"]
        assert low <= figures["kind"]["f1"] <= high


def test_the_worst_errors_are_those_that_the_model_was_surest_of() -> None:
    pairs = [
        (record("right", ["trafficking"]), tagged(["trafficking"])),
        (record("kind", kind="process"), tagged(sure=0.97)),
        (record("missed", ["migration"]), tagged(said=[("migration", 0.02)])),
        (record("unsure", kind="context"), tagged(sure=0.5)),
    ]
    found = worst(*map(list, zip(*pairs, strict=True)))
    surest = [("missed", 0.98), ("kind", 0.97), ("unsure", 0.5)]
    assert [(m.record.id, m.sureness) for m in found] == surest
    assert found[1].as_json()["annotated"] == {"themes": [], "kind": "process"}
    assert found[1].as_json()["given"] == {"themes": [], "kind": "output"}

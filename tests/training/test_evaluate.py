from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from meta87.classify.labels import KINDS, THEMES
from meta87.corpus.schema import Record
from meta87.entities.entity import CountValue, DateValue, Entity
from meta87.report.models import metrics
from meta87.training.evaluate import evaluate
from tests.corpus.build import entity
from tests.tagged_build import prediction

TEXT = "En mayo de 2031 se formó a 20 jueces."


def record(number: int, themes=(), kind="output", entities=None) -> Record:
    return Record(
        id=str(number), report="r", text=TEXT, themes=themes, kind=kind, entities=entities
    )


def span(label: str, part: str, value: dict | None = None) -> dict:
    return entity(label, part, TEXT, value=value)


def found(label: str, part: str, value) -> Entity:
    start = TEXT.index(part)
    return Entity(label, start, start + len(part), part, value)


def test_figures_of_a_small_case() -> None:
    gold = [
        record(1, ["child_labour"], "output"),
        record(2, ["trafficking", "migration"], "process"),
        record(3, [], "context"),
    ]
    predicted = [
        prediction("output", ["child_labour"]),
        prediction("output", ["trafficking"]),
        prediction("context", ["migration"]),
    ]
    figures = evaluate(gold, predicted).record()
    assert figures["n"] == 3
    assert figures["themes"]["micro_f1"] == pytest.approx(2 * 2 / (2 * 2 + 1 + 1), abs=1e-4)
    assert figures["themes"]["per_label"]["migration"] == {
        "precision": 0.0, "recall": 0.0, "f1": 0.0, "support": 1, "predicted": 1,
    }  # fmt: skip
    assert figures["kind"]["macro_f1"] == pytest.approx((2 / 3 + 0 + 1) / 3, abs=1e-4)
    assert figures["kind"]["confusion"]["process"] == {"output": 1, "process": 0, "context": 0}
    assert figures["entities"] == {}


def test_a_macro_f1_is_over_the_labels_that_are_there_and_says_how_many() -> None:
    gold = [record(1, ["child_labour"], "output"), record(2, ["child_labour"], "process")]
    predicted = [prediction("output", ["child_labour"]), prediction("process", ["child_labour"])]
    found = evaluate(gold, predicted)
    assert (found.themes["macro_f1"], found.themes["macro_over"]) == (1.0, 1)
    assert (found.kind["macro_f1"], found.kind["macro_over"]) == (1.0, 2)
    assert found.kind["intervals"]["macro_f1"] == [0.3424, 1.0], "two right ones say little"


def test_a_mean_over_fewer_labels_says_so() -> None:
    gold, predicted = [record(1, ["migration"])], [prediction("output", ["migration"])]
    shown = metrics(evaluate(gold, predicted), "es")
    assert "macro-F1 (1 de 4)" in shown
    assert "macro-F1 (1 de 3)" in shown


labels = st.tuples(
    st.sets(st.sampled_from(THEMES)), st.sets(st.sampled_from(THEMES)),
    st.sampled_from(KINDS), st.sampled_from(KINDS),
)  # fmt: skip


@settings(max_examples=30)
@given(st.lists(labels, min_size=1, max_size=12))
def test_f1_is_that_of_scikit_learn(cases) -> None:
    gold = [record(n, sorted(case[0]), case[2]) for n, case in enumerate(cases)]
    predicted = [prediction(case[3], sorted(case[1])) for case in cases]
    figures = evaluate(gold, predicted)
    rows = [[[int(t in case[side]) for t in THEMES] for case in cases] for side in (0, 1)]
    micro = f1_score(*rows, average="micro", zero_division=0)
    there = [j for j in range(len(THEMES)) if any(row[j] for row in rows[0])]
    macro = f1_score(*rows, average="macro", labels=there, zero_division=0) if there else 0
    kinds = [[case[side] for case in cases] for side in (2, 3)]
    of_kind = f1_score(*kinds, average="macro", labels=[*{*kinds[0]}], zero_division=0)
    assert figures.themes["micro_f1"] == pytest.approx(micro, abs=1e-4)
    assert figures.themes["macro_f1"] == pytest.approx(macro, abs=1e-4)
    assert figures.kind["macro_f1"] == pytest.approx(of_kind, abs=1e-4)


def test_an_interval_holds_its_figure_and_narrows_with_more_passages() -> None:
    def width(times: int) -> float:
        gold = [record(n, kind=k) for n, k in enumerate(["output", "process", "context"] * times)]
        predicted = [prediction(k, []) for k in ["output", "context", "context"] * times]
        kind = evaluate(gold, predicted).kind
        low, high = kind["intervals"]["macro_f1"]
        assert low <= kind["macro_f1"] <= high
        return high - low

    assert width(60) < width(6)


def test_an_entity_must_match_to_the_last_code_point() -> None:
    gold = [
        record(1, entities=[span("DATE", "mayo de 2031"), span("PARTICIPANTS", "20 jueces")]),
        record(2, entities=[]),
    ]
    judges = found("PARTICIPANTS", "20 jueces", CountValue(20))
    told = [[found("DATE", "mayo", None), judges], [judges]]
    entities = evaluate(gold, [prediction("output")] * 2, told).entities
    assert (entities["DATE"]["precision"], entities["DATE"]["recall"]) == (0.0, 0.0)
    assert (entities["PARTICIPANTS"]["precision"], entities["PARTICIPANTS"]["recall"]) == (0.5, 1.0)
    assert entities["PARTICIPANTS"]["value_accuracy"] is None


def test_a_value_counts_only_where_the_span_is_right() -> None:
    whole = {"from": "2031-05-01", "to": "2031-05-31"}
    gold = [record(n, entities=[span("DATE", "mayo de 2031", whole)]) for n in range(2)]
    right = DateValue(date(2031, 5, 1), date(2031, 5, 31))
    wrong = DateValue(date(2031, 5, 1), None)
    entities = [[found("DATE", "mayo de 2031", value)] for value in (right, wrong)]
    measured = evaluate(gold, [prediction("output")] * 2, entities)
    assert measured.entities["DATE"]["value_accuracy"] == 0.5


def test_records_without_annotated_entities_are_left_out() -> None:
    date_only = [span("DATE", "mayo de 2031")]
    gold = [record(1, entities=date_only), record(2, entities=None)]
    extra = [found("DATE", "mayo de 2031", None)]
    measured = evaluate(gold, [prediction("output")] * 2, [extra, extra])
    assert measured.entities["DATE"]["f1"] == 1.0


def test_predictions_must_be_as_many_as_records() -> None:
    with pytest.raises(ValueError, match="shorter"):
        evaluate([record(1), record(2)], [prediction("output", [])])


def test_where_all_is_right_the_interval_is_not_a_point() -> None:
    gold = [record(n, ["migration"], KINDS[n % 3]) for n in range(42)]
    found = evaluate(gold, [prediction(each.kind, ["migration"]) for each in gold])
    assert found.kind["macro_f1"] == 1
    low, high = found.kind["intervals"]["macro_f1"]
    assert (round(low, 3), high) == (0.916, 1.0)  # Wilson's for 42 of 42


def test_a_label_that_no_passage_has_shows_no_figure_but_how_often_it_is_given() -> None:
    gold = [record(n, ["migration"]) for n in range(4)]
    shown = metrics(evaluate(gold, [prediction("output", ["migration"]) for _ in gold]), "es")
    assert re.search(r"trabajo forzoso +–  n 0\n", shown)
    given = [prediction("output", ["migration", "forced_labour"]) for _ in gold]
    shown = metrics(evaluate(gold, given), "es")
    assert re.search(r"trabajo forzoso +–  n 0  dada por error a 4 pasajes\n", shown)
    assert "macro-F1 (1 de 4)       1,000" in shown, "and is in no mean"

from meta87.classify.labels import Prediction
from meta87.corpus.schema import Record
from meta87.training.compare import Verdict, compare
from tests.tagged_build import prediction

KINDS = ("output", "process", "context")


def records(n: int) -> list[Record]:
    return [
        Record(id=str(i), report="r", text="Texto.", themes=["migration"], kind=KINDS[i % 3])
        for i in range(n)
    ]


def tagged(gold: list[Record], wrong: set[int]) -> list[Prediction]:
    return [prediction(KINDS[(i + (i in wrong)) % 3], ["migration"]) for i in range(len(gold))]


def test_a_model_that_is_right_more_often_is_better_and_the_other_worse() -> None:
    gold = records(90)
    found = compare(gold, tagged(gold, set(range(30))), tagged(gold, {1, 2}))
    assert found.kind.verdict is found.verdict is Verdict.BETTER
    assert found.themes.verdict is Verdict.SAME
    assert (found.themes.old, found.themes.new) == (1.0, 1.0)
    low, high = found.kind.interval
    assert 0 < low <= found.kind.new - found.kind.old <= high
    turned = compare(gold, tagged(gold, {1}), tagged(gold, set(range(30))))
    assert turned.verdict is Verdict.WORSE


def test_a_handful_of_passages_decides_nothing() -> None:
    gold = records(12)
    found = compare(gold, tagged(gold, {0}), tagged(gold, {1}))
    assert found.verdict is Verdict.SAME
    assert [r.id for r in found.gained] == ["0"]
    assert [r.id for r in found.lost] == ["1"]


def test_a_gain_in_a_single_report_is_none_of_the_model() -> None:
    gold = records(120)
    for place, record in enumerate(gold):
        record.report = f"r{place // 12}"
    apart = compare(gold, tagged(gold, set(range(8))), tagged(gold, set()))
    assert apart.kind.verdict is Verdict.SAME
    spread = compare(gold, tagged(gold, {0, 12, 24, 36, 48, 60, 72, 84}), tagged(gold, set()))
    assert spread.kind.verdict is Verdict.BETTER


def test_the_record_names_both_sides() -> None:
    gold = records(12)
    made = compare(gold, tagged(gold, {0}), tagged(gold, set())).record()
    assert (made["n"], made["reports"], made["gained"], made["lost"]) == (12, 1, ["0"], [])
    assert set(made["kind"]["macro_f1"]) == {"old", "new", "interval", "verdict"}

"""Agreement between annotators."""

from __future__ import annotations

import pytest

from meta87.classify.labels import KINDS, THEMES
from meta87.corpus.agreement import agreement, nominal_alpha
from meta87.corpus.schema import Annotation
from meta87.errors import UsageError
from meta87.report.corpus import agreement as render

# Krippendorff (2011), examples A and B: two observers.
BINARY = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
NOMINAL = ("a a b b d c c c e d d a", "b a b b b c c c e d d d")


@pytest.mark.parametrize(("coders", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692)])
def test_alpha_is_that_of_the_published_examples(coders, alpha) -> None:
    decisions = zip(*(coder.split() for coder in coders), strict=True)
    assert nominal_alpha([*decisions])[0] == pytest.approx(alpha, abs=0.0005)


@pytest.mark.parametrize("units", [[("a", "a")] * 2, []])
def test_there_is_no_alpha_when_nothing_varies(units) -> None:
    assert nominal_alpha(units) == (None, None)


def annotation(id: str, kind: str, *themes: str, **fields: object) -> Annotation:
    return Annotation.model_validate({"id": id, "kind": kind, "themes": themes, **fields})


def test_figures_and_disagreements_of_two_annotators() -> None:
    first = [
        annotation("a", "output", "migration"),
        annotation("b", "process"),
        annotation("c", "output", "trafficking", "migration"),
        annotation("only", "context"),
    ]
    second = [
        annotation("c", "output", "trafficking"),
        annotation("a", "output", "migration"),
        annotation("b", "context"),
    ]
    found = agreement(first, second)
    assert (found.passages, found.only_first, found.only_second) == (3, 1, 0)
    assert found.labels["output"].f1 == 1
    assert found.labels["process"].f1 == 0
    assert found.labels["migration"].f1 == pytest.approx(2 / 3)
    assert (found.labels["migration"].first, found.labels["migration"].second) == (2, 1)
    assert found.labels["forced_labour"].f1 is None
    assert found.kind_alpha == pytest.approx(1 - 5 * 2 / (36 - 16 - 1 - 1))
    assert [(d.id, d.first, d.second) for d in found.disagreements] == [
        ("b", ("process",), ("context",)),
        ("c", ("migration",), ()),
    ]


def test_themes_that_somebody_gives_are_compared_beside_those_of_the_guideline() -> None:
    first = [annotation("a", "output", "domestic_work"), annotation("b", "process", "fishing")]
    second = [annotation("a", "output"), annotation("b", "process", "fishing")]
    found = agreement(first, second)
    assert list(found.labels) == [*KINDS, *THEMES, "domestic_work", "fishing"]
    assert (found.labels["domestic_work"].first, found.labels["domestic_work"].second) == (1, 0)
    assert found.labels["fishing"].f1 == 1
    shown = render(found, "es")
    assert "  a  domestic work ≠ –" in shown
    only_guideline = agreement(second[:1], second[:1])
    assert list(only_guideline.labels) == [*KINDS, *THEMES]


def test_annotations_without_a_passage_in_common_are_refused() -> None:
    with pytest.raises(UsageError, match="agreement-none"):
        agreement([annotation("hoja-1", "output")], [annotation("copia-1", "output")])


def test_figures_are_in_the_language_of_the_user_and_in_line_under_a_long_name() -> None:
    name = "continuity_of_schooling_in_rural_areas"
    sides = [[annotation("a", "output", name), annotation("b", kind)] for kind in KINDS[:2]]
    table = render(agreement(*sides), "es").splitlines()[3:12]
    alphas = ["alfa", "0,000", "0,000", *"–––––", "1,000"]
    assert [line[39:49] for line in table] == [f"{alpha:>10}" for alpha in alphas]
    assert table[-1].split()[-4:] == ["1,000]", "1,000", "1", "1"]
    assert " [1.000, 1.000] " in render(agreement(*sides), "en")


def test_an_interval_holds_the_alpha_and_is_wide_where_passages_are_few() -> None:
    few = [("a", "a"), ("b", "b"), ("a", "b"), ("b", "b"), ("a", "a"), ("b", "b")]
    many = few * 50
    widths = []
    for pairs in (few, many):
        alpha, (low, high) = nominal_alpha(pairs)
        assert low <= alpha <= high
        widths.append(high - low)
    assert widths[0] > 0.4
    assert widths[1] < 0.2

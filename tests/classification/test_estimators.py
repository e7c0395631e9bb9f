"""What predicts says what scikit-learn's own estimators say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from numpy.testing import assert_allclose
from sklearn.base import clone

from meta87.classification.again import NEVER
from meta87.classification.estimators import Estimators
from meta87.classification.items import items_of
from meta87.classification.labels import KINDS, THEMES, Passage
from meta87.classification.store import FAST, PROFILES, load, trained
from meta87.corpus.schema import read_records
from meta87.training.passages import passages_of

ROOT = Path(__file__).parents[2]


FOLDERS = [ROOT / "models/default", *sorted((Path(__file__).parent / "data").glob("protocol-*"))]


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_scores_are_those_of_the_estimators(folder, profile) -> None:
    records = read_records(ROOT / "corpus/passages/start.jsonl")[::20]
    model = replace(load(folder, profile=profile), again=NEVER)
    estimators = trained(folder, profile)
    items = items_of(passages_of(records), model.encoder)
    found = model.predict_items(items)
    themes = [[p.theme_scores[theme] for theme in THEMES] for p in found]
    kinds = [[p.kind_scores[kind] for kind in KINDS] for p in found]
    assert_allclose(themes, estimators.themes.predict_proba(items), atol=2e-6)
    order = [list(estimators.kind.classes_).index(kind) for kind in KINDS]
    assert_allclose(kinds, estimators.kind.predict_proba(items)[:, order], atol=2e-6)


def fast() -> Estimators:
    return trained(Path(__file__).parent / "data/protocol-5", FAST)


def cut_a_coefficient(changed: Estimators) -> None:
    changed.kind[-1].coef_ = changed.kind[-1].coef_[:, :-1]


def cut_an_intercept(changed: Estimators) -> None:
    changed.kind[-1].intercept_ = changed.kind[-1].intercept_[:1]


def count_plainly(changed: Estimators) -> None:
    changed.kind["features"].transformer_list[1][1][-1].sublinear_tf = False


def know_other_words(changed: Estimators) -> None:
    words = changed.themes.estimator_["features"].transformer_list[1][1]
    words.texts_ = clone(words.texts_).fit(items_of([Passage("uno dos tres")] * 5))


@pytest.mark.parametrize(
    "change", [cut_a_coefficient, cut_an_intercept, count_plainly, know_other_words]
)
def test_estimators_that_weigh_something_else_are_refused(change) -> None:
    changed = fast()
    change(changed)
    with pytest.raises((ValueError, IndexError)):
        changed.heads()

"""What predicts says what scikit-learn's own estimators say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from meta87.classification.items import items_of
from meta87.classification.labels import KINDS, THEMES
from meta87.classification.model import Doubt
from meta87.classification.store import DEFAULT, PROFILES, default_model, trained
from meta87.corpus.schema import read_records
from meta87.training.passages import passages_of

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("profile", PROFILES)
def test_scores_are_those_of_the_estimators(profile) -> None:
    records = read_records(ROOT / "corpus/passages/start.jsonl")[::20]
    model = default_model(profile)
    items = items_of(passages_of(records), model.encoder if profile == DEFAULT else None)
    estimators = trained(ROOT / "models/default", profile)
    found = estimators.heads().predict(items, np.full(len(THEMES), 0.5), Doubt())
    themes = [[p.theme_scores[theme] for theme in THEMES] for p in found]
    kinds = [[p.kind_scores[kind] for kind in KINDS] for p in found]
    assert_allclose(themes, estimators.themes.predict_proba(items), atol=2e-6)
    order = [list(estimators.kind.classes_).index(kind) for kind in KINDS]
    assert_allclose(kinds, estimators.kind.predict_proba(items)[:, order], atol=2e-6)

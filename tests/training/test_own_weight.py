import numpy as np
import pytest

from meta87.classify.labels import ROW, THEMES
from meta87.training.fit import Targets
from meta87.training.own_weight import OwnWeight, own_weight
from meta87.training.settings import Settings

OTHERS, OWN = 300, 60


@pytest.mark.parametrize("convention", ["same", "other"])
def test_ones_own_passages_weigh_more_where_they_are_labelled_otherwise(convention) -> None:
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(OTHERS + OWN, ROW)).astype(np.float32)
    own = np.arange(len(rows)) >= OTHERS
    is_other = own & (convention == "other")
    clear = 2 * rows[:, -1] + rng.normal(scale=0.5, size=len(rows))
    has = np.where(is_other, rows[:, -2] > 0, clear > 0)
    kinds = np.where(clear > 0.4, 0, np.where(clear < -0.4, 1, 2))
    reports = [f"r{place % 6}" for place in range(len(rows))]
    targets = Targets(np.repeat(has[:, None], len(THEMES), axis=1), kinds)
    found = own_weight(rows, targets, own, reports, Settings())
    assert (found.themes > 2) is (convention == "other")
    assert found.kind <= 2
    alone = own_weight(rows, targets, own, ["r"] * len(rows), Settings())
    assert alone == OwnWeight(1, 1)


def test_a_weight_is_of_ones_own_passages_alone() -> None:
    weights = OwnWeight(4, 2).of(np.array([False, True]))
    assert weights.tolist() == [[1, 1], [4, 2]]

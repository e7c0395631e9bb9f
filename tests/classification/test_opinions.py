"""What the encoder says around a passage comes to the same numbers, alone or among others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from meta87.classification.blocks import KindSignals, ThemeSignals
from meta87.classification.features import Signals, each_theme
from meta87.classification.items import item_of
from meta87.classification.labels import KINDS, THEMES, Passage
from meta87.classification.network import LABELS
from meta87.classification.opinions import (
    KIND_OPINIONS,
    MARKS,
    THEME_OPINIONS,
    of_kind,
    of_themes,
)
from meta87.classification.said import INSIDE, LEAD, NEAR, OWN, SOURCES, Said
from meta87.classification.theme_signals import marks_of

MIGRATION = len(KINDS) + THEMES.index("migration")
TRAFFICKING = len(KINDS) + THEMES.index("trafficking")
DICHAS = Passage("Dichas piezas se repartieron.", "Uno. Dos. Y:")


def told(*sources: int) -> np.ndarray:
    """Nothing said of any theme, by the sources alone that there are."""
    made = np.full((SOURCES, LABELS), np.nan)
    made[list(sources)] = [*[1 / 3] * len(KINDS), *[0.0] * len(THEMES)]
    return made


def named(said: np.ndarray, passage: Passage = DICHAS) -> dict[str, dict[str, float]]:
    """What comes of it for each theme, by its name."""
    marks = np.array([[mark in marks_of(passage) for mark in MARKS]], dtype=float)
    (of_each,) = of_themes(said[None], marks)
    return {
        theme: dict(zip(THEME_OPINIONS, column, strict=True))
        for theme, column in zip(THEMES, of_each.T, strict=True)
    }


def test_a_theme_is_told_by_the_passage_what_stands_before_it_and_its_lead_in() -> None:
    said = told(OWN, INSIDE, NEAR.start, NEAR.start + 1, LEAD)
    said[NEAR.start + 1, TRAFFICKING] = 0.9
    said[INSIDE, TRAFFICKING], said[LEAD, MIGRATION] = 0.7, 0.8
    found = named(said)
    assert found["trafficking"]["meaning-near-2"] == 0.9
    assert found["trafficking"]["meaning-before-anaphor"] == pytest.approx(0.9 * 0.8)
    assert found["trafficking"]["meaning-before-item"] == 0.0
    assert found["trafficking"]["meaning-before-process"] == pytest.approx(0.9 * 0.8 / 3)
    assert found["trafficking"]["meaning-inside"] == 0.7
    assert found["migration"]["meaning-lead-silent"] == 0.8
    assert found["migration"]["meaning-silent"] == 1.0


def test_a_kind_is_told_with_its_log_odds() -> None:
    said = told(OWN)
    said[OWN, : len(KINDS)] = [1.0, 0.0, 0.0]
    (row,) = of_kind(said[None])
    found = dict(zip(KIND_OPINIONS, row, strict=True))
    assert found["meaning-own:output"] == 1.0
    assert 0.9 < found["meaning-own-odds:output"] <= 1
    assert found["meaning-own-odds:process"] == pytest.approx(-found["meaning-own-odds:output"])


def test_what_nobody_said_is_nothing() -> None:
    assert named(told(OWN))["migration"]["meaning-near-1"] == 0.0
    (row,) = of_kind(told(OWN)[None])
    assert row[KIND_OPINIONS.index("meaning-lead:output")] == 0.0


probabilities = st.lists(
    st.floats(0, 1, width=32), min_size=SOURCES * LABELS, max_size=SOURCES * LABELS
)


@given(st.lists(st.tuples(probabilities, st.integers(0, 3), st.booleans()), max_size=4))
def test_blocks_read_what_scikit_learn_reads_and_nothing_leaves_the_scale(drawn) -> None:
    items = []
    for numbers, near, lead in drawn:
        said = np.array(numbers).reshape(SOURCES, LABELS)
        said[NEAR.start + near : NEAR.stop] = np.nan
        if not lead:
            said[LEAD] = np.nan
        items.append(replace(item_of(DICHAS), said=Said(said, np.zeros(5))))
    kinds = [item.kind for item in items]
    for block, rows in ((KindSignals, kinds), (ThemeSignals, each_theme(items))):
        names = sorted({signal.name for row in rows for signal in row})
        made = block(names).rows(items)
        wide = np.zeros((len(items), len(names) * block.columns_per_name))
        for row in range(len(items)):
            wide[row, made.columns[made.cells(row)]] = made.values[made.cells(row)]
        seen = Signals().fit(rows).transform(rows).toarray() if rows else np.zeros((0, 0))
        shape = (len(items), block.columns_per_name, len(names))
        wanted = seen.reshape(shape).transpose(0, 2, 1).reshape(wide.shape)
        assert_array_equal(wide, wanted)
        assert (abs(wide) <= 1).all()

"""Labels are those that were recorded, whatever the vector instructions of the machine.

``META87_RECORD=1 pytest tests/classify/test_recorded.py`` records them anew, for a new model.
"""

from __future__ import annotations

import json
import os
from itertools import groupby
from pathlib import Path

import pytest

from meta87.classify.labels import Passage, Prediction
from meta87.classify.store import PROFILES, default_model
from meta87.corpus.schema import read_records

ROOT = Path(__file__).parents[2]
RECORDED = Path(__file__).parent / "recorded.json"
PASSAGES = 150
MOST = 0.05  # of a probability, by which processors may differ
FEW = 0.01  # of labels, so near to a threshold that they may differ with it


@pytest.fixture(scope="module")
def answers() -> list[list[Passage]]:
    """Answers of the corpus, whole."""
    records = read_records(ROOT / "corpus/passages/compareciente.jsonl")[:PASSAGES]
    grouped = groupby(records, key=lambda record: (record.report, record.answer))
    return [[Passage(one.text, one.context) for one in group] for _, group in grouped]


def as_recorded(told: Prediction) -> dict:
    scores = (*told.theme_scores.values(), *told.kind_scores.values())
    rounded = [round(score, 3) for score in scores]
    return {"kind": told.kind, "themes": list(told.themes), "scores": rounded}


@pytest.mark.parametrize("profile", PROFILES)
def test_labels_are_those_that_were_recorded(profile, answers) -> None:
    found = [as_recorded(told) for told in default_model(profile).predict(answers)]
    recorded = json.loads(RECORDED.read_text("utf-8")) if RECORDED.is_file() else {}
    if os.environ.get("META87_RECORD"):
        RECORDED.write_text(json.dumps(recorded | {profile: found}, indent=0) + "\n", "utf-8")
        return
    assert len(recorded[profile]) == len(found) == PASSAGES
    for expected, told in zip(recorded[profile], found, strict=True):
        assert told["scores"] == pytest.approx(expected["scores"], abs=MOST)
    labels = [
        [(one["kind"], one["themes"]) for one in given] for given in (recorded[profile], found)
    ]
    differing = sum(was != now for was, now in zip(*labels, strict=True))
    assert differing <= FEW * PASSAGES

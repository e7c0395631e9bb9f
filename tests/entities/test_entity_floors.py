"""How well dates and people are found in the annotated passages of the corpus: no change may cost it."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from meta87.entities.entity import DATE, PARTICIPANTS, Reference
from meta87.entities.finding import find

CORPUS = Path(__file__).parents[2] / "corpus/passages"
# Strict F1; a little under what was measured.
FLOORS = {DATE: 0.98, PARTICIPANTS: 0.98}


@pytest.fixture(scope="module")
def spans():
    """Returns how many spans of each label are right, found and annotated."""
    right, found, wanted = Counter(), Counter(), Counter()
    for record in annotated():
        year = record["year"]
        period = (date(year, 1, 1), date(year, 12, 31))
        reference = Reference(period, record["context"], (), record["country"])
        here = {(e.label, e.start, e.end) for e in find(record["text"], reference).entities}
        there = {(e["label"], e["start"], e["end"]) for e in record["entities"]}
        right.update(label for label, *_ in here & there)
        found.update(label for label, *_ in here)
        wanted.update(label for label, *_ in there)
    return right, found, wanted


def annotated():
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            if record.get("entities") is not None:
                yield record


@pytest.mark.parametrize(("label", "floor"), FLOORS.items())
def test_dates_and_people_of_the_corpus_are_found(spans, label, floor) -> None:
    right, found, wanted = spans
    assert wanted[label] > 200
    assert 2 * right[label] / (found[label] + wanted[label]) >= floor

"""The shipped model does no worse than it did, on a fixed part of dev and of held-out writers.

The part is one report in eleven, by the CRC-32 of its name. Floors are 0.015 under what was measured.
"""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

import pytest

from meta87.classify.labels import Passage
from meta87.classify.store import default_model
from meta87.corpus.files import corpus_records
from meta87.corpus.schema import Record
from meta87.entities.capitals import sentence_case
from meta87.training.evaluate import evaluate

CORPUS = Path(__file__).parents[2] / "corpus"
DEV_WRITERS = ("compareciente", "cancilleria", "epidemiologa", "tabuladora", "memoria", "auditora")
SETS = {
    "dev": ([CORPUS / f"passages/{writer}.jsonl" for writer in DEV_WRITERS], "dev"),
    "held-out": ([CORPUS / "held_out"], "test"),
}
FLOORS = {  # themes micro-F1, kind macro-F1
    ("default", "dev"): (0.880, 0.900),
    ("default", "held-out"): (0.920, 0.850),
    ("fast", "dev"): (0.830, 0.850),
    ("fast", "held-out"): (0.835, 0.805),
}


@pytest.fixture(scope="module", params=SETS)
def measured_on(request) -> tuple[str, list[Record]]:
    paths, split = SETS[request.param]
    records = [record for record in corpus_records(paths) if record.split == split]
    return request.param, [one for one in records if crc32(one.report.encode()) % 11 == 0]


@pytest.mark.parametrize("profile", ["default", "fast"])
def test_the_shipped_model_is_not_worse_than_it_was(measured_on, profile) -> None:
    name, records = measured_on
    passages = [[Passage(sentence_case(each.text), each.context)] for each in records]
    found = evaluate(records, default_model(profile).predict(passages))
    themes, kind = FLOORS[profile, name]
    assert found.n >= 200
    assert found.themes["micro_f1"] >= themes
    assert found.kind["macro_f1"] >= kind

"""Precision and recall of the rules by family, on every sixth dev form of ``corpus/findings``.

Those that are compared with the report of the year before come in addition.

They are read with the default model, as ``benchmarks/findings.py`` reads all of them.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from meta87 import load_model
from meta87.pipeline import Tagger

ROOT = Path(__file__).parents[2]
DEV = sorted((ROOT / "corpus/findings/dev").glob("*.docx"))
PAIRED = [form for form in DEV if "\nprevious = " in form.with_suffix(".toml").read_text("utf8")]
FORMS = [*[form for form in DEV if form not in PAIRED][::6], *PAIRED]
# A little under what is measured: precision, recall.
FLOORS = {
    "COM": (0.97, 0.93), "CON": (0.96, 0.94), "EVI": (0.96, 0.92),
    "PER": (0.95, 0.97), "PRE": (0.91, 0.92), "REL": (0.95, 0.92), "RES": (0.94, 0.90),
}  # fmt: skip


@pytest.fixture(scope="module")
def tallies():
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import findings as bench  # noqa: PLC0415  of the benchmarks, which are no package

    counted = defaultdict(bench.Tally)
    tagger = Tagger(load_model())
    for path in FORMS:
        found = bench.found_in(path, tagger)
        lines = path.with_suffix(".jsonl").read_text("utf8").splitlines()
        truth = [json.loads(line) for line in lines]
        listed = bench.judged(found, truth)
        bench.compare(path.stem, listed, list(bench.faults(truth)), counted)
    return counted


@pytest.mark.parametrize("family", FLOORS)
def test_findings_of_a_family_stay_right_and_whole(family: str, tallies) -> None:
    tally, (precision, recall) = tallies[family], FLOORS[family]
    assert tally.right / (tally.right + len(tally.wrong)) >= precision
    assert tally.right / (tally.right + len(tally.missed)) >= recall

"""The tables of a model with a theme of its own have a column for it, whoever makes them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from meta87.archive.models import settings
from meta87.archive.plan import plan
from meta87.archive.run import Run, Tally, Target
from meta87.archive.sink.formats import Format
from meta87.classify.store import save
from tests.archive.archives import fill
from tests.own_theme import ALL, OWN, model

TEXTS = {"a.txt": "Se inscribió a 40 trabajadoras del hogar.", "b.txt": "Se aprobó la ley 12."}
COLUMN = f"score_{OWN}"


@pytest.fixture
def run(tmp_path: Path, monkeypatch):
    """Tag a small archive with a model of a theme of its own."""
    archive = fill(tmp_path / "archivo", TEXTS)

    monkeypatch.setattr("meta87.archive.models.load", lambda *_, **__: model(ALL))

    def tag(out: Path) -> Tally:
        place = tmp_path / "modelo"
        save({"default": model(ALL)}, place, {})
        target = Target(Format(out.suffix[1:] or "folder"), out)
        return Run(plan([str(archive)], out=out), settings(place), target).tag()

    return tag


def test_every_table_has_the_scores_of_a_models_own_theme(run, tmp_path) -> None:
    for ending in (".jsonl", ".csv", ".xlsx", ".parquet", ""):
        assert run(tmp_path / f"t{ending}").errors == []
    lines = (tmp_path / "t.jsonl").read_text("utf8").splitlines()
    found = [json.loads(line)["predicted"] for line in lines]
    assert [one["themes"] for one in found] == [[OWN], []]
    assert all(list(one["theme_scores"]) == list(ALL) for one in found)
    scores = [one["theme_scores"][OWN] for one in found]
    assert scores == pytest.approx([1, 0], abs=0.1)
    text = (tmp_path / "t.csv").read_text("utf-8-sig").splitlines()
    rows = list(csv.DictReader(text, delimiter=";"))
    assert [float(row[COLUMN].replace(",", ".")) for row in rows] == scores
    assert rows[0]["themes"] == OWN
    names, *values = load_workbook(tmp_path / "t.xlsx").worksheets[0].values
    assert [row[names.index(COLUMN)] for row in values] == scores
    for table in (pq.read_table(tmp_path / "t.parquet"), pq.read_table(tmp_path / "t")):
        assert table[COLUMN].to_pylist() == scores

"""The functions of the package: files or values in, results and tables out."""

from __future__ import annotations

from pathlib import Path

import pytest

import meta87
from meta87.archive.sink.parquet import schema_of
from meta87.classify.labels import KINDS, THEMES
from meta87.corpus.schema import read_records
from meta87.errors import InputError
from meta87.form.report import Answer
from meta87.rules.checked import check
from tests.corpus.build import write_records
from tests.own_theme import OWN
from tests.tagged_build import answer, report

SAMPLE = Path(__file__).parent / "data/start.jsonl"
TOLD = [
    ("output", "El 3 de mayo de 2024 el Ministerio del Trabajo inscribió a 40 niñas."),
    ("process", "La central, que representa a 140 mil trabajadores, sostuvo una reunión."),
]


def test_a_passage_is_a_row_with_the_columns_of_the_other_tables() -> None:
    table = report(answer(TOLD, themes=["migration", OWN], question="7")).to_pandas()
    scores = {f"score_{name}" for name in (*KINDS, *THEMES, OWN)}
    assert set(table) <= {*schema_of((*THEMES, OWN)).names}
    assert scores <= set(table)
    first, second = table.to_dict("records")
    assert (first["report"], first["question"], first["kind"]) == ("informe", "7", "output")
    assert (first["themes"], first[f"score_{OWN}"], first["people"]) == (
        ["migration", OWN],
        0.9,
        40,
    )
    assert str(first["dates"][0]["from"]) == "2024-05-03"
    assert first["institutions"][0]["name"].startswith("Ministerio")
    assert [len(each) for each in second["participants"]] != []
    assert table["people"].isna().tolist() == [False, True]  # members of an organisation


def test_a_finding_is_a_row() -> None:
    missing = (Answer("", "¿Qué retos?", "challenges"),)
    checked = check(report(answer(TOLD[1:], question="2"), missing=missing))
    table = checked.to_pandas()
    assert table["fingerprint"].tolist() == [each.fingerprint for each in checked.findings]
    assert table["code"].tolist() == [each.rule.code for each in checked.findings]
    whole = table[table["question"] == ""]
    assert whole["passage"].tolist() == [""] * len(whole)
    assert table.loc[table["passage"] != "", "verdict"].unique().tolist() == ["process_only"]


def test_without_rows_a_table_has_its_columns() -> None:
    full = report(answer(TOLD))
    empty = report()
    assert list(empty.to_pandas()) == list(full.to_pandas())
    assert list(check(empty).to_pandas()) == list(check(full).to_pandas())
    assert len(empty.to_pandas()) == len(check(empty).to_pandas()) == 0


def test_a_file_that_is_not_the_form_is_not_checked(tmp_path: Path) -> None:
    path = tmp_path / "nota.txt"
    path.write_text("El ministerio inscribió a 40 niñas en mayo de 2024 en una escuela nueva.")
    with pytest.raises(InputError, match="form-not-found"):
        meta87.check(path)


def test_models_are_evaluated_on_files_and_records_alike(tmp_path: Path) -> None:
    records = [record for record in read_records(SAMPLE) if len(record.text) < 90]
    held_out = [record for record in records if record.split == "test"]
    write_records(records, tmp_path / "some.jsonl")
    model = meta87.load_model(profile="fast")
    found = meta87.evaluate(str(tmp_path / "some.jsonl"), model, split="test")
    assert 0 < found.n == len(held_out) < len(records)
    assert meta87.evaluate(held_out, model) == found


def test_a_model_trained_on_records_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        meta87.train(read_records(SAMPLE), tmp_path)

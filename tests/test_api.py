"""The functions of the package: files or values in, results and tables out."""

from __future__ import annotations

import copy
from functools import partial
from pathlib import Path

import numpy as np
import pytest

import meta87
from meta87.archive.sink.parquet import schema_of
from meta87.classify.labels import KINDS, THEMES, Passage
from meta87.corpus.schema import read_records
from meta87.errors import InputError, ModelError
from meta87.form.report import Answer
from meta87.rules.checked import check
from tests.corpus.build import write_records
from tests.own_theme import OWN
from tests.tagged_build import answer, report

EXAMPLE = Path(__file__).parents[1] / "examples/informe-valdoria-2024.md"
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
    for data, own in ((read_records(SAMPLE), ()), (SAMPLE, read_records(SAMPLE))):
        with pytest.raises(TypeError):
            meta87.train(data, tmp_path, own=own)


def test_records_may_be_dictionaries_and_what_is_wrong_in_one_is_told() -> None:
    records = read_records(SAMPLE)[:6]
    given = [record.as_read() for record in records]
    model = meta87.load_model(profile="fast")
    assert meta87.evaluate(given, model) == meta87.evaluate(records, model)
    with pytest.raises(InputError, match="kind"):
        meta87.evaluate([{**given[0], "kind": "salida"}], model)
    with pytest.raises(InputError, match=r"«registros»[^«]*«a» se repite \(línea 2\)"):
        meta87.evaluate([{**given[0], "id": "a"}, {**given[1], "id": "a"}], model)
    with pytest.raises(TypeError, match="list of records"):
        meta87.evaluate(given[0], model)
    with pytest.raises(InputError, match="«registros» no tiene ningún pasaje"):
        meta87.evaluate([], model)


def test_records_may_be_the_rows_of_a_table_of_pandas() -> None:
    given = [{**record.as_read(), "year": 2024} for record in read_records(SAMPLE)[:3]]
    rows = [
        {**given[0], "year": float("nan"), "themes": np.array(given[0]["themes"])},
        *({**one, "year": np.int64(2024)} for one in given[1:]),
    ]
    model = meta87.load_model(profile="fast")
    assert meta87.evaluate(rows, model).n == 3


def test_a_model_may_be_given_by_its_folder_or_its_name(tmp_path: Path) -> None:
    records = read_records(SAMPLE)[:6]
    by_name = meta87.evaluate(records, "default")
    assert by_name == meta87.evaluate(records, Path(__file__).parents[1] / "models/default")
    assert by_name == meta87.evaluate(records)
    assert meta87.tag(EXAMPLE, "default").to_pandas().equals(meta87.tag(EXAMPLE).to_pandas())
    for name, wrong in (("nada", "model-unknown"), (str(tmp_path), "model-not-there")):
        for use in (meta87.load_model, partial(meta87.check, EXAMPLE)):
            with pytest.raises(ModelError, match=wrong):
                use(name)


def test_a_text_alone_is_a_passage_or_an_answer() -> None:
    model, words = meta87.load_model(), "Se rescató a 12 víctimas de trata."
    assert model.predict([words]) == model.predict([[words]]) == model.predict([[Passage(words)]])
    assert len(repr(model)) < 500


def test_an_error_says_in_python_what_the_command_prints(monkeypatch) -> None:
    error = InputError("file-missing", path="no.docx")
    assert str(error).startswith("No existe el archivo «no.docx».")
    monkeypatch.setenv("META87_LANG", "en")
    assert str(error).startswith("There is no file “no.docx”.")
    assert (error.id, error.details) == ("file-missing", {"path": "no.docx"})
    assert str(InputError("file-missing")) == "file-missing"
    assert str(copy.copy(error)) == str(error)

"""Each thing that a corpus must not hold is found, where it stands."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import meta87.corpus
from meta87.classify.labels import KINDS, SPEECH_ACTS
from meta87.corpus.checks import check_corpus
from meta87.corpus.schema import is_theme
from meta87.errors import InputError
from meta87.messages import LANGUAGES, catalogue
from tests.corpus.build import entity, record, write

TRAINING = "Entre marzo y mayo la inspección de Valdoria visitó 340 fincas cafetaleras del norte."
LIKE = "Entre marzo y mayo la inspección de Valdoria visitó 341 fincas cafetaleras del norte."
OTHER = "El Consejo aprobó en sesión plenaria un protocolo nuevo de atención a víctimas."


def faults(folder: Path, *files: list) -> list[tuple[str, int, str]]:
    for number, records in enumerate(files):
        write(folder / f"c/{number}.jsonl", records)
    checked = check_corpus([folder / "c"])
    found = (*checked.faults, *checked.warnings)
    return [(fault.path.name, fault.line, fault.id) for fault in found]


def test_a_clean_corpus_has_no_faults(tmp_path) -> None:
    assert faults(
        tmp_path,
        [record("1", text=TRAINING, split="train", writer="w1", report="r1")],
        [record("2", text=OTHER, split="test", writer="w2", report="r2")],
    ) == []  # fmt: skip


def test_lines_that_are_no_records_are_told_with_all_the_rest(tmp_path) -> None:
    bad = [record("1", kind="salida"), "{", record("3"), record("3", themes=["Pesca"])]
    assert faults(tmp_path, bad, [record("3")]) == [
        ("0.jsonl", 1, "schema"), ("0.jsonl", 2, "schema"), ("0.jsonl", 4, "schema"),
        ("1.jsonl", 1, "duplicate-id"), ("1.jsonl", 1, "duplicate"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "entities",
    [
        [entity("DATE", "mayo de 2024"), entity("DATE", "2024")],
        [{"label": "DATE", "start": 3, "end": 400, "text": "mayo"}],
        [{"label": "DATE", "start": 3, "end": 3, "text": ""}],
        [entity("DATE", " mayo")],
        [{"label": "YEAR", "start": 3, "end": 7, "text": "mayo"}],
    ],
    ids=["overlapping", "past the end", "empty", "with a blank", "unknown label"],
)
def test_spans_that_do_not_hold_are_faults(tmp_path, entities) -> None:
    assert faults(tmp_path, [record(entities=entities)]) == [("0.jsonl", 1, "schema")]


def test_a_report_in_two_splits_and_a_passage_in_none(tmp_path) -> None:
    made = [
        record("1", text=TRAINING, split="train"),
        record("2", text=OTHER, split="dev"),
        record("3", text="Otra cosa.", report="r9"),
    ]
    assert faults(tmp_path, made) == [
        ("0.jsonl", 2, "report-split"), ("0.jsonl", 3, "split-missing"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("learnt", "split", "leaks"),
    [
        ("train", "test", True),
        ("train", "heads", True),
        ("heads", "test", True),
        ("test", "dev", False),
        ("heads", "dev", False),
    ],
)
def test_a_writer_of_test_or_heads_is_in_no_other_split_that_is_learnt_from(
    tmp_path, learnt, split, leaks
) -> None:
    made = [
        record("1", text=TRAINING, split=learnt, writer="w1", report="r1"),
        record("2", text=OTHER, split=split, writer="w1", report="r2"),
    ]
    assert faults(tmp_path, made) == ([("0.jsonl", 1, "writer-leak")] if leaks else [])


def test_passages_of_ones_own_beside_a_corpus_need_no_split(tmp_path) -> None:
    theirs = [record("1", text=TRAINING, split="train", report="r1")]
    assert faults(tmp_path, theirs, [record("2", text=OTHER, report="r2")]) == []


def test_a_passage_twice_or_nearly_across_splits(tmp_path) -> None:
    made = [
        record("1", text=TRAINING, split="train", report="r1"),
        record("2", text=TRAINING, split="train", report="r1"),
        record("3", text=LIKE, split="dev", report="r2"),
        record("4", text="No aplica.", split="train", report="r1"),
        record("5", text="No aplica.", split="dev", report="r2"),
        record("6", text=LIKE, context="Antes.", split="train", report="r1"),
        record("7", text=LIKE, context="Hoy.", split="heads", report="r3"),
    ]
    found = faults(tmp_path, made)
    assert found[0] == ("0.jsonl", 2, "duplicate")
    assert {(line, fault) for _, line, fault in found[1:]} == {
        (3, "near-duplicate"),
        (7, "near-duplicate"),
    }


@pytest.mark.parametrize(
    "name", [*KINDS, *SPEECH_ACTS, "none", "Pesca", "pesca_", "pésca", "resultado", "traficking"]
)
def test_a_theme_is_not_called_as_another_label(tmp_path, name) -> None:
    assert not is_theme(name)
    assert faults(tmp_path, [record(themes=[name])]) == [("0.jsonl", 1, "schema")]


def test_a_folder_with_passages_is_read_there_alone(tmp_path) -> None:
    write(tmp_path / "c/passages/a.jsonl", [record()])
    write(tmp_path / "c/agreement/first.jsonl", [{"id": "a1"}])
    assert faults(tmp_path) == []


def test_a_folder_or_a_file_without_passages_is_refused(tmp_path) -> None:
    with pytest.raises(InputError, match="corpus-empty"):
        check_corpus([tmp_path])
    with pytest.raises(InputError, match="records-empty"):
        check_corpus([write(tmp_path / "a.jsonl", [])])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fault_has_its_sentence(lang) -> None:
    folder = Path(meta87.corpus.__path__[0])
    nodes = [
        node for path in folder.glob("*.py") for node in ast.walk(ast.parse(path.read_text("utf8")))
    ]
    constants = {node.value for node in nodes if isinstance(node, ast.Constant)}
    raised = {
        node.args[at].value
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        for name, at in (("_fault", 1), ("Fault", 2))
        if node.func.id == name and len(node.args) > at and isinstance(node.args[at], ast.Constant)
    }
    sentences = {
        key.removeprefix("faults.") for key in catalogue(lang) if key.startswith("faults.")
    }
    assert raised <= sentences <= constants

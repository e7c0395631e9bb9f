"""Labels without text are joined with the texts that they point to, and with no others."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from meta87.cli.main import run
from meta87.corpus.checks import check_corpus
from meta87.corpus.pointers import join
from meta87.corpus.schema import read_records
from meta87.errors import InputError
from tests.corpus.build import TEXT, record, write

OTHER = "Añadió que otras 14 personas quedaron bajo resguardo de la fiscalía."


def pointer(id: str, text: str = TEXT, **fields: object) -> dict:
    """Returns the labels of a passage of an invented repository."""
    return {
        "id": id, "source": "valdoria/boletines", "path": "2024/05.md", "page": "vd-1", "n": 1,
        "sha1": hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest(),
        "country": "VD", "year": 2024, "genre": "boletín", "licence": "", "themes": ["trafficking"],
        "kind": "output", "speech_acts": [], "annotators": 2, "split": "train", **fields,
    }  # fmt: skip


def text(id: str, words: str = TEXT, **fields: object) -> dict:
    return {"id": id, "topic": "Boletín", "context": "", "text": words, **fields}


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    return write(tmp_path / "pool.jsonl", [text("vd-1.01.01"), text("vd-1.01.02", OTHER)])


def test_labels_and_text_make_a_passage_record(tmp_path, pool) -> None:
    span = {"label": "DATE", "start": 3, "end": 15, "value": {"from": "2024-05-01"}}
    labels = write(tmp_path / "labels.jsonl", [
        pointer("vd-1.01.01", entities=[span], speech_acts=["training"]),
        pointer("vd-1.01.02", OTHER, kind="process"),
    ])  # fmt: skip
    joined = join([labels], pool)
    assert joined.faults == ()
    first, second = joined.records
    assert (first.text, first.report, first.answer) == (TEXT, "vd-1", "vd-1.01")
    assert first.entities is not None
    assert [(e.label, e.text) for e in first.entities] == [("DATE", "mayo de 2024")]
    assert first.speech_acts == ["training"]
    assert (second.text, second.kind, second.entities) == (OTHER, "process", None)


def test_what_does_not_match_is_told_by_its_id_and_the_rest_is_joined(
    tmp_path, pool, capsys, monkeypatch
) -> None:
    monkeypatch.setenv("META87_LANG", "es")
    labels = write(tmp_path / "labels.jsonl", [
        pointer("vd-1.01.01"), pointer("vd-1.01.02", "Otro texto."), pointer("vd-9.01.01"),
        pointer("vd-1.01.03", entities=[{"label": "DATE", "start": 3, "end": 1}]),
    ])  # fmt: skip
    out = tmp_path / "joined.jsonl"
    assert run(["corpus", "join", str(labels), "--pool", str(pool), "--out", str(out)]) == 2
    assert [r.id for r in read_records(out)] == ["vd-1.01.01"]
    told = capsys.readouterr().err
    assert "«vd-1.01.02» en pool.jsonl no es el que se anotó" in told
    assert "«vd-9.01.01» no está en pool.jsonl" in told
    assert f"{labels}:4: Línea 4: no vale entities" in told
    assert "Etiquetas unidas a su texto: 1 de 4." in told
    assert "Traceback" not in told


def test_an_entity_beyond_the_end_of_its_text_is_told(tmp_path, pool) -> None:
    span = {"label": "DATE", "start": 3, "end": 400}
    labels = write(tmp_path / "labels.jsonl", [pointer("vd-1.01.01", entities=[span])])
    joined = join([labels], pool)
    assert [fault.id for fault in joined.faults] == ["pointer-span"]
    assert joined.records == ()


def test_a_place_in_a_line_is_whole_and_not_of_the_record(tmp_path, pool) -> None:
    labels = write(tmp_path / "labels.jsonl", [
        pointer("vd-1.01.01", start=3, end=3 + len(TEXT)),
        pointer("vd-1.01.02", OTHER, start=3),
        pointer("vd-1.01.03", OTHER, end=3),
        pointer("vd-1.01.04", OTHER, start=3, end=3),
        pointer("vd-1.01.05", OTHER, start=-1, end=3),
    ])  # fmt: skip
    joined = join([labels], pool)
    assert [(fault.line, fault.id, fault.details["what"]) for fault in joined.faults] == [
        (2, "schema", "end: –"), (3, "schema", "start: –"), (4, "schema", "end: 3 ≤ 3"),
        (5, "schema", "start: -1"),
    ]  # fmt: skip
    (record,) = joined.records
    assert not {"page", "n", "start", "end"} & set(record.model_dump())


def test_what_is_joined_is_not_written_over_what_it_is_made_from(tmp_path, pool) -> None:
    labels = write(tmp_path / "labels.jsonl", [pointer("vd-1.01.01")])
    for out in (pool, labels):
        before = out.read_bytes()
        assert run(["corpus", "join", str(labels), "--pool", str(pool), "--out", str(out)]) == 2
        assert out.read_bytes() == before


@pytest.mark.parametrize("content", ["", "\n", json.dumps(record("1")), "[]"])
def test_labels_that_are_none_are_refused_in_a_sentence(tmp_path, pool, capsys, content) -> None:
    labels = write(tmp_path / "labels.jsonl", [content])
    out = tmp_path / "joined.jsonl"
    assert run(["corpus", "join", str(labels), "--pool", str(pool), "--out", str(out)]) == 3
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert "labels.jsonl" in told
    assert not out.exists()


def test_a_whole_passage_among_the_pointers_is_a_fault(tmp_path, pool) -> None:
    labels = write(tmp_path / "labels.jsonl", [pointer("vd-1.01.01")])
    write(tmp_path / "corpus/passages/a.jsonl", [record("1")])
    out = tmp_path / "corpus/real/a.jsonl"
    out.parent.mkdir()
    assert run(["corpus", "join", str(labels), "--pool", str(pool), "--out", str(out)]) == 0
    assert {fault.id for fault in check_corpus([tmp_path / "corpus"]).faults} == {"schema"}


def test_a_corpus_is_checked_with_its_pointers(tmp_path) -> None:
    write(tmp_path / "corpus/passages/a.jsonl", [record("1")])
    write(tmp_path / "corpus/real/a.jsonl", [
        pointer("vd-1.01.01"),
        pointer("vd-1.01.02", OTHER, split="dev"),
        pointer("vd-2.01.01", OTHER, page="vd-2", split="test"),
        {**pointer("vd-3.01.01", page="vd-3"), "text": "Aquí no cabe el texto."},
        pointer("vd-3.01.02", "Tres.", page="vd-3", sha1="no"),
    ])  # fmt: skip
    checked = check_corpus([tmp_path / "corpus"])
    assert [(fault.line, fault.id) for fault in checked.faults] == [
        (2, "report-split"), (3, "pointer-split"), (4, "schema"), (5, "schema"),
    ]  # fmt: skip
    assert len(checked.passages) == 4


def test_pointers_are_no_passages_to_learn_from_or_to_measure(tmp_path, capsys) -> None:
    labels = write(tmp_path / "labels.jsonl", [pointer("vd-1.01.01")])
    with pytest.raises(InputError, match="records-are-pointers"):
        read_records(labels)
    assert run(["evaluate", "--data", str(labels)]) == 3
    assert "meta87 corpus join" in capsys.readouterr().err

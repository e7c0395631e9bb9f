from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from meta87.corpus.schema import BareRecord, read_lines, read_records
from meta87.errors import InputError
from tests.corpus.build import entity, write, write_records

ROOT = Path(__file__).parents[2]
GOOD = {
    "note": "kept",
    "id": "a1",
    "report": "r1",
    "text": "En mayo se formó a 20 jueces.",
    "themes": [],
    "kind": "output",
    "entities": [entity("DATE", "mayo", "En mayo", value={"from": None, "to": None})],
}


def read_bare_records(path: Path) -> list[BareRecord]:
    return read_lines(path, BareRecord)


def refusal(path: Path, read=read_records) -> InputError:
    with pytest.raises(InputError) as caught:
        read(path)
    return caught.value


def test_a_record_comes_back_with_every_field_in_order(tmp_path) -> None:
    path = write(tmp_path / "a.jsonl", [GOOD, "", {**GOOD, "id": "a2"}])
    records = read_records(path)
    assert [r.id for r in records] == ["a1", "a2"]
    assert list(records[0].as_read()) == list(GOOD)
    write_records(records, tmp_path / "b.jsonl")
    first = (tmp_path / "b.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert first == json.dumps(GOOD, ensure_ascii=False)


def test_passages_that_nobody_labelled_are_told_together(tmp_path) -> None:
    bare = {key: value for key, value in GOOD.items() if key not in ("kind", "themes")}
    lines = [{**bare, "id": str(n)} for n in range(3)]
    half = {**bare, "id": "half", "kind": "output"}
    error = refusal(write(tmp_path / "a.jsonl", [*lines, {**GOOD, "kind": "x"}, half]))
    assert (error.id, error.details["count"]) == ("records-unlabelled", 4)
    assert error.details["lines"] == "1-3, 5"
    assert "\n«kind» es «x» en 1 línea (4): use output, process, context." in str(error)


@pytest.mark.parametrize("first", ["id,text,kind", "[1, 2]"])
def test_a_file_that_is_no_jsonl_is_told_so(tmp_path, first) -> None:
    assert refusal(write(tmp_path / "a.csv", [first, "a,b,c"])).id == "records-not-jsonl"


def test_every_fault_is_named_with_its_line(tmp_path) -> None:
    lines = [
        {**GOOD, "kind": "outpt"},
        "{not json",
        {**GOOD, "themes": ["Fishing boats"]},
        {key: value for key, value in GOOD.items() if key != "text"},
        {**GOOD, "entities": [{"label": "DATE", "start": 0, "end": 4, "text": "mayo"}]},
    ]
    error = refusal(write(tmp_path / "a.jsonl", [*lines, GOOD, GOOD]))
    faults = str(error).splitlines()[1:]
    assert (error.id, error.details["count"]) == ("records-invalid", 6)
    assert faults[:2] == [
        "«kind» es «outpt» en 1 línea (1): use output, process, context. ¿Quiso decir «output»?",
        "La línea 2 está cortada o no es JSON.",
    ]
    assert faults[2].startswith(
        "«themes» lleva «Fishing boats» en 1 línea (3): use una lista de child_labour, "
    )
    assert faults[3] == "Falta «text» (línea 4)."
    assert "'mayo'" in faults[4]
    assert faults[5] == "El id «a1» se repite (línea 7); ya está en la línea 6."


def test_a_fault_of_many_lines_is_told_once(tmp_path) -> None:
    lines = [{**GOOD, "id": str(n), "kind": "resultado"} for n in range(40)]
    error = refusal(write(tmp_path / "a.jsonl", [*lines, "{cut", GOOD, "{cut"]))
    assert str(error).splitlines()[1:] == [
        "«kind» es «resultado» en 40 líneas (1-40): use output, process, context.",
        "Las líneas 41, 43 están cortadas o no son JSON.",
    ]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"themes": "migration"}, "«themes» lleva «migration» en 1 línea (1): use una lista de"),
        ({"themes": ["output"]}, "«themes» lleva «output» en 1 línea (1): use una lista de"),
        ({"split": ""}, "«split» es «» en 1 línea (1): use train, heads, dev, test."),
        ({"year": "dos mil"}, "«year» no puede ser «dos mil» (línea 1)."),
    ],
)
def test_a_fault_is_told_in_words(tmp_path, wrong, told) -> None:
    assert told in str(refusal(write(tmp_path / "a.jsonl", [{**GOOD, **wrong}])))


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (json.dumps({**GOOD, "text": " \t"}).encode(), "«text» no puede ser « \\t» (línea 1)."),
        (json.dumps({**GOOD, "year": math.nan}).encode(), "La línea 1 está cortada o no es JSON."),
        (b'{"text": "ni\xf1o"}\n', "La línea 1 está cortada o no es JSON."),
        (
            b'\xef\xbb\xbf{"id": 1}\r\n[1]\r\n',
            "Falta «text» (línea 1).\nLa línea 2 está cortada o no es JSON.",
        ),
    ],
)
def test_what_is_no_passage_is_a_fault(tmp_path, data, fault) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(data)
    read = read_records if b"kind" in data else read_bare_records
    assert str(refusal(path, read)).split("\n", 1)[1] == fault


def test_offsets_count_code_points_and_the_mark_of_windows_is_passed_over(tmp_path) -> None:
    entity = {"label": "DATE", "start": 5, "end": 9, "text": "mayo"}
    line = json.dumps({**GOOD, "text": "😀 en mayo", "entities": [entity]}).encode()
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbf" + line + b"\r\n")
    assert len(read_records(tmp_path / "a")) == 1


@pytest.mark.parametrize("read", [read_records, read_bare_records])
def test_an_empty_file_and_a_missing_file_are_refused(tmp_path, read) -> None:
    assert refusal(write(tmp_path / "a.jsonl", ["", " "]), read).id == "records-empty"
    assert refusal(tmp_path / "none.jsonl", read).id == "file-missing"


def test_a_bare_record_needs_its_text_alone(tmp_path) -> None:
    raw = {"z": 1, "text": "Se aprobó la ley.", "kind": "whatever", "id": 7, "context": None}
    (record,) = read_bare_records(write(tmp_path / "a.jsonl", [raw]))
    assert record.text == raw["text"]
    assert list(record.as_read().items()) == list(raw.items())
    without = write(tmp_path / "b.jsonl", [{"id": 1}])
    assert refusal(without, read_bare_records).details["count"] == 1

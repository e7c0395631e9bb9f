"""Conversion is whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from meta87.corpus.convert import FORMATS, Converted, convert, format_of, imported
from meta87.errors import InputError, UsageError
from tests.corpus.build import TEXT, record, write


def test_every_fault_is_named_with_its_line_and_nothing_is_written(tmp_path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(
        "id,report,text,kind,themes,entities\n"
        f"a,r,{TEXT},output,,\n"
        f"a,r,{TEXT},salida,Pesca de altura,\n"
        f"a,r,{TEXT},output,,\n"
        f'b,,{TEXT},,,"[{{""label"": ""DATE"", ""start"": 0, ""end"": 4, ""text"": ""mayo""}}]"\n',
        "utf8",
    )
    target = tmp_path / "a.jsonl"
    target.write_text("antes", "utf8")
    with pytest.raises(UsageError) as caught:
        convert(source, target, FORMATS["csv"], FORMATS["jsonl"], drafts=False)
    assert (caught.value.id, caught.value.exit_code) == ("import-invalid", 2)
    faults = str(caught.value.details["faults"]).splitlines()
    assert sorted(faults) == [
        "3: kind: 'salida'", "3: themes.0: 'Pesca de altura'", "4: id: 'a' = 2",
        "5: entities: text[0:4] ≠ 'mayo'", "5: kind: –", "5: report: –", "5: themes: –",
    ]  # fmt: skip
    assert target.read_text("utf8") == "antes"


def test_drafts_pass_when_asked(tmp_path) -> None:
    source = write(tmp_path / "a.jsonl", [{"id": "a", "text": "Se celebró."}])
    with pytest.raises(UsageError, match="import-invalid"):
        imported(source, FORMATS["jsonl"], drafts=False)
    target = tmp_path / "b" / "a.xlsx"
    made = convert(source, target, FORMATS["jsonl"], FORMATS["xlsx"], drafts=True)
    assert made == Converted(1)
    assert imported(tmp_path / "b" / "a.xlsx", FORMATS["xlsx"], drafts=True) == [
        {"id": "a", "text": "Se celebró."}
    ]


def test_a_draft_with_a_wrong_label_is_refused(tmp_path) -> None:
    source = write(tmp_path / "a.jsonl", [record(kind="salida"), record("b", themes=None)])
    with pytest.raises(UsageError) as caught:
        imported(source, FORMATS["jsonl"], drafts=True)
    assert str(caught.value.details["faults"]).splitlines() == ["1: kind: 'salida'", "2: themes: –"]


@pytest.mark.parametrize(
    ("file", "name"),
    [("a.jsonl", "jsonl"), ("A.CSV", "csv"), ("a.json", "label-studio"), ("a.spacy", "spacy")],
)
def test_the_ending_tells_the_format(file, name) -> None:
    assert format_of(Path(file)).name == name
    assert format_of(Path(file), "doccano").name == "doccano"


def test_an_unknown_ending_an_empty_file_and_a_missing_one_are_refused(tmp_path) -> None:
    with pytest.raises(UsageError, match="corpus-format-unknown"):
        format_of(Path("a.ods"))
    with pytest.raises(UsageError, match="import-empty"):
        imported(write(tmp_path / "a.jsonl", []), FORMATS["jsonl"], drafts=False)
    with pytest.raises(InputError, match="file-missing"):
        imported(tmp_path / "b.jsonl", FORMATS["jsonl"], drafts=False)
    with pytest.raises(InputError, match="file-is-folder"):
        imported(tmp_path, FORMATS["jsonl"], drafts=False)

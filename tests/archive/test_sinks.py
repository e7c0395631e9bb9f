"""The tables: what they hold, that their bytes tell of nothing else, and that they are whole."""

import csv
import json
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from meta87.archive.sink.dictionary import Options
from meta87.archive.sink.formats import Format, format_of
from meta87.classify.labels import KINDS
from meta87.errors import UsageError
from tests.archive.archives import RECORDS, fill, record_lines, tag, write_table
from tests.archive.test_columns import passage

FORMATS = [".parquet", ".csv", ".jsonl", ".xlsx", ""]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = fill(tmp_path_factory.mktemp("archive"))
    return fill(folder, {"pasajes.jsonl": record_lines()})


@pytest.fixture(scope="module")
def tables(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    made = {ending: tmp_path_factory.mktemp("tables") / f"t{ending}" for ending in FORMATS}
    for out in made.values():
        tag(archive, out)
    return made


def files(table: Path) -> dict[str, bytes]:
    """Give the bytes of a table, of each of its files when it is a folder."""
    if table.is_file():
        return {"": table.read_bytes()}
    return {str(p.relative_to(table)): p.read_bytes() for p in table.rglob("*") if p.is_file()}


def test_parquet_has_typed_lists(tables: dict[str, Path]) -> None:
    rows = pq.read_table(tables[".parquet"]).to_pylist()
    reports = ["MX/2023/a.txt", "c.html", None, None, "peru-2022/b.md"]
    assert [row["report"] for row in rows] == reports
    first = rows[0]
    assert (first["country"], first["year"], first["question"]) == ("MX", 2023, "1")
    assert first["themes"] == ["trafficking"]
    assert first["participants"][0]["number"] == 30
    assert first["dates"][0]["from"] == date(2023, 5, 1)
    assert first["text"][first["dates"][0]["start"] : first["dates"][0]["end"]] == "mayo de 2023"
    assert first["kind"] == max(KINDS, key=lambda kind: first[f"score_{kind}"])
    assert (first["document_kind"], rows[2]["document_kind"]) == ("free", None)
    assert first["file"] == "MX/2023/a.txt"
    assert first["anchors"][0]["part"] == "text"
    assert first["model"].startswith("default-")


def test_a_table_keeps_what_a_record_has_beside_its_columns(tables: dict[str, Path]) -> None:
    row = pq.read_table(tables[".parquet"]).to_pylist()[2]
    assert (row["id"], row["country"], row["year"]) == ("7", "CL", 2021)
    assert json.loads(row["extra"]) == {"kind": "context", "more": {"x": [1]}}


def test_records_come_back_as_they_were(tables: dict[str, Path]) -> None:
    rows = [json.loads(line) for line in tables[".jsonl"].read_text("utf8").splitlines()]
    given = [{k: v for k, v in row.items() if k != "predicted"} for row in rows[2:4]]
    assert given == RECORDS


def test_a_csv_is_as_excel_in_spanish_opens_it(tables: dict[str, Path]) -> None:
    data = tables[".csv"].read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0]["people"] == "30"
    assert (rows[0]["date_from"], rows[0]["date_to"]) == ("2023-05-01", "2023-05-31")
    assert rows[0]["themes"] == "trafficking"
    frame = pd.read_csv(tables[".csv"], sep=";", decimal=",")
    assert frame["score_trafficking"].between(0, 1).all()


def test_a_workbook_holds_the_same_as_the_csv(tables: dict[str, Path]) -> None:
    sheet = load_workbook(tables[".xlsx"], read_only=True).worksheets[0]
    rows = [[_text(value) for value in row] for row in sheet.values]
    text = tables[".csv"].read_text("utf-8-sig").splitlines()
    assert rows == list(csv.reader(text, delimiter=";"))


def _text(value: object) -> str:
    shown = "" if value is None else str(value)
    return shown.replace(".", ",") if isinstance(value, float) else shown


@pytest.mark.parametrize("ending", FORMATS)
def test_the_bytes_depend_on_the_passages_alone(
    ending: str, archive: Path, tables: dict[str, Path], tmp_path: Path
) -> None:
    again = tmp_path / f"otra{ending}"
    tag(archive, again)
    assert files(again) == files(tables[ending])


def test_no_cell_is_taken_for_a_formula(tmp_path: Path) -> None:
    texts = ["=1+1 se publicó.", "@aquí se publicó.", "+1 se publicó."]
    for kind in (Format.CSV, Format.XLSX):
        write_table(kind, tmp_path / f"t.{kind}", map(passage, texts), Options("m"))
    page = (tmp_path / "t.csv").read_text("utf-8-sig")
    sheet = load_workbook(tmp_path / "t.xlsx").worksheets[0]
    for row, text in enumerate(texts, start=2):
        assert f";'{text}" in page
        (cell,) = [c for c in sheet[row] if text in str(c.value)]
        assert (cell.value, cell.data_type) == (f"'{text}", "s")


def test_a_text_longer_than_a_cell_shows_that_it_was_cut(tmp_path: Path) -> None:
    text = "Se publicó un informe. " + "x" * 40_000
    write_table(Format.XLSX, tmp_path / "t.xlsx", [passage(text)], Options("m"))
    values = [str(cell.value) for cell in load_workbook(tmp_path / "t.xlsx").worksheets[0][2]]
    assert max(values, key=len)[-3:] == "xx…"
    assert max(map(len, values)) == 32_767


def test_formats_are_told_by_the_name_of_the_table(tmp_path: Path) -> None:
    assert format_of(None, "t.PARQUET") is Format.PARQUET
    assert format_of(None, "tabla/") is Format.FOLDER
    assert format_of(None, None) is Format.JSONL
    assert format_of(Format.CSV, "sin_nombre") is Format.CSV
    (tmp_path / "foto.png").touch()
    for wanted, out, said in (
        (None, "t.docx", "format-unknown"),
        (None, "tabla", "format-unknown"),
        (Format.PARQUET, None, "format-needs-out"),
        (None, str(tmp_path), "out-folder-foreign"),
    ):
        with pytest.raises(UsageError, match=said):
            format_of(wanted, out)


def test_a_folder_moved_aside_by_a_killed_run_comes_back(tmp_path: Path) -> None:
    out = tmp_path / "t"
    write_table(Format.FOLDER, out, [], Options("m"))
    (out / "answers.parquet").touch()
    out.rename(tmp_path / ".t.meta87-old")
    with pytest.raises(RuntimeError):
        write_table(Format.FOLDER, out, _raise(), Options("m"))
    assert (out / "answers.parquet").exists()


def _raise():
    raise RuntimeError
    yield

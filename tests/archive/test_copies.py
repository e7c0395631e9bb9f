"""Files that say the same are told, marked in the table, and counted once in a summary."""

import json
import shutil
from pathlib import Path

import pytest

from meta87.archive.copies import copies
from meta87.archive.engines.local import Local
from meta87.archive.packing.packings import Packing
from meta87.archive.plan import Source
from meta87.archive.resume import Ledger
from meta87.archive.said import said, sketch
from meta87.archive.sink.whole import LEDGER
from meta87.archive.summary.figures import summarise
from meta87.archive.summary.tables import read_table
from meta87.archive.work import Outcome, State
from meta87.cli.main import run
from tests.archive.archives import fill, tag

EXAMPLE = Path(__file__).parents[2] / "examples/informe-valdoria-2024"
ROWS = [{"country": "MX", "year": 2023, "text": f"Se formó a {n} jueces."} for n in range(40)]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one report in two formats, one file twice, and a last year's report that is alike."""
    folder = tmp_path_factory.mktemp("archivo")
    for ending in (".docx", ".pdf"):
        shutil.copy(f"{EXAMPLE}{ending}", folder)
    text = "Se formó a 30 jueces en mayo sobre la trata de personas."
    return fill(folder, {"MX/2022/a.txt": text, "MX/2023/a.txt": text, "PE/2023/b.txt": f"¡{text}"})


def test_the_same_bytes_and_the_same_report_in_two_formats_are_told(archive, tmp_path) -> None:
    tally = tag(archive, tmp_path / "t.jsonl")
    assert tally.copies == {
        "MX/2023/a.txt": "MX/2022/a.txt",
        "informe-valdoria-2024.pdf": "informe-valdoria-2024.docx",
    }


def test_the_passages_of_a_copy_say_so_and_are_counted_once(archive, tmp_path, capsys) -> None:
    out = tmp_path / "t.parquet"
    assert run(["tag", str(archive), "--out", str(out)]) == 0
    said = capsys.readouterr().err
    assert "MX/2023/a.txt = MX/2022/a.txt" in said
    assert "Repiten otro archivo (2)" in said
    table = read_table(out)
    copies = table[table["copy_of"] != ""]
    assert set(zip(copies["report"], copies["copy_of"], strict=True)) == {
        ("MX/2023/a", "MX/2022/a"),
        ("informe-valdoria-2024.pdf", "informe-valdoria-2024.docx"),
    }
    summary = summarise(table)
    assert summary.reports == 3
    assert summary.passages == len(table) - len(copies)
    assert run(["summary", str(out)]) == 0
    assert "Pasajes sin contar: 55" in capsys.readouterr().out


def test_a_copy_is_none_once_the_other_is_gone(archive, tmp_path) -> None:
    folder = shutil.copytree(archive, tmp_path / "archivo")
    out = tmp_path / "t.jsonl"
    tag(folder, out)
    (folder / "MX/2022/a.txt").unlink()
    (folder / "informe-valdoria-2024.docx").write_text("", "utf8")
    assert tag(folder, out).copies == {}
    assert "copy_of" not in out.read_text("utf8")


def test_copies_are_marked_alike_whatever_the_number_of_workers(archive, tmp_path) -> None:
    one, two = tmp_path / "1.jsonl", tmp_path / "2.jsonl"
    tag(archive, one)
    tag(archive, two, engine=Local(2))
    assert one.read_bytes() == two.read_bytes()
    marks = [json.loads(line).get("copy_of") for line in one.read_text("utf8").splitlines()]
    assert marks.count("informe-valdoria-2024.docx") > 50


def test_files_that_are_known_in_another_packing_alone_are_no_copies(tmp_path: Path) -> None:
    texts = {name: f"Se formó a 30 jueces. Hubo {name}." for name in ("b.txt", "c.txt")}
    fill(tmp_path / "a", texts)
    out = tmp_path / "t.jsonl"
    tag(tmp_path / "a", out)
    ledger = Ledger(tmp_path / f"{out.name}{LEDGER}", Packing.COLUMNS)
    assert ledger.related(texts)
    assert copies(ledger, list(texts)) == {}
    ledger.close()


def test_files_that_are_gone_do_not_make_a_mark_common(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "t.state", Packing.COLUMNS)
    names = [f"{number}.txt" for number in range(30)]
    for name in names:
        ledger.put(Outcome(Source(name, name, name), State.READ, sketch=(87,)))
    assert ledger.related(names) == []
    assert ledger.related(["3.txt", "4.txt", "x.txt"]) == [("3.txt", "4.txt")]
    ledger.close()


def test_what_a_file_says_is_told_by_its_letters_country_and_year() -> None:
    other = [{**row, "text": row["text"].upper().replace(" ", "\n")} for row in ROWS]
    assert said(other) == said(ROWS)
    assert sketch(other) == sketch(ROWS)
    assert not said(ROWS) & said({**row, "year": 2024} for row in ROWS)
    assert sketch([]) == ()


def test_most_marks_are_shared_by_files_that_say_nearly_the_same() -> None:
    shared = set(sketch(ROWS)) & set(sketch(ROWS[2:]))
    assert shared
    assert not set(sketch(ROWS[:20])) & set(sketch(ROWS[20:]))

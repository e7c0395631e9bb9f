"""Duplicate files are reported, marked in the table, and counted once in a summary."""

import shutil
from pathlib import Path

import pytest

from meta87.archive.duplicates import find_duplicates, rank
from meta87.archive.fingerprints import normalised_passages, signature
from meta87.archive.plan import Source
from meta87.archive.summary.figures import summarise
from meta87.archive.summary.tables import read_table
from meta87.archive.work import Outcome, State
from meta87.cli.main import run
from tests.archive.archives import fill

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


def test_the_passages_of_a_copy_say_so_and_are_counted_once(archive, tmp_path, capsys) -> None:
    out = tmp_path / "t.parquet"
    assert run(["tag", str(archive), "--out", str(out), "--profile", "fast", "--jobs", "1"]) == 0
    said = capsys.readouterr().err
    assert "Repiten otro archivo (2)" in said
    assert "MX/2023/a.txt = MX/2022/a.txt" in said
    assert "informe-valdoria-2024.pdf = informe-valdoria-2024.docx" in said
    table = read_table(out)
    copies = table[table["copy_of"] != ""]
    assert set(zip(copies["report"], copies["copy_of"], strict=True)) == {
        ("MX/2023/a.txt", "MX/2022/a.txt"),
        ("informe-valdoria-2024.pdf", "informe-valdoria-2024"),
    }
    summary = summarise(table)
    assert summary.reports == 3
    assert summary.passages == len(table) - len(copies)
    assert run(["summary", str(out)]) == 0
    assert "Pasajes sin contar: 55" in capsys.readouterr().out


def outcome(name: str, *notes: str, **more: object) -> Outcome:
    return Outcome(Source(f"memory://{name}", name, name), State.READ, notes=notes, **more)


def duplicates(files: dict[str, list[dict]], signatures: dict[str, bytes] | None = None) -> dict:
    signatures = signatures or {name: signature(rows) for name, rows in files.items()}
    done = {name: outcome(name, signature=signatures[name]) for name in files}
    return find_duplicates(done, files.__getitem__)


@pytest.mark.parametrize(("size", "replaced", "expected"), [(38, 2, {"b": "a"}), (37, 2, {})])
def test_nine_of_ten_passages_make_a_copy(size: int, replaced: int, expected: dict) -> None:
    """Shared are 36 of 40, and 35 of 39."""
    others = [{**row, "year": 1999} for row in ROWS[:replaced]]
    files = {"a": ROWS[:size], "b": [*others, *ROWS[replaced:size]]}
    assert duplicates(files, dict.fromkeys(files, b"12345678")) == expected
    assert duplicates(files) == expected


def test_a_copy_of_a_copy_is_one_of_the_first() -> None:
    files = {"a": ROWS, "x": ROWS[:5], "b": ROWS, "c": ROWS[::-1], "empty": [], "none": []}
    assert duplicates(files) == {"b": "a", "c": "a"}
    done = {
        name: outcome(name, content=content) for name, content in zip("abc", "121", strict=True)
    }
    same = find_duplicates(done, files.__getitem__)
    assert same == {"c": "a"}


def test_a_passage_that_many_files_have_makes_no_copies() -> None:
    files = {str(number): ROWS[:1] for number in range(20)}
    assert len(duplicates(files)) == 19
    assert duplicates({**files, "20": ROWS[:1]}) == {}


def test_a_passage_is_compared_by_its_letters_country_and_year() -> None:
    other = [{**row, "text": row["text"].upper().replace(" ", "\n")} for row in ROWS]
    assert normalised_passages(other) == normalised_passages(ROWS)
    assert signature(other) == signature(ROWS)
    later = [{**row, "year": 2024} for row in ROWS]
    assert not normalised_passages(ROWS) & normalised_passages(later)
    assert signature([]) == b""


def test_the_original_is_the_one_that_was_filed_and_copies_do_not_chain() -> None:
    names = [
        "a/informe.docx", "a/informe.odt", "informe.pdf", "copias/2/informe.docx",
        "copias/informe-final.docx", "copias/informe.docx",
    ]  # fmt: skip
    ranked = sorted(
        [outcome("notas.docx", "no-form"), *map(outcome, names)],
        key=rank,
    )
    assert [each.source.name for each in ranked] == [
        "a/informe.docx", "copias/informe.docx", "copias/informe-final.docx",
        "copias/2/informe.docx", "a/informe.odt", "informe.pdf", "notas.docx",
    ]  # fmt: skip
    files = {"xxx": ROWS, "bb": ROWS, "a": [{**ROWS[0], "year": 1999}, *ROWS[1:]]}
    contents = {"xxx": "1", "bb": "1", "a": "2"}
    done = {n: outcome(n, content=contents[n], signature=signature(files[n])) for n in files}
    assert find_duplicates(done, files.__getitem__) == {"bb": "a", "xxx": "a"}

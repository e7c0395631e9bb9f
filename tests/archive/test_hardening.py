"""Hostile names, links and neighbours of a table stop no run, and expose no passage."""

from __future__ import annotations

import csv
import json
import os
import stat
from pathlib import Path

import pytest

from meta87.archive.plan import Source, plan
from meta87.archive.sink.atomic import ERRORS, STATE
from meta87.archive.sink.dictionary import Options
from meta87.archive.sink.errors import write_errors
from meta87.archive.sink.formats import Format
from meta87.archive.state import RunState
from meta87.archive.summary.tables import read_table
from meta87.archive.work import Outcome, State
from meta87.cli.main import run
from meta87.errors import UsageError
from tests.archive.archives import fill, tag, write_table
from tests.archive.test_columns import passage

LATIN1 = b"M\xe9xico 2023.txt"
TEXT = "Se formó a 30 jueces en {}."


def errors(out: Path) -> dict[str, str]:
    """Give the codes in a list of errors by the names of the files."""
    lines = out.with_name(out.name + ERRORS).read_text("utf-8-sig").splitlines()
    return {row["file"]: row["code"] for row in csv.DictReader(lines, delimiter=";")}


def test_file_names_of_any_bytes_are_escaped(tmp_path: Path) -> None:
    folder = fill(tmp_path / "archivo", {"Perú 2022.txt": TEXT.format("Lima")})
    names = [LATIN1, rb"M\xe9xico 2023.txt", b"roto \xff.docx"]
    for name in names:
        data = b"" if name.endswith(b"docx") else TEXT.format(name).encode()
        (folder / os.fsdecode(name)).write_bytes(data)
    out = tmp_path / "t"
    command = ["tag", str(folder), "--out", str(out), "--format", "parquet", "--jobs", "1"]
    assert run([*command, "--profile", "fast"]) == 3
    assert errors(out) == {r"roto \xff.docx": "file-empty"}
    told = {source.name for source in plan([str(folder)]).sources}
    assert told == {
        "Perú 2022.txt", r"M\xe9xico 2023.txt", r"M\\xe9xico 2023.txt", r"roto \xff.docx",
    }  # fmt: skip
    for same in (0, 4):
        assert tag(folder, tmp_path / "t.csv").same == same


@pytest.mark.parametrize("pattern", ["", "/**/*.txt"])
def test_what_cannot_be_read_is_listed_and_nothing_waits(pattern, tmp_path, monkeypatch) -> None:
    folder = fill(tmp_path / "archivo", {"a.txt": TEXT.format("mayo"), "cerrada/b.txt": "x"})
    os.mkfifo(folder / "canal.txt")
    (folder / "cero.txt").symlink_to("/dev/zero")
    (folder / "lazo.txt").symlink_to(folder / "lazo.txt")
    (folder / "arriba").symlink_to(folder)
    forbid(monkeypatch, folder / "cerrada")
    out = tmp_path / "t.jsonl"
    command = ["tag", f"{folder}{pattern}", "--out", str(out), "--jobs", "1"]
    assert run([*command, "--profile", "fast"]) == 3
    assert errors(out) == {
        "arriba": "folder-not-entered",
        "canal.txt": "file-not-regular",
        "cerrada": "folder-not-entered",
        "cero.txt": "file-not-regular",
        "lazo.txt": "file-unreadable",
    }
    assert len(out.read_text("utf8").splitlines()) == 1


def forbid(monkeypatch, folder: Path) -> None:
    """Make a folder as if without permission, also where the tests are run by root."""
    scan = os.scandir

    def forbidden(path: object = ".") -> object:
        if Path(os.fspath(path)) == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", forbidden)


def test_a_list_of_errors_is_of_one_table_and_never_of_a_stranger(tmp_path: Path) -> None:
    row = ("=HYPERLINK(1).docx", "rejected", "file-empty", "+1 se dijo")
    one, other = tmp_path / "uno.csv", tmp_path / "otro.csv"
    listed = write_errors(one, [row], ";")
    assert listed == tmp_path / "uno.csv.errors.csv"
    assert "'=HYPERLINK(1).docx;rejected;file-empty;'+1 se dijo" in listed.read_text("utf8")
    assert write_errors(other, [], ";") is None
    assert listed.exists()
    assert write_errors(one, [], ";") is None
    assert not listed.exists()
    mine = tmp_path / "otro.csv.errors.csv"
    mine.write_text("mis;notas\n", "utf8")
    for rows in ([], [row]):
        with pytest.raises(UsageError, match="errors-foreign"):
            write_errors(other, rows, ";")
    with pytest.raises(UsageError, match="errors-foreign"):
        tag(fill(tmp_path / "a"), other)
    assert (mine.read_text("utf8"), other.exists()) == ("mis;notas\n", False)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_table_and_its_state_are_for_their_owner(tmp_path: Path, monkeypatch) -> None:
    folder = fill(tmp_path / "archivo", {"a.txt": TEXT.format("mayo"), "b.docx": ""})
    out, seen = tmp_path / "t.jsonl", []
    replace = Path.replace

    def watched(draft: Path, target: Path) -> Path:
        seen.append(mode(draft))
        return replace(draft, target)

    monkeypatch.setattr(Path, "replace", watched)
    assert run(["tag", str(folder), "--out", str(out), "--profile", "fast", "--jobs", "1"]) == 3
    assert {*seen, mode(out), mode(Path(f"{out}{STATE}")), mode(Path(f"{out}{ERRORS}"))} == {0o600}
    write_table(Format.FOLDER, tmp_path / "t", [passage("Hubo")], Options("m"))
    assert mode(tmp_path / "t") == 0o700
    out.chmod(0o640)
    write_table(Format.JSONL, out, [], Options("m"))
    assert mode(out) == 0o640


def test_no_link_is_written_through_and_no_file_of_the_user_deleted(tmp_path: Path) -> None:
    texts = {"t.csv.part": "mía", "t.part": "mía", "t.old/x": "mía", "ajeno": "mío"}
    mine = fill(tmp_path, texts)
    for draft in (".t.csv.meta87-part", "u.csv.state"):
        (tmp_path / draft).symlink_to(tmp_path / "ajeno")
    write_table(Format.CSV, tmp_path / "t.csv", [], Options("m"))
    write_table(Format.FOLDER, tmp_path / "t", [], Options("m"))
    with pytest.raises(UsageError, match="out-unwritable"):
        RunState(tmp_path / "u.csv.state")
    kept = {name: (mine / name).read_text("utf8") for name in texts}
    assert kept == texts
    assert not (tmp_path / "t.csv").is_symlink()


def test_without_a_table_no_passage_stays_on_disk(tmp_path: Path, monkeypatch) -> None:
    for name in ("SQLITE_TMPDIR", "TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    state = RunState(None)
    for number in range(50):
        source = Source("a", str(number), "a")
        data = json.dumps(os.urandom(50_000).hex()).encode()
        state.put(Outcome(source, State.READ, tables={"passages": data}))
    assert list(tmp_path.iterdir()) == []
    assert len(state.records("49")) == 1
    state.close()


def test_a_summary_reads_a_passage_of_any_length(tmp_path: Path) -> None:
    out = tmp_path / "t.csv"
    write_table(Format.CSV, out, [passage("x" * 200_000)], Options("m"))
    assert len(read_table(out)) == 1

"""Of 60 files, 21 are broken, each in its own way: 39 are tagged, 21 explained."""

import csv
import io
from pathlib import Path

from meta87.archive.work import State
from meta87.cli.main import run
from tests.archive.archives import tag
from tests.archive.broken import BROKEN, GOOD


def archive(folder: Path) -> Path:
    folder.mkdir()
    for name, (_, data) in BROKEN.items():
        (folder / name).write_bytes(data)
    for number in range(39):
        text = f"En {1990 + number % 30} se sancionó a {number + 2} empresas por trata."
        ending, content = GOOD[number % len(GOOD)](text)
        (folder / f"bueno-{number}{ending}").write_text(content, "utf8")
    return folder


def test_the_good_are_tagged_and_the_broken_explained(tmp_path: Path, capsys) -> None:
    out = tmp_path / "t.jsonl"
    tally = tag(archive(tmp_path / "archivo"), out)
    assert tally.states == {State.READ: 39, State.REJECTED: 21}
    assert tally.passages == len(out.read_text("utf8").splitlines()) == 39
    told = {(source.name, error.id) for source, _, error in tally.errors}
    assert told == {(name, code) for name, (code, _) in BROKEN.items()}
    again = ["tag", str(tmp_path / "archivo"), "--out", str(out), "--profile", "fast"]
    assert run([*again, "--jobs", "1"]) == 3
    shown = capsys.readouterr().err
    assert "leídos 39, rechazados 21, fallidos 0" in shown
    assert "sin cambios desde la última vez: 60" in shown
    assert "… y 11 más; con --all, todos." in shown
    assert sum(line.startswith("meta87: «") for line in shown.splitlines()) == 10
    text = (tmp_path / "t.jsonl.errors.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert {(row["file"], row["code"]) for row in rows} == told
    assert all(row["message"].endswith(".") or "\n" in row["message"] for row in rows)

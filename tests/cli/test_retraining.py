"""The journey of a data team, as the pages tell it, on a small corpus: each command as it is written."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from meta87.classify.store import model_folder
from meta87.cli.main import run
from meta87.corpus.schema import Record, read_records
from meta87.corpus.splits import Split
from tests.corpus.build import write_records

ROOT = Path(__file__).parents[2]
PAGES = {
    "docs/reentrenar.md": "# Reentrenar",
    "README.md": "## A new model",
    "README.es.md": "## Un modelo nuevo",
}
BLOCK = re.compile(r"^```\n(.*?)^```", re.DOTALL | re.MULTILINE)
FINDINGS, FAULTS = 1, 2


def commands(page: str) -> list[str]:
    """Give the commands of a page's section on training."""
    text = (ROOT / page).read_text("utf8")
    section = text[text.index(PAGES[page]) :]
    if page.startswith("README"):
        section = section[: section.index("\n## ", 1)]
    lines = [line for block in BLOCK.findall(section) for line in block.splitlines()]
    return [line.split("#")[0] for line in lines if line.startswith("meta87 ")]


@pytest.fixture(scope="module")
def reports() -> list[list[Record]]:
    """Short passages of whole reports."""
    found: dict[str, list[Record]] = {}
    for record in read_records(ROOT / "tests/data/start.jsonl"):
        if len(record.text) < 200:
            found.setdefault(record.report, []).append(record)
    return list(found.values())[:20]


@pytest.fixture
def at_work(reports, tmp_path, monkeypatch) -> Path:
    """A folder with a small corpus, a new one, a report and the model that is shipped."""
    for name in ("corpus/held_out", "models"):
        (tmp_path / name).mkdir(parents=True)
    for number, report in enumerate(reports):
        for record in report:
            record.split = Split.TEST if number % 5 == 0 or number == 1 else Split.TRAIN
    known = [r for number, report in enumerate(reports) for r in report if number % 5 != 1]
    new = [r for number, report in enumerate(reports) for r in report if number % 5 == 1]
    write_records(known, tmp_path / "corpus/held_out/known.jsonl")
    for name in ("nuestros", "ours"):
        write_records(new, tmp_path / f"{name}.jsonl")
    for name in ("informe", "report"):
        (tmp_path / f"{name}.docx").symlink_to(ROOT / "examples/informe-valdoria-2024.docx")
    (tmp_path / "ajustes.toml").write_text("C_kind = 0.5\n", "utf8")
    monkeypatch.setenv("META87_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("META87_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("META87_MODELS", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_the_journey_work_as_they_are_written(page, at_work) -> None:
    shown = commands(page)
    assert {"train", "evaluate", "compare", "models"} <= {line.split()[1] for line in shown}
    for line in shown:
        words = shlex.split(line)[1:]
        allowed = {"check": (0, FINDINGS), "corpus": (0, FAULTS)}.get(words[0], (0,))
        assert run(words) in allowed, line
    assert (model_folder() / "default/manifest.json").is_file()


def test_passages_that_are_added_do_no_harm_and_compare_says_so(at_work, capsys) -> None:
    assert run(["train", "corpus", "--out", "models/before"]) == 0
    assert run(["train", "corpus", "nuestros.jsonl", "--out", "models/after"]) == 0
    manifests = [
        json.loads((at_work / "models" / name / "manifest.json").read_text("utf8"))
        for name in ("before", "after")
    ]
    before, after = (manifest["trained_on"]["records"] for manifest in manifests)
    added = [r for r in read_records(at_work / "nuestros.jsonl") if r.split == "train"]
    assert after - before == len(added) > 0
    capsys.readouterr()
    args = ["compare", "models/before", "models/after", "--data", "corpus", "--split", "test"]
    assert run([*args, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] in {"better", "same"}
    assert run(args) == 0
    verdict = capsys.readouterr().out.splitlines()[0]
    assert verdict in {
        "El modelo nuevo es mejor.",
        "No hay diferencia segura entre los dos modelos.",
    }

"""The page on themes of a team's own: its commands as they are written, on an invented corpus."""

from __future__ import annotations

import csv
import json
import re
import shlex
from pathlib import Path

import pytest

from meta87.cli.main import run
from meta87.corpus.schema import Record, read_records

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/guias/temas-propios.md").read_text("utf8")
BLOCK = re.compile(r"^```(json|)\n(.*?)^```", re.DOTALL | re.MULTILINE)
FINDINGS = 1
OWN = "permanencia_escolar"
SCHOOL = re.compile(
    r"escuela|escolar|docente|alumn|\baulas?\b|\bbecas?\b|maestr|liceo|colegio|matr[íi]cul",
    re.IGNORECASE,
)
PASSAGES = 200


def blocks(kind: str) -> list[str]:
    """Give the blocks of the page that are of a kind."""
    return [text for of, text in BLOCK.findall(PAGE) if of == kind]


COMMANDS = [
    line for block in blocks("") for line in block.splitlines() if line.startswith("meta87 ")
]


def corpus() -> list[dict]:
    """Make passages of new reports, those on schools with a theme of their own."""
    found = sorted(read_records(ROOT / "tests/data/start.jsonl"), key=_first)[:PASSAGES]
    return [
        {
            "id": f"p{n}",
            "report": f"VD-{n % 20}",
            "country": "VD",
            "year": 2024,
            "context": each.context,
            "text": each.text,
            "kind": each.kind,
            "themes": [*each.themes, *[OWN] * _is_on_schools(each)],
            "split": "test" if n % 5 == 0 else "train",
        }
        for n, each in enumerate(found)
    ]


def _is_on_schools(record: Record) -> bool:
    return bool(SCHOOL.search(record.text))


def _first(record: Record) -> tuple[bool, int]:
    """Order passages: those on schools, then the short ones."""
    return not _is_on_schools(record), len(record.text)


@pytest.fixture(scope="module")
def at_work(tmp_path_factory) -> Path:
    """A folder with the corpus, a report and an archive."""
    folder = tmp_path_factory.mktemp("equipo")
    lines = (json.dumps(each, ensure_ascii=False) + "\n" for each in corpus())
    (folder / "mis-pasajes.jsonl").write_text("".join(lines), "utf8")
    (folder / "informe.docx").symlink_to(ROOT / "examples/informe-valdoria-2024.docx")
    (folder / "informes").mkdir()
    told = [each["text"] for each in corpus() if OWN in each["themes"]]
    (folder / "informes/a.txt").write_text("\n\n".join(told), "utf8")
    return folder


@pytest.fixture
def at_home(at_work, tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("META87_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("META87_CACHE", str(at_work / "cache"))
    monkeypatch.setenv("META87_LANG", "es")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(at_work)
    return at_work


def test_the_record_that_the_page_shows_is_one() -> None:
    (shown,) = blocks("json")
    assert Record.model_validate_json(shown).themes == ["child_labour", OWN]


def test_the_commands_of_the_page_work_as_they_are_written(at_home, capsys) -> None:
    asked = [line.split()[1] for line in COMMANDS]
    assert {"corpus", "train", "evaluate", "compare", "check", "tag", "summary"} <= set(asked)
    said: dict[str, str] = {}
    for line in COMMANDS:
        words = shlex.split(line)[1:]
        assert run(words) in {"check": (0, FINDINGS)}.get(words[0], (0,)), (
            line,
            capsys.readouterr(),
        )
        shown = capsys.readouterr()
        said[line] = shown.out + shown.err
    manifest = json.loads(Path("modelos/nuestro/manifest.json").read_text("utf8"))
    assert manifest["themes"][-1] == OWN
    for of in ("corpus stats", "evaluate", "compare", "explain", "summary"):
        (page,) = [told for line, told in said.items() if line.startswith(f"meta87 {of}")]
        assert "permanencia escolar" in page, of
    assert "permanencia escolar" in Path("revision.html").read_text("utf8")
    table = Path("tabla.csv").read_text("utf-8-sig").splitlines()
    rows = list(csv.DictReader(table, delimiter=";"))
    assert any(OWN in row["themes"].split("; ") for row in rows)
    assert all(0 <= float(row[f"score_{OWN}"].replace(",", ".")) <= 1 for row in rows)

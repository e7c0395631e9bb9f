"""The commands of the pages on retraining and on custom themes, unchanged, on small corpora."""

from __future__ import annotations

import csv
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from meta87.classify.store import model_folder
from meta87.cli.main import run
from meta87.corpus.schema import Record, read_records
from meta87.corpus.splits import Split
from tests.corpus.build import write_records

ROOT = Path(__file__).parents[2]
RETRAINING = "docs/guias/reentrenar.md"
THEMES_PAGE = "docs/guias/temas-propios.md"
FINDINGS, ISSUES = 1, 2
CUSTOM_THEME = "permanencia_escolar"
SCHOOL = re.compile(
    r"escuela|escolar|docente|alumn|\baulas?\b|\bbecas?\b|maestr|liceo|colegio|matr[íi]cul",
    re.IGNORECASE,
)
FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
START = ROOT / "tests/data/start.jsonl"


def blocks(written: str, language: str = "") -> list[str]:
    """Returns the code blocks of a text in a language."""
    return [block for of, block in FENCED.findall(written) if of == language]


def commands(page: str, heading: str = "# ") -> list[str]:
    """Returns the commands of a page, or of one of its sections, without their comments."""
    written = (ROOT / page).read_text("utf8")
    section = written[written.index(heading) :]
    if heading.startswith("## "):
        section = section[: section.index("\n## ", 1)]
    lines = [line for block in blocks(section) for line in block.splitlines()]
    return [line.split("#")[0].strip() for line in lines if line.startswith("meta87 ")]


@pytest.fixture(autouse=True, scope="module")
def own_cache(tmp_path_factory) -> Iterator[None]:
    """What these trainings keep, which one of them clears."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("META87_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def at_home(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("META87_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("META87_LANG", "es")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("META87_MODELS", raising=False)
    monkeypatch.chdir(tmp_path)
    Path("informe.docx").symlink_to(ROOT / "examples/informe-valdoria-2024.docx")


@pytest.fixture
def corpus() -> None:
    """Whole reports with short passages, a fifth of them new, and each fifth partly held out."""
    found: dict[str, list[Record]] = {}
    for record in read_records(START):
        if len(record.text) < 140:
            found.setdefault(record.report, []).append(record)
    parts: tuple[list[Record], list[Record]] = [], []
    for number, report in enumerate(list(found.values())[:15]):
        for record in report:
            record.split = Split.TEST if number % 5 == 0 or number == 1 else Split.TRAIN
        parts[number % 5 == 1].extend(report)
    for folder in ("corpus/held_out", "models"):
        Path(folder).mkdir(parents=True)
    write_records(parts[0], Path("corpus/held_out/known.jsonl"))
    write_records(parts[1], Path("nuestros.jsonl"))


def test_the_commands_on_retraining_work(corpus) -> None:
    shown = commands(RETRAINING)
    assert {"train", "evaluate", "compare", "models"} <= {line.split()[1] for line in shown}
    for line in shown:
        words = shlex.split(line)[1:]
        allowed = {"check": (0, FINDINGS), "corpus": (0, ISSUES)}.get(words[0], (0,))
        assert run(words) in allowed, line
    assert (model_folder() / "default/manifest.json").is_file()


@pytest.fixture
def annotated() -> None:
    """What the page on annotating takes from elsewhere."""
    Path("archivo").mkdir()
    Path("archivo/a.txt").write_text("Se aprobó el plan contra la trata de personas.", "utf8")
    one = {"id": "1", "report": "r", "text": "Se aprobó el plan.", "genre": "informe"}
    done = [{"result": [{"value": {"choices": ["output"]}}]}]
    tasks = [{"data": one, "annotations": done}, {"data": {**one, "id": "2"}}]
    Path("anotado.json").write_text(json.dumps(tasks), "utf8")
    for name, labels in (
        ("pendientes", {}),
        ("admin", {"label": ["resultado"]}),
        *((name, {"kind": "output", "themes": []}) for name in ("primera", "segunda")),
    ):
        Path(f"{name}.jsonl").write_text(json.dumps({**one, **labels}), "utf8")


def test_the_commands_on_annotating_work(annotated, capsys) -> None:
    shown = [line for line in commands("docs/guias/anotar.md") if "template" not in line]
    assert run(shlex.split("corpus template tareas.json archivo")) == 0
    assert Path("tareas.json.xml").is_file()
    assert run(shlex.split("corpus template todo.xlsx archivo")) == 0
    book = load_workbook("todo.xlsx")
    sheet = book.worksheets[0]
    (place,) = (cell.column for cell in sheet[1] if cell.value == "revisado")
    sheet.cell(2, place).value = "sí"
    book.save("todo.xlsx")
    for line in shown:
        assert run(shlex.split(line)[1:]) == 0, line
    capsys.readouterr()
    assert run(shlex.split("corpus convert anotado.json nuestros.jsonl --force")) == 0
    assert "(fila 2)" in capsys.readouterr().err


def test_both_readmes_show_commands_of_that_page() -> None:
    whole = [{*line.split()} for line in commands(RETRAINING)]
    spanish = commands("README.es.md", "## Un modelo nuevo")
    english = "\n".join(commands("README.md", "## A new model"))
    for name, other in (("ours.", "nuestros."), ("/ours", "/mio"), ("report.d", "informe.d")):
        english = english.replace(name, other)
    assert "\n".join(spanish) == english
    assert [line for line in spanish if not any({*line.split()} <= words for words in whole)] == []


def test_the_record_on_the_page_of_custom_themes_is_valid() -> None:
    (shown,) = blocks((ROOT / THEMES_PAGE).read_text("utf8"), "json")
    assert Record.model_validate_json(shown).themes == ["child_labour", CUSTOM_THEME]


@pytest.fixture
def themed_corpus() -> None:
    """Passages of new reports, those on schools with a custom theme, and an archive of these."""

    def others_last(record: Record) -> tuple[bool, int]:
        return not SCHOOL.search(record.text), len(record.text)

    rows = [
        {
            **record.model_dump(include={"context", "text", "kind"}),
            "id": f"p{n}",
            "report": f"VD-{n % 20}",
            "country": "VD",
            "year": 2024,
            "themes": [*record.themes, *[CUSTOM_THEME] * bool(SCHOOL.search(record.text))],
            "split": "test" if n % 5 == 0 else "train",
        }
        for n, record in enumerate(sorted(read_records(START), key=others_last)[:120])
    ]
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    Path("mis-pasajes.jsonl").write_text("".join(lines), "utf8")
    Path("corpus/held_out").mkdir(parents=True)
    others = [r for r in read_records(START) if not SCHOOL.search(r.text) and len(r.text) < 160]
    write_records(others[-40:], Path("corpus/held_out/known.jsonl"))
    Path("informes").mkdir()
    on_schools = [row["text"] for row in rows if CUSTOM_THEME in row["themes"]]
    Path("informes/a.txt").write_text("\n\n".join(on_schools), "utf8")


def test_the_commands_on_custom_themes_work(themed_corpus, capsys) -> None:
    shown = commands(THEMES_PAGE)
    used = {line.split()[1] for line in shown}
    assert {"corpus", "train", "evaluate", "compare", "check", "tag", "summary"} <= used
    printed: dict[str, str] = {}
    for line in shown:
        words = shlex.split(line)[1:]
        assert run(words) in ((0, FINDINGS) if words[0] == "check" else (0,)), line
        printed[line] = "".join(capsys.readouterr())
    manifest = json.loads(Path("modelos/nuestro/manifest.json").read_text("utf8"))
    assert manifest["themes"][-1] == CUSTOM_THEME
    assert manifest["trained_on"]["base"] == "default"
    (training,) = [page for line, page in printed.items() if line.startswith("meta87 train")]
    assert "«permanencia escolar»: en informes dejados fuera, lo halla en" in training
    assert "quedan como en el modelo «default»" in training
    for name in ("corpus stats", "evaluate", "compare", "explain", "summary"):
        (page,) = [page for line, page in printed.items() if line.startswith(f"meta87 {name}")]
        assert "permanencia escolar" in page, name
    assert "permanencia escolar" in Path("revision.html").read_text("utf8")
    table = Path("tabla.csv").read_text("utf-8-sig").splitlines()
    rows = list(csv.DictReader(table, delimiter=";"))
    assert any(CUSTOM_THEME in row["themes"].split("; ") for row in rows)
    scores = [float(row[f"score_{CUSTOM_THEME}"].replace(",", ".")) for row in rows]
    assert all(0 <= score <= 1 for score in scores)

"""``meta87 check --previous``: last year's report, an earlier draft, and what cannot be read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from meta87.cli.main import run

ROOT = Path(__file__).parents[2]
FORMS = ROOT / "corpus/findings/dev"
NOW, BEFORE = FORMS / "uy-2019.md", FORMS / "uy-2018.md"
FAST = ("--profile", "fast", "--fail-on", "never", "--select", "PRE,COM")


def checked(capsys, *arguments: object) -> dict:
    assert run(["check", *map(str, arguments), *FAST, "--format", "json"]) in {0, 3}
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def draft(tmp_path) -> Path:
    return Path(shutil.copy(NOW, tmp_path / "informe.md"))


def test_last_year_s_report_is_recognised_and_looked_back_at(capsys) -> None:
    made = checked(capsys, NOW, "--previous", BEFORE)
    assert made["report"]["compared"]["relation"] == "report"
    assert {f["code"] for f in made["findings"]} >= {f"PRE00{n}" for n in range(1, 6)}


def test_an_earlier_draft_is_recognised_and_only_new_findings_are_shown(capsys, draft) -> None:
    text = draft.read_text("utf8")
    draft.write_text(text.replace("⊠En curso", "□ En curso"), "utf8")
    assert draft.read_text("utf8") != text
    made = checked(capsys, draft, "--previous", NOW, "--only-new")
    assert made["report"]["compared"]["relation"] == "draft"
    assert [f["code"] for f in made["findings"]] == ["COM002"]
    assert made["report"]["compared"]["solved"] == []


@pytest.mark.parametrize("folder", ["previous", "anterior"])
def test_a_folder_beside_the_draft_is_used_and_said_so(capsys, draft, folder) -> None:
    (draft.parent / folder).mkdir()
    shutil.copy(BEFORE, draft.parent / folder / "uy.md")
    run(["check", str(draft), *FAST])
    shown = capsys.readouterr().out
    assert "Comparado con «uy.md»" in shown
    assert f"la carpeta «{folder}»" in " ".join(shown.split())


def test_of_several_files_in_the_folder_none_is_taken(capsys, draft) -> None:
    (draft.parent / "anterior").mkdir()
    for name in ("a.md", "b.md"):
        shutil.copy(BEFORE, draft.parent / "anterior" / name)
    assert run(["check", str(draft), *FAST]) == 0
    shown = capsys.readouterr()
    assert "hay 2 archivos" in shown.err
    assert "Comparado" not in shown.out


def test_a_folder_without_reports_is_no_file_to_compare_with(capsys, draft) -> None:
    (draft.parent / "vacía").mkdir()
    assert run(["check", str(draft), *FAST, "--previous", str(draft.parent / "vacía")]) == 3
    assert "carpeta" in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, b"\x00\x01broken"])
def test_the_check_goes_on_without_a_file_that_cannot_be_read(capsys, draft, content) -> None:
    before = draft.parent / "viejo.docx"
    if content:
        before.write_bytes(content)
    assert run(["check", str(draft), *FAST, "--previous", str(before)]) == 3
    shown = capsys.readouterr()
    assert len(shown.err.splitlines()) == 1
    assert "No se comparó con «viejo.docx»" in shown.out


def test_what_a_person_says_of_the_earlier_file_holds(capsys, draft) -> None:
    before = shutil.copy(BEFORE, draft.parent / "viejo.md")
    said = '[[block]]\ntext = "7. ¿Cuál es la situación de su próximo paso 3"\nquestion = "none"\n'
    (draft.parent / "viejo.preguntas.toml").write_text(said, "utf8")
    made = checked(capsys, draft, "--previous", before)
    assert [f["question"] for f in made["findings"] if f["code"] == "PRE004"] == ["8"]


def test_options_that_would_help_are_named(capsys, draft) -> None:
    assert run(["check", str(draft), *FAST, "--only-new"]) == 0
    assert "Sin borrador anterior" in capsys.readouterr().err
    made = checked(capsys, draft, "--previous", BEFORE, "--previous-is", "Borrador")
    assert made["report"]["compared"]["basis"] == "asked"

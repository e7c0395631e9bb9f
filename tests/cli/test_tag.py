"""``meta87 tag`` over an archive, as its user runs it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from meta87.cli.main import run
from meta87.cli.progress import Progress
from meta87.cli.tag import _named
from tests.archive.archives import fill

EXAMPLES = Path(__file__).parents[2] / "examples"
ONE = {"mx/a.txt": "Se formó a 30 jueces en mayo de 2023 sobre la trata de personas."}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return fill(tmp_path / "archivo", ONE)


def test_a_list_is_read_from_standard_input(archive: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"\n{archive}/mx/a.txt\n"))
    assert run(["tag", "-", "--format", "csv"]) == 0
    assert "30 jueces" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert run(["tag", "-"]) == 2
    assert "no nombra ningún archivo" in capsys.readouterr().err


def test_what_is_not_known_is_asked_for_and_given(archive: Path, capsys) -> None:
    fill(archive, {"README.md": "x"})
    assert run(["tag", str(archive)]) == 0
    shown = capsys.readouterr()
    assert "No parece un informe y se deja (1): README.md" in shown.err
    assert "No se sabe el año de 1 archivo: mx/a.txt" in shown.err
    assert "No se sabe el país" not in shown.err
    assert json.loads(shown.out)["country"] == "MX"
    assert run(["tag", str(archive), "--year", "2023", "--country", "Chile"]) == 0
    shown = capsys.readouterr()
    assert "No se sabe" not in shown.err
    row = json.loads(shown.out)
    assert (row["country"], row["year"]) == ("MX", 2023)


def test_one_report_is_tagged_without_more_words(archive: Path, capsys) -> None:
    assert run(["tag", str(archive / "mx/a.txt"), "--year", "2023"]) == 0
    assert "leídos" not in capsys.readouterr().err


def test_progress_is_told_once_a_minute(capsys) -> None:
    clock = iter([0, *[20.0] * 1, *[61.0] * 4, *[70.0] * 1])
    with Progress(10, now=lambda: next(clock)) as progress:
        for _ in range(3):
            progress.advance(SimpleNamespace(rows=30))
    assert capsys.readouterr().err == "2 de 10; 2 por minuto, 1 pasajes/s; quedan 0:04:04\n"


def test_misnamed_files_and_empty_forms_are_told(tmp_path: Path, capsys) -> None:
    asked = (
        "{}. Desde enero de 2024, ¿qué progresos ha logrado su país respecto de la prioridad {} "
        '"{}" establecida en su hoja de ruta nacional? *'
    )
    topics = ("Trabajo infantil", "Trata de personas", "Trabajo forzoso", "Inspección")
    form = "\n\n".join(asked.format(n, n, topic) for n, topic in enumerate(topics, start=1))
    pdf = (EXAMPLES / "informe-valdoria-2024.pdf").read_bytes()
    fill(tmp_path, {"mx-2024/vacio.md": form})
    for name in ("b.docx", "c.pdf"):
        (tmp_path / "mx-2024" / name).write_bytes(pdf)
    assert run(["tag", str(tmp_path), "--profile", "fast", "--jobs", "1"]) == 0
    told = capsys.readouterr().err
    assert "se leyó por lo que es (1): mx-2024/b.docx." in told
    assert "Es un formulario sin ninguna respuesta escrita (1): mx-2024/vacio.md" in told


@pytest.mark.parametrize(
    ("count", "most", "shown"),
    [
        (3, 3, "a, b, c"), (4, 3, "a, b, c, d"), (5, None, "a, b, c, d, e"),
        (5, 3, "a, b, c y 2 más (con --all, todos)"),
    ],
)  # fmt: skip
def test_no_name_is_left_out_alone(count: int, most: int | None, shown: str) -> None:
    (told,) = _named([("no-form", "abcde"[:count])], most)
    assert told.endswith(f"({count}): {shown}")

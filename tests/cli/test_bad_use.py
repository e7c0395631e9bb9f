"""Bad input and wrong use: one clear sentence on standard error, and the right exit code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from meta87 import check
from meta87.cli.main import run
from meta87.report import check_terminal, questions_terminal
from meta87.report.check_formats import View
from tests.archive.archives import fill
from tests.archive.broken import BROKEN
from tests.corpus.build import record, write
from tests.sections import sections
from tests.tagged_build import answer, report

LINES = sections("wrong_use.txt")
EXAMPLES = Path(__file__).parents[2] / "examples"
REPORT = "Se formó a 30 jueces en mayo de 2023."


@pytest.mark.parametrize(("name", "says"), LINES["broken files"])
def test_a_bad_file_gets_one_sentence(name, says, tmp_path, capsys) -> None:
    (tmp_path / name).write_bytes(BROKEN[name][1])
    assert run(["check", str(tmp_path / name)]) == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert says in shown.err
    assert name in shown.err
    assert len(shown.err.strip().splitlines()) == 1


@pytest.mark.parametrize(("command", "code", "says"), LINES["wrong use"])
def test_wrong_use_gets_one_sentence(command, code, says, capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("vacia").mkdir()
    Path("falso.xlsx").write_text("No soy un libro de Excel.", "utf8")
    Path("lleno.docx").write_text("De una persona.", "utf8")
    Path("malos.csv").write_bytes("año".encode("cp1252"))
    fill(tmp_path, {"mx/a.txt": REPORT})
    write(tmp_path / "buenos.jsonl", [record()])
    before = sorted(tmp_path.rglob("*"))
    assert run(command.split()) == int(code)
    assert Path("mx/a.txt").read_text("utf8") == REPORT
    assert sorted(tmp_path.rglob("*")) == before
    shown = capsys.readouterr()
    assert shown.out == ""
    sentence, *summary = shown.err.splitlines()
    assert says in sentence
    assert len(summary) == (command == "tag no-existe.docx")


def test_a_name_with_control_sequences_is_shown_without_them(tmp_path, capsys) -> None:
    form = tmp_path / "\x1b]0;otro\x07\x1b[31minforme\x1b[2J.md"
    form.write_bytes((EXAMPLES / "informe-valdoria-2024.md").read_bytes())
    run(["check", str(form), "--select", "COM001"])
    run(["check", str(form.with_suffix(".txt"))])
    shown = capsys.readouterr()
    assert shown.out.startswith("Informe informe.md · ")
    assert "informe.txt" in shown.err
    assert "\x1b" not in shown.out + shown.err


def test_colours_of_a_page_are_never_those_of_the_report() -> None:
    concealed = "La mesa \x1b[8msostuvo\x1b[0m seis reuniones\x9b2J en mayo de 2024."
    tagged = report(answer([("process", concealed)]))
    for page in (
        check_terminal.render(check(tagged), View(colour=True)),
        questions_terminal.render(tagged.report, "es", colour=True),
    ):
        assert "\x1b[1m" in page
        assert "\x1b[8m" not in page
        assert "\x9b" not in page


def test_without_a_command_the_help_is_shown(capsys) -> None:
    assert run([]) == 2
    assert "Órdenes:" in capsys.readouterr().out


def test_no_traceback_when_the_reader_goes_away() -> None:
    command = f"{sys.executable} -m meta87.cli rules --help | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("Uso:")
    assert done.stderr == ""


IN_ENGLISH = """
import sys
from meta87.cli.main import run
of_training = {"spacy", "sklearn", "scipy", "pandas", "joblib"}
of_checks = {"onnxruntime", "lxml", "rich", "numpy", "meta87.rules.checked", "meta87.rules.registry"}
run(["check", "--help", "--lang", "en"])
print((of_training | of_checks) & {*sys.modules}, file=sys.stderr)
run(["--lang=en", "rule", "X"])
run(["check", sys.argv[1], "--format", "jsonl", "--profile", "fast"])
print(of_training & {*sys.modules}, file=sys.stderr)
"""


def test_help_and_errors_are_in_english_when_asked_and_little_is_loaded() -> None:
    """For the help no more than it needs; for a check no libraries of training."""
    command = [sys.executable, "-c", IN_ENGLISH, EXAMPLES / "informe-valdoria-2024.md"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Usage:" in done.stdout
    for_help, error, for_check = done.stderr.splitlines()
    assert "There is no rule" in error
    assert (for_help, for_check) == ("set()", "set()")

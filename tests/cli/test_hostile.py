"""Whatever a file holds or is called, each command ends with a documented sentence at most."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from meta87.archive.sink.dictionary import Options
from meta87.archive.sink.formats import Format
from meta87.cli.main import run
from tests.archive.archives import write_table
from tests.archive.summary.test_summary import record as tagged
from tests.corpus.build import record, write

EXAMPLES = Path(__file__).parents[2] / "examples"
FORM = (EXAMPLES / "informe-valdoria-2024.md").read_bytes()
DEEP, DIGITS = "[" * 20_000 + "]" * 20_000, "9" * 5_001
TOML = {
    "deep": f"seed = {DEEP}",
    "tables": f"seed = {'{a=' * 20_000}",
    "digits": f"seed = {DIGITS}",
}
ESCAPE = "\x1b]0;otro\x07\x1b[2J\x1b[8m\x9b2J"

unix = pytest.mark.skipif(sys.platform == "win32", reason="names and files of Unix")


def refused(capsys, command: str, *args: object) -> str:
    """Run a command, and give the sentence that it refuses its input with."""
    assert run([*command.split(), *map(str, args)]) in {2, 3}
    shown = capsys.readouterr()
    said = shown.err or shown.out
    assert "Traceback" not in said
    assert "dentro de Meta87" not in said
    return said


@pytest.mark.parametrize("content", TOML)
def test_settings_and_templates_nested_or_long_without_end(content, tmp_path, capsys) -> None:
    toml = tmp_path / "meta87.toml"
    toml.write_text(f"# x\n{TOML[content]}\n", "utf8")
    form = tmp_path / "informe.md"
    form.write_bytes(FORM)
    for command in ("check", "config show"):
        assert "línea 2" in refused(capsys, command, form)
    for command in ("check", "questions"):
        example = EXAMPLES / "informe-valdoria-2024.md"
        assert "línea 2" in refused(capsys, command, example, "--template", toml)


@pytest.mark.parametrize("value", [DEEP, DIGITS], ids=["deep", "digits"])
def test_records_nested_or_long_without_end(value, tmp_path, capsys) -> None:
    path = write(tmp_path / "c.jsonl", [record(), f'{{"text": "x", "year": {value}}}'])
    tasks = tmp_path / "t.json"
    tasks.write_text(f'[{{"data": {{"text": "x"}}, "annotations": {value}}}]', "utf8")
    assert "línea 2 está cortada" in refused(capsys, "tag --profile fast", path)
    assert "c.jsonl:2: " in refused(capsys, "corpus check", path)
    assert "línea 2 está cortada" in refused(capsys, "corpus convert", path, tmp_path / "o.csv")
    assert "línea 1 está cortada" in refused(capsys, "corpus convert", tasks, tmp_path / "o.csv")
    assert "línea 2 está cortada" in refused(capsys, "evaluate --data", path)
    table = write(tmp_path / "t.jsonl", [f'{{"text": "x", "year": {value}}}'])
    assert "o está dañada" in refused(capsys, "summary", table)


@unix
def test_no_command_waits_for_a_pipe_or_reads_a_device(tmp_path, capsys) -> None:
    os.mkfifo(tmp_path / "tubo.md")
    (tmp_path / "enlace.md").symlink_to(tmp_path / "tubo.md")
    (tmp_path / "sin fin.md").symlink_to("/dev/zero")
    for name in ("tubo.md", "enlace.md", "sin fin.md"):
        for command in ("check", "tag --profile fast", "questions", "web --no-browser"):
            said = refused(capsys, command, tmp_path / name)
            assert name in said
            assert "no es un archivo corriente" in said


def shown(capsys, command: str, *args: object) -> str:
    """Run a command, and give all that it shows."""
    run([*command.split(), *map(str, args)])
    found = capsys.readouterr()
    return str(found.out + found.err)


@unix
@pytest.mark.parametrize("terminal", [True, False])
def test_no_name_country_or_question_controls_the_terminal(
    terminal, tmp_path, capsys, monkeypatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    monkeypatch.setenv("TERM", "dumb")
    fields = dict.fromkeys(("country", "report", "question", "topic", "writer"), f"a{ESCAPE}b")
    folder = tmp_path / f"a{ESCAPE}b"
    data = write(folder / "c.jsonl", [record(str(n), **fields) for n in range(2)])
    form, other = folder / f"informe{ESCAPE}.md", folder / f"vacío{ESCAPE}.docx"
    form.write_bytes(FORM)
    other.write_bytes(b"")
    table = tmp_path / f"t{ESCAPE}.jsonl"
    row = tagged("MX-2023-2", "output", ["trafficking"], bodies=(f"a{ESCAPE}b",))
    write_table(Format.JSONL, table, [{**row, **fields}], Options("m"))
    template = folder / "t.toml"
    template.write_text(f'"a{json.dumps(ESCAPE)[1:-1]}b" = 1', "utf8")
    pages = [
        shown(capsys, "check --profile fast --select COM001", form),
        shown(capsys, "questions", form),
        shown(capsys, "questions", form, "--template", template),
        shown(capsys, "explain --profile fast", f"Se formó a 30 jueces. {ESCAPE}"),
        shown(capsys, "tag --profile fast --format csv", data),
        shown(capsys, "tag --profile fast --jobs 1", folder, "--out", tmp_path / f"o{ESCAPE}.csv"),
        shown(capsys, "summary", table),
        shown(capsys, "corpus check", data),
        shown(capsys, "corpus stats", data),
        shown(capsys, "corpus agreement", data, data),
        shown(capsys, "evaluate --profile fast --by country --data", data),
        shown(capsys, "config show", form),
        shown(capsys, "models", f"a{ESCAPE}b"),
        shown(capsys, f"check --{ESCAPE}"),
    ]
    piped = {4} if not terminal else set()  # the bytes of a table, for a file
    for number, page in enumerate(pages):
        assert page, number
        if number not in piped:
            assert not {"\x1b", "\x9b", "\x07"} & set(page), (number, page)

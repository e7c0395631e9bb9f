"""What the documentation shows is what the tool does."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import meta87
from meta87.cli.main import run

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "README.es.md")
CONSOLE = re.compile(r"```console\n\$ (meta87 .+)\n((?:.+\n|\n)*?)```")
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
DEEPER = tuple(sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("docs/**/*.md")))
WRITTEN = {page: (ROOT / page).read_text("utf8") for page in (*PAGES, *DEEPER)}
SESSIONS = {page: found for page, text in WRITTEN.items() if (found := CONSOLE.findall(text))}
PROGRAMS = {page: found for page, text in WRITTEN.items() if (found := PYTHON.findall(text))}


@pytest.fixture(autouse=True)
def at_root(monkeypatch, tmp_path) -> None:
    """Run in a folder that looks like the repository, so that results stay out of it."""
    for name in ("examples", "corpus", "models"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LOKY_MAX_CPU_COUNT", "1")  # workers of these small archives
    monkeypatch.delenv("META87_LANG", raising=False)


@pytest.mark.parametrize("page", sorted({*SESSIONS, *PROGRAMS}))
def test_commands_print_what_a_page_shows_and_its_program_runs(page, capsys) -> None:
    for command, shown in SESSIONS.get(page, ()):
        assert run(shlex.split(command)[1:]) in (0, 1)
        captured = capsys.readouterr()
        printed = captured.out or captured.err  # of a command that writes a file
        position = 0
        for part in shown.split("…\n"):
            position = printed.find(part, position)
            assert position >= 0, f"{command} does not print\n{part}"
            position += len(part)
    if program := "\n".join(PROGRAMS.get(page, ())):
        exec(compile(program, page, "exec"), {})  # noqa: S102
        printed = capsys.readouterr().out
        assert "RES001" in printed if "meta87.check" in program else printed


def test_both_readmes_show_commands_and_one_a_program() -> None:
    assert set(SESSIONS) >= set(PAGES)
    assert "README.md" in PROGRAMS


def test_the_figures_of_archives_are_those_that_were_measured() -> None:
    page = [sys.executable, str(ROOT / "benchmarks/archive_page.py"), "--check"]
    assert subprocess.run(page, check=False).returncode == 0


def test_every_page_is_in_the_site() -> None:
    nav = (ROOT / "mkdocs.yml").read_text("utf8")
    assert [page for page in DEEPER if f": {page.removeprefix('docs/')}\n" not in nav] == []


@pytest.mark.parametrize(
    "page", [p.relative_to(ROOT) for p in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))]
)
def test_links_lead_somewhere(page) -> None:
    for target in LINK.findall((ROOT / page).read_text("utf8")):
        assert (ROOT / page.parent / target).exists(), target


def test_docstring_examples_hold(monkeypatch) -> None:
    monkeypatch.chdir(ROOT)
    found = (module.name for module in pkgutil.walk_packages(meta87.__path__, "meta87."))
    names = ["meta87", *(name for name in found if not name.endswith("__main__"))]
    outcomes = {name: doctest.testmod(importlib.import_module(name)) for name in names}
    assert [name for name, outcome in outcomes.items() if outcome.failed] == []
    assert outcomes["meta87"].attempted >= 4


def test_every_command_is_in_both_pages() -> None:
    for command in ("check", "questions", "tag", "train", "evaluate", "rules", "corpus", "summary"):
        assert all(f"meta87 {command}" in WRITTEN[page] for page in PAGES), command


def test_the_rules_that_contributing_names_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf8")
    for path in re.findall(r"`((?:src|corpus|tests|models)/[\w/.]+\.\w+)`", text):
        assert (ROOT / path).exists(), path

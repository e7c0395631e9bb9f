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
DEEPER = tuple(sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("docs/*.md")))
SESSIONS = [
    (page, *found)
    for page in (*PAGES, *DEEPER)
    for found in CONSOLE.findall((ROOT / page).read_text("utf8"))
]


@pytest.fixture(autouse=True)
def at_root(monkeypatch, tmp_path) -> None:
    """Run in a folder that looks like the repository, so that results stay out of it."""
    for name in ("examples", "corpus", "models"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("META87_LANG", raising=False)


@pytest.mark.parametrize(("page", "command", "shown"), SESSIONS)
def test_commands_print_what_the_page_shows(page, command, shown, capsys) -> None:
    for earlier in made_before(page, command):
        run(shlex.split(earlier)[1:])
    capsys.readouterr()
    assert run(shlex.split(command)[1:]) in (0, 1)
    captured = capsys.readouterr()
    printed = captured.out or captured.err  # of a command that writes a file
    position = 0
    for part in shown.split("…\n"):
        position = printed.find(part, position)
        assert position >= 0, f"{page}: {command} does not print\n{part}"
        position += len(part)


def made_before(page: str, command: str) -> list[str]:
    """Give the commands of a page that write the files that one reads."""
    of_page = [other for where, other, _ in SESSIONS if where == page]
    before = of_page[: of_page.index(command)]
    return [c for c in before if "--out " in c and c.split("--out ")[1].split()[0] in command]


def test_the_page_of_rules_is_what_the_command_writes(capsys) -> None:
    assert run(["rules", "--format", "markdown"]) == 0
    written = "meta87 rules --format markdown --out docs/reglas.md"
    assert (ROOT / "docs/reglas.md").read_text("utf8") == capsys.readouterr().out, written


def test_both_pages_show_commands() -> None:
    assert {page for page, *_ in SESSIONS} >= set(PAGES)


def test_the_figures_of_archives_are_those_that_were_measured() -> None:
    page = [sys.executable, str(ROOT / "benchmarks/archive_page.py"), "--check"]
    assert subprocess.run(page, check=False).returncode == 0


def test_every_deeper_page_is_linked() -> None:
    for page in PAGES:
        assert [deep for deep in DEEPER if deep not in (ROOT / page).read_text("utf8")] == []


def test_python_examples_run(capsys) -> None:
    (code,) = PYTHON.findall((ROOT / "README.md").read_text("utf8"))
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102
    assert "RES001" in capsys.readouterr().out


@pytest.mark.parametrize(
    "page", [p.relative_to(ROOT) for p in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"))]
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


@pytest.mark.parametrize(
    "command", ["check", "questions", "tag", "train", "evaluate", "rules", "corpus", "summary"]
)
def test_every_command_is_in_both_pages(command) -> None:
    for page in PAGES:
        assert f"meta87 {command}" in (ROOT / page).read_text("utf8")


def test_the_rules_that_contributing_names_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf8")
    for path in re.findall(r"`((?:src|corpus|tests|models)/[\w/.]+\.\w+)`", text):
        assert (ROOT / path).exists(), path

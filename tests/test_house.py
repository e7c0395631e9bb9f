"""The bar that the code is held to: floors, sizes, texts, and what it never does."""

from __future__ import annotations

import ast
import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median

from meta87.messages import LANGUAGES, catalogue

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src/meta87").rglob("*.py"))

FLOORS = {
    "errors": 1, "messages": 1, "reading": 1, "entities": 1,
    "form": 2,
    "guarded": 3, "classify": 3, "corpus": 4,
    "rules": 4, "pipeline": 4,
    "report": 5, "training": 5,
    "archive": 6, "config": 6,
    "web": 7,
    "cli": 8,
}  # fmt: skip
# What every room of the lowest floor may use, and the reports that show training.
SHARED = {("reading", "errors"), ("entities", "errors"), ("report", "training")}
BANNED = ("import requests", "urllib.request", "import socket", "TODO", "FIXME")


def room(path: Path) -> str:
    return path.relative_to(ROOT / "src/meta87").parts[0].removesuffix(".py")


def name_of(path: Path) -> str:
    """Give the name by which a module is imported."""
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {name_of(path): path for path in SOURCES}


@cache
def content(path: Path) -> str:
    return path.read_text(encoding="utf8")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(content(path))


@cache
def modules_of(path: Path) -> set[str]:
    """Give the modules that one imports by a statement, when it is loaded or later."""
    named: list[str] = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports relatively"
            named += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            named += [alias.name for alias in node.names]
    places = [name if name in MODULES else name.rpartition(".")[0] for name in named]
    return {place for place in places if place in MODULES and place != "meta87"}


def imports(path: Path) -> set[str]:
    """Give the rooms that a module imports from."""
    return {name.split(".")[1] for name in modules_of(path)}


@cache
def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)]


def length(function: ast.FunctionDef) -> int:
    """Lines of a function without its docstring."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function):
        docstring = function.body[0]
        lines -= (docstring.end_lineno or 0) - docstring.lineno + 1
    return lines


def test_a_room_imports_only_from_lower_floors() -> None:
    arrows = {(path, room(path), there) for path in SOURCES for there in imports(path)}
    wrong = [
        f"{path.relative_to(ROOT)} imports {there}"
        for path, here, there in arrows
        if here not in {"__init__", there}
        and (here, there) not in SHARED
        and FLOORS[there] >= FLOORS[here]
    ]
    assert wrong == []


def test_modules_do_not_import_each_other_in_circles() -> None:
    arrows = {name: modules_of(path) for name, path in MODULES.items()}
    TopologicalSorter(arrows).prepare()  # or a CycleError that names them


def test_every_room_has_its_floor() -> None:
    assert {room(path) for path in SOURCES} - {"__init__"} == set(FLOORS)


def test_modules_are_short() -> None:
    lines = {path: len(content(path).splitlines()) for path in SOURCES}
    assert median(lines.values()) <= 90
    assert max(lines.values()) <= 350


def test_functions_are_short() -> None:
    lengths = sorted(length(f) for path in SOURCES for f in functions(path))
    assert median(lengths) <= 10
    assert lengths[int(len(lengths) * 0.9)] <= 25
    assert lengths[-1] <= 50


def test_public_functions_are_documented() -> None:
    bare = [
        f"{path.name}:{f.name}"
        for path in SOURCES
        for f in functions(path)
        if not f.name.startswith("_") and not ast.get_docstring(f)
    ]
    assert bare == []


def test_both_languages_say_the_same_things() -> None:
    spanish, english = (catalogue(lang) for lang in LANGUAGES)
    assert set(spanish) == set(english)
    for key, sentence in spanish.items():
        assert named(sentence) == named(english[key]), key


def named(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)[}:]", sentence))


def test_every_error_raised_has_its_sentence() -> None:
    raised = re.compile(r"(?:InputError|UsageError|ModelError)\(\s*\"([a-z-]+)\"")
    for path in SOURCES:
        for key in raised.findall(content(path)):
            assert f"errors.{key}" in catalogue("es"), f"{path.name}: {key}"


def test_the_code_never_holds() -> None:
    found = {(path, banned) for path in SOURCES for banned in BANNED if banned in content(path)}
    assert {(path.name, banned) for path, banned in found if room(path) != "web"} == set()
    assert {banned for _, banned in found} <= {"import socket"}


def test_the_lock_has_hashes_and_no_addresses() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf8")
    assert "--hash=sha256:" in lock
    assert "://" not in lock
    assert "--index" not in lock

"""Word lists and patterns: short, of named parts that are used, and exact about words that look alike."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from meta87.rules.words import find, load

SOURCES = Path(__file__).parents[2] / "src/meta87"
LONGEST = 200  # characters of a pattern
LINE = 400
PLAIN = re.compile(r"[\w\s./'’&º°-]+")  # a list of words, of which each is a pattern
PART = re.compile(r"\{([a-z_]+)\}")
# Rooms whose patterns are longer; each goes as its room is mended.
LONGER = {
    "form/patterns.py", "form/table_rows.py", "form/templates/alianza87.toml", "reading/patterns.py",
}  # fmt: skip


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def patterns(path: Path) -> Iterator[str]:
    """Give the patterns of a module, which it passes to a function of ``re``, or a file of lists."""
    if path.suffix == ".toml":
        for each in strings(tomllib.loads(path.read_text("utf8"))):
            yield from each.split() if PLAIN.fullmatch(each) else [each]
        return
    calls = (
        node for node in ast.walk(ast.parse(path.read_text("utf8"))) if isinstance(node, ast.Call)
    )
    for call in calls:
        if ast.unparse(call.func).startswith("re.") and call.args:
            yield "".join(
                node.value
                for node in ast.walk(call.args[0])
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            )


def test_no_pattern_is_long() -> None:
    files = [
        p for p in (*SOURCES.rglob("*.py"), *SOURCES.rglob("*.toml")) if p.parent.name != "messages"
    ]
    names = {p: p.relative_to(SOURCES).as_posix() for p in files}
    long = {names[p] for p in files if any(len(each) > LONGEST for each in patterns(p))}
    assert long <= LONGER


@pytest.mark.parametrize("name", ["words.toml", "patterns.toml", "themes.toml"])
def test_lists_are_of_named_parts_that_are_used(name: str) -> None:
    lists = load(name)
    written = (SOURCES / "rules" / name).read_text("utf8")
    assert max(map(len, written.splitlines())) <= LINE
    used = {part for entry in strings(lists) for part in PART.findall(entry)}
    assert used - {"under_way", "country"} == set(lists["parts"])


@pytest.mark.parametrize(
    ("keys", "none", "some"),
    [
        (("under_way",), "Cuando se apruebe el reglamento", "La mesa viene preparando la guía"),
        (("events", "training"), "En el curso del año", "En el curso participaron 20 inspectores"),
        (("held", "verbs"), "El taller estuvo suspendido", "El taller se realizó en la capital"),
        (("held", "verbs"), "El curso siguió suspendido", "El personal siguió un curso"),
        (("partial", "missing"), "sin la ayuda ya no pueden", "sin la firma no puede repartirse"),
        (("partial", "missing"), "a quienes sin fondos no se puede ver", "sin el aval no se puede"),
        (("partial", "done"), "El mercado ya no recibe niños", "El manual redactado ya"),
        (("partial", "done"), "El reglamento aprobado ya no rige", "Ya editado el manual"),
        (("partial", "done"), "El delegado ya vino de la jornada", "Están corregidas ya"),
        (("advance", "words"), "El logro fue la firma del acuerdo", "Hubo avances muy importantes"),
        (("advance", "words"), "resultados de las buenas prácticas", "un logro muy notable"),
    ],
)
def test_a_word_that_looks_alike_is_left(keys: tuple[str, ...], none: str, some: str) -> None:
    assert find(none, *keys) is None
    assert find(some, *keys) is not None

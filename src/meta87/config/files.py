"""Finding and reading the settings file; a fault is told with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from meta87.config.levels import words as words_for
from meta87.config.model import Settings
from meta87.errors import UsageError

NAME, PROJECT, TABLE = "meta87.toml", "pyproject.toml", "tool.meta87"
_HEADER = re.compile(r"\s*\[+\s*([^\]]+?)\s*\]+")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")
_LINE = re.compile(r"line (\d+)")
_LITERAL = re.compile(r"'([^']*)'")


@dataclass(frozen=True, slots=True)
class InForce:
    """The settings in force.

    Attributes:
        settings: the values.
        path: the file that was read, or None.
        origins: of each setting, the line of the file, ``flag`` or ``default``.
    """

    settings: Settings
    path: Path | None
    origins: Mapping[str, int | str]


def in_force(near: Path, **flags: object) -> InForce:
    """Returns the settings in force: flags override the file, and the file the defaults.

    Args:
        near: a report; the file is searched from its folder upwards, then from the current one.
        flags: values of the command line; None where not given.

    Raises:
        UsageError: ``config-unreadable``, ``config-invalid``.
    """
    path = find(near.absolute().parent) or find(Path.cwd())
    said = {key: value for key, value in flags.items() if value not in (None, ())}
    written, lines = _read(path) if path else ({}, {})
    settings = _checked({**written, **said}, path, lines)
    origins = {
        key: "flag" if key in said else lines.get((key,), "default")
        for key in Settings.model_fields
    }
    return InForce(settings, path, origins)


def find(folder: Path) -> Path | None:
    """Returns the nearest settings file from a folder upwards."""
    for place in (folder, *folder.parents):
        if (place / NAME).is_file():
            return place / NAME
        project = place / PROJECT
        if project.is_file() and f"[{TABLE}" in project.read_text("utf8", "replace"):
            return project
    return None


def _read_toml(path: Path) -> tuple[dict[str, Any], str]:
    """Reads a TOML file; returns its values and its text.

    Raises:
        UsageError: ``config-unreadable``.
    """
    try:
        words = path.read_text("utf8")
        return tomllib.loads(words), words
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("config-unreadable", path=path, line="–") from error
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line = found[1] if found else "–"
        raise UsageError("config-unreadable", path=path, line=line) from error


def line_of(keys: Iterable[object], lines: Mapping[tuple[str, ...], int]) -> int | str:
    """Returns the line of a key, otherwise that of the table it is in."""
    path = tuple(map(str, keys))
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, "–")


def key_lines(words: str, table: str = "") -> dict[tuple[str, ...], int]:
    """Returns the line, from 1, of every key of a TOML text, by its path below a table."""
    found: dict[tuple[str, ...], int] = {}
    above = tuple(table.split(".")) if table else ()
    inside: tuple[str, ...] = ()
    for number, line in enumerate(words.splitlines(), start=1):
        if header := _HEADER.match(line):
            inside = tuple(part.strip("\"' ") for part in header[1].split("."))
        path = (*inside, key[1]) if (key := _KEY.match(line)) else inside
        if path[: len(above)] == above:
            for depth in range(len(above) + 1, len(path) + 1):
                found.setdefault(path[len(above) : depth], number)
    return found


def _read(path: Path) -> tuple[dict[str, Any], dict[tuple[str, ...], int]]:
    values, words = _read_toml(path)
    table = TABLE if path.name == PROJECT else ""
    for key in table.split(".") if table else ():
        values = values.get(key, {})
    if isinstance(values.get("template"), str):
        values["template"] = str(path.parent / values["template"])
    return values, key_lines(words, table)


def _checked(
    values: dict[str, Any], path: Path | None, lines: Mapping[tuple[str, ...], int]
) -> Settings:
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        faults = [_fault(fault, lines) for fault in error.errors()]
        raise UsageError("config-invalid", path=path or "–", faults=faults) from error


def _fault(fault: Any, lines: Mapping[tuple[str, ...], int]) -> UsageError:
    place = [part for part in fault["loc"] if part != "[key]"]
    key, line = ".".join(map(str, place)), line_of(place, lines)
    if fault["type"] == "extra_forbidden":
        known = ", ".join(Settings.model_fields)
        return UsageError("setting-unknown", line=line, key=key, known=known)
    if fault["type"] == "literal_error":
        allowed = ", ".join(words_for(_LITERAL.findall(fault["ctx"]["expected"])))
        return UsageError(
            "setting-not-among", line=line, key=key, value=fault["input"], allowed=allowed
        )
    return UsageError("setting-invalid", line=line, key=key, value=fault["input"])

"""Reads TOML, and finds the lines of its keys, so that an error can be shown at its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from typing import Any

from meta87.errors import UsageError

HEADER = re.compile(r"\s*\[\[?\s*(?P<name>[\w.\"'-]+)\s*\]\]?\s*(?:#.*)?")
SYNTAX = re.compile(r"\(at line (\d+)|(\(at end of document\))")


def line_of(text: str, path: Sequence[str | int]) -> int:
    """Returns the line, from 1, of a key.

    Args:
        text: the TOML text.
        path: location as in pydantic: ``("questions", 2, "expects")``, or ``("doubt", "kind")``
            for a table that occurs once. For a missing key, the line of its table is returned.
    """
    lines = text.splitlines()
    name, *rest = path
    index = int(rest.pop(0)) if rest and isinstance(rest[0], int) else 0
    if inside := _table(lines, str(name), index):
        return _line(lines, str(rest[0]) if rest else "", *inside)
    return _line(lines, str(name), 0, _before_tables(lines))


def parsed_toml(text: str) -> dict[str, Any]:
    """Parses TOML.

    Raises:
        UsageError: ``template-syntax``, with the line: it is none, is nested too deeply, or has a
            number of thousands of digits.
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError("template-syntax", line=_syntax_line(str(error), text)) from error


def _syntax_line(message: str, text: str) -> int:
    """Returns the line that a message of tomllib names; the longest where it names none."""
    lines, found = text.splitlines(), SYNTAX.search(message)
    if found is None:
        return max(range(len(lines)), key=lambda n: len(lines[n]), default=0) + 1
    return int(found[1]) if found[1] else max(1, len(lines))


def _line(lines: Sequence[str], key: str, first: int, last: int) -> int:
    """Returns the line, from 1, of a key in a range of lines; if missing, the first of them."""
    found = re.compile(rf"\s*\"?{re.escape(key)}\"?\s*[=.]")
    return next((n for n in range(first, last) if found.match(lines[n])), first) + 1


def _table(lines: Sequence[str], name: str, index: int) -> tuple[int, int] | None:
    """Returns the first line of the ``index``-th table of that name, and the line after its last.

    None for a table that is written inline, on the line of its key.
    """
    matches = ((n, HEADER.fullmatch(line)) for n, line in enumerate(lines))
    headers = [(n, re.sub(r"[\"']", "", match["name"])) for n, match in matches if match]
    starts = [n for n, found in headers if found == name]
    if index >= len(starts):
        return None
    return starts[index], next((n for n, _ in headers if n > starts[index]), len(lines))


def _before_tables(lines: Sequence[str]) -> int:
    return next((n for n, line in enumerate(lines) if HEADER.fullmatch(line)), len(lines))

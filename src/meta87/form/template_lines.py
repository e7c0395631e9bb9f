"""Lines of the keys in a TOML file, so that an error can be shown at its line."""

from __future__ import annotations

import re
from collections.abc import Sequence

HEADER = re.compile(r"\s*\[\[?\s*(?P<name>[\w.-]+)\s*\]\]?\s*(?:#.*)?")
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


def syntax_line(message: str, text: str) -> int:
    """Returns the line that a message of tomllib names."""
    found = SYNTAX.search(message)
    return int(found[1]) if found and found[1] else max(1, len(text.splitlines()))


def _line(lines: Sequence[str], key: str, first: int, last: int) -> int:
    """Returns the line, from 1, of a key in a range of lines; if missing, the first of them."""
    found = re.compile(rf"\s*\"?{re.escape(key)}\"?\s*[=.]")
    return next((n for n in range(first, last) if found.match(lines[n])), first) + 1


def _table(lines: Sequence[str], name: str, index: int) -> tuple[int, int] | None:
    """Returns the first line of the ``index``-th table of that name, and the line after its last.

    None for a table that is written inline, on the line of its key.
    """
    matches = ((n, HEADER.fullmatch(line)) for n, line in enumerate(lines))
    headers = [(n, match["name"]) for n, match in matches if match]
    starts = [n for n, found in headers if found == name]
    if index >= len(starts):
        return None
    return starts[index], next((n for n, _ in headers if n > starts[index]), len(lines))


def _before_tables(lines: Sequence[str]) -> int:
    """Returns the number of lines before the first table: those of the top-level keys."""
    return next((n for n, line in enumerate(lines) if HEADER.fullmatch(line)), len(lines))

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
    matches = ((n, HEADER.fullmatch(line)) for n, line in enumerate(lines))
    headers = [(n, re.sub(r"[\"']", "", match["name"])) for n, match in matches if match]
    starts = [n for n, found in headers if found == name]
    first, key = -1, str(name)
    if index < len(starts):
        first, key = starts[index], str(rest[0]) if rest else ""
    last = next((n for n, _ in headers if n > first), len(lines))
    sought = re.compile(rf"\s*\"?{re.escape(key)}\"?\s*[=.]")
    first = max(first, 0)
    return next((n for n in range(first, last) if sought.match(lines[n])), first) + 1


def parsed_toml(text: str) -> dict[str, Any]:
    """Parses TOML.

    Raises:
        UsageError: ``template-syntax``, with the line: it is none, is nested too deeply, or has a
            number of thousands of digits.
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        lines, found = text.splitlines(), SYNTAX.search(str(error))
        if found is None:
            line = max(range(len(lines)), key=lambda n: len(lines[n]), default=0) + 1
        else:
            line = int(found[1] or max(1, len(lines)))
        raise UsageError("template-syntax", line=line) from error

"""Files of lines that tests go through: ``[section]``, then an example a line, parts apart by "=>"."""

from __future__ import annotations

import re
from pathlib import Path

LINES = Path(__file__).parent / "lines"


def sections(name: str) -> dict[str, list[tuple[str, ...]]]:
    """Give the examples of each section of ``tests/lines/<name>``; "//" opens a remark."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in (LINES / name).read_text("utf8").split("\n"):
        if section := re.fullmatch(r"\[([\w ]+)\]", line):
            examples = found.setdefault(section[1], [])
        elif line and not line.startswith("// "):
            examples.append(tuple(line.split(" => ")))
    return found

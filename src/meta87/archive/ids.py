"""Ids of reports: by their files, or one's own from their paths or from a table."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath

from meta87.errors import UsageError

OwnId = Callable[[Sequence[str]], str]
"""Returns one's own id of a file by its names, its path in the archive first, or ""."""
_TABLE, _FILE, _ID = ".csv", ("file", "archivo"), ("id", "report", "informe")
_SEPARATOR = re.compile(r"[;,\t]")


def own_ids(source: str) -> OwnId:
    """Returns how a report gets one's own id.

    The source is a CSV file with the columns ``file`` and ``id``, or a regular expression for paths
    with the group ``id``.

    Raises:
        UsageError: ``ids-invalid``, ``ids-table``.
    """
    if source.lower().endswith(_TABLE):
        table = _read(Path(source))
        return lambda names: next((table[name] for name in names if name in table), "")
    try:
        pattern = re.compile(source)
    except re.error as error:
        raise UsageError("ids-invalid", pattern=source) from error
    if "id" not in pattern.groupindex:
        raise UsageError("ids-invalid", pattern=source)
    return lambda names: next((found["id"] or "" for found in pattern.finditer(names[0])), "")


def report_id(name: str, taken: Iterable[str] = ()) -> str:
    """Returns the id of a report by its file's name, whatever other files there are.

    That is its path, of a .docx without the ending; ``taken`` are the names of files without one.
    """
    path = PurePosixPath(name)
    stem = str(path.with_suffix(""))
    return stem if path.suffix.lower() == ".docx" and stem not in taken else name


def _read(path: Path) -> dict[str, str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("ids-table", path=path) from error
    lines = text.splitlines()
    separator = _SEPARATOR.search(lines[0]) if lines else None
    rows = csv.DictReader(lines, delimiter=separator[0] if separator else ";", restval="")
    header = {name.strip().lower(): name for name in rows.fieldnames or ()}
    file, own = (next((header[n] for n in names if n in header), None) for names in (_FILE, _ID))
    if file is None or own is None:
        raise UsageError("ids-table", path=path)
    return {row[file].strip(): row[own].strip() for row in rows}

"""``errors.csv``: which files were not tagged, and why."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from meta87.archive.sink.whole import ERRORS, whole_file

HEADER = ("file", "state", "code", "message")
_MARK = "\ufeff"


def write_errors(folder: Path, rows: Iterable[tuple[str, ...]], separator: str) -> Path | None:
    """Writes the list next to the table, or removes an old one when there is nothing to list.

    Args:
        folder: where the table is.
        rows: file, ``rejected`` or ``failed``, id of the error, its sentence.
        separator: separator of the columns.

    Returns:
        Its path, if there is something to list.

    Raises:
        UsageError: ``disk-full``, ``out-unwritable``.
    """
    path, listed = folder / ERRORS, list(rows)
    if not listed:
        if path.is_file() and _is_ours(path):
            path.unlink()
        return None
    page = io.StringIO()
    csv.writer(page, delimiter=separator, lineterminator="\n").writerows([HEADER, *listed])
    with whole_file(path) as target:
        target.write((_MARK + page.getvalue()).encode())
    return path


def _is_ours(path: Path) -> bool:
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        head = lines.readline().strip()
    return any(head == mark.join(HEADER) for mark in (";", ",", "\t"))

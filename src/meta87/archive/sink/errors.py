"""``<table>.errors.csv``: which files were not tagged, and why."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from meta87.archive.sink.atomic import ERRORS, atomic_file, beside
from meta87.errors import UsageError
from meta87.report.cells import no_formula

HEADER = ("file", "state", "code", "message")
_MARK = "\ufeff"


def write_errors(out: Path, rows: Iterable[tuple[str, ...]], separator: str) -> Path | None:
    """Writes the list next to a table, or removes an old one when there is nothing to list.

    Each row has the file, ``rejected`` or ``failed``, the id of the error, and its sentence.
    Returns the path, if there is something to list.

    Raises:
        UsageError: ``disk-full``, ``out-unwritable``, or as `require_own`.
    """
    path, listed = require_own(out), [[no_formula(cell) for cell in row] for row in rows]
    if not listed:
        path.unlink(missing_ok=True)
        return None
    page = io.StringIO()
    csv.writer(page, delimiter=separator, lineterminator="\n").writerows([HEADER, *listed])
    with atomic_file(path) as target:
        target.write((_MARK + page.getvalue()).encode(errors="backslashreplace"))
    return path


def require_own(out: Path) -> Path:
    """Returns the path of a table's list of errors.

    Raises:
        UsageError: ``errors-foreign``: a file that is not such a list has its name.
    """
    path = beside(out, ERRORS)
    if path.is_symlink() or (path.exists() and not _is_own(path)):
        raise UsageError("errors-foreign", path=path)
    return path


def _is_own(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        head = lines.readline(100).strip()
    return any(head == mark.join(HEADER) for mark in (";", ",", "\t"))

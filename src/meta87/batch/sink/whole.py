"""Writing a file or a folder so that it is there whole, or as it was before."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from meta87.errors import UsageError

LEDGER, ERRORS = ".state", "errors.csv"
_DRAFT, _OLD = ".part", ".old"
_BESIDE = ("", _DRAFT, _OLD, LEDGER, f"{LEDGER}-wal", f"{LEDGER}-shm", f"{LEDGER}-journal")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write to; when all has gone well it takes the place of the path.

    Raises:
        UsageError: ``disk-full``, ``out-unwritable``.
    """
    draft = beside(path, _DRAFT)
    with _told(path):
        try:
            with draft.open("wb") as target:
                yield target
                target.flush()
                os.fsync(target.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Give a folder to write into; when all has gone well it takes the place of the path.

    Raises:
        UsageError: ``disk-full``, ``out-unwritable``.
    """
    draft, old = beside(path, _DRAFT), beside(path, _OLD)
    with _told(path):
        recover(path)
        shutil.rmtree(draft, ignore_errors=True)
        try:
            draft.mkdir(parents=True)
            yield draft
            if path.exists():
                path.rename(old)
            draft.rename(path)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def recover(path: Path) -> None:
    """Put a folder back that was moved aside when the run was killed; else forget the old one."""
    old = beside(path, _OLD)
    if old.exists() and not path.exists():
        old.rename(path)
    shutil.rmtree(old, ignore_errors=True)


def belongs(path: Path, out: Path) -> bool:
    """Tell a table, what stands in it if it is a folder, and what a run writes beside it."""
    path, out = path.absolute(), out.absolute()
    if path.parent != out.parent:
        return out in path.parents
    return path.name in {name + ending for name in (out.name, ERRORS) for ending in _BESIDE}


def beside(path: Path, ending: str) -> Path:
    """Give the path with more at the end of its name."""
    return path.with_name(path.name + ending)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in _FULL
        raise UsageError("disk-full" if full else "out-unwritable", path=path) from error

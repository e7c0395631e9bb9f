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
    """Context manager of a file to write to; without an error it then replaces the path.

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
    """Context manager of a folder to write into; without an error it then replaces the path.

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
    """Restores a folder that was moved aside by a killed run; otherwise deletes the old one."""
    old = beside(path, _OLD)
    if old.exists() and not path.exists():
        old.rename(path)
    shutil.rmtree(old, ignore_errors=True)


def belongs(path: Path, out: Path) -> bool:
    """Returns whether a path is a table, lies inside it, or is written next to it by a run."""
    path, out = path.absolute(), out.absolute()
    if path.parent != out.parent:
        return out in path.parents
    return path.name in {name + ending for name in (out.name, ERRORS) for ending in _BESIDE}


def beside(path: Path, ending: str) -> Path:
    """Returns the path with an ending added to its name."""
    return path.with_name(path.name + ending)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in _FULL
        raise UsageError("disk-full" if full else "out-unwritable", path=path) from error

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

_DRAFT, _OLD = ".part", ".old"
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

"""Atomic replacement of a file or a folder, which nobody else can read while it is written."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from meta87.errors import UsageError

STATE, ERRORS = ".state", ".errors.csv"
_BESIDE = ("", ERRORS, STATE, f"{STATE}-wal", f"{STATE}-shm", f"{STATE}-journal")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def atomic_file(path: Path) -> Iterator[IO[bytes]]:
    """Context manager of a file to write to; without an error it then replaces the path.

    It is readable by its owner alone, unless the file that it replaces was by others too.

    Raises:
        UsageError: ``disk-full``, ``out-unwritable``.
    """
    draft = _hidden(path, "part")
    with _translated_errors(path):
        draft.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL  # never through a link
        descriptor = os.open(draft, flags | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(descriptor, "wb") as target:
                yield target
                target.flush()
                os.fsync(target.fileno())
            if path.exists():
                shutil.copymode(path, draft)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


@contextmanager
def atomic_folder(path: Path) -> Iterator[Path]:
    """Context manager of a folder to write into; without an error it then replaces the path.

    Raises:
        UsageError: ``disk-full``, ``out-unwritable``.
    """
    draft, old = _hidden(path, "part"), _hidden(path, "old")
    with _translated_errors(path):
        recover(path)
        shutil.rmtree(draft, ignore_errors=True)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.mkdir(mode=0o700)
            yield draft
            if path.exists():
                shutil.copymode(path, draft)
                path.rename(old)
            draft.rename(path)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
            recover(path)


def recover(path: Path) -> None:
    """Restores a folder that a failed run moved aside; otherwise deletes the old one."""
    old = _hidden(path, "old")
    if old.exists() and not path.exists():
        old.rename(path)
    shutil.rmtree(old, ignore_errors=True)


def is_output_file(path: Path, out: Path) -> bool:
    """Returns whether a path is the table, lies inside it, or is one of the files next to it."""
    path, out = path.absolute(), out.absolute()
    if path.parent != out.parent:
        return out in path.parents
    return path.name in {out.name + ending for ending in _BESIDE}


def beside(path: Path, ending: str) -> Path:
    """Returns the path with an ending added to its name."""
    return path.with_name(path.name + ending)


def _hidden(path: Path, use: str) -> Path:
    """Returns a path of Meta87 alone: what a killed run has left there can be deleted."""
    return path.with_name(f".{path.name}.meta87-{use}")


@contextmanager
def _translated_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in _FULL
        raise UsageError("disk-full" if full else "out-unwritable", path=path) from error

"""The formats of a table, and writing one."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any

from meta87.archive.sink.atomic import atomic_file, atomic_folder
from meta87.archive.sink.options import Options
from meta87.errors import UsageError
from meta87.messages import without_controls


class Format(StrEnum):
    """The format of a table of tagged passages."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"
    FOLDER = "folder"


_TO_SCREEN = {Format.JSONL, Format.CSV}
_MODULES = {  # imported when used: Arrow and openpyxl are heavy
    Format.JSONL: "text", Format.CSV: "text", Format.XLSX: "xlsx",
    Format.PARQUET: "parquet", Format.FOLDER: "parquet",
}  # fmt: skip
_PARTS = "country=*"


def format_of(wanted: Format | None, out: str | None) -> Format:
    """Returns the format asked for, otherwise that of the output's extension; "/" is a folder.

    Raises:
        UsageError: ``format-unknown``; ``format-needs-out`` for one that no screen can show;
            ``out-folder-foreign`` for a folder that holds something other than a table.
    """
    if out is None:
        if wanted and wanted not in _TO_SCREEN:
            raise UsageError("format-needs-out", format=wanted.value)
        return wanted or Format.JSONL
    path = Path(out)
    ending = path.suffix.lower().removeprefix(".")
    is_folder = out.endswith(("/", "\\")) or path.is_dir()
    chosen = wanted or (Format.FOLDER if is_folder else _by_ending(ending, out))
    if chosen is Format.FOLDER and not _is_ours(path):
        raise UsageError("out-folder-foreign", path=path)
    return chosen


def write_table(
    format: Format, out: Path | None, records: Iterable[Mapping[str, Any]], options: Options
) -> None:
    """Writes a table atomically to a file or a folder, or to standard output.

    Args:
        format: Its format.
        out: Its path; None for standard output.
        records: Passage records with ``predicted``, in order.
        options: Its options.

    Raises:
        UsageError: ``disk-full``, ``out-unwritable``, ``xlsx-full``.
    """
    module = import_module(f"meta87.archive.sink.{_MODULES[format]}")
    with _target(format, out) as target:
        getattr(module, f"write_{format.value}")(target, records, options)


@contextmanager
def _target(format: Format, out: Path | None) -> Iterator[Any]:
    if out is None:
        sys.stdout.flush()
        yield _Terminal() if sys.stdout.isatty() else sys.stdout.buffer
        sys.stdout.flush()
        return
    with (atomic_folder if format is Format.FOLDER else atomic_file)(out) as target:
        yield target


class _Terminal:
    """A terminal to write a table to, which the words of a passage do not control."""

    def write(self, data: bytes) -> None:
        """Writes whole characters in UTF-8."""
        sys.stdout.write(without_controls(data.decode()))


def _by_ending(ending: str, out: str) -> Format:
    files = [each for each in Format if each is not Format.FOLDER]
    if ending not in [each.value for each in files]:
        known = ", ".join(f".{each}" for each in files)
        raise UsageError("format-unknown", format=ending or out, known=known)
    return Format(ending)


def _is_ours(path: Path) -> bool:
    """Returns whether a folder may be replaced: it does not exist, is empty, or holds a table."""
    return not path.exists() or (
        path.is_dir() and all(inside.match(_PARTS) for inside in path.iterdir())
    )

"""The formats of a table, and writing one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any

from meta87.archive.sink.atomic import atomic_file, atomic_folder
from meta87.archive.sink.dictionary import TABLES, Options, Rows
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
_TABLE_FILES = {f"{table}.parquet" for table in TABLES}


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
    chosen = wanted or (Format.FOLDER if _is_folder(out) else _by_ending(out))
    if chosen is Format.FOLDER:
        _require_own_folder(Path(out))
    return chosen


def tables_format_of(out: str) -> Format:
    """Returns the format of all tables of an archive: a workbook, or a folder of Parquet files.

    Raises:
        UsageError: ``tables-format-unknown``; ``out-folder-foreign`` for a folder that holds
            something other than these tables.
    """
    ending = Path(out).suffix.lower()
    if _is_folder(out) or not ending:
        return format_of(Format.FOLDER, out)
    if ending != ".xlsx":
        raise UsageError("tables-format-unknown", out=out)
    return Format.XLSX


def write_tables(
    format: Format, out: Path | None, tables: Mapping[str, Rows], options: Options
) -> None:
    """Writes tables by their names atomically to a file or a folder, or to standard output.

    Answers and findings can be in a workbook or a folder alone.

    Raises:
        UsageError: ``disk-full``, ``out-unwritable``, ``xlsx-full``.
    """
    with _target(format, out) as target:
        writer(format)(target, tables, options)


def writer(format: Format) -> Callable[[Any, Mapping[str, Rows], Options], None]:
    """Returns what writes tables in a format to a binary stream, or into a folder."""
    module = import_module(f"meta87.archive.sink.{_MODULES[format]}")
    write: Callable[[Any, Mapping[str, Rows], Options], None]
    write = getattr(module, f"write_{format.value}")
    return write


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


def _is_folder(out: str) -> bool:
    return out.endswith(("/", "\\")) or Path(out).is_dir()


def _by_ending(out: str) -> Format:
    ending = Path(out).suffix.lower().removeprefix(".")
    files = [each.value for each in Format if each is not Format.FOLDER]
    if ending not in files:
        known = ", ".join(f".{each}" for each in files)
        raise UsageError("format-unknown", format=ending or out, known=known)
    return Format(ending)


def _require_own_folder(path: Path) -> None:
    """Raises an error unless a folder may be replaced: it is new, empty, or holds tables alone."""
    if not path.exists():
        return
    inside = path.iterdir() if path.is_dir() else [path]
    if not {each.name for each in inside} <= _TABLE_FILES:
        raise UsageError("out-folder-foreign", path=path)

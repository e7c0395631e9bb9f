"""Which format a table has, and writing it whole."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from meta87.archive.packing.packings import Packing
from meta87.archive.sink.options import Options
from meta87.archive.sink.whole import whole_file, whole_folder
from meta87.errors import UsageError


class Format(StrEnum):
    """How tagged passages are written; each has its module beside this one."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"
    FOLDER = "folder"


_TO_SCREEN = {Format.JSONL, Format.CSV}
_OF_COLUMNS = {Format.PARQUET, Format.FOLDER}
_PARTS = "country=*"


def format_of(wanted: Format | None, out: str | None) -> Format:
    """Returns the format: as asked for, else by the extension of the output; "/" denotes a folder.

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


def packing_of(format: Format) -> Packing:
    """Returns how a format takes the passages of a file."""
    return Packing.COLUMNS if format in _OF_COLUMNS else Packing.LINES


def write_table(format: Format, out: Path | None, parts: Iterable[bytes], options: Options) -> None:
    """Writes a table whole, to a file or a folder, or to standard output.

    Args:
        format: how.
        out: where; None for standard output.
        parts: the passages of each file, packed as the format takes them, in order.
        options: what the format needs to know.

    Raises:
        UsageError: ``disk-full``, ``out-unwritable``, or as the format says.
    """
    opened = import_module(f"meta87.archive.sink.{format.value}").sink
    with _target(format, out) as target:
        made = cast("AbstractContextManager[Callable[[bytes], object]]", opened(target, options))
        with made as add, _no_collection():
            for part in parts:
                add(part)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Context manager that turns off garbage collection, which took an eighth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _target(format: Format, out: Path | None) -> Iterator[Any]:
    if out is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with (whole_folder if format is Format.FOLDER else whole_file)(out) as target:
        yield target


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

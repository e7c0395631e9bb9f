"""Writes results to standard output or a file, and messages to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from meta87.cli.language import current
from meta87.errors import Meta87Error, UsageError
from meta87.messages import text, without_controls
from meta87.report.error_texts import sentence

if TYPE_CHECKING:
    from meta87.form.report import Report

WIDEST = 110  # columns; longer lines are hard to read


def terminal_view(out: Path | None) -> tuple[bool, int]:
    """Returns whether a terminal page may have colours, and its width in columns."""
    from rich.console import Console

    console = Console()
    colour = out is None and sys.stdout.isatty() and console.color_system is not None
    return colour, min(console.width, WIDEST)


def write(result: str | bytes, out: Path | None, *, colour: bool = False) -> None:
    """Writes a result to a file, or to standard output.

    Args:
        result: A text, or the bytes of a file.
        out: The file; None for standard output, where control sequences are left out.
        colour: Whether the colours of a text stay, those of a page that strips its own words.

    Raises:
        UsageError: ``out-unwritable``.
    """
    if out is None:
        _write_to_stdout(result, colour)
        return
    is_new = not out.parent.exists()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(result if isinstance(result, bytes) else result.encode())
    except OSError as error:
        raise UsageError("out-unwritable", path=out) from error
    if is_new:
        print_message("ui.folder-made", path=out.parent)
    print_message("ui.written", path=out)


def write_json(value: object, out: Path | None) -> None:
    """Writes a value as JSON, as `write` does."""
    write(machine_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n"), out)


def machine_text(result: str) -> str | bytes:
    """Returns a result for other programs: UTF-8 bytes unless on a terminal."""
    return result if sys.stdout.isatty() else result.encode()


def write_result(
    result: Any, render: Callable[[Any, str], str], format: str, out: Path | None
) -> None:
    """Writes a result: its record as JSON, or the text that a function renders in a language."""
    if format == "json":
        write_json(result.record(), out)
    else:
        write(render(result, current()), out)


def _write_to_stdout(result: str | bytes, colour: bool) -> None:
    if isinstance(result, bytes):
        sys.stdout.flush()
        sys.stdout.buffer.write(result)
    else:
        sys.stdout.write(without_controls(result, keep_colours=colour))


def print_lines(lines: Iterable[str]) -> None:
    """Prints lines to standard error."""
    for line in lines:
        print(without_controls(line), file=sys.stderr)


def print_error(error: Meta87Error) -> None:
    """Prints the sentence of an error to standard error."""
    print_lines([f"meta87: {sentence(error, current())}"])


def print_message(id: str, **details: Any) -> None:
    """Prints a message of the catalogue to standard error."""
    print_lines([text(id, current(), **details)])


def print_unread_pages(report: Report) -> None:
    """Prints to standard error which pages of a report are images and therefore were not read."""
    if report.pictures:
        pages = ", ".join(map(str, report.pictures))
        print_message("ui.pictures", count=len(report.pictures), pages=pages)


def require_new(out: Path | None, *, force: bool) -> None:
    """Raises an error where a result would be written over a file that a person may have filled in.

    Raises:
        UsageError: ``out-exists``.
    """
    if out is not None and out.exists() and not force:
        raise UsageError("out-exists", path=out)


def require_distinct_paths(out: Path | None, *inputs: Path) -> None:
    """Raises an error where a result would be written over one of its inputs.

    Raises:
        UsageError: ``out-is-input``.
    """
    if out is not None and out.exists() and any(out.samefile(p) for p in inputs if p.exists()):
        raise UsageError("out-is-input", path=out)

"""The folders beside a report that hold the earlier file to compare it with."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from meta87.reading.suffixes import SUFFIXES

FOLDERS = ("previous", "anterior")


def reports_in(folder: Path) -> list[Path]:
    """Returns the files of a folder that may be reports; none where there is no folder."""
    files: list[Path] = []
    with suppress(OSError):  # one that may not be read has none
        files = sorted(folder.iterdir()) if folder.is_dir() else []
    return [f for f in files if f.suffix.lower() in SUFFIXES and f.name[0] not in ".~"]


def only_beside(report: Path) -> Path | None:
    """Returns the only report in a folder beside a report, or None."""
    found = (reports_in(report.parent / name) for name in FOLDERS)
    return next((files[0] for files in found if len(files) == 1), None)


def several_beside(report: Path) -> list[tuple[str, int]]:
    """Returns the folders beside a report with several reports, each with their number."""
    counted = [(name, len(reports_in(report.parent / name))) for name in FOLDERS]
    return [(name, count) for name, count in counted if count > 1]

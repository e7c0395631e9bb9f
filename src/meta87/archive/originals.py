"""Which of several files with one report is the original, and which ones are its copies."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path, PurePosixPath

from meta87.archive.files import is_remote
from meta87.archive.work import Outcome

SUFFIXES = (
    ".docx", ".docm", ".odt", ".doc", ".rtf", ".html", ".htm", ".md", ".txt", ".pdf",
)  # fmt: skip
"""Endings of reports: a format that is written in comes before one that it is printed to."""


def rank(outcome: Outcome) -> tuple[bool, int, int, int, float]:
    """Returns the rank of a file among those with the same report: the original has the lowest.

    A form comes before a free text, then a format that is written in before a PDF, fewer folders
    before more, a shorter path before a longer one, and an older file before a newer one.
    """
    path = PurePosixPath(outcome.source.name)
    suffix = path.suffix.lower()
    place = SUFFIXES.index(suffix) if suffix in SUFFIXES else len(SUFFIXES)
    length = len(outcome.source.name)
    is_free = "no-form" in outcome.notes
    return is_free, place, len(path.parts), length, _modified(outcome.source.uri)


def _modified(uri: str) -> float:
    """Returns when a file was last changed; 0 where that is not known."""
    with suppress(OSError, ValueError):
        return 0.0 if is_remote(uri) else Path(uri).stat().st_mtime
    return 0.0

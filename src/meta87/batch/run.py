"""Tagging many files: what to read, and one outcome a file, whatever happens to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from meta87.corpus.schema import BareRecord, read_bare_records
from meta87.errors import InputError, Meta87Error
from meta87.output.tag_records import predicted, records
from meta87.tagging import RECORDS, Tagger, Text, open_report

SUFFIXES = frozenset({
    ".docx", ".odt", ".pdf", ".html", ".htm", ".md", ".txt", ".doc", ".rtf", ".jsonl",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: its records, or the error that kept it from being read."""

    path: Path
    rows: tuple[dict[str, Any], ...] = ()
    error: Meta87Error | None = None


def expand(paths: Iterable[Path]) -> list[Path]:
    """Give the files to read: each file named, and those of a known format in each folder.

    Raises:
        InputError: ``nothing-to-read``: a folder holds no file of a known format.
    """
    files: list[Path] = []
    for path in paths:
        inside = sorted(f for f in path.rglob("*") if _is_report(f)) if path.is_dir() else [path]
        if not inside:
            raise InputError("nothing-to-read", path=path)
        files += inside
    return list(dict.fromkeys(files))


def tag_files(files: Iterable[Path], tagger: Tagger) -> Iterator[Outcome]:
    """Tag files one by one; one that cannot be read gives its error, and the others go on."""
    for path in files:
        try:
            yield Outcome(path, tuple(_rows(path, tagger)))
        except Meta87Error as error:
            yield Outcome(path, error=error)
        except (ValueError, LookupError, RuntimeError, OSError) as error:
            reason = f"{type(error).__name__}: {error}"
            yield Outcome(path, error=InputError("unexpected", path=path, reason=reason))


def _rows(path: Path, tagger: Tagger) -> Iterator[dict[str, Any]]:
    if path.suffix.lower() == RECORDS:
        return _tagged_records(read_bare_records(path), tagger)
    return records(tagger.report(open_report(path)))


def _tagged_records(given: list[BareRecord], tagger: Tagger) -> Iterator[dict[str, Any]]:
    labels = tagger.texts([_text(record) for record in given])
    for record, (prediction, entities) in zip(given, labels, strict=True):
        yield {**record.as_read(), "predicted": predicted(prediction, entities)}


def _text(record: BareRecord) -> Text:
    return Text(
        record.text,
        record.context or "",
        record.topic or "",
        record.year or None,
        record.report or "",
        record.country or "",
    )


def _is_report(path: Path) -> bool:
    hidden = path.name.startswith((".", "~$"))
    return path.is_file() and path.suffix.lower() in SUFFIXES and not hidden

"""The files of a corpus, and its passages with the places that they stand in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from meta87.corpus.rows import json_rows
from meta87.corpus.schema import Record, read_bytes, read_records, validated
from meta87.errors import InputError

PASSAGES = "passages"
"""The folder inside a corpus that holds its passages."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage and the line that it stands in."""

    path: Path
    line: int
    record: Record


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where; its sentence is in the catalogue under ``faults``."""

    path: Path
    line: int
    id: str
    details: dict[str, object]


def corpus_files(paths: Iterable[Path]) -> list[Path]:
    """Give the files named, and the ``.jsonl`` files in the folders named.

    Of a folder that has a folder ``passages``, only that one is read: beside it stand annotations
    and sets for other uses.

    Raises:
        InputError: ``corpus-empty``: a folder holds none.
    """
    files: list[Path] = []
    for path in paths:
        folder = path / PASSAGES if (path / PASSAGES).is_dir() else path
        found = sorted(folder.rglob("*.jsonl")) if folder.is_dir() else [path]
        if not found:
            raise InputError("corpus-empty", path=path)
        files += found
    return list(dict.fromkeys(files))


def corpus_records(paths: Iterable[Path]) -> list[Record]:
    """Read the passages of a corpus.

    Raises:
        InputError: a file is missing or empty, or holds faults.
    """
    return [record for path in corpus_files(paths) for record in read_records(path)]


def placed_records(paths: Iterable[Path]) -> tuple[list[Placed], list[Fault]]:
    """Read the passages of a corpus with their places, and every fault of their lines.

    Raises:
        InputError: a file cannot be opened, or there is no passage in any.
    """
    passages: list[Placed] = []
    faults: list[Fault] = []
    files = corpus_files(paths)
    for path in files:
        found = validated(json_rows(read_bytes(path)), Record)
        passages += [Placed(path, line, record) for line, record in found.records]
        faults += [Fault(path, line, "schema", {"what": what}) for line, what in found.faults]
    if not passages and not faults:
        raise InputError("records-empty", path=files[0])
    return passages, faults

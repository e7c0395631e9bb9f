"""The files of a corpus, and its passages with the places that they stand in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from meta87.corpus.pointers import Pointer
from meta87.corpus.rows import Fault, Row, is_pointer, json_rows
from meta87.corpus.schema import Record, read_records, validated
from meta87.errors import InputError
from meta87.reading.read import file_bytes

PASSAGES = "passages"  # folder inside a corpus that holds its passages
REAL = "real"  # folder beside it that holds pointers to passages of real documents

AnyPassage = TypeVar("AnyPassage", Record, Pointer)


@dataclass(frozen=True, slots=True)
class Located(Generic[AnyPassage]):
    """A passage, or the pointer to one, and the line that it stands in."""

    path: Path
    line: int
    record: AnyPassage


LocatedRecord = Located[Record]
LocatedPointer = Located[Pointer]


def corpus_files(paths: Iterable[Path]) -> list[Path]:
    """Returns the named files, and the ``.jsonl`` files in the named folders.

    Of a folder that has a folder ``passages``, only that one is read: next to it are annotations
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
    """Reads the passages of a corpus.

    Raises:
        InputError: a file is missing or empty, or holds faults.
    """
    return [record for path in corpus_files(paths) for record in read_records(path)]


def located_records(
    paths: Iterable[Path],
) -> tuple[list[LocatedRecord], list[LocatedPointer], list[Fault]]:
    """Reads the passages and pointers of a corpus with their locations, and the errors of lines.

    Of a folder that has a folder ``passages``, the folder ``real`` is read too.

    Raises:
        InputError: a file cannot be opened, or there is no passage in any.
    """
    passages: list[LocatedRecord] = []
    pointers: list[LocatedPointer] = []
    faults: list[Fault] = []
    paths = list(paths)
    corpora = [path for path in paths if (path / PASSAGES).is_dir()]
    files = corpus_files(paths)
    real = {file for corpus in corpora for file in (corpus / REAL).glob("*.jsonl")}
    for path in dict.fromkeys([*files, *sorted(real)]):
        rows: dict[bool, list[Row]] = {False: [], True: []}
        for row in json_rows(file_bytes(path)):
            rows[path in real or is_pointer(row.record)].append(row)
        whole, pointed = validated(rows[False], Record), validated(rows[True], Pointer)
        passages += [Located(path, line, record) for line, record in whole.records]
        pointers += [Located(path, line, record) for line, record in pointed.records]
        faults += [*whole.located(path), *pointed.located(path)]
    if not passages and not pointers and not faults:
        raise InputError("records-empty", path=files[0])
    return passages, pointers, faults

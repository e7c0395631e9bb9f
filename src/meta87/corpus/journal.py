"""The journal of corrections: passage records, each added to the end as a person labels a passage.

Nothing in it is ever changed or deleted: of the records of one passage, the last one holds.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from meta87.classify.labels import Kind, Theme
from meta87.corpus.rows import json_line, json_rows
from meta87.corpus.schema import Record, validated
from meta87.errors import UsageError
from meta87.reading.read import file_bytes

FILE = "correcciones.jsonl"
_MACHINE = "machine"
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a journal holds."""

    by_id: Mapping[str, Record]  # the last one of each passage
    unread: tuple[int, ...] = ()  # lines that are no records
    torn: bool = False  # whether the last line is one of them, as a power cut leaves it

    @property
    def records(self) -> list[Record]:
        """The records."""
        return list(self.by_id.values())

    @property
    def changed(self) -> int:
        """How many of them have another label than the machine's."""
        return sum(not agrees(record, given(record)) for record in self.by_id.values())

    @property
    def reports(self) -> int:
        """The number of reports that they are of."""
        return len({record.report for record in self.by_id.values()})


@dataclass(frozen=True, slots=True)
class Journal:
    """The file of a folder."""

    folder: Path

    @property
    def file(self) -> Path:
        """Where it lies."""
        return self.folder / FILE

    def add(self, record: Mapping[str, Any] | None) -> None:
        """Adds a record at its end, a torn line apart from it; None only makes sure that it can.

        Raises:
            UsageError: ``journal-unwritable``.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with _LOCK, self.file.open("a+b") as stream:
                if record:
                    stream.write(_apart(cast("BinaryIO", stream)) + json_line({**record}).encode())
                    stream.flush()
                    os.fsync(stream.fileno())
        except (OSError, ValueError) as error:
            raise UsageError("journal-unwritable", path=self.file) from error

    def read(self) -> Corrections:
        """Returns what it holds; nothing where there is none yet.

        Raises:
            InputError: the file cannot be read.
        """
        data = file_bytes(self.file) if self.file.is_file() and self.file.stat().st_size else b""
        rows = list(json_rows(data))
        last = {str(row.record.get("id")): row for row in rows if not row.faults}
        found = validated(last.values(), Record)
        unread = {row.line for row in rows if row.faults} | {line for line, _ in found.faults}
        torn = bool(rows) and rows[-1].line in unread and not data.endswith(b"\n")
        records = {record.id: record for _, record in found.records}
        return Corrections(records, tuple(sorted(unread)), torn)


def _apart(stream: BinaryIO) -> bytes:
    """Returns what must stand between a file and its next line."""
    if not stream.seek(0, os.SEEK_END):
        return b""
    stream.seek(-1, os.SEEK_END)
    return b"" if stream.read() == b"\n" else b"\n"


def passage_id(text: str, context: str) -> str:
    """Returns the id of a passage: the same words after the same words, in whatever draft."""
    return "p-" + hashlib.sha256(f"{context}\0{text}".encode()).hexdigest()[:16]


def corrected(
    passage: Mapping[str, Any],
    machine: Mapping[str, Any],
    kind: Kind,
    themes: Sequence[Theme],
    who: str,
) -> dict[str, Any]:
    """Returns the record of a passage that a person has labelled.

    ``machine`` has the ``kind`` and ``themes`` that the machine gave it, and its ``model``.
    """
    when = datetime.now(UTC).isoformat(timespec="seconds")
    said = {"themes": [*themes], "kind": kind, "annotators": [who] if who else 1}
    return {**passage, **said, "reviewed": when, _MACHINE: {**machine}}


def given(record: Record) -> Mapping[str, Any]:
    """Returns the labels that the machine gave a passage; {} where they are not known."""
    machine = (record.model_extra or {}).get(_MACHINE)
    return machine if isinstance(machine, dict) else {}


def agrees(record: Record, machine: Mapping[str, Any]) -> bool:
    """Whether a person gave a passage the labels of the machine."""
    same_themes = {*machine.get("themes", ())} == {*record.themes}
    return machine.get("kind") == record.kind and same_themes

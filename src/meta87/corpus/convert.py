"""Files of passages from one format to another, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

from meta87.corpus.rows import Row
from meta87.corpus.schema import Draft, Record, read_bytes, validated
from meta87.errors import UsageError

Reader = Callable[[bytes], Iterable[Row]]
Writer = Callable[[Iterable[dict[str, Any]]], bytes]


@dataclass(frozen=True)
class Format:
    """A format: its name, the ending of its files, and the module that reads and writes it."""

    name: str
    suffix: str
    module: str

    @cached_property
    def _module(self) -> Any:
        return import_module(f"meta87.corpus.formats.{self.module}")

    def read(self, data: bytes) -> Iterable[Row]:
        """Reads passages."""
        reader: Reader = self._module.read
        return reader(data)

    def write(self, records: Iterable[dict[str, Any]]) -> bytes:
        """Writes passages."""
        writer: Writer = self._module.write
        return writer(records)

    def interface(self, records: Iterable[dict[str, Any]]) -> bytes:
        """Returns the labelling interface of a tool for the themes; empty if it needs none."""
        made: Writer | None = getattr(self._module, "interface", None)
        return made(records) if made else b""


FORMATS = {
    each.name: each
    for each in (
        Format("jsonl", ".jsonl", "jsonl"),
        Format("csv", ".csv", "csv"),
        Format("xlsx", ".xlsx", "xlsx"),
        Format("spacy", ".spacy", "spacy"),
        Format("label-studio", ".json", "label_studio"),
        Format("doccano", ".jsonl", "doccano"),
    )
}


def format_of(path: Path, name: str | None = None) -> Format:
    """Returns the format that is named, else the first one with the extension of the file.

    Raises:
        UsageError: ``corpus-format-unknown``.
    """
    if name is not None:
        return FORMATS[name]
    for each in FORMATS.values():
        if each.suffix == path.suffix.lower():
            return each
    raise UsageError("corpus-format-unknown", path=path, known=", ".join(FORMATS))


@dataclass(frozen=True, slots=True)
class Converted:
    """What was written.

    Attributes:
        count: of passages.
        interface: the file beside the target that tells the tool of themes of their own, if any.
    """

    count: int
    interface: Path | None = None


def convert(source: Path, target: Path, read: Format, write: Format, *, drafts: bool) -> Converted:
    """Reads a file in one format and writes it in another.

    Args:
        source: the file to read.
        target: the file to write; untouched when the source has a fault.
        read: format of the source.
        write: format of the target.
        drafts: whether passages may wait for their labels.

    Raises:
        InputError: the source cannot be opened.
        UsageError: ``import-invalid``: its faults, all with their lines; ``out-unwritable``.
    """
    records = imported(source, read, drafts=drafts)
    data, interface = write.write(records), write.interface(records)
    beside = target.with_name(f"{target.name}.xml") if interface else None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        if beside:
            beside.write_bytes(interface)
    except OSError as error:
        raise UsageError("out-unwritable", path=target, reason=error.strerror or error) from error
    return Converted(len(records), beside)


def imported(source: Path, read: Format, *, drafts: bool) -> list[dict[str, Any]]:
    """Reads the passages of a file, each with all its fields.

    Raises:
        InputError: it cannot be opened.
        UsageError: ``import-invalid``, ``import-empty``.
    """
    rows = read.read(read_bytes(source))
    found = validated(rows, Draft) if drafts else validated(rows, Record)
    if found.faults:
        faults = "\n".join(f"{line}: {fault}" for line, fault in found.faults)
        raise UsageError(
            "import-invalid", path=source, format=read.name, count=len(found.faults), faults=faults
        )
    if not found.records:
        raise UsageError("import-empty", path=source, format=read.name)
    return [record.as_read() for _, record in found.records]

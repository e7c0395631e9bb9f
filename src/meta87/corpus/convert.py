"""Files of passages from one format to another, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from meta87.corpus.rows import Row
from meta87.corpus.schema import Draft, Record, validated
from meta87.errors import UsageError
from meta87.reading.read import file_bytes


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, which is its module's too, and the extension of its files."""

    name: str
    suffix: str

    @property
    def _module(self) -> Any:
        return import_module(f"meta87.corpus.formats.{self.name.replace('-', '_')}")

    def read(self, data: bytes) -> Iterable[Row]:
        """Reads passages."""
        rows: Iterable[Row] = self._module.read(data)
        return rows

    def write(self, records: Iterable[dict[str, Any]]) -> bytes:
        """Writes passages."""
        return bytes(self._module.write(records))

    def labeling_config(self, records: Iterable[dict[str, Any]]) -> bytes:
        """Returns the labelling interface of a tool for the themes; empty if it needs none."""
        made = getattr(self._module, "labeling_config", None)
        return bytes(made(records)) if made else b""


FORMATS = {
    name: Format(name, suffix)
    for name, suffix in (
        ("jsonl", ".jsonl"),
        ("csv", ".csv"),
        ("xlsx", ".xlsx"),
        ("spacy", ".spacy"),
        ("label-studio", ".json"),
        ("doccano", ".jsonl"),
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
    data, interface = write.write(records), write.labeling_config(records)
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
    rows = read.read(file_bytes(source))
    found = validated(rows, Draft) if drafts else validated(rows, Record)
    if found.faults:
        faults = "\n".join(f"{line}: {fault}" for line, fault in found.faults)
        raise UsageError(
            "import-invalid", path=source, format=read.name, count=len(found.faults), faults=faults
        )
    if not found.records:
        raise UsageError("import-empty", path=source, format=read.name)
    return [record.as_read() for _, record in found.records]

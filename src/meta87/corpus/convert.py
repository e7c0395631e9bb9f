"""Files of passages from one format to another, whole or not at all.

Passages that nobody has annotated yet, as tasks that were skipped, are left out and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from meta87.corpus.formats.normalised import normalised
from meta87.corpus.journal import passage_id
from meta87.corpus.line_faults import line_faults
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
        """Reads passages, with the fields and labels of the corpus whatever they are called."""
        return map(normalised, self._module.read(data))

    def write(self, records: Iterable[dict[str, Any]]) -> bytes:
        """Writes passages."""
        return bytes(self._module.write(records))

    def labeling_config(self, records: Iterable[dict[str, Any]]) -> bytes:
        """Returns the labelling interface of a tool; empty if it needs none."""
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
class Imported:
    """The passages of a file, and the rows of those that nobody has annotated, left out."""

    records: list[dict[str, Any]]
    skipped: list[int]


def interface_path(target: Path) -> Path:
    """Returns the path of the interface of a tool, beside the passages."""
    return target.with_name(f"{target.name}.xml")


def written(records: list[dict[str, Any]], target: Path, write: Format) -> Path | None:
    """Writes passages; returns the file beside the target that a tool needs, if any.

    Raises:
        UsageError: ``out-unwritable``.
    """
    data, interface = write.write(records), write.labeling_config(records)
    beside = interface_path(target) if interface else None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        if beside:
            beside.write_bytes(interface)
    except OSError as error:
        raise UsageError("out-unwritable", path=target, reason=error.strerror or error) from error
    return beside


def imported(source: Path, read: Format, *, drafts: bool) -> Imported:
    """Reads the passages of a file; those without an id get one by their words, in any file.

    Raises:
        InputError: it cannot be opened.
        UsageError: ``import-invalid`` with every fault, ``import-columns``, ``import-empty``.
    """
    try:
        rows = [*_with_ids(read.read(file_bytes(source)))]
    except UsageError as error:
        raise UsageError(error.id, path=source, **error.details) from error
    skipped = [] if drafts else [row.line for row in rows if _waits(row)]
    rows = [row for row in rows if row.line not in {*skipped}]
    found = validated(rows, Draft) if drafts else validated(rows, Record)
    if found.faults:
        faults = line_faults(found.faults, rows[0].names)
        raise UsageError("import-invalid", path=source, count=len(found.faults), faults=faults)
    if not found.records:
        raise UsageError("import-empty", path=source, format=read.name, count=len(skipped))
    return Imported([record.as_read() for _, record in found.records], skipped)


def _with_ids(rows: Iterable[Row]) -> Iterator[Row]:
    """Yields rows with an id: their own, else one by report, context and text.

    Two people who annotate one sheet get the same ids; words that come again are numbered.
    """
    times: Counter[str] = Counter()
    for row in rows:
        if row.record and row.record.get("id") in (None, ""):
            report, context, text = (
                str(row.record.get(key) or "") for key in ("report", "context", "text")
            )
            own = passage_id(text, f"{report}\0{context}")
            times[own] += 1
            again = f"-{times[own]}" if times[own] > 1 else ""
            yield replace(row, record={**row.record, "id": f"{own}{again}"})
        else:
            yield row


def _waits(row: Row) -> bool:
    """Whether a passage was read that nobody has annotated."""
    return not row.faults and not row.record.get("kind") and not row.record.get("themes")

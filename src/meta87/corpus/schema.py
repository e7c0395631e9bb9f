"""Passage records: one JSON object a line, checked (design: corpus/README.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, model_validator
from pydantic_core import ErrorDetails

from meta87.classification.labels import Kind, Theme
from meta87.errors import InputError

EntityLabel = Literal[
    "DATE", "PARTICIPANTS", "INSTITUTION", "QUANTITY", "MONEY", "LOCATION", "INSTRUMENT"
]
Split = Literal["train", "dev", "test"]


class RecordEntity(BaseModel):
    """An annotated span; offsets count Unicode code points of the record's text."""

    model_config = ConfigDict(extra="allow")

    label: EntityLabel
    start: int = Field(ge=0)
    end: int
    text: str
    value: Any = None


class BareRecord(BaseModel):
    """A passage whose labels, if it has any, are left as they are; only the text is needed."""

    model_config = ConfigDict(extra="allow")

    id: str | int | None = None
    report: str | None = None
    year: int | None = None
    topic: str | None = None
    context: str | None = None
    text: str = Field(min_length=1)

    _raw: dict[str, Any] = PrivateAttr(default_factory=dict)

    def as_read(self) -> dict[str, Any]:
        """Give every field as it stood in the file, in its order."""
        return self._raw


class Record(BaseModel):
    """An annotated passage. Fields beside these are kept."""

    model_config = ConfigDict(extra="allow")

    id: str = Field(min_length=1)
    report: str = Field(min_length=1)
    country: str = ""
    year: int | None = None
    question: str = ""
    topic: str = ""
    context: str = ""
    text: str = Field(min_length=1)
    themes: list[Theme]
    kind: Kind
    entities: list[RecordEntity] | None = None
    annotators: int | list[str] | None = None
    split: Split | None = None
    writer: str | None = None

    _raw: dict[str, Any] = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _spans_hold(self) -> Self:
        for entity in self.entities or ():
            if self.text[entity.start : entity.end] != entity.text:
                span = f"text[{entity.start}:{entity.end}]"
                raise ValueError(f"entities: {span} ≠ {entity.text!r}")
        return self

    def as_read(self) -> dict[str, Any]:
        """Give every field as it stood in the file, in its order."""
        return self._raw


_WIDTH = 120  # of a fault

AnyRecord = TypeVar("AnyRecord", Record, BareRecord)


def read_records(path: Path) -> list[Record]:
    """Read annotated passages.

    Raises:
        InputError: the file is missing or empty, or some lines are no records; all are named.
    """
    return _read(path, Record)


def read_bare_records(path: Path) -> list[BareRecord]:
    """Read passages to be tagged: of a line only ``text`` must be there.

    Raises:
        InputError: as `read_records`.
    """
    return _read(path, BareRecord)


def write_records(records: Sequence[Record], path: Path) -> None:
    """Write records one a line, the fields of each in the order that they were read in."""
    lines = [json.dumps(_ordered(record), ensure_ascii=False) for record in records]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _ordered(record: Record) -> dict[str, Any]:
    fields = record.model_dump(mode="json", exclude_unset=True)
    return {key: fields[key] for key in (*record.as_read(), *fields) if key in fields}


def _read(path: Path, kind: type[AnyRecord]) -> list[AnyRecord]:
    if not path.is_file():
        raise InputError("file-missing", path=path)
    records: list[AnyRecord] = []
    faults: list[str] = []
    ids: dict[object, int] = {}
    for number, line in _lines(path):
        try:
            record = _record(line, kind)
        except ValueError as error:
            faults += [f"{number}: {fault}" for fault in _faults(error)]
            continue
        records.append(record)
        if record.id is not None and ids.setdefault(record.id, number) != number:
            faults.append(f"{number}: id: {record.id!r} = {ids[record.id]}")
    if faults:
        raise InputError("records-invalid", path=path, count=len(faults), faults="\n".join(faults))
    if not records:
        raise InputError("records-empty", path=path)
    return records


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _record(line: bytes, kind: type[AnyRecord]) -> AnyRecord:
    raw = json.loads(line.decode("utf-8"))
    record = kind.model_validate(raw)
    record._raw = raw
    return record


def _faults(error: ValueError) -> list[str]:
    """Name the field and the value at fault, without prose: messages are the catalogue's."""
    if isinstance(error, json.JSONDecodeError):
        return ["JSON"]
    if isinstance(error, UnicodeDecodeError):
        return ["UTF-8"]
    if not isinstance(error, ValidationError):
        return [str(error)]
    return [_fault(part) for part in error.errors()]


def _fault(part: ErrorDetails) -> str:
    if part["type"] == "value_error":
        return part["msg"].removeprefix("Value error, ")
    name = ".".join(map(str, part["loc"]))
    return f"{name}: –" if part["type"] == "missing" else f"{name}: {part['input']!r}"[:_WIDTH]

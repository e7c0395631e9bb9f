"""Passage records: one JSON object a line, checked (design: corpus/README.md)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    StrictInt,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails

from meta87.classify.labels import KINDS, SPEECH_ACTS, THEME_NAME, Act, Kind
from meta87.corpus.formats.aliases import label_of, near_label
from meta87.corpus.line_faults import line_faults, line_ranges
from meta87.corpus.rows import BOM, Fault, Row, is_pointer, json_line, json_rows
from meta87.corpus.splits import Split
from meta87.errors import InputError
from meta87.reading.read import file_bytes

EntityLabel = Literal[
    "DATE", "PARTICIPANTS", "INSTITUTION", "QUANTITY", "MONEY", "LOCATION", "INSTRUMENT"
]
_NOT_THEMES = frozenset({*KINDS, *SPEECH_ACTS, "none"})


def is_theme(name: str) -> bool:
    """Returns whether a name is valid for a theme: it fits the pattern and names no other label.

    >>> is_theme("domestic_work"), is_theme("Domestic work"), is_theme("output")
    (True, False, False)
    """
    return bool(re.fullmatch(THEME_NAME, name)) and not _is_reserved(name)


def _is_reserved(name: str) -> bool:
    """Whether a name is that of a label that is no theme, or nearly that of a label."""
    return name in _NOT_THEMES or label_of(name) in KINDS or bool(near_label(name))


def _require_not_reserved(name: str) -> str:
    if _is_reserved(name):
        raise ValueError(f"themes.kind: {name!r}")
    return name


Theme = Annotated[str, Field(pattern=THEME_NAME), AfterValidator(_require_not_reserved)]


MIN_THEME_PASSAGES = 20
"""Passages to learn from that a theme beside those of the guideline must have."""


class Spanned(BaseModel):
    """An annotated span; offsets count Unicode code points of the record's text, end excluded."""

    label: EntityLabel
    start: StrictInt = Field(ge=0)
    end: StrictInt


class RecordEntity(Spanned):
    """A span with its words."""

    model_config = ConfigDict(extra="allow")

    text: str
    value: Any = None


class Line(BaseModel):
    """A line of a file of passages: its checked fields, and all of them as they stood there."""

    model_config = ConfigDict(extra="allow")

    id: str | int | None = None

    _raw: dict[str, Any] = PrivateAttr(default_factory=dict)

    def as_read(self) -> dict[str, Any]:
        """Returns every field as read from the file, in its order."""
        return self._raw


class BareRecord(Line):
    """A passage whose labels, if it has any, are left as they are; only the text is needed."""

    report: str | None = None
    country: str | None = None
    year: int | None = None
    topic: str | None = None
    context: str | None = None
    text: str = Field(min_length=1)


class _Fields(Line):
    """The fields of a passage in the corpus. Others beside these are kept."""

    id: str = Field(min_length=1)
    country: str = ""
    year: int | None = None
    question: str = ""
    topic: str = ""
    context: str = ""
    text: str = Field(pattern=r"\S")  # blanks are nothing to annotate
    entities: list[RecordEntity] | None = None
    annotators: int | list[str] | None = None
    split: Split | None = None
    writer: str | None = None
    answer: str | int | None = None
    speech_acts: list[Act] | None = None
    phenomena: list[str] = Field(default_factory=list)
    pair: str | None = None

    @field_validator("entities")
    @classmethod
    def _spans_hold(
        cls, entities: list[RecordEntity] | None, info: ValidationInfo
    ) -> list[RecordEntity] | None:
        """Raises an error for spans that differ from their words, or that overlap."""
        faults = _span_faults(entities or [], info.data.get("text"))
        if faults:
            raise ValueError("entities: " + "; ".join(faults))
        return entities


class Record(_Fields):
    """An annotated passage."""

    report: str = Field(min_length=1)
    themes: list[Theme]
    kind: Kind


class Draft(_Fields):
    """A passage that may still wait for its labels; those that are there must be valid."""

    report: str = ""
    themes: list[Theme] | None = None
    kind: Kind | None = None

    @model_validator(mode="after")
    def _themes_come_with_a_kind(self) -> Self:
        if self.kind and self.themes is None:
            raise ValueError("themes: –")
        return self


class Annotation(Line):
    """The labels that one annotator gives a passage; a passage record is read as one too."""

    id: str = Field(min_length=1)
    annotator: str = ""
    kind: Kind
    themes: list[Theme]


_MAX_FAULT_LENGTH = 120  # characters
_UNLABELLED = ("kind: –", "themes: –")

AnyRecord = TypeVar("AnyRecord", bound=Line)


@dataclass(frozen=True, slots=True)
class Validated(Generic[AnyRecord]):
    """The rows of a file that are records, each with its line, and the faults of all others."""

    records: list[tuple[int, AnyRecord]]
    faults: list[tuple[int, str]]

    def located(self, path: Path) -> list[Fault]:
        """Returns the faults with the file that they are in."""
        return [Fault(path, line, "schema", {"what": what}) for line, what in self.faults]


def read_records(path: Path) -> list[Record]:
    """Reads annotated passages.

    Raises:
        InputError: the file is missing or empty, or some lines are not records; all are listed
            (``records-invalid``, ``records-unlabelled``), or it is of another format
            (``records-not-jsonl``), or its passages have no text (``records-are-pointers``).
    """
    return read_lines(path, Record)


def read_lines(path: Path, kind: type[AnyRecord]) -> list[AnyRecord]:
    """Reads the lines of a file as records, bare records or annotations.

    Raises:
        InputError: as `read_records`.
    """
    return lines_of(file_bytes(path), path, kind)


def as_records(given: Sequence[Record | Mapping[str, Any]], name: str) -> list[Record]:
    """Returns records, which may be given as dictionaries; the name is theirs in messages.

    A field that is NaN, as where a table of pandas has no value, is left out.

    Raises:
        InputError: as `read_records`.
    """
    lines = [
        json_line({key: each for key, each in one.items() if not _is_nan(each)})
        for one in given
        if not isinstance(one, Record)
    ]
    read = iter(lines_of("".join(lines).encode(), name, Record) if lines else ())
    return [one if isinstance(one, Record) else next(read) for one in given]


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and math.isnan(value)


def lines_of(data: bytes, path: Path | str, kind: type[AnyRecord]) -> list[AnyRecord]:
    """Reads the content of a file as `read_lines` does; the path is for messages."""
    content = data.removeprefix(BOM).strip()
    if content and not content.startswith(b"{"):
        raise InputError("records-not-jsonl", path=path)
    rows = list(json_rows(data))
    if any(is_pointer(row.record) for row in rows):
        raise InputError("records-are-pointers", path=path)
    found = validated(rows, kind)
    if found.faults:
        raise _invalid(found.faults, path)
    if not found.records:
        raise InputError("records-empty", path=path)
    return [record for _, record in found.records]


def _invalid(faults: Sequence[tuple[int, str]], path: Path | str) -> InputError:
    """Returns an error that lists every fault by its lines, unlabelled passages together."""
    bare = sorted({line for line, fault in faults if fault in _UNLABELLED})
    others = [(line, fault) for line, fault in faults if fault not in _UNLABELLED]
    told = line_faults(others)
    if not bare:
        return InputError("records-invalid", path=path, count=len(others), faults=told)
    found = {"lines": line_ranges(bare), "faults": ["", *told] if told else ""}
    return InputError("records-unlabelled", path=path, count=len(bare), **found)


def _span_faults(entities: Sequence[RecordEntity], text: str | None) -> list[str]:
    """Describes spans that differ from their words, that begin or end blank, or that overlap."""
    spans = sorted(entities, key=lambda entity: (entity.start, entity.end))
    faults = [
        f"text[{e.start}:{e.end}] ≠ {e.text!r}"
        for e in spans
        if text is not None and (e.end > len(text) or text[e.start : e.end] != e.text)
    ]
    faults += [f"{e.label} {e.text!r}" for e in spans if not e.text or e.text != e.text.strip()]
    return faults + overlaps(spans)


def overlaps(spans: Sequence[Spanned]) -> list[str]:
    """Describes spans, in their order, that overlap the one before."""
    return [
        f"{b.label} {b.start}:{b.end} × {a.label} {a.start}:{a.end}"
        for a, b in pairwise(spans)
        if b.start < a.end
    ]


def validated(rows: Iterable[Row], kind: type[AnyRecord]) -> Validated[AnyRecord]:
    """Validates rows as a kind of record, and checks that no id occurs twice."""
    records: list[tuple[int, AnyRecord]] = []
    faults: list[tuple[int, str]] = []
    ids: dict[object, int] = {}
    for row in rows:
        faults += [(row.line, fault) for fault in row.faults]
        if row.faults:
            continue
        try:
            record = kind.model_validate(row.record)
        except ValidationError as error:
            faults += [(row.line, fault) for fault in faults_of(error)]
            continue
        record._raw = row.record
        records.append((row.line, record))
        if record.id is not None and ids.setdefault(record.id, row.line) != row.line:
            faults.append((row.line, f"id: {record.id!r} = {ids[record.id]}"))
    return Validated(records, faults)


def faults_of(error: ValidationError) -> list[str]:
    """Names each invalid field and value, without prose: messages are in the catalogue."""
    return [_fault(part) for part in error.errors()]


def record_lines(records: Sequence[Record]) -> str:
    """Returns records as JSON Lines, the fields of each in the order in which they were read."""
    return "".join(json_line(_ordered(record)) for record in records)


def _ordered(record: Record) -> dict[str, Any]:
    fields = record.model_dump(mode="json", exclude_unset=True)
    return {key: fields[key] for key in (*record.as_read(), *fields) if key in fields}


def _fault(part: ErrorDetails) -> str:
    if part["type"] == "value_error":
        return part["msg"].removeprefix("Value error, ")
    name = ".".join(map(str, part["loc"]))
    given = "–" if part["type"] == "missing" else repr(part["input"])
    return f"{name}: {given}"[:_MAX_FAULT_LENGTH]

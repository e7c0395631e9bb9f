"""Labels of passages whose text stays elsewhere, and how they are joined with it.

The text of real documents is not ours to publish. A pointer holds the labels of a passage, where it
stands, and the SHA-1 of its text; a pool, a file of records with the same ids, holds the text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Self

from pydantic import ConfigDict, Field, StrictInt, field_validator, model_validator

from meta87.classify.labels import Act, Kind
from meta87.corpus.rows import Fault, is_pointer, json_rows
from meta87.corpus.schema import BareRecord, Line, Record, Spanned, Theme, overlaps, validated
from meta87.corpus.splits import Split
from meta87.errors import InputError
from meta87.reading.read import file_bytes

_PLACE = ("page", "n", "start", "end")  # of a pointer; its record has none of them


class Span(Spanned):
    """An entity of a text that is not there."""

    model_config = ConfigDict(extra="forbid")

    value: Any = None


class Pointer(Line):
    """The labels of a passage of a public document, or of a file of paragraphs, without its text.

    ``page`` is the unit of every split; in a file of paragraphs it is "line N", N from 1.
    """

    model_config = ConfigDict(extra="forbid")
    writer: ClassVar[None] = None  # nobody wrote the passage for the corpus
    pair: ClassVar[None] = None  # real passages make no minimal pairs

    id: str = Field(min_length=1)  # of the page, the run and the passage, joined by points
    source: str = Field(min_length=1)  # public repository, or the file of paragraphs
    path: str = Field(min_length=1)  # of the document in it, or that file again
    page: str = Field(min_length=1)  # section or speech
    n: StrictInt = Field(ge=1)  # place of the passage in its run, from 1
    start: StrictInt | None = Field(default=None, ge=0)  # in its line, if in a file of paragraphs
    end: StrictInt | None = None  # excluded; in Unicode code points like the start
    sha1: str = Field(pattern="^[0-9a-f]{40}$")  # of the text in UTF-8
    country: str = ""
    year: int | None = None
    genre: str = Field(min_length=1)  # kind of document, in Spanish
    licence: str = ""  # what the repository states for itself
    themes: list[Theme]
    kind: Kind
    speech_acts: list[Act]
    entities: list[Span] | None = None
    annotators: StrictInt = Field(ge=1)
    split: Split

    @field_validator("entities")
    @classmethod
    def _spans_hold(cls, entities: list[Span] | None) -> list[Span] | None:
        """Raises an error for spans that are empty or overlap."""
        spans = sorted(entities or [], key=lambda span: span.start)
        faults = [f"{s.label} {s.start}:{s.end}" for s in spans if s.end <= s.start]
        if faults := [*faults, *overlaps(spans)]:
            raise ValueError("entities: " + "; ".join(faults))
        return entities

    @model_validator(mode="after")
    def _place_holds(self) -> Self:
        """Raises an error if only one of ``start`` and ``end`` is given, or the span is empty."""
        if (self.start is None) != (self.end is None):
            raise ValueError("end: –" if self.end is None else "start: –")
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError(f"end: {self.end} ≤ {self.start}")
        return self

    @property
    def report(self) -> str:
        """The report, as in a passage record: the unit of a split."""
        return self.page

    @property
    def run(self) -> str:
        """The id shared by passages that follow one another."""
        return self.id.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Joined:
    """The passage records of a corpus of pointers, in its order, and what could not be joined."""

    records: tuple[Record, ...]
    faults: tuple[Fault, ...]  # of lines of the labels and of the pool
    total: int  # number of labels, joined or not


def join(files: Iterable[Path], pool: Path) -> Joined:
    """Joins pointers with the texts of a pool.

    Each pointer whose passage is missing in the pool, or whose text has another SHA-1, is an error
    with its id; so is every line of either side that is not valid. All others are joined.

    Raises:
        InputError: a file cannot be opened; ``records-empty``: the pool or a file of labels has no
            valid line; ``records-not-pointers``: a file holds passages with their text.
    """
    texts = validated(json_rows(file_bytes(pool)), BareRecord)
    if not texts.records:
        raise InputError("records-empty", path=pool)
    faults = texts.located(pool)
    by_id = {record.id: record for _, record in reversed(texts.records)}  # the first of two counts
    records: list[Record] = []
    total = 0
    for path in files:
        rows = list(json_rows(file_bytes(path)))
        if not any(is_pointer(row.record) for row in rows):
            raise InputError("records-not-pointers" if rows else "records-empty", path=path)
        total += len(rows)
        pointers = validated(rows, Pointer)
        faults += pointers.located(path)
        for line, pointer in pointers.records:
            text = by_id.get(pointer.id)
            problem = _mismatch(pointer, text)
            if text is None or problem:
                details: dict[str, object] = {"passage": pointer.id, "pool": pool.name}
                faults.append(Fault(path, line, problem, details))
            else:
                records.append(_record(pointer, text))
    return Joined(tuple(records), tuple(faults), total)


def _mismatch(pointer: Pointer, text: BareRecord | None) -> str:
    """Returns the id of the fault of a pointer and the text of its id; "" where there is none."""
    if text is None:
        return "pool-lacks"
    if hashlib.sha1(text.text.encode(), usedforsecurity=False).hexdigest() != pointer.sha1:
        return "pool-differs"
    beyond = any(span.end > len(text.text) for span in pointer.entities or ())
    return "pointer-span" if beyond else ""


def _record(pointer: Pointer, there: BareRecord) -> Record:
    """Returns the passage record of a pointer: its labels with the text and the context."""
    fields = {key: value for key, value in pointer.as_read().items() if key not in _PLACE}
    spans = [
        {**entity, "text": there.text[entity["start"] : entity["end"]]}
        for entity in fields.pop("entities", None) or ()
    ]
    return Record.model_validate({
        **fields,
        "report": pointer.page,
        "answer": pointer.run,
        "topic": there.topic or "",
        "context": there.context or "",
        "text": there.text,
        **({} if pointer.entities is None else {"entities": spans}),
    })  # fmt: skip

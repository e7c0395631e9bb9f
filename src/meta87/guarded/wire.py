"""Messages between the program and its reading process: JSON, never pickle.

The reading process has parsed a file of unknown origin, so what it sends is data only: pydantic
builds the dataclasses and checks every field. A message is a length of 8 bytes, big-endian, and
as many bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

from pydantic import BaseModel, TypeAdapter, field_validator

from meta87.errors import Meta87Error
from meta87.form.fix import Fix
from meta87.form.report import Report
from meta87.form.template import Template
from meta87.reading.document import Anchor, Block, Document, PageBoxes

_LENGTH = struct.Struct(">Q")
MAX_MESSAGE = 500_000_000  # bytes


class Request(BaseModel):
    """What the reading process is asked for; the bytes of the file follow as a second message."""

    name: str  # of the file
    spanish: bool = False  # whether to refuse a text in another language
    template: Template | None = None  # the questionnaire's form; the default one if None
    # which of its texts answer which questions, where a person says so; the file is then known to
    # be the form
    fix: Fix | None = None

    @field_validator("name", mode="before")
    @classmethod
    def _encodable(cls, name: str) -> str:
        """Returns a file's name with escapes for the bytes in it that are no UTF-8."""
        return name.encode("utf8", "backslashreplace").decode("utf8")


class Failure(BaseModel):
    """Why work ended: as an error of Meta87 says it, or an unexpected exception."""

    id: str  # of the error
    details: dict[str, str | int | None] = {}  # that its message names

    @classmethod
    def of(cls, error: Meta87Error) -> Failure:
        """Returns an error as data."""
        plain: dict[str, str | int | None] = {}
        for name, value in error.details.items():
            plain[name] = value if isinstance(value, int) else str(value)
        return cls(id=error.id, details=plain)


BROKEN = frozenset({"reading-died", "reading-memory", "reading-timeout", "unexpected"})
"""The errors of a file that broke its reading, rather than being unfit to be read."""

READ, FAILED = b"R", b"F"
"""The first message of a reply; a reading or a failure follows as the second."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read and as parsed."""

    document: Document  # its blocks
    report: Report  # the document parsed as a questionnaire
    # of a PDF, the boxes of the characters of each page; the anchors refer to them
    pages: tuple[tuple[int, PageBoxes], ...] = ()


def send(stream: BinaryIO, *messages: bytes) -> None:
    """Writes messages.

    Raises:
        OSError: the other end is gone.
    """
    for message in messages:
        stream.write(_LENGTH.pack(len(message)))
        stream.write(message)
    stream.flush()


def receive(stream: BinaryIO) -> bytes:
    """Reads a message.

    Raises:
        EOFError: the other end is gone, or sends more than a message may hold.
    """
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > MAX_MESSAGE:
        raise EOFError
    return _exactly(stream, length)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


def reading_to_json(document: Document, report: Report) -> bytes:
    """Returns a reading as JSON, the boxes of each page once."""
    reading = Reading(document, report)
    pages = {anchor.unit: anchor.page for anchor in _anchors(reading) if anchor.page}
    whole = Reading(document, report, tuple(pages.items()))
    return _adapter().dump_json(whole)


def reading_from_json(data: bytes) -> Reading:
    """Returns the reading of JSON, with the boxes in its anchors.

    Raises:
        pydantic.ValidationError: it is none.
    """
    reading = _adapter().validate_json(data)
    pages = dict(reading.pages)
    for anchor in _anchors(reading):
        object.__setattr__(anchor, "page", pages.get(anchor.unit))
    return reading


@cache
def _adapter() -> TypeAdapter[Reading]:
    return TypeAdapter(Reading)


def _anchors(reading: Reading) -> Iterator[Anchor]:
    for block in _blocks(reading):
        for piece in block.pieces:
            yield piece.anchor


def _blocks(reading: Reading) -> Iterator[Block]:
    yield from reading.document.blocks
    yield from reading.document.running
    yield from (placed.block for placed in reading.report.placed)
    yield from (each.block for each in reading.report.unrecognised)
    yield from reading.report.mail
    for answer in reading.report.answers:
        yield from answer.blocks

"""The rows of a file of passages, before they are known to be valid, and what is wrong in one."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BOM = b"\xef\xbb\xbf"
_HALVES = ("\\ud", "\\uD")  # how escapes begin that may be half a character
_SHOWN = 40  # characters of what is no record


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as a file has it."""

    line: int  # from 1; in Label Studio the number of the task, in a DocBin of the document
    record: dict[str, Any] = field(default_factory=dict)  # fields of a passage record
    faults: tuple[str, ...] = ()  # why it cannot be read: field and value, without prose
    names: Mapping[str, str] = field(default_factory=dict)  # of the fields, as its file has them


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where; its sentence is in the catalogue under ``faults``."""

    path: Path
    line: int
    id: str
    details: dict[str, object]


def text_lines(data: bytes) -> Iterator[tuple[int, str | None]]:
    """Yields the lines with their numbers; None for one that is not UTF-8."""
    for number, line in enumerate(data.removeprefix(BOM).split(b"\n"), start=1):
        try:
            yield number, line.decode("utf-8").removesuffix("\r")
        except UnicodeDecodeError:
            yield number, None


def json_rows(data: bytes) -> Iterator[Row]:
    """Reads JSON Lines; blank lines are skipped."""
    for number, line in text_lines(data):
        if line is None:
            yield Row(number, faults=("UTF-8",))
        elif line.strip():
            yield _json_row(number, line)


def is_pointer(fields: dict[str, Any]) -> bool:
    """Returns whether a row points to a passage of a public document, without its text."""
    return "sha1" in fields and "text" not in fields


def json_line(fields: dict[str, Any]) -> str:
    """Returns an object as a line of JSON Lines; numbers and lists may be those of numpy."""
    return json.dumps(fields, ensure_ascii=False, default=_plain) + "\n"


def _plain(value: Any) -> Any:
    return value.tolist() if hasattr(value, "tolist") else str(value)


def _json_row(number: int, line: str) -> Row:
    try:
        fields = parsed_json(line)
    except ValueError:
        return Row(number, faults=("JSON",))
    if not isinstance(fields, dict):
        return Row(number, faults=(f"JSON: {line[:_SHOWN]}",))
    return Row(number, fields)


def parsed_json(text: str) -> Any:
    """Reads JSON that can be written again.

    Raises:
        ValueError: it is not JSON, is nested too deeply, or contains NaN, infinity or a lone
            surrogate.
    """
    try:
        found = json.loads(text, parse_constant=_no_json, parse_float=_finite)
    except RecursionError as error:
        raise ValueError(text[:_SHOWN]) from error
    if any(half in text for half in _HALVES):
        json.dumps(found, ensure_ascii=False).encode()
    return found


def parsed_object(text: str) -> dict[str, Any]:
    """Reads a JSON object.

    Raises:
        ValueError: it is not one.
    """
    fields = parsed_json(text)
    if not isinstance(fields, dict):
        raise ValueError(text)
    return fields


def _finite(number: str) -> float:
    if math.isfinite(found := float(number)):
        return found
    raise ValueError(number)


def _no_json(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity, which only Python reads

"""Passages as a table: a column a field, for CSV and XLSX.

Lists stand in a cell with "; " between their parts, entities as JSON. Fields without a column,
and those that a cell cannot hold as they are, stand as JSON in the last column, ``meta``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from meta87.corpus.formats.extra_fields import FIELDS, in_order
from meta87.corpus.rows import Row, parsed_json, parsed_object

META = "meta"
HEADER = (*FIELDS, META)
REQUIRED = ("id", "report", "text", "kind", "themes")
_LISTS = frozenset({"themes", "phenomena"})
_JOINT = "; "

Cleaner = Callable[[str], str]


def cells(record: dict[str, Any], clean: Cleaner = str) -> list[str]:
    """Returns a passage as the cells of `HEADER`.

    Args:
        record: the fields of the passage.
        clean: replaces what the format cannot hold in a text.
    """
    shown = {field: clean(_shown(field, record.get(field))) for field in FIELDS}
    extra = {
        field: value
        for field, value in record.items()
        if field not in shown or value is None or _held(shown, field) != value
    }
    return [*shown.values(), _dumped(extra, clean) if extra else ""]


def rows(table: Iterable[tuple[int, Sequence[str]]], clean: Cleaner = str) -> Iterator[Row]:
    """Reads a table whose first line names its columns.

    Args:
        table: lines with their numbers.
        clean: as in `cells`.
    """
    lines = iter(table)
    number, names = next(lines, (1, ()))
    columns = [name.strip().lower() for name in names]
    lacking = [name for name in REQUIRED if name not in columns]
    if lacking:
        yield Row(number, faults=tuple(f"{name}: –" for name in lacking))
        return
    for number, values in lines:
        if any(values):
            yield _row(number, dict(zip(columns, values, strict=False)), clean)


def _row(number: int, shown: Mapping[str, str], clean: Cleaner) -> Row:
    try:
        extra = parsed_object(shown.get(META) or "{}")
    except ValueError:
        return Row(number, faults=(f"{META}: JSON",))
    try:
        held = {field: _held(shown, field) for field in shown if field != META}
    except ValueError:
        return Row(number, faults=("JSON",))
    unchanged = {
        field: value
        for field, value in extra.items()
        if field not in shown or clean(_shown(field, value)) == shown[field]
    }
    told = {field: value for field, value in held.items() if value is not None}
    return Row(number, in_order({**told, **unchanged}))


def _shown(field: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if field in _LISTS and isinstance(value, list):
        return _JOINT.join(map(str, value))
    return json.dumps(value, ensure_ascii=False)


def _held(shown: Mapping[str, str], field: str) -> Any:
    """Returns the value of a cell; None for an empty one."""
    cell = shown[field]
    if field == "themes" and not cell.strip():
        return [] if shown.get("kind") else None
    if not cell:
        return None
    if field in _LISTS:
        return [part.strip() for part in cell.split(";") if part.strip()]
    if field == "entities" or (field == "annotators" and cell[0] in "[0123456789"):
        return parsed_json(cell)
    return int(cell) if field == "year" and cell.isdecimal() else cell


def _dumped(fields: dict[str, Any], clean: Cleaner) -> str:
    text = json.dumps(fields, ensure_ascii=False)
    return text if clean(text) == text else json.dumps(fields)

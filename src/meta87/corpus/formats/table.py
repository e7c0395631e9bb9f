"""Passages as a table: a column a field, for CSV and XLSX.

Lists stand in a cell with "; " between their parts, entities as JSON. Fields without a column,
and those that a cell cannot hold as they are, stand as JSON in the last column, ``meta``. The
first of the first ten lines that names the text is that of the columns, whatever their order.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from meta87.corpus.formats.aliases import field_of, is_yes, spanish
from meta87.corpus.formats.extra_fields import FIELDS, in_order
from meta87.corpus.formats.normalised import choices, kind_of, themes_of
from meta87.corpus.rows import Row, parsed_json, parsed_object
from meta87.errors import UsageError

META, REVIEWED = "meta", "reviewed"
HEADER = (*FIELDS, META)
NEEDED = ("report", "text", "kind", "themes")
MOST_TITLES = 10  # lines before that of the columns
_LISTS = frozenset({"themes", "phenomena"})
_LABELS = ("kind", "themes")
_JOINT = "; "

Cleaner = Callable[[str], str]


def cells(record: dict[str, Any], clean: Cleaner = str, label: Cleaner = str) -> dict[str, str]:
    """Returns a passage as the cells of `HEADER`.

    ``clean`` replaces what the format cannot hold; ``label`` gives a kind or theme its shown name.
    """
    shown = {field: clean(_shown(field, record.get(field))) for field in FIELDS}
    extra = {
        field: value
        for field, value in record.items()
        if field not in shown or value is None or _held(shown, field) != value
    }
    shown |= {
        field: _JOINT.join(map(label, choices(record[field]))) if record.get(field) else ""
        for field in _LABELS
        if field not in extra
    }
    return {**shown, META: _dumped(extra, clean) if extra else ""}


def rows(table: Iterable[tuple[int, Sequence[str]]], clean: Cleaner = str) -> Iterator[Row]:
    """Reads the numbered lines of a table, one of which names its columns.

    Raises:
        UsageError: ``import-columns``: those that are needed and not there.
    """
    lines = list(table)
    found = [[field_of(name) for name in names] for _, names in lines[:MOST_TITLES]]
    head = next((place for place, names in enumerate(found) if "text" in names), 0)
    columns = found[head] if found else []
    named = {*columns, *(("kind", "themes") if "labels" in columns else ())}
    if lacking := [name for name in NEEDED if name not in named]:
        shown = ", ".join(name for name in (lines[head][1] if lines else ()) if name) or "–"
        missing = tuple(
            UsageError("import-column", key=name, field=spanish("fields", name)) for name in lacking
        )
        raise UsageError("import-columns", missing=missing, columns=shown)
    titles = dict(zip(columns, lines[head][1], strict=True))
    for number, values in lines[head + 1 :]:
        if any(values):
            row = _row(number, dict(zip(columns, values, strict=False)), clean)
            yield replace(row, names=titles)


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
    reviewed = is_yes(told.get(REVIEWED, ""))
    if reviewed and not (told.get("kind") or "labels" in told):
        return Row(number, faults=("kind: –",))
    if "predicted" in unchanged:
        left = {REVIEWED, *(() if reviewed else _LABELS)}
        told = {field: value for field, value in told.items() if field not in left}
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
    return _READERS.get(field, str)(cell)


_READERS: Mapping[str, Callable[[str], Any]] = {
    "kind": kind_of,
    "themes": lambda cell: themes_of(parsed_json(cell) if cell.startswith("{") else cell),
    "phenomena": lambda cell: [part.strip() for part in cell.split(";") if part.strip()],
    "entities": parsed_json,
    "annotators": lambda cell: parsed_json(cell) if cell[0] in "[0123456789" else cell,
    "year": lambda cell: int(cell) if cell.isdecimal() else cell,
}


def _dumped(fields: dict[str, Any], clean: Cleaner) -> str:
    text = json.dumps(fields, ensure_ascii=False)
    return text if clean(text) == text else json.dumps(fields)

"""Rows as tools and people write them → passage records, whatever they call fields and labels.

An annotation tool exports a text, its ``labels``, its spans (``entities``) and, in ``meta``, the
fields that it could not store (`extra_fields`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from meta87.classify.labels import KINDS
from meta87.corpus.formats.aliases import NONE, field_of, label_of
from meta87.corpus.formats.extra_fields import Span, entities_of, in_order
from meta87.corpus.rows import Row
from meta87.corpus.schema import is_theme

_SEPARATORS = re.compile(r"[;,|#\n]")


def normalised(row: Row) -> Row:
    """Returns a row with the fields and labels of the corpus; those that it does not know stay."""
    if row.faults:
        return row
    record = _renamed(row.record)
    if "labels" in record and "kind" not in record:
        record = _rebuilt(record)
    if record.get("kind") is not None:
        record["kind"] = kind_of(record["kind"])
    if record.get("themes") is not None:
        record["themes"] = themes_of(record["themes"])
    return replace(row, record=in_order(record))


def kind_of(name: Any) -> Any:
    """Returns the kind that a name stands for, None for blanks; as it is where it is none."""
    if not isinstance(name, str):
        return name
    return found if (found := label_of(name)) in KINDS else name.strip() or None


def themes_of(names: Any) -> list[Any]:
    """Returns the themes that names stand for, each once; those that stand for none as they are."""
    themes: list[Any] = []
    for name in choices(names):
        theme = name if (found := _label(name)) in KINDS else found
        if theme != NONE and theme not in themes:
            themes.append(theme)
    return themes


def _label(name: Any) -> Any:
    """Returns the label that a name stands for; as it is where it stands for none."""
    if not isinstance(name, str):
        return name
    found = label_of(name)
    return found if found in (*KINDS, NONE) or is_theme(found) else name


def choices(value: Any) -> list[Any]:
    """Returns the labels of a cell, of a list, or of the choices of Label Studio."""
    if isinstance(value, dict):
        value = value.get("choices")
    if isinstance(value, str):
        return [part for part in _SEPARATORS.split(value) if part.strip()]
    return value if isinstance(value, list) else [] if value is None else [value]


def _renamed(record: dict[str, Any]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for key, value in record.items():
        field = field_of(key)
        named[key if field in record or field in named else field] = value
    return named


def _rebuilt(exported: dict[str, Any]) -> dict[str, Any]:
    """Returns the passage that a tool exported, with the fields that it could not store."""
    meta = exported.pop("meta", None)
    labels, spans = exported.pop("labels"), exported.pop("entities", None) or []
    carried = meta if isinstance(meta, dict) else {}
    record = {**exported, **carried}
    if isinstance(record.get("id"), int):
        record["id"] = str(record["id"])
    given = choices(labels)
    spans = [*spans, *(each for each in given if isinstance(each, list))]
    names = [_label(name) for name in given if not isinstance(name, list)]
    kinds = [name for name in names if name in KINDS]
    if names:
        record["themes"] = [name for name in names if name not in KINDS]
    if kinds:
        record["kind"] = kinds[0] if len(kinds) == 1 else ", ".join(kinds)
    found = _entities(carried, str(record.get("text", "")), sorted(map(_span, spans)))
    return record if found is None else {**record, "entities": found}


def _span(given: Any) -> Span:
    """Returns a span as a list has it, or as doccano's keys."""
    if isinstance(given, dict):
        given = (given.get("start_offset"), given.get("end_offset"), given.get("label"))
    match given:
        case (int(start), int(end), str(name)):
            return start, end, name
    return -1, -1, str(given)  # refused as a passage


def _entities(
    carried: dict[str, Any], text: str, spans: Sequence[Span]
) -> list[dict[str, Any]] | None:
    """Returns the entities: the carried ones if they are the same; None if nobody annotated any."""
    known = {(e["start"], e["end"], e["label"]): e for e in entities_of(carried)}
    if any(text[e["start"] : e["end"]] != e["text"] for e in known.values()):
        known = {}
    elif sorted(known) == list(spans):
        return carried.get("entities")
    return [
        {
            **known.get((start, end, name), {}),
            "label": name,
            "start": start,
            "end": end,
            "text": text[max(start, 0) : end],
        }
        for start, end, name in spans
    ]

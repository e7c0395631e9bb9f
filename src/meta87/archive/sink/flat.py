"""A row as one flat line of cells, for spreadsheets: lists are joined by "; "."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from meta87.archive.sink.columns import typed
from meta87.archive.sink.dictionary import header
from meta87.archive.sink.options import Options
from meta87.report.texts import no_formula

JOINT = "; "

Value = str | int | float | None
_Parts = Callable[[Any], Iterable[str]]


def flat(record: Mapping[str, Any], options: Options) -> list[Value]:
    """Returns a passage record's values in the order of its table's `header`.

    A row of a typed table is taken as it is.
    """
    row = typed(record, options.model) if "predicted" in record else record
    return cells(row, header(options.themes))


def cells(row: Mapping[str, Any], names: Iterable[str]) -> list[Value]:
    """Returns the values of some columns of a row, each as one cell."""
    return [no_formula(_cell(name, row.get(name))) for name in names]


def _cell(name: str, value: Any) -> Value:
    if isinstance(value, list):
        parts: _Parts = _PARTS.get(name, _written)
        return JOINT.join(parts(value))
    if isinstance(value, date):
        return value.isoformat()
    cell: Value = value
    return cell


def _written(values: Iterable[Any]) -> Iterable[str]:
    return (each if isinstance(each, str) else each["text"] for each in values)


def _named(institutions: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Returns the full names of institutions, each once."""
    return dict.fromkeys(each["name"] for each in institutions)


def _labelled(reasons: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    return (f"{each['label']}: {each['text']}" for each in reasons)


def _placed(anchors: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    return (f"{each['part']} {each['unit']}:{each['start']}-{each['end']}" for each in anchors)


def _counted(people: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Returns counts of people, each with its number, group, scope and why it is left out."""
    for each in people:
        named = (each["number"], each.get("group"), each.get("scope"), each.get("left_out"))
        yield f"{each['text']} [{' '.join(str(part) for part in named if part is not None)}]"


_PARTS: dict[str, _Parts] = {
    "institutions": _named,
    "participants": _counted,
    "reasons": _labelled,
    "anchors": _placed,
}

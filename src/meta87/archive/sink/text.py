"""Rows as text: JSON Lines, and flat lines of cells as a spreadsheet in Spanish opens them."""

from __future__ import annotations

import csv
from codecs import getwriter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import IO, Any

from meta87.archive.sink.columns import named_once, typed
from meta87.archive.sink.dictionary import PASSAGES, Options, Rows, header
from meta87.report.cells import no_formula
from meta87.report.tag_records import jsonl

JOINT = "; "

Value = str | int | float | None
_Parts = Callable[[Any], Iterable[str]]


def write_jsonl(target: IO[bytes], tables: Mapping[str, Rows], options: Options) -> None:
    """Writes the full records, one per line."""
    del options
    for record in tables[PASSAGES]:
        target.write(jsonl([record]).encode())


def write_csv(target: IO[bytes], tables: Mapping[str, Rows], options: Options) -> None:
    """Writes one line per passage, in UTF-8 with its mark; with ";", numbers have a comma."""
    page = getwriter("utf-8")(target)
    page.write("\ufeff")
    rows = csv.writer(page, delimiter=options.separator, lineterminator="\n")
    comma = options.separator == ";"
    for values in flat(PASSAGES, tables[PASSAGES], options):
        rows.writerow([_shown(value, comma) for value in values])


def flat(table: str, rows: Rows, options: Options) -> Iterator[Sequence[Value]]:
    """Yields the names of a table's columns, then the values of each row, lists joined by "; "."""
    names = header(options.themes, table)
    yield names
    for row in rows:
        values = typed(row, options.model)
        yield [no_formula(_cell(name, values.get(name))) for name in names]


def _shown(value: Value, comma: bool) -> Value:
    return str(value).replace(".", ",") if comma and isinstance(value, float) else value


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
    return (name for _, name in named_once(institutions))


def _labelled(reasons: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    return (f"{each['label']}: {each['text']}" for each in reasons)


def _placed(anchors: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    return (f"{each['part']} {each['unit']}:{each['start']}-{each['end']}" for each in anchors)


def _counted(people: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Yields counts of people, each with its number, group, scope and why it is left out."""
    for each in people:
        named = (each["number"], each.get("group"), each.get("scope"), each.get("left_out"))
        yield f"{each['text']} [{' '.join(str(part) for part in named if part is not None)}]"


_PARTS: dict[str, _Parts] = {
    "institutions": _named,
    "participants": _counted,
    "reasons": _labelled,
    "anchors": _placed,
}

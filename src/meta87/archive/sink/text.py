"""Rows as text: JSON Lines, and flat lines of cells as a spreadsheet in Spanish opens them."""

from __future__ import annotations

import csv
from codecs import getwriter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import IO, Any

from meta87.archive.sink.columns import named_once, typed
from meta87.archive.sink.dictionary import PASSAGES, Options, Rows, header
from meta87.report.cells import no_formula
from meta87.report.tag_records import jsonl

JOINT = "; "

Value = str | int | float | None


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
    if name == "institutions":
        return JOINT.join(named for _, named in named_once(value or ()))
    if isinstance(value, list):
        return JOINT.join(each if isinstance(each, str) else _element(name, each) for each in value)
    if isinstance(value, date):
        return value.isoformat()
    cell: Value = value
    return cell


def _element(name: str, value: Mapping[str, Any]) -> str:
    """Returns an element of a list: a count of people with its number, and what it is of."""
    if name == "reasons":
        return "{label}: {text}".format_map(value)
    if name == "anchors":
        return "{part} {unit}:{start}-{end}".format_map(value)
    about = [value.get(key) for key in ("number", "group", "scope", "left_out")]
    shown = " ".join(str(part) for part in about if part is not None)
    return f"{value['text']} [{shown}]" if name == "participants" else str(value["text"])

"""Tables that are text: JSON Lines, and CSV as a spreadsheet in Spanish opens it."""

from __future__ import annotations

import csv
from codecs import getwriter
from collections.abc import Iterable, Mapping
from typing import IO, Any

from meta87.archive.sink.dictionary import header
from meta87.archive.sink.flat import Value, flat
from meta87.archive.sink.options import Options
from meta87.report.tag_records import jsonl


def write_jsonl(target: IO[bytes], records: Iterable[Mapping[str, Any]], options: Options) -> None:
    """Writes the full records, one per line."""
    del options
    for record in records:
        target.write(jsonl([record]).encode())


def write_csv(target: IO[bytes], records: Iterable[Mapping[str, Any]], options: Options) -> None:
    """Writes one line per passage, in UTF-8 with its mark; with ";", numbers have a comma."""
    page = getwriter("utf-8")(target)
    page.write("\ufeff")
    rows = csv.writer(page, delimiter=options.separator, lineterminator="\n")
    rows.writerow(header(options.themes))
    comma = options.separator == ";"
    for record in records:
        rows.writerow([_shown(value, comma) for value in flat(record, options)])


def _shown(value: Value, comma: bool) -> Value:
    return str(value).replace(".", ",") if comma and isinstance(value, float) else value

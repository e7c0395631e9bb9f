"""Reading a table of ``meta87 tag`` again, whatever its format, one passage after the other."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from meta87.entities.counts.counts import tells_of_members
from meta87.errors import InputError

_NEEDED = ("report", "country", "year", "question", "kind", "themes")
_TOLD = ("text", "question_id", "topic", "section", "copy_of")  # where the table has them
_TYPED = (*_NEEDED, "participants", "institutions")
_FLAT = (*_NEEDED, "people", "institutions")
_JOINT = "; "
_UNKNOWN = {None, "", "0", "ZZ"}
_DIGITS = re.compile(r"\d+")
_HEAD = re.compile(r"[;,\t]")


@dataclass(frozen=True, slots=True)
class Row:
    """What a summary needs of a passage; "" where something is not known.

    Attributes:
        question: the same in every report that is the known form; else its number in the report.
        known: whether it is a question of the known form.
        number: of the question in its report; 0 where it has none.
        people: that it counts, together.
        institutions: the full names of the bodies that it names.
        topic: what its question asks about.
        section: of the form, that its question stands in.
        copy_of: the report that its own repeats.
    """

    report: str
    country: str
    year: str
    question: str
    kind: str
    themes: tuple[str, ...]
    people: int
    institutions: tuple[str, ...]
    known: bool = False
    number: int = 0
    topic: str = ""
    section: str = ""
    copy_of: str = ""


def read_table(path: Path) -> Iterator[Row]:
    """Yields the passages of a table, in its order.

    Raises:
        InputError: ``file-missing``, ``table-unreadable``, ``table-column-missing``.
    """
    if not path.exists():
        raise InputError("file-missing", path=path)
    ending = "" if path.is_dir() else path.suffix.lower()
    reader = _READERS.get(ending)
    if reader is None:
        raise InputError("table-unreadable", path=path)
    try:
        yield from reader(path)
    except KeyError as error:
        raise InputError("table-column-missing", path=path, column=error.args[0]) from error
    except (ValueError, TypeError, OSError, zipfile.BadZipFile) as error:
        raise InputError("table-unreadable", path=path) from error


def _parquet(path: Path) -> Iterator[Row]:
    import pyarrow.dataset as ds  # noqa: PLC0415  heavy

    table = ds.dataset(path, format="parquet", partitioning="hive")
    missing = [name for name in _TYPED if name not in table.schema.names]
    if missing:
        raise KeyError(missing[0])
    told = [name for name in _TOLD if name in table.schema.names]
    for batch in table.to_batches(columns=[*_TYPED, *told]):
        yield from map(_typed, batch.to_pylist())


def _typed(row: Mapping[str, Any]) -> Row:
    people = _reached(row.get("text"), row["participants"], lambda each: each["number"])
    return _row(row, row["themes"], people, [body["name"] for body in row["institutions"]])


def _jsonl(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            found = record["predicted"]
            counted = [e for e in found["entities"] if e["label"] == "PARTICIPANTS"]
            people = _reached(record.get("text"), counted, lambda each: each["value"]["number"])
            bodies = [e["value"]["name"] for e in found["entities"] if e["label"] == "INSTITUTION"]
            yield _row({**record, "kind": found["kind"]}, found["themes"], people, bodies)


def _reached(
    text: str | None,
    counted: Iterable[Mapping[str, Any]],
    number: Callable[[Mapping[str, Any]], int],
) -> int:
    """Returns the sum of the people counted in a passage, without members of an institution."""
    return sum(number(each) for each in counted if not tells_of_members(text or "", each["start"]))


def _csv(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        head = lines.readline()
        mark = _HEAD.search(head)
        lines.seek(0)
        csv.field_size_limit(2**31 - 1)  # as long as a passage may be
        rows = csv.reader(lines, delimiter=mark[0] if mark else ";")
        yield from _flat_rows(rows)


def _xlsx(path: Path) -> Iterator[Row]:
    from openpyxl import load_workbook  # noqa: PLC0415  heavy

    book = load_workbook(path, read_only=True, data_only=True)
    yield from _flat_rows(book.worksheets[0].values)


def _flat_rows(rows: Iterable[Iterable[Any]]) -> Iterator[Row]:
    table = iter(rows)
    header = [str(name) for name in next(table, ())]
    for name in _FLAT:
        if name not in header:
            raise KeyError(name)
    for values in table:
        row = dict(zip(header, values, strict=False))
        people = int(row["people"] or 0)
        yield _row(row, _parts(row["themes"]), people, _parts(row["institutions"]))


def _parts(joined: str | None) -> list[str]:
    return joined.split(_JOINT) if joined else []


def _row(row: Mapping[str, Any], themes: Iterable[str], people: int, bodies: Iterable[str]) -> Row:
    return Row(
        report=_known(row.get("report")),
        country=_known(row.get("country")),
        year=_known(row.get("year")),
        question=_known(row.get("question_id") or row.get("question")),
        kind=row["kind"],
        themes=tuple(themes),
        people=people,
        institutions=tuple(dict.fromkeys(bodies)),
        known=bool(row.get("question_id")),
        number=_number(row.get("question")),
        topic=_known(row.get("topic")),
        section=_known(row.get("section")),
        copy_of=_known(row.get("copy_of")),
    )


def _number(value: Any) -> int:
    digits = _DIGITS.match(_known(value))
    return int(digits[0]) if digits else 0


def _known(value: Any) -> str:
    text = "" if value is None else str(value)
    return "" if text in _UNKNOWN else text


_READERS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "": _parquet,
    ".parquet": _parquet,
    ".jsonl": _jsonl,
    ".csv": _csv,
    ".xlsx": _xlsx,
}

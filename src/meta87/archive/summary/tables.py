"""Reads a table of ``meta87 tag`` in any of its formats, for a summary."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from meta87.archive.sink.dictionary import PASSAGES
from meta87.archive.summary.answers import read_answers, with_answers
from meta87.archive.summary.texts import HOW
from meta87.classify.labels import KINDS
from meta87.entities.entity import INSTITUTION, PARTICIPANTS, Group, LeftOut, Scope
from meta87.errors import InputError
from meta87.reading.workbook import first_sheet

if TYPE_CHECKING:
    from pandas import DataFrame, Series

_REQUIRED = ("report", "country", "year", "question", "kind", "themes")
_OPTIONAL = (
    "question_id", "topic", "expects", "section", "document_kind", "priority", "step", "repeated",
    "repeated_from", "copy_of", "text", "is_plan",
)  # fmt: skip
_NUMBERED = ("priority", "step")  # 0 where there is none
_LISTS = ("participants", "institutions")
_GROUPS, _SCOPES, _LEFT_OUT = get_args(Group), get_args(Scope), get_args(LeftOut)
_IDS, _JOINT = "institution_ids", "; "
_COUNTRY = re.compile(r" \((?:[A-Z]{2}|sin país)\)\Z")
_DIGITS = re.compile(r"\d+")
_COUNT = re.compile(
    r"\[(?P<number>\d+)(?: (?P<group>\w+) (?P<scope>\w+)(?: (?P<left_out>\w+))?)?\]"
)
_SEPARATOR = re.compile(r"[;,\t]")

Named = tuple[str, str]
"""The id of an institution, "" for one without, and its name as a passage has it."""


def read_table(path: Path) -> DataFrame:
    """Returns the passages of a table, in its order.

    Columns are ``report``, ``country``, ``year``, ``question`` and the optional ones, texts that
    are "" where unknown; ``priority`` and ``step``, numbers or 0; ``kind``; ``themes`` and
    ``institutions``, lists of names; ``participants``, counts of people as records write their
    values; ``is_known``, whether the question is one of the known form and named by its id;
    ``asked``, the question as its report numbers it, and ``number``, the same or 0; ``verdict`` and
    ``has_evidence`` of its answer, "" where no results are asked for or no answers stand beside the
    passages; and ``is_counted``, whether the passage counts in the share of results.

    Raises:
        InputError: ``file-missing``, ``table-unreadable``, ``table-column-missing``.
    """
    if not path.exists():
        raise InputError("file-missing", path=path)
    if (inside := path / f"{PASSAGES}.parquet").exists():  # of all tables of an archive
        path = inside
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError("table-unreadable", path=path)
    try:
        return with_answers(_normalised(reader(path)), read_answers(path))
    except KeyError as error:
        raise InputError("table-column-missing", path=path, column=error.args[0]) from error
    except Exception as error:  # a damaged file may raise anything in its library
        raise InputError("table-unreadable", path=path) from error


def one_name_each(rows: Iterable[Iterable[Named]]) -> list[list[str]]:
    """Returns the institutions of each passage, once each, under the same name in all of them.

    Those of different countries that have the same name are told apart by their countries' codes,
    "sin país" where it is not known.
    """
    listed = [list(dict.fromkeys(row)) for row in rows]
    names = _chosen_names(Counter(each for row in listed for each in row if each[0]))
    shared = {bare(name) for name in names.values() if name != bare(name)}

    def _name(key: str, name: str) -> str:
        return names.get(key) or (f"{name} (sin país)" if name in shared else name)

    return [list(dict.fromkeys(_name(*each) for each in row)) for row in listed]


def bare(name: str) -> str:
    """Returns the name of an institution without what tells it apart from those of other countries.

    >>> bare("Ministerio de Salud (CL)")
    'Ministerio de Salud'
    """
    return _COUNTRY.sub("", name)


def _chosen_names(counts: Counter[Named]) -> Mapping[str, str]:
    chosen: dict[str, str] = {}
    for (key, name), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        chosen.setdefault(key, name)
    shared = Counter(chosen.values())
    return {
        key: name if shared[name] == 1 else f"{name} ({_country_of(key)})"
        for key, name in chosen.items()
    }


def _country_of(key: str) -> str:
    """Returns the country of an institution's id, as it is told apart by it."""
    return key.partition("-")[0].replace("_", " ").upper()


def _normalised(table: DataFrame) -> DataFrame:
    for name in _OPTIONAL:
        if name not in table:
            table[name] = ""
    for name in ("report", "country", "year", "question", *_OPTIONAL):
        column = table[name].astype(object)
        table[name] = column.where(column.notna(), "").astype(str)
    for name in _NUMBERED:
        table[name] = [int(float(number or 0)) for number in table[name]]
    table["institution_ids"] = [[key for key, _ in row if key] for row in table["institutions"]]
    table["institutions"] = one_name_each(table["institutions"])
    _check(table)
    table["asked"], table["number"] = table["question"], table["question"].map(_number)
    table["is_counted"] = _is_counted(table)
    table["is_known"] = table["question_id"] != ""
    table["question"] = table["question_id"].where(table["is_known"], table["question"])
    return table.reset_index(drop=True)


def _is_counted(table: DataFrame) -> Series[bool]:
    """Returns which passages answer a question that asks for results, and announce no plan."""
    others = table["expects"].isin(["plans", "context", "choice"])
    unplaced = (table["document_kind"] == "form") & (table["question"] == "")
    return ~(others | unplaced | table["is_plan"].isin(["True", "true"]))


def _check(table: DataFrame) -> None:
    """Checks that a table has only values that `meta87 tag` writes; ValueError if it has others."""
    names = chain.from_iterable(chain(table["themes"], table["institutions"]))
    if not (
        {*table["kind"]} <= {*KINDS}
        and {*table["repeated"]} <= {*HOW}
        and all(isinstance(name, str) for name in names)
        and all(map(_is_count, chain.from_iterable(table["participants"])))
    ):
        raise ValueError


def _is_count(people: Mapping[str, Any]) -> bool:
    scope, left_out = people.get("scope"), people.get("left_out")
    return (
        (people["number"] is None or isinstance(people["number"], int))
        and (not scope or (scope in _SCOPES and people.get("group") in _GROUPS))
        and (not left_out or left_out in _LEFT_OUT)
    )


def _parquet(path: Path) -> DataFrame:
    import pyarrow.parquet as pq  # noqa: PLC0415  heavy

    names = pq.read_schema(path).names
    _require(names, (*_REQUIRED, *_LISTS))
    columns = [*_REQUIRED, *_LISTS, *(n for n in _OPTIONAL if n in names)]
    table: DataFrame = pq.read_table(path, columns=columns).to_pandas(integer_object_nulls=True)
    table["institutions"] = table["institutions"].map(lambda each: list(map(_named, each)))
    return table


def _jsonl(path: Path) -> DataFrame:
    import pandas as pd  # noqa: PLC0415  heavy

    with path.open(encoding="utf-8") as lines:
        rows = [_row(json.loads(line)) for line in lines]
    names = (*_REQUIRED, *_OPTIONAL, *_LISTS)
    return pd.DataFrame(rows, columns=names, dtype=object)


def _row(record: Mapping[str, Any]) -> dict[str, Any]:
    predicted = record["predicted"]
    found: dict[str, list[dict[str, Any]]] = {label: [] for label in (PARTICIPANTS, INSTITUTION)}
    for entity in predicted["entities"]:
        if entity["label"] in found:
            found[entity["label"]].append(entity["value"])
    return {
        **{name: record.get(name) for name in (*_REQUIRED, *_OPTIONAL)},
        "kind": predicted["kind"],
        "themes": predicted["themes"],
        "participants": found[PARTICIPANTS],
        "institutions": list(map(_named, found[INSTITUTION])),
    }


def _csv(path: Path) -> DataFrame:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        separator = _SEPARATOR.search(lines.readline())
        lines.seek(0)
        csv.field_size_limit(2**31 - 1)  # as long as a passage may be
        rows = csv.reader(lines, delimiter=separator[0] if separator else ";")
        return _flat(filter(any, rows))


def _xlsx(path: Path) -> DataFrame:
    header, *rows = filter(any, first_sheet(path.read_bytes()))
    return _flat([header, *(row + (None,) * (len(header) - len(row)) for row in rows)])


def _flat(rows: Iterable[Iterable[Any]]) -> DataFrame:
    """Returns the passages of a table whose lists are joined texts; its first row is the header."""
    import pandas as pd  # noqa: PLC0415  heavy

    header, *others = [*rows] or [()]
    table = pd.DataFrame(others, columns=[str(name) for name in header], dtype=object)
    _require(table.columns, (*_REQUIRED, *_LISTS))
    table["participants"] = table["participants"].map(_people)
    for name in ("themes", "institutions"):
        table[name] = [each.split(_JOINT) if each else [] for each in table[name]]
    table["themes"] = table["themes"].map(lambda names: [*dict.fromkeys(names)])
    ids = table[_IDS] if _IDS in table else [""] * len(table)
    named = map(_with_ids, table["institutions"], ids)
    table["institutions"] = pd.Series(list(named), table.index, dtype=object)
    return table


def _with_ids(names: list[str], ids: str | None) -> list[Named]:
    """Returns the institutions of a passage; none has an id where they do not go with the names."""
    each = (ids or "").split(_JOINT)
    return list(zip(each if len(each) == len(names) else [""] * len(names), names, strict=True))


def _require(names: Iterable[str], required: Iterable[str]) -> None:
    missing = [name for name in required if name not in set(names)]
    if missing:
        raise KeyError(missing[0])


def _people(cell: str | None) -> list[dict[str, Any]]:
    """Returns the counts of people of a cell: "30 jueces [30 officials trained]"."""
    found = (match.groupdict() for match in _COUNT.finditer(cell or ""))
    return [{**count, "number": int(count["number"])} for count in found]


def _named(institution: Mapping[str, Any]) -> Named:
    return institution.get("id") or "", institution["name"]


def _number(question: str) -> int:
    digits = _DIGITS.match(question)
    return int(digits[0]) if digits else 0


_READERS: dict[str, Callable[[Path], DataFrame]] = {
    ".parquet": _parquet,
    ".jsonl": _jsonl,
    ".csv": _csv,
    ".xlsx": _xlsx,
}

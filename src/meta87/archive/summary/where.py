"""Conditions on the passages of a table: ``country=CL,PE and year>=2020``. Nothing is evaluated."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from meta87.archive.hints import code_of
from meta87.archive.summary.tables import bare
from meta87.errors import UsageError
from meta87.form.folding import fold

if TYPE_CHECKING:
    from pandas import DataFrame, Series

TEXTS = (
    "report", "country", "document_kind", "section", "question_id", "topic", "kind", "repeated",
    "repeated_from",
)  # fmt: skip
LISTS = ("themes", "institutions")
NUMBERS = ("year", "question", "priority", "step")
COLUMNS = (*TEXTS, *LISTS, *NUMBERS)
_CONDITION = re.compile(
    r"\s*(?P<column>\w+)\s*(?P<sign>!=|>=|<=|=|>|<)\s*"
    r"(?P<values>\"[^\"]*\"|'[^']*'|[^\"'=<>!\s]*(?: (?!(?:and|y)\b)[^\"'=<>!\s]+)*)"
    r"\s*(?:(?P<more>and|y)\s|\Z)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,15}")
_ORDERS: dict[str, Callable[[Any, float], Any]] = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le,
}  # fmt: skip


def where(table: DataFrame, conditions: str) -> DataFrame:
    """Returns the passages of a table, as `read_table` returns it, that meet every condition.

    A condition is a column, one of ``= != > >= < <=``, and a value or several with a comma between;
    they are joined by ``and``. No value stands for one that is not known.

    Raises:
        UsageError: ``where-invalid``, ``where-column``, ``where-number``.
    """
    start, more = 0, True
    while more:
        found = _CONDITION.match(conditions, start)
        if found is None:
            raise UsageError("where-invalid", where=conditions)
        table = table[_meets(table, found["column"].lower(), found["sign"], found["values"])]
        start, more = found.end(), bool(found["more"])
    return table


def _meets(table: DataFrame, column: str, sign: str, written: str) -> Series[bool]:
    import pandas as pd  # noqa: PLC0415  heavy

    if column not in COLUMNS:
        raise UsageError("where-column", column=column, known=", ".join(COLUMNS))
    column = "number" if column == "question" else column  # as the report numbers it
    quoted = written[:1] in {'"', "'"}
    values = [written[1:-1]] if quoted else [value.strip() for value in written.split(",")]
    if sign in _ORDERS:
        return _compared(table, column, sign, values)
    wanted = {_plain(column, value) for value in values}
    if column in LISTS:
        either = ({*each, *map(bare, each)} for each in table[column])
        named = ({_plain(column, one) for one in each} or {""} for each in either)
        found = [not wanted.isdisjoint(each) for each in named]
    else:
        said = (str(each) if each else "" for each in table[column])
        found = [_plain(column, each) in wanted for each in said]
    return pd.Series([one == (sign == "=") for one in found], table.index, dtype=bool)


def _compared(table: DataFrame, column: str, sign: str, values: list[str]) -> Series[bool]:
    import pandas as pd  # noqa: PLC0415  heavy

    if column not in {"number", *NUMBERS} or not _NUMBER.fullmatch(values[0]) or values[1:]:
        raise UsageError("where-number", column=column, value=",".join(values))
    limit = float(values[0])
    found: Series[bool] = _ORDERS[sign](pd.to_numeric(table[column], errors="coerce"), limit)
    return found


def _plain(column: str, value: str) -> str:
    """Returns a value as it is compared: without capitals and accents, a country by its code."""
    return (column == "country" and code_of(value)) or fold(value).text

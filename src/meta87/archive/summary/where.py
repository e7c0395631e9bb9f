"""Conditions on the passages of a table: ``country=CL,PE and year>=2020``. Nothing is evaluated."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, get_args

from meta87.archive.hints import code_of
from meta87.archive.summary.answers import NO, YES
from meta87.archive.summary.figures import NO_THEME
from meta87.archive.summary.tables import bare
from meta87.archive.summary.texts import HOW
from meta87.classify.labels import KINDS, THEMES
from meta87.classify.tagged import people_of
from meta87.errors import UsageError
from meta87.form.folding import fold
from meta87.form.report import Expects
from meta87.report.texts import VERDICTS

if TYPE_CHECKING:
    from pandas import DataFrame, Series

_CONDITION = re.compile(
    r"\s*(?P<column>\w+)\s*(?P<sign>!=|>=|<=|=|>|<)\s*"
    r"(?P<values>\"[^\"]*\"|'[^']*'|[^\"'=<>!\s]*(?: (?!(?:and|y)\b)[^\"'=<>!\s]+)*)"
    r"\s*(?:(?P<more>and|y)\s|\Z)",
    re.IGNORECASE,
)
_TEXTS = (
    "report", "country", "document_kind", "section", "question_id", "topic", "expects", "kind",
    "repeated", "repeated_from", "verdict", "has_evidence",
)  # fmt: skip
_LISTS = ("themes", "institutions")
_NUMBERS = ("year", "question", "priority", "step", "people")
_COLUMNS = (*_TEXTS, *_LISTS, *_NUMBERS)
_CLOSED = {
    "kind": KINDS, "themes": (*THEMES, NO_THEME), "document_kind": ("form", "free"),
    "repeated": HOW[:-1], "country": (), "verdict": VERDICTS, "has_evidence": (YES, NO),
    "expects": get_args(Expects),
}  # fmt: skip
"""Columns that have no other values than these and those of the table."""
_OF_ANSWERS = {"verdict", "has_evidence"}
_NUMBER = re.compile(r"\d{1,15}")
_ORDERS: dict[str, Callable[[Any, float], Any]] = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le,
}  # fmt: skip


def where(table: DataFrame, conditions: str) -> DataFrame:
    """Returns the passages of a table, as `read_table` returns it, that meet every condition.

    A condition is a column, one of ``= != > >= < <=``, and a value or several with a comma between;
    they are joined by ``and``. No value stands for one that is not known.

    ``themes=none`` stands for no theme.

    Raises:
        UsageError: ``where-invalid``, ``where-column``, ``where-number``, ``where-value``.
    """
    left, start, more = table, 0, True
    while more:
        found = _CONDITION.match(conditions, start)
        if found is None:
            raise UsageError("where-invalid", where=conditions)
        column, sign, values = found.group("column", "sign", "values")
        left = left[_meets(table, column.lower(), sign, values)[left.index]]
        start, more = found.end(), bool(found["more"])
    return left


def _meets(table: DataFrame, column: str, sign: str, written: str) -> Series[bool]:
    """Returns which passages meet a condition."""
    import pandas as pd  # noqa: PLC0415  heavy

    if column not in _COLUMNS:
        raise UsageError("where-column", column=column, known=", ".join(_COLUMNS))
    quoted = written[:1] in {'"', "'"}
    values = [written[1:-1]] if quoted else [value.strip() for value in written.split(",")]
    if column in _OF_ANSWERS and not table[column].any():
        raise UsageError("where-answers", column=column)
    if column in _NUMBERS:
        return _compared(table, column, sign, values)
    if sign in _ORDERS:
        raise _no_number(column, values)
    if column in _LISTS:
        either: Iterator[set[str]] = ({*each, *map(bare, each)} for each in table[column])
        if column == "institutions":
            either = map(set.union, either, table["institution_ids"])
        said = [{_plain(column, one) for one in each} or {""} for each in either]
    else:
        said = [{_plain(column, str(each) if each else "")} for each in table[column]]
    wanted = {_plain(column, value) for value in values}
    if column in _CLOSED:
        _require_known(column, values, {*_CLOSED[column], *chain(*said)} - {""})
    found = [not wanted.isdisjoint(each) for each in said]
    return pd.Series([one == (sign == "=") for one in found], table.index, dtype=bool)


def _compared(table: DataFrame, column: str, sign: str, values: list[str]) -> Series[bool]:
    """Returns which passages have a number, or one within a limit; 0 is none."""
    import pandas as pd  # noqa: PLC0415  heavy

    if sign in _ORDERS and (values[1:] or not values[0]):
        raise _no_number(column, values)
    if not all(_NUMBER.fullmatch(value) for value in values if value):
        raise _no_number(column, values)
    if column == "people":
        numbers = table["participants"].map(people_of)
    else:
        numbers = table["number" if column == "question" else column]  # as the report numbers it
    found = pd.to_numeric(numbers, errors="coerce").astype(float).replace(0, float("nan"))
    if sign in _ORDERS:
        limited: Series[bool] = _ORDERS[sign](found, float(values[0]))
        return limited
    met: Series[bool] = found.isin([float(value or "nan") for value in values])
    return met if sign == "=" else ~met


def _no_number(column: str, values: list[str]) -> UsageError:
    return UsageError(
        "where-number", column=column, value=",".join(values), known=", ".join(_NUMBERS)
    )


def _require_known(column: str, values: list[str], known: set[str]) -> None:
    """Raises an error for a value that a column never has; any country may be asked for."""
    for value in values:
        asked = _plain(column, value)
        if asked and asked not in known and not (column == "country" and code_of(value)):
            listed = ", ".join(sorted(known))
            raise UsageError("where-value", column=column, value=value, known=listed)


def _plain(column: str, value: str) -> str:
    """Returns a value as it is compared: without capitals and accents; of a country, its code."""
    plain = fold(value).text
    if column == "country":
        return code_of(value) or plain
    return "" if (column, plain) == ("themes", NO_THEME) else plain

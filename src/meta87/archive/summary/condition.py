"""Which passages of a table meet one condition: a column, a sign and values."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from itertools import chain
from typing import TYPE_CHECKING, Any

from meta87.archive.summary.tables import bare
from meta87.archive.summary.values import CLOSED, plain, require_known
from meta87.classify.tagged import people_of
from meta87.errors import UsageError

if TYPE_CHECKING:
    from pandas import DataFrame, Series

TEXTS = (
    "report", "country", "document_kind", "section", "question_id", "topic", "kind", "repeated",
    "repeated_from",
)  # fmt: skip
LISTS = ("themes", "institutions")
NUMBERS = ("year", "question", "priority", "step", "people")
COLUMNS = (*TEXTS, *LISTS, *NUMBERS)
_NUMBER = re.compile(r"\d{1,15}")
_ORDERS: dict[str, Callable[[Any, float], Any]] = {
    ">": operator.gt, ">=": operator.ge, "<": operator.lt, "<=": operator.le,
}  # fmt: skip


def meets(table: DataFrame, column: str, sign: str, written: str) -> Series[bool]:
    """Returns which passages meet a condition.

    Raises:
        UsageError: ``where-column``, ``where-number``, ``where-value``.
    """
    import pandas as pd  # noqa: PLC0415  heavy

    if column not in COLUMNS:
        raise UsageError("where-column", column=column, known=", ".join(COLUMNS))
    quoted = written[:1] in {'"', "'"}
    values = [written[1:-1]] if quoted else [value.strip() for value in written.split(",")]
    if column in NUMBERS:
        return _compared(table, column, sign, values)
    if sign in _ORDERS:
        raise _no_number(column, values)
    if column in LISTS:
        either = ({*each, *map(bare, each)} for each in table[column])
        said = [{plain(column, one) for one in each} or {""} for each in either]
    else:
        said = [{plain(column, str(each) if each else "")} for each in table[column]]
    wanted = {plain(column, value) for value in values}
    if column in CLOSED:
        require_known(column, values, {*CLOSED[column], *chain(*said)} - {""})
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
        "where-number", column=column, value=",".join(values), known=", ".join(NUMBERS)
    )

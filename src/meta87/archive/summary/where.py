"""Conditions on the passages of a table: ``country=CL,PE and year>=2020``. Nothing is evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from meta87.archive.summary.condition import meets
from meta87.errors import UsageError

if TYPE_CHECKING:
    from pandas import DataFrame, Series

_CONDITION = re.compile(
    r"\s*(?P<column>\w+)\s*(?P<sign>!=|>=|<=|=|>|<)\s*"
    r"(?P<values>\"[^\"]*\"|'[^']*'|[^\"'=<>!\s]*(?: (?!(?:and|y)\b)[^\"'=<>!\s]+)*)"
    r"\s*(?:(?P<more>and|y)\s|\Z)",
    re.IGNORECASE,
)


def where(table: DataFrame, conditions: str) -> DataFrame:
    """Returns the passages of a table, as `read_table` returns it, that meet every condition.

    A condition is a column, one of ``= != > >= < <=``, and a value or several with a comma between;
    they are joined by ``and``. No value stands for one that is not known.

    Kinds and themes may have the names that people read, and ``none`` is no theme.

    Raises:
        UsageError: ``where-invalid``, ``where-column``, ``where-number``, ``where-value``.
    """
    left = table
    for _, met in _conditions(table, conditions):
        left = left[met[left.index]]
    return left


def emptied_by(table: DataFrame, conditions: str) -> str:
    """Returns the first condition that leaves none of the passages that met those before it."""
    left = table
    for condition, met in _conditions(table, conditions):
        if left.empty:
            break
        left = left[met[left.index]]
        if left.empty:
            return condition
    return ""


def _conditions(table: DataFrame, conditions: str) -> Iterator[tuple[str, Series[bool]]]:
    """Yields each condition and the passages of the table that meet it."""
    start, more = 0, True
    while more:
        found = _CONDITION.match(conditions, start)
        if found is None:
            raise UsageError("where-invalid", where=conditions)
        column, sign, values = found.group("column", "sign", "values")
        yield f"{column}{sign}{values}", meets(table, column.lower(), sign, values)
        start, more = found.end(), bool(found["more"])

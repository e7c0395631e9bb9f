"""What a cell of a table or a workbook takes."""

from __future__ import annotations

from typing import TypeVar

Value = TypeVar("Value", str | int, str | int | float | None)

CELL = 32_767  # characters that Excel takes in a cell
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # the first characters of one


def question_cell(question: str) -> int | str:
    """Returns the number of a question as a cell of a workbook has it; one without stays text."""
    return int(question) if question.isdecimal() else question


def no_formula(value: Value) -> Value:
    """Returns a value; text that a spreadsheet would read as a formula is escaped."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value

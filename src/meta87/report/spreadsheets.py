"""The limits of spreadsheets: length of a cell, and text that looks like a formula."""

from __future__ import annotations

from typing import TypeVar

Value = TypeVar("Value", str | int, str | int | float | None)

CHARACTERS = 32_767  # in a cell of Excel
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # the first characters of one


def no_formula(value: Value) -> Value:
    """Returns a value; text that a spreadsheet would read as a formula is escaped."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value

"""The values by which passages are chosen: as they are compared, and which a column may have."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from meta87.archive.hints import code_of
from meta87.archive.summary.figures import NO_THEME
from meta87.archive.summary.texts import HOW
from meta87.classify.labels import KINDS, THEMES
from meta87.errors import UsageError
from meta87.form.folding import fold
from meta87.messages import text

CLOSED = {
    "kind": KINDS, "themes": (*THEMES, NO_THEME), "document_kind": ("form", "free"),
    "repeated": HOW[:-1], "country": (),
}  # fmt: skip
"""Columns that have no other values than these and those of the table."""
_NAMED = {"kind": "kind", "themes": "theme", "repeated": "repeated"}  # column → its names


def require_known(column: str, values: list[str], known: Iterable[str]) -> None:
    """Raises an error for a value that a column never has; any country may be asked for.

    Raises:
        UsageError: ``where-value``.
    """
    for value in values:
        asked = plain(column, value)
        if asked and asked not in known and not (column == "country" and code_of(value)):
            listed = ", ".join(sorted(known))
            raise UsageError("where-value", column=column, value=value, known=listed)


def plain(column: str, value: str) -> str:
    """Returns a value as it is compared: without capitals and accents, and by its id if it has one.

    A country has its code, and kinds, themes and ways of repeating have names in both languages.
    """
    if column == "country":
        return code_of(value) or fold(value).text
    bare = fold(value).text
    if column == "themes":
        return "" if bare == NO_THEME else _ids(column).get(bare, bare.replace(" ", "_"))
    return _ids(column).get(bare, bare)


@cache
def _ids(column: str) -> dict[str, str]:
    """Returns the names of the values of a column, as they are compared → their ids."""
    if column not in _NAMED:
        return {}
    return {
        fold(text(f"ui.{_NAMED[column]}.{one}", lang)).text: one
        for lang in ("es", "en")
        for one in CLOSED[column]
        if one != NO_THEME
    }

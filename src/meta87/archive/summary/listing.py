"""The passages of a table one by one, as text and as records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from meta87.messages import text

if TYPE_CHECKING:
    from pandas import DataFrame

_COLUMNS = (
    "report", "country", "year", "number", "question_id", "topic", "kind", "priority", "step",
    "repeated", "repeated_from", "text",
)  # fmt: skip


def records(table: DataFrame) -> list[dict[str, Any]]:
    """Returns the passages of a table, as `read_table` returns it, without those of copies."""
    kept = table.loc[table["copy_of"] == "", [*_COLUMNS]]
    named = kept.rename(columns={"number": "question"})
    return [{str(name): value for name, value in row.items()} for row in named.to_dict("records")]


def lines(table: DataFrame, lang: str) -> Iterator[str]:
    """Yields a line per passage: its report and question, its kind, its text, what it repeats."""
    for row in records(table):
        shown = {name: str(row[name]) for name in ("report", "question", "text")}
        line = text("ui.summed.listed", lang, kind=text(f"ui.kind.{row['kind']}", lang), **shown)
        if row["repeated"]:
            how = text(f"ui.repeated.{row['repeated']}", lang)
            line += text("ui.summed.listed-before", lang, how=how, report=row["repeated_from"])
        yield " ".join(line.split())

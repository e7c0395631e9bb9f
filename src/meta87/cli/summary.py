"""``meta87 summary``: the counts of a table of tagged passages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from meta87.cli.language import current
from meta87.cli.options import OutOption, argument, option
from meta87.cli.output import require_distinct_paths, write, write_json

FormatOption = Annotated[
    Literal["text", "html", "json"] | None, option("--format", "-f", help="summary.format")
]


def summary(
    table: Annotated[Path, argument("summary.metavar", "summary.table")],
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Summarises a table of tagged passages."""
    from meta87.archive.summary import html, terminal
    from meta87.archive.summary.figures import summarise
    from meta87.archive.summary.tables import read_table

    require_distinct_paths(out, table)
    is_page = out is not None and out.suffix.lower() in {".html", ".htm"}
    chosen = format or ("html" if is_page else "text")
    found = summarise(read_table(table))
    if chosen == "json":
        write_json(found.record(), out)
    elif chosen == "html":
        write(html.render(found, table.name, current()), out)
    else:
        write(terminal.render(found, current()), out)

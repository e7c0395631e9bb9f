"""``meta87 summary``: the counts of a table of tagged passages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from meta87.cli.language import current
from meta87.cli.options import OutOption, argument, option
from meta87.cli.output import print_message, require_distinct_paths, write, write_json
from meta87.errors import UsageError

_FORMATS = {"": "text", ".txt": "text", ".html": "html", ".htm": "html", ".json": "json"}


def summary(
    table: Annotated[Path, argument("summary.metavar", "summary.table")],
    format: Annotated[
        Literal["text", "html", "json"] | None, option("--format", "-f", help="summary.format")
    ] = None,
    out: OutOption = None,
    conditions: Annotated[str, option("--where", help="summary.where", show_default=False)] = "",
    listed: Annotated[bool, option("--list", help="summary.listed")] = False,
    whole: Annotated[bool, option("--all", help="summary.whole")] = False,
) -> None:
    """Summarises a table of tagged passages, or lists its passages."""
    from meta87.archive.summary import html, terminal
    from meta87.archive.summary.figures import summarise
    from meta87.archive.summary.tables import read_table
    from meta87.archive.summary.texts import TOP
    from meta87.archive.summary.where import where

    require_distinct_paths(out, table)
    suffix = out.suffix.lower() if out else ""
    if not format and suffix not in _FORMATS:
        raise UsageError("format-unknown", format=suffix, known=", ".join(filter(None, _FORMATS)))
    chosen = format or _FORMATS[suffix]
    if listed and chosen == "html":
        raise UsageError("list-html")
    passages = every = read_table(table)
    if conditions:
        passages = where(every, conditions)
        if passages.empty:
            print_message("ui.summed.where-none", condition=conditions)
            if chosen == "text" and not out:
                return
    if listed and chosen == "json":
        write_json(terminal.records(passages), out)
        return
    if listed:
        write("".join(f"{line}\n" for line in terminal.lines(passages, current())), out)
        return
    found = summarise(passages, every)
    top = max(len(found.institutions), len(found.trends), 1) if whole else TOP
    if chosen == "json":
        write_json(found.record(), out)
    elif chosen == "html":
        write(html.render(found, table.name, current(), top), out)
    else:
        write(terminal.render(found, current(), top), out)

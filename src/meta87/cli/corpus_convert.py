"""``meta87 corpus convert``: passages between the formats of annotation tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from meta87.cli.options import argument, option
from meta87.cli.output import print_message

Format = Literal["jsonl", "csv", "xlsx", "spacy", "label-studio", "doccano"]


def convert(
    source: Annotated[Path, argument("corpus.convert.source", "corpus.convert.source-file")],
    target: Annotated[Path, argument("corpus.convert.target", "corpus.convert.target-file")],
    read: Annotated[Format | None, option("--from", help="corpus.convert.read")] = None,
    write: Annotated[Format | None, option("--to", help="corpus.convert.write")] = None,
    drafts: Annotated[bool, option("--drafts", help="corpus.convert.drafts")] = False,
) -> None:
    """Converts a file of passages."""
    from meta87.corpus.convert import format_of, imported, written
    from meta87.corpus.formats.extra_fields import own_themes
    from meta87.corpus.schema import line_ranges

    source_format, target_format = format_of(source, read), format_of(target, write)
    found = imported(source, source_format, drafts=drafts)
    interface = written(found.records, target, target_format)
    print_message("ui.corpus.converted", count=len(found.records), path=target)
    if found.skipped:
        lines = line_ranges(found.skipped)
        print_message("ui.corpus.skipped", count=len(found.skipped), lines=lines)
    if themes := own_themes(found.records):
        print_message("ui.corpus.own-themes", count=len(themes), themes=", ".join(themes))
    if interface:
        print_message("ui.written", path=interface)

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
    from meta87.corpus import convert as conversion
    from meta87.corpus.schema import line_ranges

    formats = conversion.format_of(source, read), conversion.format_of(target, write)
    made = conversion.convert(source, target, *formats, drafts=drafts)
    print_message("ui.corpus.converted", count=made.count, path=target)
    if skipped := made.skipped:
        lines = line_ranges(skipped)
        print_message("ui.corpus.skipped", count=len(skipped), lines=lines)
    if themes := made.own_themes:
        print_message("ui.corpus.own-themes", count=len(themes), themes=", ".join(themes))
    if made.interface:
        print_message("ui.written", path=made.interface)

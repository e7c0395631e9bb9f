"""``meta87 merge``: the contributions of several institutions in one form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meta87.cli import UNREADABLE
from meta87.cli.language import current
from meta87.cli.options import TemplateOption, argument, option
from meta87.cli.output import (
    print_error,
    print_lines,
    print_message,
    require_distinct_paths,
    write,
)
from meta87.errors import InputError, UsageError
from meta87.messages import text

if TYPE_CHECKING:
    from meta87.form.contributions import Contribution, Merged, Ticks
    from meta87.form.report import Report
    from meta87.form.template import Template

SHOWN = 3  # texts that a sentence quotes


def merge(
    form: Annotated[Path, argument("merge.form-metavar", "merge.form")],
    parts: Annotated[list[Path], argument("merge.parts-metavar", "merge.parts")],
    out: Annotated[Path, option("--out", "-o", help="merge.out")],
    author: Annotated[list[str] | None, option("--author", help="merge.author")] = None,
    template: TemplateOption = None,
) -> None:
    """Merges the contributions of several institutions in one form."""
    from meta87.form.contributions import merge as merged_with
    from meta87.form.template import load_template
    from meta87.reading.read import file_bytes
    from meta87.report.docx_merge import written

    if author and len(author) != len(parts):
        raise UsageError("merge-authors", authors=len(author), parts=len(parts))
    if form.suffix.lower() != ".docx":
        raise UsageError("merge-form-docx", path=form)
    if out.suffix.lower() != ".docx":
        raise UsageError("merge-out-docx", path=out)
    require_distinct_paths(out, form, *parts)
    known = load_template(template) if template else None
    data = file_bytes(form)
    target = _filled(form, known, data)
    read = list(_contributions(parts, author or [""] * len(parts), known))
    merged = merged_with(target, read)
    write(written(data, target, merged.additions), out)
    print_lines(_told(merged, read))
    raise typer.Exit(UNREADABLE if len(read) < len(parts) else 0)


def _filled(path: Path, template: Template | None, data: bytes | None = None) -> Report:
    """Returns a form as parsed."""
    from meta87.pipeline import open_report

    report = open_report(path, template, data)
    if not report.template:
        raise InputError("form-not-found", path=path)
    return report


def _contributions(
    parts: list[Path], authors: list[str], template: Template | None
) -> Iterator[Contribution]:
    """Yields the contributions that can be read; prints why the others cannot."""
    from meta87.form.contributions import Contribution, author_of

    for path, author in zip(parts, authors, strict=True):
        try:
            report = _filled(path, template)
        except InputError as error:
            print_error(error)
            print_message("ui.merge.unread", file=path.name)
        else:
            yield Contribution(author or author_of(report, path.stem), report)


def _told(merged: Merged, read: list[Contribution]) -> Iterator[str]:
    """Yields what each author added, where the ticks differ, and which texts were left out."""
    lang = current()
    for name in dict.fromkeys(part.author for part in read):
        added = [each.question for each in merged.additions if each.author == name]
        key = "ui.merge.added" if added else "ui.merge.nothing"
        yield text(key, lang, author=name, count=len(added), questions=", ".join(added))
    for ticks in merged.ticks:
        key = "ui.merge.disagree" if ticks.disagree else "ui.merge.agree"
        yield text(key, lang, question=ticks.question, ticks=_ticks(ticks))
    for name, texts in merged.left.items():
        shown = _quoted(texts[:SHOWN])
        yield text("ui.merge.left", lang, author=name, count=len(texts), passages=shown)


def _ticks(ticks: Ticks) -> str:
    own = text("ui.merge.form", current())
    return "; ".join(
        f"{author or own}: {_quoted(labels)}" for author, labels in ticks.by_author.items()
    )


def _quoted(texts: Sequence[str]) -> str:
    from meta87.report.texts import EXCERPT, shortened

    return ", ".join(
        text("ui.quoted", current(), quote=shortened(words, EXCERPT)) for words in texts
    )

"""``meta87 merge``: the contributions of several institutions in one form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meta87.cli import UNREADABLE
from meta87.cli.language import current
from meta87.cli.options import ForceOption, TemplateOption, argument, option
from meta87.cli.output import (
    print_error,
    print_lines,
    print_message,
    require_distinct_paths,
    require_new,
    write,
)
from meta87.errors import InputError, UsageError
from meta87.messages import text

if TYPE_CHECKING:
    from meta87.form.contributions import Contribution, Merged, Ticks
    from meta87.form.report import Report
    from meta87.form.template import Template

SHOWN = 20  # texts of a contribution that are told to have been left out


def merge(
    form: Annotated[Path, argument("merge.form-metavar", "merge.form")],
    parts: Annotated[list[Path], argument("merge.parts-metavar", "merge.parts")],
    out: Annotated[Path, option("--out", "-o", help="merge.out")],
    author: Annotated[list[str] | None, option("--author", help="merge.author")] = None,
    template: TemplateOption = None,
    force: ForceOption = False,
) -> None:
    """Merges the contributions of several institutions in one form."""
    from meta87.form.contributions import merge as merged_with
    from meta87.form.template import load_template
    from meta87.pipeline import open_report
    from meta87.reading.read import file_bytes
    from meta87.report.docx_merge import written

    if author and len(author) != len(parts):
        raise UsageError("merge-authors", authors=len(author), parts=len(parts))
    if form.suffix.lower() != ".docx":
        raise UsageError("merge-form-docx", path=form)
    if out.suffix.lower() != ".docx":
        raise UsageError("merge-out-docx", path=out)
    require_distinct_paths(out, form, *parts)
    require_new(out, force=force)
    known = load_template(template) if template else None
    data = file_bytes(form)
    target = open_report(form, known, data)
    if not target.template:
        raise InputError("form-not-found", path=form)
    read = list(_contributions(parts, author or [""] * len(parts), known, target))
    unread = len(parts) - len(read)
    if read:
        merged = merged_with(target, read)
        write(written(data, target, merged.additions), out)
        print_lines(_told(merged, read))
    if unread:
        print_message("ui.merge.unread" if read else "ui.merge.none", count=unread)
        raise typer.Exit(UNREADABLE)


def _contribution(path: Path, template: Template | None, form: Report) -> Report:
    """Returns what may be a contribution: vague titles do, with only labels above them."""
    from meta87.form.contributions import asked_by_titles
    from meta87.form.fix import Fix
    from meta87.form.parser import is_label
    from meta87.form.report import Role
    from meta87.pipeline import open_report

    report = open_report(path, template)
    is_certain = bool(report.template)
    report = report if is_certain else open_report(path, template, fix=Fix())
    if titles := tuple(asked_by_titles(form, report)):
        report = open_report(path, template, fix=Fix(block=titles))
    before = (placed.block for placed in report.head if placed.role is Role.UNPLACED)
    if not report.answers or not (is_certain or all(map(is_label, before))):
        raise InputError("part-form-not-found", path=path)
    return report


def _contributions(
    parts: list[Path], authors: list[str], template: Template | None, form: Report
) -> Iterator[Contribution]:
    """Yields the contributions that can be read; prints why the others cannot."""
    from meta87.form.contributions import Contribution, author_of

    for path, author in zip(parts, authors, strict=True):
        try:
            report = _contribution(path, template, form)
        except InputError as error:
            print_error(error)
        else:
            yield Contribution(author or author_of(report, path.stem), report)


def _told(merged: Merged, read: list[Contribution]) -> Iterator[str]:
    """Yields what each author added, where the ticks differ, and which texts were left out."""
    lang = current()
    for name in dict.fromkeys(part.author for part in read):
        own = (each.question for each in merged.additions if each.author == name)
        added = list(dict.fromkeys(own))
        key = "ui.merge.added" if added else "ui.merge.nothing"
        yield text(key, lang, author=name, count=len(added), questions=", ".join(added))
    for ticks in merged.ticks:
        key = "ui.merge.disagree" if ticks.disagree else "ui.merge.agree"
        yield text(key, lang, question=ticks.question, ticks=_ticks(ticks))
    for name, texts in merged.left.items():
        yield from _left(name, texts)


def _left(author: str, texts: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yields which texts of a contribution were left out: figures, then sentences, first."""
    from meta87.report.texts import EXCERPT, shortened

    lang = current()
    yield text("ui.merge.left", lang, author=author, count=len(texts))
    for words, asked in sorted(texts, key=lambda each: _rank(each[0]))[:SHOWN]:
        key, title = "ui.merge.left-asked" if asked else "ui.merge.left-text", asked.rstrip(" *:")
        yield text(key, lang, quote=shortened(words, EXCERPT), asked=shortened(title, EXCERPT))
    if more := len(texts[SHOWN:]):
        yield text("ui.merge.left-more", lang, count=more)


def _rank(words: str) -> int:
    """Returns how late a text that was left out is told: what may be a result comes first."""
    if any(map(str.isdigit, words)):
        return 0
    return 1 if words.rstrip().endswith(".") else 2


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

"""``meta87 tag``: every passage of an archive, with its labels, as one table."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from meta87.archive.sink.formats import Format, format_of, tables_format_of
from meta87.cli import INTERRUPTED, UNREADABLE
from meta87.cli.language import current
from meta87.cli.options import ModelOption, ProfileOption, argument, option
from meta87.cli.output import print_lines, print_message, require_distinct_paths
from meta87.errors import UsageError
from meta87.messages import text
from meta87.report.error_texts import sentence

if TYPE_CHECKING:
    from meta87.archive.engines.pool import Engine
    from meta87.archive.run import Tally, Target

STDIN = "-"
SEPARATORS = {";": ";", ",": ",", "tab": "\t"}
MAX_NAMES_SHOWN = 3  # as examples in a sentence
MAX_ERRORS_SHOWN = 10  # where a file lists them all


def tag(
    files: Annotated[list[str], argument("tag.metavar", "tag.files")],
    out: Annotated[str | None, option("--out", "-o", help="tag.out")] = None,
    tables: Annotated[str | None, option("--tables", help="tag.tables")] = None,
    format: Annotated[Format | None, option("--format", "-f", help="tag.format")] = None,
    separator: Annotated[str, option("--separator", help="tag.separator")] = ";",
    jobs: Annotated[int | None, option("--jobs", "-j", help="tag.jobs", min=1)] = None,
    retry_failed: Annotated[bool, option("--retry-failed", help="tag.retry_failed")] = False,
    country: Annotated[str, option(help="tag.country", show_default=False)] = "",
    year: Annotated[int | None, option(help="tag.year", min=1, max=9999)] = None,
    id_from: Annotated[str | None, option("--id-from", help="tag.id_from")] = None,
    whole: Annotated[bool, option("--all", help="tag.whole")] = False,
    engine: Annotated[Literal["local", "dask"], option(help="tag.engine")] = "local",
    scheduler: Annotated[str | None, option(help="tag.scheduler")] = None,
    model: ModelOption = None,
    profile: ProfileOption = "default",
) -> None:
    """Tags every passage of reports and of files of passage records."""
    from meta87.archive.hints import given
    from meta87.archive.ids import own_ids
    from meta87.archive.models import settings
    from meta87.archive.plan import plan
    from meta87.archive.run import Run
    from meta87.cli.progress import Progress

    target = _target(format, out, separator, tables)
    own = own_ids(id_from) if id_from else None
    planned = plan(_listed(files), given(country, year), target.out, own)
    require_distinct_paths(target.out, *(Path(source.uri) for source in planned.sources))
    most = None if whole else MAX_NAMES_SHOWN
    left = {"left": planned.left, "no-id": planned.without_id}
    print_lines(_named(left.items(), most))
    workers = _engine(engine, scheduler, jobs, len(planned.sources))
    run = Run(planned, settings(model, profile), target, workers, retry_failed)
    with Progress(len(planned.sources)) as progress:
        tally = run.tag(progress.advance, partial(print_message, "ui.batch.ending"))
    _print_errors(tally, target, whole=whole)
    print_lines(_summary(tally, most))
    if tally.interrupted:
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(UNREADABLE if tally.errors else 0)


def _listed(files: list[str]) -> list[str]:
    """Returns the names given; "-" is replaced by a list from standard input, one name per line."""
    lines: list[str] = []
    for file in files:
        lines += sys.stdin.read().splitlines() if file == STDIN else [file]
    if named := [line.strip() for line in lines if line.strip()]:
        return named
    raise UsageError("list-empty")


def _target(format: Format | None, out: str | None, separator: str, tables: str | None) -> Target:
    """Returns where results go: one table, all tables of the archive, or standard output."""
    from meta87.archive.run import Target

    if tables:
        if format or out:
            raise UsageError("tables-alone")
        return Target(tables_format_of(tables), Path(tables), all_tables=True)
    if separator not in SEPARATORS:
        raise UsageError("separator-unknown", separator=separator, known=" ".join(SEPARATORS))
    chosen = format_of(format, out)
    is_folder = chosen is Format.FOLDER
    return Target(chosen, Path(out) if out else None, SEPARATORS[separator], all_tables=is_folder)


def _engine(name: str, scheduler: str | None, jobs: int | None, files: int) -> Engine | None:
    """Returns the engine; None for a single file, which is not worth a separate process."""
    from loky import cpu_count

    workers = jobs or cpu_count()
    if name == "dask" or scheduler:
        try:
            from meta87.archive.engines.dask import Dask
        except ImportError as error:
            raise UsageError("dask-missing") from error
        return Dask(workers, scheduler)
    from meta87.archive.engines.local import Local

    return Local(min(workers, files)) if files > 1 else None


def _print_errors(tally: Tally, target: Target, *, whole: bool) -> None:
    """Prints why files were not tagged; beside a table, a file lists them and some are printed."""
    from meta87.archive.sink.errors import write_errors

    listed = [
        (source.name, state.value, error.id, sentence(error, current()))
        for source, state, error in tally.errors
    ]
    reasons = [f"meta87: {reason}" for *_, reason in listed]
    if target.out is None:
        print_lines(reasons)
        return
    most = len(reasons) if whole else MAX_ERRORS_SHOWN
    print_lines(reason.splitlines()[0] for reason in reasons[:most])
    if len(reasons) > most:
        print_message("ui.batch.more-errors", count=len(reasons) - most)
    errors = write_errors(target.out, listed, target.separator)
    print_message("ui.written", path=target.out)
    if errors:
        print_message("ui.batch.errors", path=errors)


def _summary(tally: Tally, most: int | None) -> Iterator[str]:
    """Yields what is to be said of files that were tagged, and how many were."""
    lang = current()
    counts = {state.value: count for state, count in tally.states.items()}
    states = {name: counts.get(name, 0) for name in ("read", "rejected", "failed")}
    yield from _named(sorted(tally.notes.items()), most)
    pairs = [f"{copy} = {original}" for copy, original in tally.copies.items()]
    yield from _named([("copies", pairs)], most)
    if tally.total > 1 or tally.errors:
        yield text("ui.batch.summary", lang, passages=tally.passages, **states)
    if tally.same:
        yield text("ui.batch.same", lang, count=tally.same)
    if tally.interrupted:
        yield text("ui.batch.interrupted", lang, done=sum(states.values()), total=tally.total)


def _named(found: Iterable[tuple[str, Iterable[str]]], most: int | None) -> Iterator[str]:
    """Yields, for each fact that holds of files, the sentence that names so many of them."""
    for key, files in found:
        if names := list(files):
            shown = names if most is None or len(names) <= most + 1 else names[:most]
            some = ", ".join(shown)
            if left := len(names) - len(shown):
                some += text("ui.batch.more-names", current(), count=left)
            yield text(f"ui.batch.{key}", current(), count=len(names), names=some)

"""``meta87 tag``: every passage of an archive, with its labels, as one table."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meta87.archive.sink.formats import Format, format_of
from meta87.cli.codes import INTERRUPTED, UNREADABLE
from meta87.cli.failures import sentence
from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import (
    LangOption,
    ModelOption,
    Profile,
    ProfileOption,
    note,
    require_apart,
    told,
)
from meta87.errors import UsageError

if TYPE_CHECKING:
    from meta87.archive.engines import Engine
    from meta87.archive.hints import PathHints
    from meta87.archive.plan import Plan
    from meta87.archive.run import Tally, Target

STDIN = "-"
SEPARATORS = {";": ";", ",": ",", "tab": "\t"}
SHOWN = 3  # names that a sentence gives as examples
TOLD = 10  # errors that are shown where a file lists them all


class EngineName(StrEnum):
    """Who does the work."""

    LOCAL = "local"
    DASK = "dask"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("tag", cls=Command, help=told("tag.help"))(command)


def command(
    files: Annotated[
        list[str],
        typer.Argument(metavar=told("tag.metavar"), help=told("tag.files"), show_default=False),
    ],
    out: Annotated[
        str | None, typer.Option("--out", "-o", help=told("tag.out"), show_default=False)
    ] = None,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help=told("tag.format"), show_default=False)
    ] = None,
    separator: Annotated[str, typer.Option(help=told("tag.separator"))] = ";",
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help=told("tag.jobs"), show_default=False)
    ] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help=told("tag.retry_failed"))
    ] = False,
    path_pattern: Annotated[
        str | None, typer.Option(help=told("tag.path_pattern"), show_default=False)
    ] = None,
    country: Annotated[str, typer.Option(help=told("tag.country"), show_default=False)] = "",
    year: Annotated[
        int | None, typer.Option(min=1, max=9999, help=told("tag.year"), show_default=False)
    ] = None,
    engine: Annotated[EngineName, typer.Option(help=told("tag.engine"))] = EngineName.LOCAL,
    scheduler: Annotated[
        str | None, typer.Option(help=told("tag.scheduler"), show_default=False)
    ] = None,
    model: ModelOption = None,
    profile: ProfileOption = Profile.DEFAULT,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Tags every passage of reports and of files of passage records."""
    from meta87.archive.models import settings  # noqa: PLC0415
    from meta87.archive.plan import plan  # noqa: PLC0415
    from meta87.archive.run import Run  # noqa: PLC0415
    from meta87.cli.progress import Progress  # noqa: PLC0415

    target = _target(format, out, separator)
    planned = plan(_listed(files), _hints(path_pattern, country, year), target.out)
    require_apart(target.out, *(Path(source.uri) for source in planned.sources))
    _say_left(planned)
    workers = _engine(engine, scheduler, model, jobs, len(planned.sources))
    run = Run(planned, settings(model, profile), target, workers, retry_failed)
    with Progress(len(planned.sources)) as progress:
        tally = run.tag(progress.advance)
    raise typer.Exit(_tell(tally, target))


def _listed(files: list[str]) -> list[str]:
    """Returns the names given; "-" is replaced by a list from standard input, one name per line."""
    named: list[str] = []
    for file in files:
        lines = sys.stdin.read().splitlines() if file == STDIN else [file]
        named += [line.strip() for line in lines if line.strip()]
    if not named:
        raise UsageError("list-empty")
    return named


def _target(format: Format | None, out: str | None, separator: str) -> Target:
    from meta87.archive.run import Target  # noqa: PLC0415

    if separator not in SEPARATORS:
        raise UsageError("separator-unknown", separator=separator, known=" ".join(SEPARATORS))
    chosen = format_of(format, out)
    return Target(chosen, Path(out) if out else None, SEPARATORS[separator])


def _hints(pattern: str | None, country: str, year: int | None) -> PathHints:
    from meta87.archive.hints import Hint, PathHints, code_of, compiled  # noqa: PLC0415

    return PathHints(compiled(pattern) if pattern else None, Hint(code_of(country), year))


def _engine(
    name: EngineName, scheduler: str | None, model: Path | None, jobs: int | None, files: int
) -> Engine | None:
    """Returns the engine; None for a single file, which is not worth a separate process."""
    from loky import cpu_count  # noqa: PLC0415  heavy

    workers = jobs or cpu_count()
    if name is EngineName.DASK or scheduler:
        from meta87.archive.engines.dask import Dask  # noqa: PLC0415

        return Dask(workers, scheduler, str(model or ""))
    from meta87.archive.engines.local import Local  # noqa: PLC0415

    return Local(min(workers, files)) if files > 1 else None


def _say_left(plan: Plan) -> None:
    if plan.left:
        note("ui.batch.left", count=len(plan.left), names=_some(plan.left))


def _tell(tally: Tally, target: Target) -> int:
    """Prints the summary of a run, and returns the exit code."""
    from meta87.archive.sink.errors import write_errors  # noqa: PLC0415

    told = [(source.name, state, error) for source, state, error in tally.errors]
    listed = [(name, state.value, e.id, sentence(e, current())) for name, state, e in told]
    _say_errors([why for *_, why in listed], listed_apart=target.out is not None)
    if target.out:
        errors = write_errors(target.out.parent, listed, target.separator)
        note("ui.written", path=target.out)
        if errors:
            note("ui.batch.errors", path=errors)
    _sum_up(tally)
    if tally.interrupted:
        return INTERRUPTED
    return UNREADABLE if tally.errors else 0


def _say_errors(sentences: list[str], *, listed_apart: bool) -> None:
    """Prints why files were not tagged; where a list has it all, the first lines of some."""
    for why in sentences[:TOLD] if listed_apart else sentences:
        shown = why.splitlines()[0] if listed_apart else why
        print(f"meta87: {shown}", file=sys.stderr)  # noqa: T201
    if listed_apart and len(sentences) > TOLD:
        note("ui.batch.more-errors", count=len(sentences) - TOLD)


def _sum_up(tally: Tally) -> None:
    counts = {state.value: count for state, count in tally.states.items()}
    states = {name: counts.get(name, 0) for name in ("read", "rejected", "failed")}
    for key, names in sorted(tally.notes.items()):
        note(f"ui.batch.{key}", count=len(names), names=_some(names))
    if tally.copies:
        pairs = [f"{copy} = {original}" for copy, original in tally.copies.items()]
        note("ui.batch.copies", count=len(pairs), names=_some(pairs))
    if tally.total > 1 or tally.errors:
        note("ui.batch.summary", passages=tally.passages, **states)
    if tally.same:
        note("ui.batch.same", count=tally.same)
    if tally.interrupted:
        note("ui.batch.interrupted", done=sum(states.values()), total=tally.total)


def _some(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")

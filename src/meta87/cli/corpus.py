"""``meta87 corpus``: check, count and compare annotated passages."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from meta87.cli import corpus_convert, corpus_join, corpus_sample
from meta87.cli.codes import WRONG_USE
from meta87.cli.help import Command, Group
from meta87.cli.language import current
from meta87.cli.options import LangOption, OutOption, told, write


class Format(StrEnum):
    """How figures are shown."""

    TEXT = "text"
    JSON = "json"


Paths = Annotated[
    list[Path],
    typer.Argument(metavar=told("corpus.metavar"), help=told("corpus.paths"), show_default=False),
]


def register(app: typer.Typer) -> None:
    """Adds the group of commands."""
    group = typer.Typer(cls=Group, help=told("corpus.help"), no_args_is_help=True,
                        rich_markup_mode=None)  # fmt: skip
    group.command("check", cls=Command, help=told("corpus.check.help"))(check)
    group.command("stats", cls=Command, help=told("corpus.stats.help"))(stats)
    group.command("agreement", cls=Command, help=told("corpus.agreement.help"))(agreement)
    corpus_convert.register(group)
    corpus_join.register(group)
    corpus_sample.register(group)
    app.add_typer(group, name="corpus")


def check(
    paths: Paths,
    against: Annotated[
        list[Path] | None,
        typer.Option("--against", help=told("corpus.check.against"), show_default=False),
    ] = None,
    out: OutOption = None,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Finds every error of a corpus."""
    from meta87.corpus.checks import check_corpus  # noqa: PLC0415
    from meta87.report.corpus_check import render  # noqa: PLC0415

    checked = check_corpus(paths, against or ())
    write(render(checked, current()), out)
    raise typer.Exit(WRONG_USE if checked.faults else 0)


def stats(
    paths: Paths,
    format: Annotated[
        Format, typer.Option("--format", "-f", help=told("corpus.stats.format"))
    ] = Format.TEXT,
    out: OutOption = None,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Counts what a corpus holds."""
    from meta87.corpus.files import corpus_records  # noqa: PLC0415
    from meta87.corpus.stats import corpus_stats  # noqa: PLC0415
    from meta87.report.corpus_stats import render  # noqa: PLC0415

    found = corpus_stats(corpus_records(paths))
    write(_json(found.record()) if format is Format.JSON else render(found, current()), out)


def agreement(
    first: Annotated[
        Path,
        typer.Argument(metavar=told("corpus.agreement.first"), help=told("corpus.agreement.file")),
    ],
    second: Annotated[
        Path,
        typer.Argument(metavar=told("corpus.agreement.second"), help=told("corpus.agreement.file")),
    ],
    by: Annotated[str, typer.Option("--by", help=told("corpus.agreement.by"))] = "",
    format: Annotated[
        Format, typer.Option("--format", "-f", help=told("corpus.agreement.format"))
    ] = Format.TEXT,
    out: OutOption = None,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Measures the agreement of two annotations."""
    from meta87.corpus.agreement import agreement as compare  # noqa: PLC0415
    from meta87.corpus.schema import read_annotations  # noqa: PLC0415
    from meta87.report.corpus_agreement import render  # noqa: PLC0415

    found = compare(read_annotations(first), read_annotations(second), by)
    write(_json(found.record()) if format is Format.JSON else render(found, current()), out)


def _json(figures: dict[str, Any]) -> str:
    return json.dumps(figures, ensure_ascii=False, indent=2) + "\n"

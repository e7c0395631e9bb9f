"""``meta87 evaluate``: how good a model is on annotated passages."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import (
    LangOption,
    ModelOption,
    OutOption,
    Profile,
    ProfileOption,
    note,
    told,
    write,
)
from meta87.corpus.splits import Split
from meta87.errors import UsageError
from meta87.messages import theme_name

if TYPE_CHECKING:
    from meta87.classify.model import Model
    from meta87.corpus.schema import Record


class Format(StrEnum):
    """How the figures are shown."""

    TEXT = "text"
    JSON = "json"


class Group(StrEnum):
    """What passages are put together by: a field of theirs."""

    COUNTRY = "country"
    WRITER = "writer"
    REPORT = "report"
    QUESTION = "question"
    GENRE = "genre"
    SOURCE = "source"


DataOption = Annotated[
    list[Path], typer.Option("--data", help=told("evaluate.data"), show_default=False)
]
SplitOption = Annotated[
    Split | None, typer.Option("--split", help=told("evaluate.split"), show_default=False)
]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("evaluate", cls=Command, help=told("evaluate.help"))(command)


def command(
    data: DataOption,
    split: SplitOption = None,
    by: Annotated[
        list[Group] | None, typer.Option("--by", help=told("evaluate.by"), show_default=False)
    ] = None,
    errors: Annotated[
        int, typer.Option("--errors", min=0, help=told("evaluate.errors"), show_default=False)
    ] = 0,
    format: Annotated[
        Format, typer.Option("--format", "-f", help=told("evaluate.format"))
    ] = Format.TEXT,
    out: OutOption = None,
    model: ModelOption = None,
    profile: ProfileOption = Profile.DEFAULT,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Measures a model on annotated passages."""
    from meta87 import load_model  # noqa: PLC0415
    from meta87.classify.store import default_folder  # noqa: PLC0415
    from meta87.report.evaluation import render_whole  # noqa: PLC0415
    from meta87.training.run import evaluate_closely  # noqa: PLC0415

    records, loaded = records_of(data, split), load_model(model, profile)
    note_cautions(records, data, {model or default_folder(): loaded})
    found = evaluate_closely(records, loaded, by or (), errors)
    if format is Format.JSON:
        write(json.dumps(found.record(), ensure_ascii=False, indent=2) + "\n", out)
    else:
        write(render_whole(found, current()), out)


def records_of(data: Sequence[Path], split: Split | None) -> list[Record]:
    """Reads annotated passages, all of them or those of a split.

    Raises:
        meta87.errors.Meta87Error: a file cannot be read, or nothing is of the split.
    """
    from meta87.corpus.files import corpus_records  # noqa: PLC0415

    records = corpus_records(data)
    chosen = [record for record in records if split in (None, record.split)]
    if not chosen:
        raise UsageError("split-empty", split=split)
    return chosen


def note_cautions(
    records: Sequence[Record], data: Sequence[Path], models: Mapping[Path, Model]
) -> None:
    """Prints to standard error the warnings that limit how far metrics of models can be trusted.

    There are few passages, a model was trained on them, or it does not know their themes.
    """
    from meta87.corpus.files import corpus_files  # noqa: PLC0415
    from meta87.training.leakage import are_few, learnt_from  # noqa: PLC0415

    reports = len({record.report for record in records})
    if are_few(len(records), reports):
        note("ui.cautions.measured", passages=len(records), reports=reports)
    files = corpus_files(data)
    for folder, model in models.items():
        if learnt := learnt_from(records, files, folder, model.reader.folder):
            note("ui.cautions.learnt", model=folder.name, learnt=learnt, total=len(records))
    _note_unknown(records, list(models.values()))


def _note_unknown(records: Sequence[Record], models: Sequence[Model]) -> None:
    """Prints to standard error the themes, of the passages or of a model, unknown to some model."""
    known = [model.themes for model in models]
    asked = {theme for record in records for theme in record.themes}.union(*known)
    if unknown := sorted(theme for theme in asked if not all(theme in one for one in known)):
        names = ", ".join(theme_name(theme, current()) for theme in unknown)
        note("ui.cautions.themes", models=len(models), themes=names)

"""``meta87 evaluate``: the metrics of a model on annotated passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from meta87.cli import options
from meta87.cli.language import current
from meta87.cli.options import option
from meta87.cli.output import print_message, write_result
from meta87.corpus.splits import Split
from meta87.errors import UsageError
from meta87.messages import theme_name

if TYPE_CHECKING:
    from meta87.classify.model import Model
    from meta87.corpus.schema import Record

SLICE_FIELDS = ("country", "writer", "report", "question", "genre", "source")
# An enumeration, because Typer takes no list of a Literal.
SliceField = StrEnum("SliceField", [(name.upper(), name) for name in SLICE_FIELDS])  # type: ignore[misc]
DataOption = Annotated[list[Path], option("--data", help="evaluate.data")]
SplitOption = Annotated[Split | None, option("--split", help="evaluate.split")]


def evaluate(
    data: DataOption,
    split: SplitOption = None,
    by: Annotated[list[SliceField] | None, option("--by", help="evaluate.by")] = None,
    errors: Annotated[int, option("--errors", help="evaluate.errors", min=0)] = 0,
    format: options.FormatOption = "text",
    out: options.OutOption = None,
    model: options.ModelOption = None,
    profile: options.ProfileOption = "default",
) -> None:
    """Measures a model on annotated passages."""
    from meta87 import load_model
    from meta87.classify.store import default_folder
    from meta87.report.models import evaluated
    from meta87.training.run import evaluate_closely

    records, loaded = records_of(data, split), load_model(model, profile)
    print_warnings(records, data, {model or default_folder(): loaded})
    found = evaluate_closely(records, loaded, by or (), errors)
    write_result(found, evaluated, format, out)


def records_of(data: Sequence[Path], split: Split | None) -> list[Record]:
    """Reads annotated passages, all of them or those of a split.

    Raises:
        meta87.errors.Meta87Error: a file cannot be read, or no passage is of the split.
    """
    from meta87.corpus.files import corpus_records

    records = [each for each in corpus_records(data) if split in (None, each.split)]
    if not records:
        raise UsageError("split-empty", split=split)
    return records


def print_warnings(
    records: Sequence[Record], data: Sequence[Path], models: Mapping[Path, Model]
) -> None:
    """Prints to standard error why metrics may mislead: few passages, leakage, unknown themes."""
    from meta87.corpus.files import corpus_files
    from meta87.training.leakage import are_few, learnt_from

    reports = len({record.report for record in records})
    if are_few(len(records), reports):
        print_message("ui.cautions.measured", passages=len(records), reports=reports)
    files = corpus_files(data)
    for folder, model in models.items():
        if learnt := learnt_from(records, files, folder, model.reader.folder):
            found = {"model": folder.name, "learnt": learnt, "total": len(records)}
            print_message("ui.cautions.learnt", **found)
    print_unknown_themes(records, list(models.values()))


def print_unknown_themes(records: Sequence[Record], models: Sequence[Model]) -> None:
    """Prints to standard error the themes, of the passages or of a model, unknown to some model."""
    known = [model.themes for model in models]
    asked = {theme for record in records for theme in record.themes}.union(*known)
    if unknown := sorted(theme for theme in asked if not all(theme in one for one in known)):
        names = [theme_name(theme, current()) for theme in unknown]
        print_message("ui.cautions.themes", models=len(models), themes=", ".join(names))

"""``meta87 compare``: whether a new model is better than an old one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from meta87.cli.evaluate import DataOption, SplitOption, print_warnings, records_of
from meta87.cli.options import FormatOption, OutOption, argument, folder_of
from meta87.cli.output import write_result


def compare(
    old: Annotated[Path, argument("compare.old", "compare.model")],
    new: Annotated[Path, argument("compare.new", "compare.model")],
    data: DataOption,
    split: SplitOption = None,
    format: FormatOption = "text",
    out: OutOption = None,
) -> None:
    """Compares two models on annotated passages."""
    from meta87 import load_model
    from meta87.report.models import compared
    from meta87.training.run import compare_models

    folders = folder_of(old), folder_of(new)
    models = [load_model(folder) for folder in folders]
    records = records_of(data, split)
    print_warnings(records, data, dict(zip(folders, models, strict=True)))
    comparison = compare_models(records, *models)
    write_result(comparison, compared, format, out)

"""``meta87 corpus sample``: the passages of an archive that are most worth annotating."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from meta87.cli.exit_codes import UNREADABLE
from meta87.cli.language import current
from meta87.cli.options import ModelOption, OutOption, argument, option
from meta87.cli.output import print_line, print_message, write
from meta87.report.error_texts import sentence


def sample(
    paths: Annotated[list[Path], argument("corpus.metavar", "corpus.sample.paths")],
    n: Annotated[int, option("--n", "-n", help="corpus.sample.n", min=1)] = 100,
    out: OutOption = None,
    model: ModelOption = None,
) -> None:
    """Chooses passages, and writes them as records without labels."""
    import numpy as np

    from meta87.classify.reader import WIDTH, Reader
    from meta87.classify.store import READER, model_folder
    from meta87.corpus.sampling import chosen, pool, unlabelled
    from meta87.report.tag_records import jsonl

    rows, refused = _tagged(paths, model)
    unsure = pool(rows, n)
    read = Reader(model_folder() / READER).pooled([([row["text"]], "") for row in unsure])
    vectors = read[:, :WIDTH] / np.linalg.norm(read[:, :WIDTH], axis=1, keepdims=True)
    picked = [unlabelled(unsure[number]) for number in chosen(unsure, vectors, n)]
    write(jsonl(picked), out)
    print_message("ui.corpus.sampled", chosen=len(picked), total=len(rows))
    raise typer.Exit(UNREADABLE if refused else 0)


def _tagged(paths: list[Path], model: Path | None) -> tuple[list[dict[str, Any]], int]:
    """Returns the passages of the files with their predictions, and the number of files refused."""
    from meta87.archive.models import settings
    from meta87.archive.plan import Source, plan
    from meta87.archive.run import tag_here
    from meta87.corpus.sampling import tagged_before, with_ids

    rows: list[dict[str, Any]] = []
    refused = 0
    untagged: list[Source] = []
    for source in plan(map(str, paths)).sources:
        known = tagged_before(Path(source.uri))
        rows += with_ids(known, source.report)
        untagged += [] if known else [source]
    for outcome in tag_here(untagged, settings(model)):
        rows += with_ids(map(json.loads, outcome.data.splitlines()), outcome.source.report)
        if outcome.error:
            refused += 1
            print_line(f"meta87: {sentence(outcome.error, current())}")
    return rows, refused

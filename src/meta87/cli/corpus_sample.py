"""``meta87 corpus sample``: the passages of an archive that are most worth annotating."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from meta87.cli.codes import UNREADABLE
from meta87.cli.failures import sentence
from meta87.cli.help import Command
from meta87.cli.language import current
from meta87.cli.options import LangOption, ModelOption, OutOption, note, told, write

N = 100


def register(group: typer.Typer) -> None:
    """Adds the command."""
    group.command("sample", cls=Command, help=told("corpus.sample.help"))(command)


def command(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar=told("corpus.metavar"), help=told("corpus.sample.paths"), show_default=False
        ),
    ],
    n: Annotated[int, typer.Option("--n", "-n", min=1, help=told("corpus.sample.n"))] = N,
    out: OutOption = None,
    model: ModelOption = None,
    lang: LangOption = None,  # noqa: ARG001  read before the commands are built
) -> None:
    """Chooses passages, and writes them as records without labels."""
    from meta87.classify.reader import WIDTH, Reader  # noqa: PLC0415
    from meta87.classify.store import READER, model_folder  # noqa: PLC0415
    from meta87.corpus.sampling import chosen, pool, unlabelled  # noqa: PLC0415
    from meta87.report.tag_records import jsonl  # noqa: PLC0415

    rows, refused = _tagged(paths, model)
    unsure = pool(rows, n)
    import numpy as np  # noqa: PLC0415

    read = Reader(model_folder() / READER).pooled([([row["text"]], "") for row in unsure])
    vectors = read[:, :WIDTH] / np.linalg.norm(read[:, :WIDTH], axis=1, keepdims=True)
    picked = [unlabelled(unsure[number]) for number in chosen(unsure, vectors, n)]
    write(jsonl(picked), out)
    note("ui.corpus.sampled", chosen=len(picked), total=len(rows))
    raise typer.Exit(UNREADABLE if refused else 0)


def _tagged(paths: list[Path], model: Path | None) -> tuple[list[dict[str, Any]], int]:
    """Returns the passages of the files with their predictions, and the number of files refused."""
    from meta87.archive.models import settings  # noqa: PLC0415
    from meta87.archive.plan import Source, plan  # noqa: PLC0415
    from meta87.archive.run import tag_here  # noqa: PLC0415
    from meta87.corpus.sampling import tagged_before, with_ids  # noqa: PLC0415

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
            print(f"meta87: {sentence(outcome.error, current())}", file=sys.stderr)  # noqa: T201
    return rows, refused

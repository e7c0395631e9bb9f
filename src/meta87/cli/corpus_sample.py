"""``meta87 corpus sample`` and ``template``: passages to annotate, with what the model proposes."""

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
    """Chooses passages, and writes them with the labels that the model proposes."""
    import numpy as np

    from meta87.classify.reader import WIDTH, Reader
    from meta87.classify.store import READER, model_folder
    from meta87.corpus.sampling import chosen, pool, pre_annotated

    rows, refused = _tagged(paths, model)
    unsure = pool(rows, n)
    read = Reader(model_folder() / READER).pooled([([row["text"]], "") for row in unsure])
    vectors = read[:, :WIDTH] / np.linalg.norm(read[:, :WIDTH], axis=1, keepdims=True)
    picked = [pre_annotated(unsure[number]) for number in chosen(unsure, vectors, n)]
    _write(picked, out)
    print_message("ui.corpus.sampled", chosen=len(picked), total=len(rows))
    raise typer.Exit(UNREADABLE if refused else 0)


def template(
    out: Annotated[Path, argument("corpus.template.out", "corpus.template.file")],
    paths: Annotated[list[Path] | None, argument("corpus.metavar", "corpus.template.paths")] = None,
    model: ModelOption = None,
) -> None:
    """Writes a workbook to annotate in, empty or with every passage of reports."""
    from meta87.corpus.sampling import pre_annotated

    rows, refused = _tagged(paths, model) if paths else ([], 0)
    _write(list(map(pre_annotated, rows)), out)
    raise typer.Exit(UNREADABLE if refused else 0)


def _write(records: list[dict[str, Any]], out: Path | None) -> None:
    """Writes passages in the format that the name of the file says; as JSON Lines without one."""
    from meta87.corpus.convert import FORMATS, format_of, written

    if out is None:
        write(FORMATS["jsonl"].write(records), None)
        return
    interface = written(records, out, format_of(out))
    for path in filter(None, (out, interface)):
        print_message("ui.written", path=path)


def _tagged(paths: list[Path], model: Path | None) -> tuple[list[dict[str, Any]], int]:
    """Returns the passages of the files with their predictions, and the number of files refused."""
    from meta87.archive.models import settings
    from meta87.archive.plan import Source, plan
    from meta87.archive.sink.dictionary import PASSAGES
    from meta87.archive.work import Job, work
    from meta87.corpus.sampling import tagged_before, with_ids

    rows: list[dict[str, Any]] = []
    refused = 0
    untagged: list[Source] = []
    for source in plan(map(str, paths)).sources:
        known = tagged_before(Path(source.uri))
        rows += with_ids(known, source.report)
        untagged += [] if known else [source]
    chosen = settings(model)
    for source in untagged:
        outcome = work(Job(source), chosen)
        lines = outcome.tables.get(PASSAGES, b"").splitlines()
        rows += with_ids(map(json.loads, lines), source.report)
        if outcome.error:
            refused += 1
            print_line(f"meta87: {sentence(outcome.error, current())}")
    return rows, refused

"""``meta87 corpus``: annotated passages checked, counted, converted, joined and chosen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from meta87.cli import UNREADABLE, WRONG_USE, options
from meta87.cli.language import current
from meta87.cli.options import argument, option
from meta87.cli.output import (
    print_error,
    print_lines,
    print_message,
    require_distinct_paths,
    require_new,
    write,
    write_result,
)

Format = Literal["jsonl", "csv", "xlsx", "spacy", "label-studio", "doccano"]


def check(
    paths: options.PathsArgument,
    out: options.OutOption = None,
) -> None:
    """Finds every error of a corpus."""
    from meta87.corpus.checks import check_corpus
    from meta87.report.corpus import faults

    checked = check_corpus(paths)
    write(faults(checked, current()), out)
    raise typer.Exit(WRONG_USE if checked.faults else 0)


def stats(
    paths: options.PathsArgument,
    format: options.FormatOption = "text",
    out: options.OutOption = None,
) -> None:
    """Counts what a corpus holds."""
    from meta87.corpus.files import corpus_records
    from meta87.corpus.stats import corpus_stats
    from meta87.report.corpus import counts

    write_result(corpus_stats(corpus_records(paths)), counts, format, out)


def agreement(
    first: Annotated[Path, argument("corpus.agreement.first", "corpus.agreement.file")],
    second: Annotated[Path, argument("corpus.agreement.second", "corpus.agreement.file")],
    format: options.FormatOption = "text",
    out: options.OutOption = None,
) -> None:
    """Measures the agreement of two annotations."""
    from meta87.corpus.agreement import agreement as measure
    from meta87.corpus.schema import Annotation, read_lines
    from meta87.report.corpus import agreement as shown

    one, other = (read_lines(path, Annotation) for path in (first, second))
    write_result(measure(one, other), shown, format, out)


def convert(
    source: Annotated[Path, argument("corpus.convert.source", "corpus.convert.source-file")],
    target: Annotated[Path, argument("corpus.convert.target", "corpus.convert.target-file")],
    read: Annotated[Format | None, option("--from", help="corpus.convert.read")] = None,
    write: Annotated[Format | None, option("--to", help="corpus.convert.write")] = None,
    drafts: Annotated[bool, option("--drafts", help="corpus.convert.drafts")] = False,
    force: options.ForceOption = False,
) -> None:
    """Converts a file of passages."""
    from meta87.corpus.convert import format_of, imported, interface_path, written
    from meta87.corpus.formats.extra_fields import own_themes
    from meta87.corpus.line_faults import line_ranges

    require_new(target, force=force)
    source_format, target_format = format_of(source, read), format_of(target, write)
    found = imported(source, source_format, drafts=drafts)
    if target_format.labeling_config(found.records):
        require_new(interface_path(target), force=force)
    interface = written(found.records, target, target_format)
    print_message("ui.corpus.converted", count=len(found.records), path=target)
    if found.skipped:
        lines = line_ranges(found.skipped)
        print_message("ui.corpus.skipped", count=len(found.skipped), lines=lines)
    if themes := own_themes(found.records):
        print_message("ui.corpus.own-themes", count=len(themes), themes=", ".join(themes))
    if interface:
        print_message("ui.written", path=interface)


def join(
    labels: Annotated[list[Path], argument("corpus.metavar", "corpus.join.labels")],
    pool: Annotated[Path, option("--pool", help="corpus.join.pool")],
    out: Annotated[Path, option("--out", "-o", help="corpus.join.out")],
) -> None:
    """Joins labels of real documents with their texts; what cannot be joined is told."""
    from meta87.corpus import pointers
    from meta87.corpus.files import corpus_files
    from meta87.corpus.schema import record_lines
    from meta87.report.corpus import fault_lines, say

    files = corpus_files(labels)
    require_distinct_paths(out, pool, *files)
    joined = pointers.join(files, pool)
    print_lines(fault_lines(joined.faults, current()))
    if joined.records:
        write(record_lines(joined.records), out)
    print_lines([say("joined", current(), count=len(joined.records), total=joined.total)])
    raise typer.Exit(WRONG_USE if joined.faults else 0)


def sample(
    paths: Annotated[list[Path], argument("corpus.metavar", "corpus.sample.paths")],
    n: Annotated[int, option("--n", "-n", help="corpus.sample.n", min=1)] = 100,
    out: options.OutOption = None,
    model: options.ModelOption = None,
    force: options.ForceOption = False,
) -> None:
    """Chooses passages, and writes them with the labels that the model proposes."""
    from meta87.corpus.sampling import most_uncertain, pre_annotated

    require_new(out, force=force)
    rows, refused = _tagged(paths, model)
    picked = list(map(pre_annotated, most_uncertain(rows, n)))
    _write(picked, out)
    print_message("ui.corpus.sampled", chosen=len(picked), total=len(rows))
    raise typer.Exit(UNREADABLE if refused else 0)


def template(
    out: Annotated[Path, argument("corpus.convert.target", "corpus.template.file")],
    paths: Annotated[list[Path] | None, argument("corpus.metavar", "corpus.template.paths")] = None,
    model: options.ModelOption = None,
    force: options.ForceOption = False,
) -> None:
    """Writes a workbook to annotate in, empty or with every passage of reports, copies once."""
    from meta87.corpus.sampling import pre_annotated

    require_new(out, force=force)
    rows, refused = _tagged(paths, model) if paths else ([], 0)
    once: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        once.setdefault((row["text"], row.get("context", "")), row)
    _write(list(map(pre_annotated, once.values())), out)
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
    from meta87.archive.plan import plan
    from meta87.archive.sink.dictionary import PASSAGES
    from meta87.archive.work import Job, work
    from meta87.corpus.sampling import with_ids

    rows: list[dict[str, Any]] = []
    refused, chosen = 0, settings(model)
    for source in plan(map(str, paths)).sources:
        outcome = work(Job(source), chosen)
        lines = outcome.tables.get(PASSAGES, b"").splitlines()
        rows += with_ids(map(json.loads, lines), source.report)
        if outcome.error:
            refused += 1
            print_error(outcome.error)
    return rows, refused

"""The commands of models: ``meta87 train``, ``evaluate``, ``compare`` and ``models``."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from meta87.cli import options
from meta87.cli.language import current
from meta87.cli.options import argument, option
from meta87.cli.output import print_message, write, write_result
from meta87.cli.progress import Steps
from meta87.corpus.splits import Split
from meta87.errors import ModelError, UsageError
from meta87.messages import text, theme_name

if TYPE_CHECKING:
    from meta87.classify.model import Model
    from meta87.corpus.schema import Record
    from meta87.training.train import TrainedModel

CARD = "README.md"
SLICE_FIELDS = ("country", "writer", "report", "question", "genre", "source")
# An enumeration, because Typer takes no list of a Literal.
SliceField = StrEnum("SliceField", [(name.upper(), name) for name in SLICE_FIELDS])  # type: ignore[misc]
DataOption = Annotated[list[Path], option("--data", help="evaluate.data")]
SplitOption = Annotated[Split | None, option("--split", help="evaluate.split")]


def train(
    data: Annotated[list[Path], argument("train.metavar", "train.data")],
    out: Annotated[Path, option("--out", "-o", help="train.out")],
    own: Annotated[list[Path] | None, option("--own", help="train.own")] = None,
    base: Annotated[Path | None, option("--base", help="train.base")] = None,
    force: Annotated[bool, option("--force", help="train.force")] = False,
) -> None:
    """Trains a model and writes it with its card."""
    from meta87.classify.store import DEFAULT, folder_of
    from meta87.report.models import metrics
    from meta87.training.run import train_model

    trained, figures = train_model(
        data,
        out,
        own=own or (),
        base=folder_of(base) if base else None,
        force=force,
        progress=Steps(),
    )
    print_message("ui.trained", path=out, passages=trained.records, reports=trained.reports)
    if weight := trained.own_weights.get(DEFAULT):
        told = {"themes": weight.themes, "kind": weight.kind}
        print_message("ui.training.own", passages=trained.own, **told)
    _print_own_themes(trained)
    _print_if_few("trained", trained.records, trained.reports)
    if figures:
        _print_if_few("measured", figures[DEFAULT].n, figures[DEFAULT].reports)
    print_message("ui.measured.test" if figures else "ui.measured.cross-validation")
    write(metrics((figures or trained.cross_validation)[DEFAULT], current()), None)


def _print_own_themes(trained: TrainedModel) -> None:
    """Prints to standard error how the themes of one's own do, and what a model was made from."""
    for each in trained.own_themes:
        told = dataclasses.asdict(each) | {"theme": theme_name(each.theme, current())}
        print_message("ui.training.own-theme", **told)
        if each.unread:
            print_message("ui.training.elsewhere", **told)
        if each.is_poor:
            print_message("ui.training.poor", **told)
    if trained.base:
        print_message("ui.training.kept", base=trained.base)


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

    records, loaded = _records(data, split), load_model(model, profile)
    _print_warnings(records, data, {model or default_folder(): loaded})
    write_result(evaluate_closely(records, loaded, by or (), errors), evaluated, format, out)


def compare(
    old: Annotated[Path, argument("compare.old", "models.model")],
    new: Annotated[Path, argument("compare.new", "models.model")],
    data: DataOption,
    split: SplitOption = None,
    format: options.FormatOption = "text",
    out: options.OutOption = None,
) -> None:
    """Tells whether a new model is better than an old one on annotated passages."""
    from meta87 import load_model
    from meta87.classify.store import folder_of
    from meta87.report.models import compared
    from meta87.training.run import compare_models

    folders = folder_of(old), folder_of(new)
    loaded = [load_model(folder) for folder in folders]
    records = _records(data, split)
    learnt = _print_warnings(records, data, dict(zip(folders, loaded, strict=True)))
    found = dataclasses.replace(compare_models(records, *loaded), learnt=learnt)
    write_result(found, compared, format, out)


def _records(data: Sequence[Path], split: Split | None) -> list[Record]:
    """Reads annotated passages, all of them or those of a split."""
    from meta87.corpus.files import corpus_records

    records = [each for each in corpus_records(data) if split in (None, each.split)]
    if not records:
        raise UsageError("split-empty", split=split)
    return records


def _print_if_few(what: str, passages: int, reports: int) -> None:
    """Prints to standard error that passages are too few, if so, to learn from or to measure on."""
    from meta87.training.leakage import are_few

    if are_few(passages, reports):
        print_message(f"ui.cautions.{what}", passages=passages, reports=reports)


def _print_warnings(
    records: Sequence[Record], data: Sequence[Path], models: Mapping[Path, Model]
) -> int:
    """Prints to standard error why metrics may mislead: few passages, leakage, unknown themes.

    Returns how many passages one of the models has learnt from.
    """
    from meta87.corpus.files import corpus_files
    from meta87.training.leakage import learnt_from

    _print_if_few("measured", len(records), len({record.report for record in records}))
    files, most = corpus_files(data), 0
    for folder, model in models.items():
        if learnt := learnt_from(records, files, folder, model.reader.folder):
            found = {"model": folder.name, "learnt": learnt, "total": len(records)}
            print_message("ui.cautions.learnt", **found)
        most = max(most, learnt)
    print_unknown_themes(records, list(models.values()))
    return most


def print_unknown_themes(records: Sequence[Record], models: Sequence[Model]) -> None:
    """Prints to standard error the themes, of the passages or of a model, unknown to some model."""
    known = [model.themes for model in models]
    asked = {theme for record in records for theme in record.themes}.union(*known)
    if unknown := sorted(theme for theme in asked if not all(theme in one for one in known)):
        names = [theme_name(theme, current()) for theme in unknown]
        print_message("ui.cautions.themes", models=len(models), themes=", ".join(names))


def models(
    model: Annotated[Path | None, argument("models.metavar", "models.model")] = None,
    verify: Annotated[bool, option("--verify", help="models.verify")] = False,
    default: Annotated[Path | None, option("--default", help="models.default")] = None,
) -> None:
    """Lists the models, shows one's card, verifies checksums, or sets the default."""
    from meta87.classify import store
    from meta87.classify.chosen import choose

    lines: list[str]
    if default:
        folder = store.folder_of(default)
        store.load(folder)  # or an error, where it is not whole
        choose(folder if store.own_name(folder) else None)  # None for the one that is shipped
        lines = [text("ui.models.chosen", current(), path=folder)]
    elif verify:
        folders = [store.folder_of(model)] if model else _known()
        for folder in folders:
            store.verify(folder)
        lines = [text("ui.models.intact", current(), path=folder) for folder in folders]
    elif model:
        lines = [_card(store.folder_of(model)).rstrip("\n")]
    else:
        lines = [line for folder in _known() for line in _lines(folder)]
    write("\n".join(lines) + "\n", None)


def _known() -> list[Path]:
    """Returns the folders of the models that are known, the default one first."""
    from meta87.classify import store

    default = store.default_folder()
    return [default, *(each for each in store.models() if each.resolve() != default.resolve())]


def _card(folder: Path) -> str:
    try:
        return (folder / CARD).read_text(encoding="utf8")
    except OSError as error:
        raise ModelError("model-file-missing", path=folder / CARD) from error


def _lines(folder: Path) -> Iterator[str]:
    """Yields a line on the model, and one on each profile with its last metrics."""
    from meta87.classify.store import default_folder, read_manifest
    from meta87.report.texts import decimal

    manifest, lang = read_manifest(folder), current()
    is_default = folder.resolve() == default_folder().resolve()
    mark = text("ui.models.mark", lang) if is_default else ""
    yield text("ui.models.line", lang, name=folder.name, mark=mark, **manifest["trained_on"])
    for profile in manifest["profiles"]:
        measured = {k: v for k, v in manifest["figures"].items() if k.endswith(f"-{profile}")}
        name, last = list(measured.items())[-1]
        yield text(
            "ui.models.profile",
            lang,
            profile=profile,
            measured=name.removesuffix(f"-{profile}"),
            n=last["n"],
            themes=decimal(last["themes"]["micro_f1"], lang),
            kind=decimal(last["kind"]["macro_f1"], lang),
        )

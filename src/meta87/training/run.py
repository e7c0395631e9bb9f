"""From files of annotated passages to a model in a folder: what ``meta87 train`` does."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from meta87.classify.labels import Prediction
from meta87.classify.model import Model
from meta87.classify.store import MANIFEST, PROFILES, READER, load, model_folder
from meta87.corpus.files import corpus_files
from meta87.corpus.schema import Record, read_records
from meta87.corpus.splits import HELD_OUT
from meta87.entities.entity import Entity
from meta87.errors import UsageError
from meta87.pipeline import Tagger, Text
from meta87.training.compare import Comparison, compare
from meta87.training.error_analysis import EvaluationReport, slice_metrics, worst
from meta87.training.evaluate import Evaluation, evaluate
from meta87.training.leakage import new_to
from meta87.training.publish import publish
from meta87.training.settings import Settings
from meta87.training.train import Progress, TrainedModel, train


def train_model(  # noqa: PLR0913  what may be asked of a training
    data: Sequence[Path],
    out: Path,
    *,
    own: Sequence[Path] = (),
    base: Path | None = None,
    settings: Settings | None = None,
    force: bool = False,
    progress: Progress | None = None,
) -> tuple[TrainedModel, dict[str, Evaluation]]:
    """Trains on annotated passages and writes the model with its card.

    Passages whose ``split`` is ``test`` or ``dev`` are never learnt from, nor are those that the
    reader was trained on, where there are enough of others: what it says of them is too good.

    Args:
        data: files of passage records, and folders that hold some.
        out: folder of the model; made when it does not exist.
        own: those of one's own passages, whose weight cross-validation chooses.
        base: folder of a model whose heads stay as they are; only themes that it lacks are learnt.
        settings: how to train; the defaults when absent.
        force: whether a model that is already there may be replaced.
        progress: told of each step.

    Returns:
        The model with its cross-validation, and figures of each profile on a test split, if any.

    Raises:
        meta87.errors.Meta87Error: a file cannot be read or holds too little, or a model would go.
    """
    _require_free(out, force=force)
    mine = corpus_files(own) if own else []
    files = {path: read_records(path) for path in (*corpus_files(data), *mine)}
    reader = model_folder() / READER
    learnt = new_to(reader, files, (settings or Settings()).folds)
    others, kept = (
        [record for path, found in learnt.items() if (path in mine) is is_own for record in found]
        for is_own in (False, True)
    )
    held_out = _held_out(list(chain.from_iterable(files.values())))
    kept_heads = {name: load(base, name) for name in PROFILES} if base else None
    trained = train(others, reader, settings, progress, kept, base=kept_heads)
    figures = {}
    if held_out:
        if progress:
            progress("test", 0, 0)
        figures = {name: evaluate_model(held_out, one) for name, one in trained.models.items()}
    publish(trained, out, {path: len(found) for path, found in learnt.items()}, figures)
    return trained, figures


def _require_free(out: Path, *, force: bool) -> None:
    """Raises an error where a model would be lost or cannot be written.

    Raises:
        UsageError: ``model-exists``: there is one, which nobody asked to replace;
            ``out-unwritable``: a file is in the way, or the folder may not be written.
    """
    place = next(each for each in (out, *out.absolute().parents) if each.exists())
    if not place.is_dir() or not os.access(place, os.W_OK):
        raise UsageError("out-unwritable", path=out)
    if (out / MANIFEST).exists() and not force:
        raise UsageError("model-exists", path=out)


def _held_out(records: Sequence[Record]) -> list[Record]:
    """Returns the records of the first of `HELD_OUT` that there is."""
    splits = ([record for record in records if record.split == split] for split in HELD_OUT)
    return next(filter(None, splits), [])


def evaluate_model(records: Sequence[Record], model: Model) -> Evaluation:
    """Tags annotated passages with a model and compares."""
    return evaluate(records, *_tagged(records, model))


def evaluate_closely(
    records: Sequence[Record], model: Model, by: Sequence[str] = (), shown: int = 0
) -> EvaluationReport:
    """Tags annotated passages with a model and compares, down to so many of its worst errors.

    There are figures for each value of each of the fields ``by``.
    """
    given, entities = _tagged(records, model)
    groups = {field: slice_metrics(records, given, field) for field in by}
    found = evaluate(records, given, entities)
    return EvaluationReport(found, groups, worst(records, given), shown)


def compare_models(records: Sequence[Record], old: Model, new: Model) -> Comparison:
    """Tags annotated passages with two models and compares both."""
    return compare(records, *(_tagged(records, model)[0] for model in (old, new)))


def texts_of(records: Sequence[Record]) -> list[Text]:
    """Returns the passages of records without their labels."""
    return [Text(r.text, r.context, r.topic, r.year, r.report, r.country) for r in records]


def _tagged(
    records: Sequence[Record], model: Model
) -> tuple[list[Prediction], list[tuple[Entity, ...]]]:
    """Returns the labels that a model predicts of passages, and their entities."""
    read = Tagger(model).texts(texts_of(records))
    return [labels for labels, _ in read], [entities for _, entities in read]

"""From files of annotated passages to a model in a folder: what ``meta87 train`` does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from meta87.classification.model import Model
from meta87.classification.store import load, model_folder
from meta87.corpus.files import corpus_files
from meta87.corpus.schema import Record, read_records
from meta87.errors import UsageError
from meta87.tagging import Tagger
from meta87.training.compare import Comparison, Verdict, compare
from meta87.training.detailed import Detailed
from meta87.training.evaluate import Evaluation, Tagged, evaluate
from meta87.training.groups import by_group
from meta87.training.mistakes import worst
from meta87.training.passages import texts_of
from meta87.training.publish import publish
from meta87.training.settings import Settings
from meta87.training.train import Progress, TrainedModel, train

HELD_OUT = "test"


def train_model(  # noqa: PLR0913  what may be asked of a training
    data: Sequence[Path],
    out: Path,
    *,
    settings: Settings | None = None,
    replace: bool = False,
    force: bool = False,
    note: str = "",
    progress: Progress,
) -> tuple[TrainedModel, dict[str, Evaluation]]:
    """Train on annotated passages and write the model with its card.

    Passages whose ``split`` is ``test`` are never learnt from: the model is measured on them.

    Args:
        data: files of passage records, and folders that hold some.
        out: folder of the model; made when it does not exist.
        settings: how to train; the defaults when absent.
        replace: whether a model that is already there may be replaced by one not worse.
        force: whether it may be replaced by a worse one too.
        note: who wrote and annotated the passages, for the card.
        progress: told the name of each step as it begins.

    Returns:
        The model with its cross-validation, and the figures of each profile on the test split, if
        there is one.

    Raises:
        meta87.errors.Meta87Error: a file cannot be read, holds too little to learn from, or the
            folder holds a model that would be lost.
    """
    if _holds_model(out) and not (replace or force):
        raise UsageError("model-exists", path=out)
    files = {path: read_records(path) for path in corpus_files(data)}
    learnt = {path: [r for r in found if r.split != HELD_OUT] for path, found in files.items()}
    known = [record for found in learnt.values() for record in found]
    held_out = [r for found in files.values() for r in found if r.split == HELD_OUT]
    trained = train(known, model_folder() / "encoder", settings, progress)
    figures = {}
    if held_out:
        progress("test")
        figures = {name: evaluate_model(held_out, one) for name, one in trained.models.items()}
        if _holds_model(out) and not force:
            _require_not_worse(held_out, load(out), trained.model, out)
    publish(trained, out, {path: len(found) for path, found in learnt.items()}, figures, note)
    return trained, figures


def evaluate_model(records: Sequence[Record], model: Model) -> Evaluation:
    """Tag annotated passages with a model and compare."""
    return evaluate(records, _tagged(records, model))


def evaluate_closely(
    records: Sequence[Record], model: Model, by: Sequence[str] = (), shown: int = 0
) -> Detailed:
    """Tag annotated passages with a model and compare, in groups and down to its errors.

    Args:
        records: the passages.
        model: tags them.
        by: fields of a passage; its figures are given for each value of each.
        shown: how many of the worst errors are wanted.
    """
    given = _tagged(records, model)
    groups = {field: by_group(records, given, field) for field in by}
    return Detailed(evaluate(records, given), groups, worst(records, given), shown)


def compare_models(records: Sequence[Record], old: Model, new: Model) -> Comparison:
    """Tag annotated passages with two models and compare both."""
    return compare(records, _tagged(records, old), _tagged(records, new))


def _tagged(records: Sequence[Record], model: Model) -> list[Tagged]:
    labels = Tagger(model).texts(texts_of(records))
    return [Tagged.of(prediction, found) for prediction, found in labels]


def _holds_model(folder: Path) -> bool:
    return (folder / "manifest.json").exists()


def _require_not_worse(records: Sequence[Record], old: Model, new: Model, out: Path) -> None:
    comparison = compare_models(records, old, new)
    if comparison.verdict is Verdict.WORSE:
        raise UsageError(
            "model-worse",
            path=out,
            themes=f"{comparison.themes.old:.3f} → {comparison.themes.new:.3f}",
            kind=f"{comparison.kind.old:.3f} → {comparison.kind.new:.3f}",
        )

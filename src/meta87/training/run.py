"""From files of annotated passages to a model in a folder: what ``meta87 train`` does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from meta87.classification.encoder import Encoder
from meta87.classification.model import Model
from meta87.classification.store import model_folder
from meta87.corpus.schema import Record, read_records
from meta87.tagging import Tagger
from meta87.training.evaluate import Evaluation, Tagged, evaluate
from meta87.training.passages import texts_of
from meta87.training.publish import publish
from meta87.training.train import Progress, Settings, TrainedModel, train

HELD_OUT = "test"


def train_model(
    data: Sequence[Path], out: Path, *, seed: int | None = None, progress: Progress
) -> tuple[TrainedModel, Evaluation | None]:
    """Train on annotated passages and write the model with its card.

    Passages whose ``split`` is ``test`` are never learnt from: the model is measured on them.

    Args:
        data: files of passage records.
        out: folder of the model; made when it does not exist.
        seed: of what is drawn at random; that of the default settings when absent.
        progress: told the name of each step as it begins.

    Returns:
        The model with its cross-validation, and the figures on the test split, if there is one.

    Raises:
        meta87.errors.Meta87Error: a file cannot be read, or holds too little to learn from.
    """
    records = [record for path in data for record in read_records(path)]
    known = [record for record in records if record.split != HELD_OUT]
    held_out = [record for record in records if record.split == HELD_OUT]
    encoder = Encoder(model_folder() / "encoder")
    settings = Settings() if seed is None else Settings(seed=seed)
    trained = train(known, encoder, settings, progress)
    figures = None
    if held_out:
        progress("test")
        figures = evaluate_model(held_out, trained.model)
    publish(trained, out, data, {"test": figures} if figures else None)
    return trained, figures


def evaluate_model(records: Sequence[Record], model: Model) -> Evaluation:
    """Tag annotated passages with a model and compare."""
    labels = Tagger(model).texts(texts_of(records))
    return evaluate(records, [Tagged(p.themes, p.kind, found) for p, found in labels])

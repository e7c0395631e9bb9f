"""A model from the corrections of a person, compared with the one that is shipped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from meta87.classify.heads import decide
from meta87.classify.store import DEFAULT, MANIFEST, READER, load, model_folder
from meta87.corpus.schema import Record, read_records

if TYPE_CHECKING:
    from meta87.training.train import Progress

DATA, RESULT = "pasajes.jsonl", "comparison.json"
MIN_REPORTS = 2
"""To learn from; each is left out in turn."""
_NOTE = (
    "Informes cuyas etiquetas, dadas por el modelo, revisó pasaje a pasaje {who}.\n\n"
    "*Reports whose labels, given by the model, were reviewed passage by passage by {who}.*"
)


@dataclass(frozen=True, slots=True)
class OwnModel:
    """A model that was trained on corrections, and how it compares with the shipped one."""

    folder: Path
    comparison: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its name."""
        return self.folder.name


def learn(folder: Path, progress: Progress) -> None:
    """Trains on `DATA` in a folder, and writes the model and its comparison beside it.

    The passages of whole reports are left out in turn, and both models are compared on those.

    Raises:
        meta87.errors.Meta87Error: as `train`.
    """
    # Heavy: the page, which names what is here, opens without them.
    from meta87.training.compare import compare  # noqa: PLC0415
    from meta87.training.publish import publish  # noqa: PLC0415
    from meta87.training.rows import rows_of  # noqa: PLC0415
    from meta87.training.settings import Settings  # noqa: PLC0415
    from meta87.training.train import train  # noqa: PLC0415

    data = folder / DATA
    records = read_records(data)
    reports = len({record.report for record in records})
    settings = Settings(folds=max(2, min(Settings().folds, reports)))
    trained = train(records, model_folder() / READER, settings, progress)
    progress("compare", 0, 0)
    shipped = load(model_folder() / DEFAULT)
    logits = shipped.heads.logits(rows_of(records, shipped.reader))
    old = [decide(shipped.heads, each) for each in logits]
    found = compare(records, old, trained.out_of_fold[DEFAULT])
    publish(trained, folder, {data: len(records)}, note=_NOTE.format(who=_people(records)))
    (folder / RESULT).write_text(json.dumps(found.record()), encoding="utf8")


def own_models(folders: Iterable[Path]) -> list[OwnModel]:
    """Returns the models in some folders; one that is not whole is none."""
    found = []
    for folder in folders:
        try:
            comparison = json.loads((folder / RESULT).read_text(encoding="utf8"))
        except (OSError, ValueError):
            continue
        if (folder / MANIFEST).is_file():
            found.append(OwnModel(folder, comparison))
    return found


def _people(records: Sequence[Record]) -> str:
    """Returns the names of those who annotated passages, or that nobody told theirs."""
    named = {each for r in records if isinstance(r.annotators, list) for each in r.annotators}
    return ", ".join(sorted(named)) or "–"

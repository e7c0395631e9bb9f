"""Fits the heads of the speech acts: ``python tools/train_reader/acts.py`` (3 minutes).

They learn from the filled forms of ``corpus/findings/dev``, whose faults say which passages are
plans, claims of progress, counts of meetings, deeds of other policies and trainings without dates
or people; from the ticks of steps, what is finished; what any training is, from
``corpus/acts.jsonl``. They are written to
``models/reader/acts.npz``, and their sum to the manifest. With ``--leave-out N`` nothing is
written: printed is the average precision on forms that were left out, N parts in turn.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import partial_ratio
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from meta87.classify.files import manifest_bytes, read_manifest, sha256_hex
from meta87.classify.labels import ACTS, Act
from meta87.classify.model import Model
from meta87.classify.reader import ACT_HEADS, MANIFEST, Reader
from meta87.classify.store import DEFAULT, PROFILES, READER, load, model_folder
from meta87.form.folding import fold
from meta87.pipeline import Tagger, open_report
from meta87.rules.answers import AnswerAnalysis, analyse
from meta87.rules.statuses import ticked_status
from meta87.rules.words import is_all

ROOT = Path(__file__).parents[2]
FORMS, ACT_RECORDS = ROOT / "corpus/findings/dev", ROOT / "corpus/acts.jsonl"
FAULTS: dict[Act, str] = {
    "plan": "RES003", "claim": "RES004", "meetings": "RES005", "general": "REL002",
    "bare_event": "RES002", "process_item": "RES006",
}  # fmt: skip
STRENGTH = 0.1  # C of the regressions, on rows scaled to unit variance
ALIKE, MOST = 85, 0.6  # of 100: likeness of words to a passage; the least share of them it has

Rows, Numbers = NDArray[np.float32], NDArray[np.float64]
Examples = tuple[Rows, NDArray[np.bool_], list[str]]


@dataclass
class RowKeeper:
    """Stands in for the heads: keeps the rows, and gives each passage the number of its own."""

    rows: list[Rows] = field(default_factory=list)

    def probabilities(self, row: Rows) -> dict[str, float]:
        """Returns the number of the row."""
        self.rows.append(row)
        return {"row": len(self.rows) - 1}


@dataclass(frozen=True)
class Told:
    """A passage of a form: its row, its faults, its form, and which acts it can be learnt for."""

    text: str
    answer: str  # number of its question
    row: Rows
    faults: frozenset[str]
    form: str
    excused: bool  # of a plan: the step has not begun
    partial: bool  # it tells of a result that is not yet reached
    highlight: bool
    asks_results: bool
    finished: bool | None  # of a comment on a step: whether the step is


def main() -> None:
    """Fits the heads of both depths."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leave-out", type=int, default=0, metavar="N")
    parts = parser.parse_args().leave_out
    arrays: dict[str, Numbers] = {}
    for profile, depth in PROFILES.items():
        found = learnt(profile)
        if parts:
            for act, told in found.items():
                sys.stdout.write(f"{depth} {act} {left_out(told, parts):.3f}\n")
            continue
        heads = [fitted(found[act]) for act in ACTS]
        arrays[f"{depth}_weights"] = np.column_stack([weights for weights, _ in heads])
        arrays[f"{depth}_bias"] = np.array([bias for _, bias in heads])
    if arrays:
        write(arrays)


def learnt(profile: str) -> dict[Act, Examples]:
    """Returns what each head of a profile learns from."""
    model = load(model_folder() / DEFAULT, profile)
    told = [*all_passages(model)]
    acts = (act for act in ACTS if act != "training")
    return {"training": trainings(model.reader), **{act: examples(told, act) for act in acts}}


def all_passages(model: Model) -> Iterator[Told]:
    """Yields the passages of the filled forms, as a model reads them."""
    kept = RowKeeper()
    model.reader.acts = kept
    tagger = Tagger(model)
    for path in sorted(FORMS.glob("*.docx")):
        yield from passages(path, tagger, kept)


def passages(path: Path, tagger: Tagger, kept: RowKeeper) -> Iterator[Told]:
    """Yields the passages of a form's answers."""
    faults: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in path.with_suffix(".jsonl").read_text("utf8").splitlines():
        answer = json.loads(line)
        faults[answer["question"]] += answer["expected"]
    for answer in analyse(tagger.report(open_report(path))).answers:
        yield from _told(path.stem, answer, faults[answer.asked.question], kept)


def _told(
    form: str, answer: AnswerAnalysis, faults: list[dict[str, str]], kept: RowKeeper
) -> Iterator[Told]:
    excused = any(is_all(label, "unfinished_states") for label in answer.ticked)
    finished = _is_finished(answer, faults)
    asks_results = answer.asked.expects == "results"
    for passage in answer.passages:
        text = fold(passage.passage.text).text
        row = passage.passage.prediction.acts.get("row")
        if row is not None:  # one that only the words of its table label has none
            codes = frozenset(
                each["code"] for each in faults if each["words"] and is_in(each["words"], text)
            )
            partial = passage.paragraph in answer.partial
            highlight = answer.asked.asks == "highlights"
            yield Told(
                passage.passage.text, answer.asked.question, kept.rows[int(row)], codes, form,
                excused, partial, highlight, asks_results, finished,
            )  # fmt: skip


def _is_finished(answer: AnswerAnalysis, faults: list[dict[str, str]]) -> bool | None:
    """Returns whether a comment tells a step as finished: as ticked, unless that is a fault."""
    status = ticked_status(answer)
    if status is None:
        return None
    return (status == "done") is not any(each["code"] == "COM009" for each in faults)


def is_in(words: str, text: str) -> bool:
    """Returns whether the words of a fault are those of a passage, folded."""
    return len(text) >= MOST * len(words) and partial_ratio(fold(words).text, text) >= ALIKE


def tells(told: Told, act: Act) -> bool | None:
    """Returns whether a passage tells an act; None where it is not asked for it, or excused."""
    if act in ("finished", "training"):
        return told.finished if act == "finished" else None
    is_excused = told.excused and act == "plan"
    is_excused |= told.partial and act in ("plan", "claim", "meetings")
    is_apart = told.highlight is not (act == "process_item")
    if not told.asks_results or is_excused or is_apart:
        return None
    return FAULTS[act] in told.faults


def examples(told: Sequence[Told], act: Act) -> Examples:
    """Returns rows, whether each tells the act, and its form: of the passages it can be told by."""
    found = [(each, is_told) for each in told if (is_told := tells(each, act)) is not None]
    rows = np.array([each.row for each, _ in found])
    return rows, np.array([is_told for _, is_told in found]), [each.form for each, _ in found]


def trainings(reader: Reader) -> Examples:
    """Returns the same of the passages that are annotated with acts: whether each is a training."""
    lines = [json.loads(line) for line in ACT_RECORDS.read_text("utf8").splitlines()]
    rows = reader.pooled(([line["text"]], "") for line in lines)
    is_told = np.array(["training" in line["acts"] for line in lines])
    return rows, is_told, [line["writer"] for line in lines]


def left_out(found: Examples, parts: int) -> float:
    """Returns the average precision on the forms or writers that each fit leaves out."""
    rows, is_told, groups = found
    scores = cross_val_predict(
        regression(), rows, is_told, groups=groups, cv=GroupKFold(parts), method="decision_function"
    )
    return float(average_precision_score(is_told, scores))


def regression() -> Pipeline:
    """Returns an estimator of one act."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=1000))


def fitted(found: Examples) -> tuple[Numbers, float]:
    """Returns the weights of a row, ``[396]``, and the bias of the logit of an act."""
    rows, is_told, _ = found
    scaler, fit = regression().fit(rows, is_told).named_steps.values()
    weights = fit.coef_[0] / scaler.scale_
    return weights, float(fit.intercept_[0] - weights @ scaler.mean_)


def write(arrays: dict[str, Numbers]) -> None:
    """Writes the heads, and their sum to the reader's manifest."""
    data = io.BytesIO()
    np.savez_compressed(data, **{name: array.astype(np.float32) for name, array in arrays.items()})
    folder = model_folder() / READER
    (folder / ACT_HEADS).write_bytes(data.getvalue())
    manifest = read_manifest(folder / MANIFEST)
    manifest.pop("checksum")
    files = {**manifest["files"], ACT_HEADS: sha256_hex(data.getvalue())}
    (folder / MANIFEST).write_bytes(manifest_bytes({**manifest, "files": files}))


if __name__ == "__main__":
    main()

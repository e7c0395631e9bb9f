"""What the reader learns from: annotated passages, in the order of their answers."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meta87.classify.labels import KINDS, SPEECH_ACTS, THEMES
from meta87.classify.tokens import Tokens
from meta87.classify.windows import MOST_CONTEXT, Window, windows

OFF_THEME = "unlabelled.txt.gz"
"""Source of the real passages on any policy, which teach the kind."""
SAMPLING_WEIGHTS = {
    "real": 0.6,
    "off-theme": 0.3,
    "imitating": 0.6,
    "synthetic": 0.3,
    "acts": 2.0,
    "forms": 1.0,
}
"""How often an epoch shows each group of answers."""
MAX_CONCATENATED = 7
"""Sentences with speech acts that are concatenated into an answer at most."""
CUT = 0.5
"""Share of answers that are cut at a random end in each epoch."""
MERGED = 0.5
"""Share of cut answers whose earlier passages are merged, as in the `context` of a record."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Targets of a passage; `None` where it was not annotated.

    Attributes:
        kind: index in `KINDS`.
        themes: 0 or 1 for each of `THEMES`.
        acts: the same for each of `SPEECH_ACTS`.
        form_acts: the same for each of `ACTS`, by the faults of a filled form; `None` for those
            that the passage is not asked for.
        teacher: the teacher's row, ``[396]``, for distillation.
    """

    kind: int | None = None
    themes: tuple[float, ...] | None = None
    acts: tuple[float, ...] | None = None
    form_acts: tuple[float | None, ...] | None = None
    teacher: NDArray[np.float32] | None = None


@dataclass(slots=True)
class Answer:
    """An answer: the tokens and the labels of its passages, in order.

    Attributes:
        context: tokens of what stands before its first passage, which has no labels.
        passages: tokens of each passage.
        labels: labels of each passage.
        ids: ids of the passages.
    """

    context: list[int]
    passages: list[list[int]] = field(default_factory=list)
    labels: list[Labels] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


def read_records(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Returns the records of JSON Lines files, and of those in folders, in order."""
    files = [
        file
        for path in paths
        for file in (sorted(path.glob("*.jsonl")) if path.is_dir() else [path])
    ]
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def answers(records: Sequence[dict[str, Any]], tokens: Tokens) -> list[Answer]:
    """Groups passage records into answers; a record without `answer` stands alone."""
    grouped: dict[object, Answer] = {}
    for record in records:
        key = (record.get("report"), record.get("answer", record["id"]))
        if key not in grouped:
            grouped[key] = Answer(tokens.ids(record.get("context") or ""))
        answer = grouped[key]
        answer.passages.append(tokens.ids(record["text"]))
        answer.labels.append(labels_of(record))
        answer.ids.append(record["id"])
    return list(grouped.values())


def labels_of(record: dict[str, Any]) -> Labels:
    """Returns the targets that a record gives."""
    kind, themes, acts = (record.get(name) for name in ("kind", "themes", "speech_acts"))
    form_acts = record.get("form_acts")
    return Labels(
        KINDS.index(kind) if kind else None,
        tuple(float(theme in themes) for theme in THEMES) if kind else None,
        tuple(float(act in acts) for act in SPEECH_ACTS) if acts is not None else None,
        tuple(form_acts) if form_acts else None,
    )


@dataclass(frozen=True, slots=True)
class Example:
    """A window with the labels of the passages that are pooled from it."""

    window: Window
    labels: tuple[Labels, ...]
    ids: tuple[str, ...]


def examples(answer: Answer) -> Iterator[Example]:
    """Yields the windows of a whole answer."""
    for window in windows(answer.passages, answer.context):
        chosen = window.passages
        yield Example(
            window,
            tuple(answer.labels[place] for place in chosen),
            tuple(answer.ids[place] for place in chosen),
        )


def sampled(answer: Answer, rng: random.Random) -> Iterator[Example]:
    """Yields the windows of an answer for one epoch: whole, or cut at random ends."""
    count = len(answer.passages)
    if count > 1 and rng.random() < CUT:
        start, end = sorted(rng.sample(range(count + 1), 2))
        answer = _cut(answer, start if rng.random() < MERGED else 0, end)
    yield from examples(answer)


def _cut(answer: Answer, start: int, end: int) -> Answer:
    before = [*answer.context, *(token for ids in answer.passages[:start] for token in ids)]
    part = slice(start, end)
    return Answer(
        before[-MOST_CONTEXT:], answer.passages[part], answer.labels[part], answer.ids[part]
    )


def groups(
    corpus: Path, real: Path, forms: Path, tokens: Tokens
) -> list[tuple[list[Answer], float]]:
    """Returns what the reader learns from, with how often each epoch shows it.

    Args:
        corpus: the corpus folder; of its passages those of the `train` split are taken.
        real: real passages with their texts, as ``meta87 corpus join`` writes them.
        forms: passages of filled forms with their acts, as ``forms.py`` writes them.
        tokens: the tokenizer.
    """
    acts = {record["id"]: record for record in read_records([corpus / "acts.jsonl"])}
    synthetic = [
        {"speech_acts": acts[record["id"]]["acts"], **record} if record["id"] in acts else record
        for record in read_records([corpus / "passages"])
        if record["split"] == "train"
    ]
    imitating: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    for record in synthetic:
        is_imitating = "speech_acts" in record and record["id"] not in acts
        (imitating if is_imitating else others).append(record)
    found = [record for record in read_records([real]) if record["split"] == "train"]
    themed = [record for record in found if record["source"] != OFF_THEME]
    other = [record for record in found if record["source"] == OFF_THEME]
    sentences = _concatenated(list(acts.values()), tokens)
    return [
        (answers(themed, tokens), SAMPLING_WEIGHTS["real"]),
        (answers(other, tokens), SAMPLING_WEIGHTS["off-theme"]),
        (answers(imitating, tokens), SAMPLING_WEIGHTS["imitating"]),
        (answers(others, tokens), SAMPLING_WEIGHTS["synthetic"]),
        (sentences, SAMPLING_WEIGHTS["acts"]),
        (answers(read_records([forms]), tokens), SAMPLING_WEIGHTS["forms"]),
    ]


def _concatenated(records: Sequence[dict[str, Any]], tokens: Tokens) -> list[Answer]:
    """Returns sentences with speech acts, concatenated into answers of a few at random.

    Speech acts are rare in whole answers: shown alone, a reader would take any context for a sign
    that there are none.
    """
    rng = random.Random(1)
    left, found = rng.sample(records, len(records)), []
    while left:
        part, left = left[: (count := rng.randint(1, MAX_CONCATENATED))], left[count:]
        found.append(
            Answer(
                [],
                [tokens.ids(record["text"]) for record in part],
                [labels_of({"speech_acts": record["acts"]}) for record in part],
                [record["id"] for record in part],
            )
        )
    return found

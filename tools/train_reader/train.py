"""Trains the accurate reader: ``python tools/train_reader/train.py`` (see README)."""

from __future__ import annotations

import argparse
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from network import LABELS, Reader, pooled
from sklearn.metrics import f1_score
from start import from_cross_encoder, from_trained, quantized_words
from torch import Tensor, nn
from torch.nn import functional

from data import (
    Answer,
    Example,
    Labels,
    answers,
    examples,
    groups,
    read_records,
    sampled,
)
from meta87.classify.labels import KINDS, SPEECH_ACTS, THEMES
from meta87.classify.tokens import Tokens
from meta87.classify.windows import UNKNOWN

ROOT = Path(__file__).parents[2]
BATCH_TOKENS = 3072
"""Tokens of a step, padding among them."""
RATE, HEAD_RATE, WARM_UP, LEAST_RATE = 8e-5, 1e-3, 0.06, 0.02
DECAY, AVERAGE, LONGEST_GRADIENT = 0.01, 0.996, 1.0
SMOOTHING, DROPPED, MASKED = 0.05, 0.1, 0.06
"""Of the kind's targets; of what the head takes; share of tokens that are hidden."""
WEIGHTS = {"kind": 2.0, "themes": 2.0, "acts": 5.0, "form_acts": 4.0, "vectors": 2.0}
EVALUATIONS = 6
_PADDING_BLOCK = 10**6
_KIND, _THEMES = len(KINDS), len(KINDS) + len(THEMES)
_TEMPERATURE = 2.0  # of a teacher's kinds


class Words:
    """Vectors of words, as the shipped file rounds them."""

    def __init__(self, vectors: np.ndarray) -> None:
        codes, steps = quantized_words(vectors)
        self.codes, self.steps = torch.tensor(codes), torch.tensor(steps)

    def __call__(self, ids: Tensor) -> Tensor:
        """Returns vectors ``[…, 384]``."""
        return self.codes[ids].float() * self.steps[ids]


def batches(found: Sequence[Example], rng: random.Random | None = None) -> list[list[Example]]:
    """Groups windows of similar length; in random order where there is an `rng`."""
    stretch = {id(one): rng.uniform(0.85, 1.15) if rng else 1.0 for one in found}
    ordered = sorted(found, key=lambda one: len(one.window.ids) * stretch[id(one)])
    batched: list[list[Example]] = [[]]
    longest = 0
    for one in ordered:
        longest = max(longest, len(one.window.ids))
        if batched[-1] and longest * (len(batched[-1]) + 1) > BATCH_TOKENS:
            batched.append([])
            longest = len(one.window.ids)
        batched[-1].append(one)
    if rng:
        rng.shuffle(batched)
    return batched


def read(net: Reader, words: Words, batch: Sequence[Example], masked: float = 0.0) -> Tensor:
    """Returns the pooled rows of the passages of a batch, ``[passages, 396]``."""
    length = max(len(one.window.ids) for one in batch)
    ids = torch.full((len(batch), length), 1)
    blocks = torch.full((len(batch), length), _PADDING_BLOCK)
    for row, one in enumerate(batch):
        ids[row, : len(one.window.ids)] = torch.tensor(one.window.ids)
        blocks[row, : len(one.window.ids)] = torch.tensor(one.window.blocks)
    if masked:
        ids[(torch.rand(ids.shape) < masked) & (ids > UNKNOWN)] = UNKNOWN
    vectors = words(ids) if net.own is None else net.own(ids)
    return pooled(net(vectors, blocks), [one.window.spans for one in batch])


def loss_of(logits: Tensor, vectors: Tensor, labels: Sequence[Labels]) -> Tensor:
    """Returns the loss of the logits, ``[passages, 20]``, and the vectors of passages.

    A teacher's row counts beside the labels where there are both, and alone where there are none.
    """
    kind = torch.tensor([-100 if one.kind is None else one.kind for one in labels])
    total = logits.sum() * 0
    if (kind >= 0).any():
        total = total + WEIGHTS["kind"] * functional.cross_entropy(
            logits[:, :_KIND], kind, label_smoothing=SMOOTHING, ignore_index=-100
        )
    for name, part, width in (
        ("themes", slice(_KIND, _THEMES), len(THEMES)),
        ("acts", slice(_THEMES, LABELS), len(SPEECH_ACTS)),
    ):
        rows = [n for n, one in enumerate(labels) if getattr(one, name) is not None]
        if rows:
            target = torch.tensor([getattr(labels[n], name) for n in rows]).view(-1, width)
            total = total + WEIGHTS[name] * functional.binary_cross_entropy_with_logits(
                logits[rows, part], target
            )
    asked = [n for n, one in enumerate(labels) if one.form_acts is not None]
    if asked:
        known = [[-1.0 if act is None else act for act in labels[n].form_acts or ()] for n in asked]
        target = torch.tensor(known)
        each = functional.binary_cross_entropy_with_logits(
            logits[asked, LABELS:], target.clamp_min(0), reduction="none"
        )
        total = total + WEIGHTS["form_acts"] * each[target >= 0].mean()
    taught = [n for n, one in enumerate(labels) if one.teacher is not None]
    if taught:
        teacher = torch.tensor(np.array([labels[n].teacher for n in taught]))
        total = total + _distillation(logits[taught, :LABELS], teacher[:, -LABELS:])
        alike = functional.cosine_similarity(vectors[taught], teacher[:, :-LABELS])
        total = total + WEIGHTS["vectors"] * (1 - alike).mean()
    return total


def _distillation(logits: Tensor, teacher: Tensor) -> Tensor:
    kind = functional.kl_div(
        (logits[:, :_KIND] / _TEMPERATURE).log_softmax(1),
        (teacher[:, :_KIND] / _TEMPERATURE).softmax(1),
        reduction="batchmean",
    )
    rest = functional.binary_cross_entropy_with_logits(
        logits[:, _KIND:], teacher[:, _KIND:].sigmoid()
    )
    return 1.5 * _TEMPERATURE**2 * kind + 3 * rest


class WeightAverage:
    """Moving average of a network's weights, which is what is shipped."""

    def __init__(self, net: nn.Module) -> None:
        self.weights = {name: value.detach().clone() for name, value in net.named_parameters()}
        self.steps = 0

    @torch.no_grad()
    def update(self, net: nn.Module) -> None:
        """Takes in the weights after a step."""
        self.steps += 1
        kept = min(AVERAGE, self.steps / (self.steps + 10))
        for name, value in net.named_parameters():
            self.weights[name].lerp_(value, 1 - kept)

    @torch.no_grad()
    def swap(self, net: nn.Module) -> None:
        """Exchanges the network's weights for the average, or back."""
        for name, value in net.named_parameters():
            held = value.detach().clone()
            value.copy_(self.weights[name])
            self.weights[name] = held


@torch.no_grad()
def predict(net: Reader, words: Words, found: Sequence[Example]) -> dict[str, np.ndarray]:
    """Returns the pooled row of each passage by its id, ``[396]``."""
    net.eval()
    rows = {}
    for batch in batches(found):
        names = [name for one in batch for name in one.ids]
        rows |= dict(zip(names, read(net, words, batch).numpy(), strict=True))
    return rows


def scores(rows: dict[str, np.ndarray], found: Sequence[Example]) -> dict[str, float]:
    """Returns themes micro-F1 and kind macro-F1 by the reader's own logits."""
    labels = {name: one for item in found for name, one in zip(item.ids, item.labels, strict=True)}
    logits = np.array([rows[name][-LABELS:] for name in labels])
    truth = np.array([one.themes for one in labels.values()])
    kinds = [one.kind for one in labels.values()]
    predicted = logits[:, :_KIND].argmax(1)
    each = f1_score(kinds, predicted, average=None, labels=range(_KIND)).tolist()
    acts = [n for n, one in enumerate(labels.values()) if one.acts is not None]
    true_acts = np.array([one.acts for one in labels.values() if one.acts is not None])
    return {
        "acts": round(f1_score(true_acts, logits[acts, _THEMES:] > 0, average="micro"), 3),
        "themes": round(f1_score(truth, logits[:, _KIND:_THEMES] > 0, average="micro"), 3),
        "kind": round(float(np.mean(each)), 3),
        **{name: round(value, 2) for name, value in zip(KINDS, each, strict=True)},
    }


def steps_of(
    groups: Sequence[tuple[list[Answer], float]], epochs: float, rng: random.Random
) -> Iterator[list[Example]]:
    """Yields batches, epoch by epoch; a group's number says how often its answers are shown."""
    for left in range(math.ceil(epochs)):
        chosen: list[Example] = []
        for group, times in groups:
            now = times * min(1.0, epochs - left)
            for answer in group:
                for _ in range(int(now) + (rng.random() < now % 1)):
                    chosen += sampled(answer, rng)
        yield from batches(chosen, rng)


@dataclass(frozen=True, slots=True)
class Course:
    """What a reader is trained on, and watched with.

    Attributes:
        groups: answers, with how often each epoch shows them.
        epochs: how many there are; a part of one counts.
        held_out: what figures are printed of, by name.
        out: where the averaged weights are written, several times on the way.
        rate: of learning, at its highest.
        seed: of the order and of the cuts.
    """

    groups: Sequence[tuple[list[Answer], float]]
    epochs: float
    held_out: dict[str, list[Example]]
    out: Path
    rate: float = RATE
    seed: int = 1


def fit(net: Reader, words: Words, course: Course) -> None:
    """Trains a reader in place; it ends with the average of its weights."""
    torch.manual_seed(course.seed)
    batched = list(steps_of(course.groups, course.epochs, random.Random(course.seed)))
    tokens = sum(len(one.window.ids) for batch in batched for one in batch)
    say(f"{len(batched)} steps, {tokens} tokens")
    optimizer, schedule = _optimizer(net, course.rate, len(batched))
    average, since, every = WeightAverage(net), time.time(), max(1, len(batched) // EVALUATIONS)
    for step, batch in enumerate(batched, 1):
        loss = _step(net, words, batch)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), LONGEST_GRADIENT)
        optimizer.step()
        schedule.step()
        average.update(net)
        if step % every == 0 or step == len(batched):
            average.swap(net)
            found = {
                name: scores(predict(net, words, one), one) for name, one in course.held_out.items()
            }
            say(f"{step}/{len(batched)} {time.time() - since:.0f} s loss {loss.item():.3f} {found}")
            torch.save(net.state_dict(), course.out)
            if step < len(batched):
                average.swap(net)


def _step(net: Reader, words: Words, batch: Sequence[Example]) -> Tensor:
    net.train()
    rows = read(net, words, batch, MASKED)
    vectors = rows[:, :-LABELS]
    dropped = functional.dropout(vectors, DROPPED)
    logits = torch.cat([net.head(dropped), net.acts(dropped)], dim=1)
    return loss_of(logits, vectors, [label for one in batch for label in one.labels])


def _optimizer(
    net: Reader, rate: float, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """Returns AdamW, whose rate rises at first and then falls to nearly nothing."""
    body = list(net.layers.parameters())
    heads = [*net.head.parameters(), *net.acts.parameters()]
    parts = [
        {"params": [p for p in body if p.ndim > 1], "lr": rate, "weight_decay": DECAY},
        {"params": [p for p in body if p.ndim == 1], "lr": rate, "weight_decay": 0.0},
        {"params": heads, "lr": HEAD_RATE, "weight_decay": DECAY},
    ]
    if net.own is not None:
        own = [*net.own.parameters(), *net.widen.parameters()]
        parts.append({"params": own, "lr": HEAD_RATE, "weight_decay": 0.0})
    optimizer = torch.optim.AdamW(parts, fused=True)
    warm = max(1, int(WARM_UP * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(LEAST_RATE, (steps - step) / steps))
    )
    return optimizer, schedule


def say(line: str) -> None:
    """Prints a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def held_out_of(corpus: Path, real: Path, tokens: Tokens) -> dict[str, list[Example]]:
    """Returns what training is watched on: real dev and synthetic dev, read as answers."""
    on_dev = [r for r in read_records([real]) if r["split"] == "dev"]
    synthetic = [r for r in read_records([corpus / "passages"]) if r["split"] == "dev"]
    found = answers(on_dev, tokens)
    return {
        "real dev": [one for answer in found for one in examples(answer)],
        "dev": [one for answer in answers(synthetic, tokens) for one in examples(answer)],
    }


def options(description: str | None, out: str) -> argparse.ArgumentParser:
    """Returns a parser of what both trainings read, and of where their weights go."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--start", type=Path, default=ROOT / "build/joint.onnx")
    parser.add_argument("--real", type=Path, default=ROOT / "build/real.jsonl")
    parser.add_argument("--forms", type=Path, default=ROOT / "build/forms.jsonl")
    parser.add_argument("--tokenizer", type=Path, default=ROOT / "models/reader/tokenizer.json")
    parser.add_argument("--out", type=Path, default=ROOT / out)
    return parser


def main() -> None:
    """Trains the accurate reader."""
    parser = options(__doc__, "build/accurate.pt")
    parser.add_argument("--weights", type=Path, help="of a former run or shipped, to go on from")
    parser.add_argument("--epochs", type=float, default=4)
    parser.add_argument("--rate", type=float, default=RATE)
    asked = parser.parse_args()
    tokens = Tokens(asked.tokenizer.read_bytes())
    net, vectors = from_cross_encoder(asked.start)
    if asked.weights:
        net = from_trained(asked.weights)
    net.norm.requires_grad_(requires_grad=False)
    corpus = ROOT / "corpus"
    course = Course(
        groups(corpus, asked.real, asked.forms, tokens),
        asked.epochs,
        held_out_of(corpus, asked.real, tokens),
        asked.out,
        asked.rate,
    )
    fit(net, Words(vectors), course)


if __name__ == "__main__":
    main()

"""Tune the network on passages: AdamW, a rate that rises and falls, nothing left to chance."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import torch
from network import HIDDEN, Network
from passages import Example, batch_of, batch_rows
from sklearn.metrics import f1_score
from torch import Tensor, nn
from torch.nn import functional

Progress = Callable[[str], None]

_INFERENCE_BATCH = 32
_GIVEN = 0.5  # probability from which a theme is given


@dataclass(frozen=True, slots=True)
class Settings:
    """How to tune.

    Attributes:
        layers: how many of the twelve are kept, from the first.
        trained: how many of those, from the last, are trained.
        epochs, batch: passes over the passages, and how many are learnt from at once.
        rate, head_rate: the highest learning rate of the layers and of the heads.
        warm_up: share of the steps in which the rate rises; then it falls to zero.
        decay: of the weights of matrices.
        smoothing: of the kind's targets.
        theme_weight: of the themes' loss beside the kind's.
        seed: of the order, the dropout and the heads' first weights.
    """

    layers: int = 6
    trained: int = 6
    epochs: int = 3
    batch: int = 16
    rate: float = 1e-4
    head_rate: float = 1e-3
    warm_up: float = 0.1
    decay: float = 0.01
    smoothing: float = 0.05
    theme_weight: float = 2.0
    seed: int = 87


@dataclass(frozen=True, slots=True)
class Answers:
    """What the network says of passages: mean vectors ``[n, 384]`` and probabilities."""

    means: Tensor
    kind: Tensor
    themes: Tensor


def tune(
    network: Network, examples: Sequence[Example], settings: Settings, progress: Progress
) -> None:
    """Train the last layers and the heads, in place."""
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)  # noqa: S311  draws an order, no secret
    for head in (network.kind, network.themes):
        head.reset_parameters()
    network.measure_spread(answers(network, examples).means)
    batches = [
        rows
        for _ in range(settings.epochs)
        for rows in batch_rows(examples, settings.batch, chance)
    ]
    optimiser = torch.optim.AdamW(_parameter_groups(network, settings), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, _rate(len(batches), settings.warm_up))
    each = len(batches) // settings.epochs
    network.train()
    start, total = time.monotonic(), 0.0
    for step, rows in enumerate(batches, start=1):
        loss = _loss(network, [examples[row] for row in rows], settings)
        total += _learn(loss, network, optimiser)
        schedule.step()
        if step % each == 0:
            progress(
                f"epoch {step // each}: loss {total / each:.4f}, {time.monotonic() - start:.0f} s"
            )
            total = 0.0


@torch.no_grad()
def answers(network: Network, examples: Sequence[Example]) -> Answers:
    """Run the network over passages, without dropout."""
    network.eval()
    means = torch.zeros(len(examples), HIDDEN)
    for rows in batch_rows(examples, _INFERENCE_BATCH):
        batch = batch_of([examples[row] for row in rows])
        means[rows] = network(batch.ids, batch.mask)
    kind, themes = network.logits(means)
    return Answers(means, kind.softmax(1), themes.sigmoid())


def figures(found: Answers, examples: Sequence[Example]) -> dict[str, float]:
    """Give the kind's macro-F1 and the themes' micro-F1 of the heads alone."""
    kinds = [example.kind for example in examples]
    themes = [example.themes for example in examples]
    return {
        "kind": float(f1_score(kinds, found.kind.argmax(1), average="macro")),
        "themes": float(f1_score(themes, found.themes > _GIVEN, average="micro", zero_division=0)),
    }


def _loss(network: Network, examples: Sequence[Example], settings: Settings) -> Tensor:
    batch = batch_of(examples)
    kind, themes = network.logits(network(batch.ids, batch.mask))
    of_kind = functional.cross_entropy(kind, batch.kind, label_smoothing=settings.smoothing)
    of_themes = functional.binary_cross_entropy_with_logits(themes, batch.themes)
    return of_kind + settings.theme_weight * of_themes


def _learn(loss: Tensor, network: Network, optimiser: torch.optim.Optimizer) -> float:
    optimiser.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    return float(loss.detach())


def _parameter_groups(network: Network, settings: Settings) -> list[dict[str, object]]:
    """Freeze the lower layers; give the rates of the rest."""
    frozen = len(network.layers) - settings.trained
    for layer in network.layers[:frozen]:
        layer.requires_grad_(requires_grad=False)
    return [
        *_by_decay(network.layers[frozen:], settings.rate, settings.decay),
        *_by_decay([network.kind, network.themes], settings.head_rate, settings.decay),
    ]


def _by_decay(
    modules: Iterable[nn.Module], rate: float, decay: float
) -> Iterator[dict[str, object]]:
    parameters = [one for module in modules for one in module.parameters()]
    matrices = [one for one in parameters if one.ndim > 1]
    vectors = [one for one in parameters if one.ndim == 1]
    yield {"params": matrices, "lr": rate, "weight_decay": decay}
    yield {"params": vectors, "lr": rate, "weight_decay": 0.0}


def _rate(steps: int, warm_up: float) -> Callable[[int], float]:
    rising = max(1, round(steps * warm_up))
    return lambda step: min((step + 1) / rising, (steps - step) / max(1, steps - rising))

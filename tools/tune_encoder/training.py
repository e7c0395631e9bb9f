"""Tune the network on passages: AdamW, a rate that rises and falls, nothing left to chance."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from network import HEADED, HIDDEN, ContextNetwork, Network, Product
from passages import Batch, Example, Texts, Told, batches
from sklearn.metrics import f1_score
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.lr_scheduler import LambdaLR

from meta87.classification.labels import KINDS

Progress = Callable[[str], None]

_INFERENCE_BATCH = 32
_TOLD = 200  # steps between what is told of the loss
_FIRST = 1  # seed of the heads' first weights: networks of all seeds begin as one
_CALIBRATING = 10  # of so many passages one is read to see what products take


@dataclass(frozen=True, slots=True)
class Settings:
    """How to tune.

    Attributes:
        layers: how many of the twelve are kept, from the first.
        trained: how many of those, from the last, are trained.
        epochs, batch: passes over the passages, and how many are learnt from at once.
        rate, head_rate: the highest learning rate of the layers, and of the heads and the reader.
        warm_up: share of the steps in which the rate rises; then it falls to zero.
        decay: of the weights of matrices.
        smoothing: of the kind's targets.
        theme_weight: of the themes' loss beside the kind's, where passages are read in context.
        lone_weight: the same where they are read by themselves: what they inherit is not there.
        act_weight: of the loss of the acts.
        seed: of the order and the dropout.
    """

    layers: int = 8
    trained: int = 8
    epochs: int = 3
    batch: int = 16
    rate: float = 1e-4
    head_rate: float = 1e-3
    warm_up: float = 0.1
    decay: float = 0.01
    smoothing: float = 0.05
    theme_weight: float = 2.0
    lone_weight: float = 0.5
    act_weight: float = 1.0
    seed: int = 87


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is learnt from: passages for all heads but that of the acts, sentences for that one."""

    examples: Sequence[Example]
    told: Sequence[Told] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """What the network says of passages, as logits: kinds ``[n, 3]`` and themes ``[n, 4]``.

    Attributes:
        kind, themes: of passages by themselves.
        kind_inside, themes_inside: of passages read with those before them.
    """

    kind: Tensor
    themes: Tensor
    kind_inside: Tensor
    themes_inside: Tensor


def tune(
    network: ContextNetwork,
    texts: Texts,
    lessons: Lessons,
    settings: Settings,
    progress: Progress,
) -> None:
    """Train the last layers, the heads and the reader, in place."""
    torch.manual_seed(_FIRST)
    chance = random.Random(settings.seed)  # noqa: S311  draws an order, no secret
    for name in HEADED:
        getattr(network, name).reset_parameters()
    torch.manual_seed(settings.seed)
    network.eval()
    examples = lessons.examples
    passages = [one.window[0] for one in examples]
    measure_shares(network, lambda: vectors(network, texts, passages[::_CALIBRATING]))
    with torch.no_grad():
        network.spread.measure(vectors(network, texts, passages))
    every = [b for _ in range(settings.epochs) for b in batches(examples, settings.batch, chance)]
    optimiser = torch.optim.AdamW(_parameter_groups(network, settings), fused=True)
    acts = _spread(lessons.told, settings.epochs, len(every), chance)
    network.train()

    def losses() -> Iterator[Tensor]:
        for some, beside in zip(every, acts, strict=True):
            loss = _loss(network, texts.batch(some), settings)
            if beside:
                loss = loss + settings.act_weight * _act_loss(network, texts, beside)
            yield loss

    descend_all(network, losses(), scheduled(optimiser, len(every), settings.warm_up), progress)


def vectors(network: Network, texts: Texts, wanted: Sequence[str]) -> Tensor:
    """Give the vectors of texts, ``[n, 384]``."""
    found = torch.zeros(len(wanted), HIDDEN)
    for ids, mask, places in texts.pieces(wanted):
        found[places] = network(ids, mask).float()
    return found


@torch.no_grad()
def measure_shares(network: nn.Module, run: Callable[[], object]) -> None:
    """Set the shares of every product from what it takes where ``run`` has the network read."""
    found: dict[Product, Tensor] = {}

    def note(product: Product, taken: Tensor) -> None:
        most = taken.abs().flatten(0, -2).amax(0)
        found[product] = torch.maximum(found[product], most) if product in found else most

    with noted([one for one in network.modules() if isinstance(one, Product)], note):
        run()
    for product, reach in found.items():
        product.measure_share(reach)


@contextmanager
def noted(products: Iterable[Product], note: Callable[[Product, Tensor], None]) -> Iterator[None]:
    """Have what products take noted."""

    def pass_on(product: Product, given: tuple[Tensor]) -> None:
        note(product, given[0])

    hooks = [product.register_forward_pre_hook(pass_on) for product in products]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


@torch.no_grad()
def answers(network: ContextNetwork, texts: Texts, examples: Sequence[Example]) -> Answers:
    """Run the network over passages, without dropout, in the order of `by_answer`."""
    network.eval()
    said = [_said(network, texts.batch(some)) for some in batches(examples, _INFERENCE_BATCH)]
    return Answers(*(torch.cat(parts) for parts in zip(*map(_parts, said), strict=True)))


def by_answer(examples: Sequence[Example]) -> list[Example]:
    """Give passages in the order in which the network answers them."""
    return [one for some in batches(examples, _INFERENCE_BATCH) for one in some]


def figures(network: ContextNetwork, texts: Texts, examples: Sequence[Example]) -> dict[str, float]:
    """Give the kind's macro-F1 and the themes' micro-F1 of the network alone."""
    found = answers(network, texts, examples)
    order = by_answer(examples)
    kinds, themes = [one.kind for one in order], [one.themes for one in order]

    def micro(logits: Tensor) -> float:
        return float(f1_score(themes, logits > 0, average="micro", zero_division=0))

    def macro(logits: Tensor) -> float:
        return float(f1_score(kinds, logits.argmax(1), average="macro"))

    return {
        "kind": macro(found.kind),
        "themes": micro(found.themes),
        "kind in context": macro(found.kind_inside),
        "themes in context": micro(found.themes_inside),
    }


def _said(network: ContextNetwork, batch: Batch) -> Answers:
    found = torch.zeros(len(batch.marks), HIDDEN)
    for ids, mask, places in batch.pieces:
        found[places] = network(ids, mask).float()
    kind, themes = network.logits(found[batch.rows[:, 0]])
    absent = batch.rows == len(batch.marks) - 1
    rows = torch.cat([network.spread(found), batch.marks], dim=1)
    inside = network.reader(rows[batch.rows], absent).float()
    return Answers(kind.float(), themes.float(), inside[:, : len(KINDS)], inside[:, len(KINDS) :])


def _parts(said: Answers) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    return said.kind, said.themes, said.kind_inside, said.themes_inside


def _loss(network: ContextNetwork, batch: Batch, settings: Settings) -> Tensor:
    # Twice as fast on processors with bfloat16; the weights stay in float32.
    with torch.autocast("cpu", torch.bfloat16):
        said = _said(network, batch)
    total = torch.zeros(())
    for kind, themes, weight in (
        (said.kind, said.themes, settings.lone_weight),
        (said.kind_inside, said.themes_inside, settings.theme_weight),
    ):
        total = total + functional.cross_entropy(
            kind, batch.kind, label_smoothing=settings.smoothing
        )
        total = total + weight * functional.binary_cross_entropy_with_logits(themes, batch.themes)
    return total


def _act_loss(network: Network, texts: Texts, told: Sequence[Told]) -> Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        logits = network.act_logits(vectors(network, texts, [one.text for one in told])).float()
    acts = torch.tensor([one.acts for one in told])
    return functional.binary_cross_entropy_with_logits(logits, acts)


def _spread(
    told: Sequence[Told], epochs: int, steps: int, chance: random.Random
) -> list[list[Told]]:
    """Deal out sentences over the steps, each as many times as there are epochs."""
    dealt = [one for _ in range(epochs) for one in chance.sample(told, len(told))]
    return [dealt[step::steps] for step in range(steps)]


def descend_all(
    network: nn.Module,
    losses: Iterable[Tensor],
    schedule: LambdaLR,
    progress: Progress | None = None,
) -> None:
    """Take a step down each loss, which is asked for when its turn comes; tell every 200th."""
    start, total = time.monotonic(), 0.0
    for step, loss in enumerate(losses, start=1):
        total += _descend(loss, network, schedule.optimizer)
        schedule.step()
        if progress and step % _TOLD == 0:
            progress(f"step {step}: loss {total / _TOLD:.4f}, {time.monotonic() - start:.0f} s")
            total = 0.0


def _descend(loss: Tensor, network: nn.Module, optimiser: torch.optim.Optimizer) -> float:
    """Take one step, and give the loss before it."""
    optimiser.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    return float(loss.detach())


def _parameter_groups(network: ContextNetwork, settings: Settings) -> list[dict[str, object]]:
    """Freeze the lower layers; give the rates of the rest."""
    frozen = len(network.layers) - settings.trained
    for layer in network.layers[:frozen]:
        layer.requires_grad_(requires_grad=False)
    return [
        *by_decay(network.layers[frozen:], settings.rate, settings.decay),
        *by_decay(
            [*(getattr(network, name) for name in HEADED), network.reader],
            settings.head_rate,
            settings.decay,
        ),
    ]


def by_decay(
    modules: Iterable[nn.Module], rate: float, decay: float
) -> Iterator[dict[str, object]]:
    """Give the parameters of modules in two groups: matrices, which decay, and vectors."""
    parameters = [one for module in modules for one in module.parameters()]
    matrices = [one for one in parameters if one.ndim > 1]
    vectors = [one for one in parameters if one.ndim == 1]
    yield {"params": matrices, "lr": rate, "weight_decay": decay}
    yield {"params": vectors, "lr": rate, "weight_decay": 0.0}


def scheduled(optimiser: torch.optim.Optimizer, steps: int, warm_up: float) -> LambdaLR:
    """Have the rate rise for a share of the steps, then fall to zero."""
    rising = max(1, round(steps * warm_up))
    return LambdaLR(
        optimiser, lambda step: min((step + 1) / rising, (steps - step) / max(1, steps - rising))
    )

"""A network that reads a passage together with what stands before it, and how it learns."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from held import Array
from network import HIDDEN, Layer, Layers, Product
from passages import Example
from passages import padded as side
from sklearn.metrics import f1_score
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from meta87.classification.joint_reader import side_by_side
from meta87.classification.labels import KINDS, THEMES
from meta87.classification.network import Ids
from training import by_decay, descend_all, measure_shares, scheduled

Window = tuple[list[int], list[int]]
"""Tokens, and for each 1 where it is of the passage and 0 where it stands before it."""

_BATCH = 16
_POOL = 16  # batches among which windows of like length come together
_DROPOUT = 0.1
_FAR = 1e4  # below any number of a token
_RATE, _HEAD_RATE = 1e-4, 1e-3
_WARM_UP = 0.1
_DECAY = 0.01
_SMOOTHING = 0.05
_THEMES = 2.0  # weight of their loss beside the kind's


class JointNetwork(Layers):
    """Layers over all tokens, and one linear head on the mean and the most of the passage's.

    Args:
        constants: of the ONNX file, for the embeddings.
        layers: in turn.
    """

    def __init__(self, constants: Mapping[str, Array], layers: Sequence[Layer]) -> None:
        super().__init__(constants, layers)
        self.part = nn.Parameter(torch.randn(2, HIDDEN) * 0.02)
        self.head = nn.Linear(2 * HIDDEN, len(KINDS) + len(THEMES))

    def pooled(self, ids: Tensor, mask: Tensor, own: Tensor) -> Tensor:
        """Give the mean and the most of what is said of the passage's tokens, ``[B, 768]``."""
        found, weight = self.read(ids, mask, self.part[own]), (mask * own)[:, :, None]
        mean = (found * weight).sum(1) / weight.sum(1)
        return torch.cat([mean, (found - (1 - weight) * _FAR).amax(1)], dim=1)

    def forward(self, ids: Tensor, mask: Tensor, own: Tensor) -> Tensor:
        """Give the logits of kinds, then themes, ``[B, 7]``."""
        x = functional.dropout(self.pooled(ids, mask, own), _DROPOUT, self.training)
        logits: Tensor = self.head(x)
        return logits

    @torch.no_grad()
    def round_as(self, windows: Sequence[Window]) -> None:
        """Have its products rounded as onnxruntime will round them, as windows show them."""
        self.eval()
        layers = []
        for layer in self.layers:
            layers.append(Layer(layer.heads, layer.fo.in_features, Product))
            layers[-1].load_state_dict(layer.state_dict(), strict=False)  # shares are measured
        self.layers = nn.ModuleList(layers).eval()
        measure_shares(self, lambda: pooled(self, windows))


@dataclass(frozen=True, slots=True)
class Lessons:
    """Windows, and what is to be said of them.

    Attributes:
        windows: of each passage.
        kind: number of its kind, int64 ``[n]``.
        themes: 0 or 1 for each, float32 ``[n, 4]``.
    """

    windows: Sequence[Window]
    kind: Tensor
    themes: Tensor

    @classmethod
    def of(cls, examples: Sequence[Example], tokens: Callable[[str], Ids]) -> Lessons:
        """Take them from annotated passages; ``tokens`` gives those of a text."""
        return cls(
            [side_by_side([tokens(text) for text in one.window]) for one in examples],
            torch.tensor([one.kind for one in examples]),
            torch.tensor([one.themes for one in examples]),
        )


def learn(
    network: JointNetwork,
    lessons: Lessons,
    epochs: int,
    chance: random.Random,
    say: Callable[[str], None],
) -> None:
    """Train the layers and the head, in place."""
    every = [places for _ in range(epochs) for places in batches(lessons.windows, _BATCH, chance)]
    optimiser = torch.optim.AdamW(_parameter_groups(network), fused=True)
    network.train()
    losses = (_loss(network, lessons, places) for places in every)
    descend_all(network, losses, scheduled(optimiser, len(every), _WARM_UP), say)
    network.eval()


def batches(windows: Sequence[Window], size: int, chance: random.Random) -> Iterator[list[int]]:
    """Give the places of all windows in an order of chance, those of like length together."""
    order = chance.sample(range(len(windows)), len(windows))
    for start in range(0, len(order), size * _POOL):
        pool = sorted(order[start : start + size * _POOL], key=lambda place: len(windows[place][0]))
        parts = [pool[first : first + size] for first in range(0, len(pool), size)]
        chance.shuffle(parts)
        yield from parts


def padded(windows: Sequence[Window]) -> tuple[Tensor, Tensor, Tensor]:
    """Give tokens, mask and parts of windows side by side, ``[n, T]`` each."""
    own = [torch.tensor(parts) for _, parts in windows]
    return (*side([tokens for tokens, _ in windows]), pad_sequence(own, batch_first=True))


@torch.no_grad()
def pooled(network: JointNetwork, windows: Sequence[Window]) -> Tensor:
    """Give what is said of the passages of windows, ``[n, 768]``, as `JointNetwork.pooled`."""
    found = torch.zeros(len(windows), network.head.in_features)
    order = sorted(range(len(windows)), key=lambda place: len(windows[place][0]))
    for start in range(0, len(order), 2 * _BATCH):
        places = order[start : start + 2 * _BATCH]
        with torch.autocast("cpu", torch.bfloat16):
            found[places] = network.pooled(*padded([windows[place] for place in places]))
    return found


def figures(network: JointNetwork, lessons: Lessons) -> dict[str, float]:
    """Give the kind's macro-F1 and the themes' micro-F1 of the network alone."""
    found = network.head(pooled(network, lessons.windows))
    kinds, themes = found[:, : len(KINDS)].argmax(1), found[:, len(KINDS) :] > 0
    return {
        "kind": float(f1_score(lessons.kind, kinds, average="macro")),
        "themes": float(f1_score(lessons.themes, themes, average="micro")),
    }


def _loss(network: JointNetwork, lessons: Lessons, places: Sequence[int]) -> Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        logits = network(*padded([lessons.windows[place] for place in places])).float()
    kind, themes = logits[:, : len(KINDS)], logits[:, len(KINDS) :]
    loss = functional.cross_entropy(kind, lessons.kind[places], label_smoothing=_SMOOTHING)
    return loss + _THEMES * functional.binary_cross_entropy_with_logits(
        themes, lessons.themes[places]
    )


def _parameter_groups(network: JointNetwork) -> list[dict[str, Any]]:
    return [
        *by_decay([network.layers], _RATE, _DECAY),
        {"params": [network.part], "lr": _RATE, "weight_decay": 0.0},
        {"params": network.head.parameters(), "lr": _HEAD_RATE, "weight_decay": _DECAY},
    ]

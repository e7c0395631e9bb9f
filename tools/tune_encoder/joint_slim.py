"""Make the joint network slim, and have it learn again to say what it said as it was."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch
from joint import JointNetwork, Window, batches, padded, pooled
from network import Array, Spread
from slimming import slim_layers
from torch import Tensor
from torch.nn import functional
from unheard import exchanged_alike

from meta87.classification.labels import KINDS
from training import descend_all, measure_shares, scheduled

_BATCH = 32
_SHOWN = 60  # of so many windows one shows what products take
_RATE = 1e-4
_WARM_UP = 0.05
_DECAY = 0.01
_THEMES = 4.0  # weight of their loss beside the others
_CHANGED = 0.3  # share of made windows whose sentences are others

Windows = Sequence[Sequence[str]]
"""Texts of passages and of what stands before them, the nearest first."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a joint network says of windows: logits ``[n, 7]`` and what they are of ``[n, 768]``."""

    logits: Tensor
    pooled: Tensor

    @classmethod
    @torch.no_grad()
    def of(cls, network: JointNetwork, windows: Sequence[Window]) -> Heard:
        """Have windows read."""
        found = pooled(network, windows)
        return cls(network.head(found), found)

    @classmethod
    def mean(cls, heard: Sequence[Heard]) -> Heard:
        """Give the mean of the logits of several, and what those of the first are of."""
        return cls(torch.stack([one.logits for one in heard]).mean(0), heard[0].pooled)


def slim(
    network: JointNetwork,
    constants: Mapping[str, Array],
    heads: int,
    inner: int,
    windows: Sequence[Window],
) -> JointNetwork:
    """Give a network with fewer heads and inner numbers.

    Args:
        network: rounded; its weights stay as they are.
        constants: of the ONNX file.
        heads: how many each layer keeps.
        inner: how many numbers it keeps between its last two products.
        windows: what it learns from; some show what products take.
    """
    shown = sorted(windows[::_SHOWN], key=lambda window: len(window[0]))
    pieces = [padded(shown[start : start + _BATCH]) for start in range(0, len(shown), _BATCH)]
    found = JointNetwork(constants, slim_layers(network, heads, inner, pieces)).eval()
    found.head.load_state_dict(network.head.state_dict())
    found.part.data.copy_(network.part)
    measure_shares(found, lambda: pooled(found, shown))
    return found


def made_windows(
    known: Windows,
    tokens: Callable[[Sequence[str]], Window],
    near: Mapping[int, list[int]],
    count: int,
    chance: random.Random,
) -> list[Window]:
    """Give windows that nobody wrote: others between, fewer before, tokens exchanged for near ones.

    A token is exchanged for the same one wherever it stands, so that what goes on about what was
    said still does.

    Args:
        known: what they are made of.
        tokens: gives those of a window.
        near: tokens of like meaning, as `neighbours` gives them.
        count: how many.
        chance: draws them.
    """
    made = []
    for _ in range(count):
        texts = _changed(chance.choice(known), chance.choice(known), chance)
        ids, own = tokens(texts)
        made.append((exchanged_alike(ids, near, chance), own))
    return made


def _changed(texts: Sequence[str], others: Sequence[str], chance: random.Random) -> Sequence[str]:
    passage, *before = texts
    if not before or chance.random() > _CHANGED:
        return texts
    if chance.random() < 0.5:  # noqa: PLR2004  one way as often as the other
        return [passage, *before[: chance.randrange(len(before))]]
    return [passage, *others[:2], *before[:2]]


def relearn(
    network: JointNetwork,
    windows: Sequence[Window],
    heard: Heard,
    chance: random.Random,
    say: Callable[[str], None],
) -> None:
    """Train a network, in place, to say what was heard; nothing is dropped."""
    spread = Spread(heard.pooled.shape[1])
    spread.measure(heard.pooled)
    weights = [one for one in network.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=_RATE, weight_decay=_DECAY, fused=True)
    kinds, themes = heard.logits.split([len(KINDS), heard.logits.shape[1] - len(KINDS)], dim=1)
    every = list(batches(windows, _BATCH, chance))

    def loss(places: Sequence[int]) -> Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            found = network.pooled(*padded([windows[place] for place in places]))
        logits = network.head(found)
        return (
            functional.mse_loss(spread(found), spread(heard.pooled[places]))
            + functional.cross_entropy(logits[:, : len(KINDS)], kinds[places].softmax(dim=1))
            + _THEMES
            * functional.binary_cross_entropy_with_logits(
                logits[:, len(KINDS) :], themes[places].sigmoid()
            )
        )

    descend_all(network, map(loss, every), scheduled(optimiser, len(every), _WARM_UP), say)

"""Make the joint network slim, and have it learn again: from it as it was, labels, and others."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch
from held import Array
from joint import JointNetwork, Lessons, Window, batches, padded, pooled
from network import Spread
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
_UNSURE_KIND, _UNSURE_THEME = 0.05, 0.02  # share of a label that is left to the others
_CHANGED = 0.3  # share of made windows whose sentences are others

Windows = Sequence[Sequence[str]]
"""Texts of passages and of what stands before them, the nearest first."""


@dataclass(frozen=True, slots=True)
class Targets:
    """What is to be said of windows.

    Attributes:
        kinds: probabilities, ``[n, 3]``.
        themes: the same, ``[n, 4]``.
        pooled: what the head is to read, ``[n, 768]``, or None where that is left open.
    """

    kinds: Tensor
    themes: Tensor
    pooled: Tensor | None = None

    @classmethod
    @torch.no_grad()
    def heard(cls, network: JointNetwork, windows: Sequence[Window]) -> Targets:
        """Give what a network says, and what it says that of."""
        found = pooled(network, windows)
        kinds, themes = _parted(network.head(found))
        return cls(kinds.softmax(dim=1), themes.sigmoid(), found)

    @classmethod
    @torch.no_grad()
    def mean(cls, networks: Sequence[JointNetwork], windows: Sequence[Window]) -> Targets:
        """Give what several networks say together: the mean of their logits."""
        logits = [network.head(pooled(network, windows)) for network in networks]
        kinds, themes = _parted(torch.stack(logits).mean(dim=0))
        return cls(kinds.softmax(dim=1), themes.sigmoid())

    @classmethod
    def annotated(cls, lessons: Lessons) -> Targets:
        """Give the labels of passages, all but sure."""
        return softened(lessons.kind, lessons.themes)

    def then(self, others: Targets) -> Targets:
        """Put others behind them; what the head is to read is left open."""
        kinds, themes = (self.kinds, others.kinds), (self.themes, others.themes)
        return Targets(torch.cat(kinds), torch.cat(themes))


def softened(kind: Tensor, themes: Tensor) -> Targets:
    """Give labels, int64 ``[n]`` and 0 or 1 ``[n, 4]``, as probabilities that are all but sure."""
    kinds = functional.one_hot(kind, len(KINDS)).float()
    even = _UNSURE_KIND / len(KINDS)
    softer = themes * (1 - 2 * _UNSURE_THEME) + _UNSURE_THEME
    return Targets(kinds * (1 - _UNSURE_KIND) + even, softer)


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
    targets: Targets,
    chance: random.Random,
    say: Callable[[str], None],
) -> None:
    """Train a network, in place, to say what it should; nothing is dropped."""
    spread = Spread(network.head.in_features)
    if targets.pooled is not None:
        spread.measure(targets.pooled)
    weights = [one for one in network.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=_RATE, weight_decay=_DECAY, fused=True)
    every = list(batches(windows, _BATCH, chance))

    def loss(places: Sequence[int]) -> Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            found = network.pooled(*padded([windows[place] for place in places]))
        kinds, themes = _parted(network.head(found))
        whole = functional.cross_entropy(kinds, targets.kinds[places])
        whole += _THEMES * functional.binary_cross_entropy_with_logits(
            themes, targets.themes[places]
        )
        if targets.pooled is None:
            return whole
        return whole + functional.mse_loss(spread(found), spread(targets.pooled[places]))

    descend_all(network, map(loss, every), scheduled(optimiser, len(every), _WARM_UP), say)


def _parted(logits: Tensor) -> tuple[Tensor, Tensor]:
    """Give the logits of the kinds, and those of the themes."""
    kinds, themes = logits.split([len(KINDS), logits.shape[1] - len(KINDS)], dim=1)
    return kinds, themes

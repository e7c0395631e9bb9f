"""Take out of a tuned encoder the parts that its products need least, and refit the rest.

Of each layer so many heads and so many inner numbers are kept. Those go first without which what
the next product gives changes least, when the others stand for them as well as they can by least
squares (Hassibi and Stork, Optimal Brain Surgeon, 1993, over groups of numbers).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
from held import Array
from network import HEAD, HEADED, Layer, Layers, Network, Product
from torch import Tensor

from training import measure_shares, noted

Piece = tuple[Tensor, ...]
"""Tokens and mask of texts, and what else a network takes of them, ``[n, tokens]`` each."""

_EXACT = torch.float64
_DAMPING = 1e-3  # of the mean variance, so that covariances can be inverted
_INNER_AT_ONCE = 128  # numbers that go before the rest is refitted; heads go one by one


@dataclass(slots=True)
class Taken:
    """What a product takes, over all tokens.

    Attributes:
        count: of tokens.
        total: ``[inner]``.
        squares: of each number times each, ``[inner, inner]``.
    """

    count: int
    total: Tensor
    squares: Tensor

    @classmethod
    def none(cls, inner: int) -> Taken:
        """Give that of no token."""
        return cls(0, torch.zeros(inner, dtype=_EXACT), torch.zeros(inner, inner, dtype=_EXACT))

    def add(self, tokens: Tensor) -> None:
        """Take tokens in, ``[n, inner]``."""
        exact = tokens.to(_EXACT)
        self.count += len(exact)
        self.total += exact.sum(0)
        self.squares += exact.T @ exact

    @property
    def mean(self) -> Tensor:
        """Of each number, ``[inner]``."""
        return self.total / self.count

    @property
    def covariance(self) -> Tensor:
        """Of the numbers, damped, ``[inner, inner]``."""
        found = self.squares / self.count - torch.outer(self.mean, self.mean)
        return found + torch.eye(len(found), dtype=_EXACT) * found.diagonal().mean() * _DAMPING


@torch.no_grad()
def slimmer(
    network: Network,
    constants: Mapping[str, Array],
    heads: int,
    inner: int,
    pieces: Sequence[Piece],
) -> Network:
    """Give a network whose layers have fewer heads and inner numbers.

    Args:
        network: tuned; its weights stay as they are.
        constants: of its ONNX file.
        heads: how many each layer keeps.
        inner: how many numbers it keeps between its last two products.
        pieces: texts that show what products take.
    """
    slim = Network(constants, slim_layers(network, heads, inner, pieces)).eval()
    for name in HEADED:
        getattr(slim, name).load_state_dict(getattr(network, name).state_dict())
    measure_shares(slim, lambda: [slim(*piece) for piece in pieces])
    return slim


@torch.no_grad()
def slim_layers(network: Layers, heads: int, inner: int, pieces: Sequence[Piece]) -> list[Layer]:
    """Give its layers with fewer heads and inner numbers, as `slimmer`; shares are not measured."""
    network.eval()
    taken = _measured(network, pieces)
    return [_slim(layer, heads, inner, taken) for layer in network.layers]


def _measured(network: Layers, pieces: Sequence[Piece]) -> dict[Product, Taken]:
    """Give what the last products of attention and of layers take where texts are read."""
    products = [product for layer in network.layers for product in (layer.ao, layer.fo)]
    taken = {product: Taken.none(product.in_features) for product in products}
    for piece in pieces:
        there = piece[1] > 0  # padding is no token

        def note(product: Product, given: Tensor, there: Tensor = there) -> None:
            taken[product].add(given[there])

        with noted(products, note):
            network(*piece)
    return taken


def _slim(layer: Layer, heads: int, inner: int, taken: Mapping[Product, Taken]) -> Layer:
    """Give a layer with fewer heads and inner numbers, its last products refitted."""
    old = layer.state_dict()
    state = {name: old[name] for name in old if name.startswith(("aln", "oln"))}
    kept, state["ao.weight"], state["ao.bias"] = _refitted(layer.ao, taken[layer.ao], heads, HEAD)
    rows = torch.cat([kept + part * layer.ao.in_features for part in range(3)])
    state |= {f"qkv.{name}": old[f"qkv.{name}"][rows] for name in ("weight", "bias")}
    kept, state["fo.weight"], state["fo.bias"] = _refitted(layer.fo, taken[layer.fo], inner)
    state |= {f"fi.{name}": old[f"fi.{name}"][kept] for name in ("weight", "bias")}
    slim = Layer(heads, inner)
    slim.load_state_dict(state, strict=False)  # shares are measured
    return slim


def _refitted(
    product: Product, taken: Taken, count: int, size: int = 1
) -> tuple[Tensor, Tensor, Tensor]:
    """Give the numbers that a product still takes, and its weights and bias for these.

    Args:
        product: as it was.
        taken: what it takes.
        count: of the groups of numbers that are kept.
        size: of a group; those of one go many at a time.
    """
    at_once = _INNER_AT_ONCE if size == 1 else 1
    weight, covariance = product.weight.to(_EXACT), taken.covariance
    wanted, kept = weight @ covariance, torch.arange(product.in_features)
    while (groups := len(kept) // size) > count:
        inverse = torch.linalg.inv(covariance[kept][:, kept])
        cost = _costs(wanted[:, kept] @ inverse, inverse, size)
        going = cost.argsort()[: min(at_once, groups - count)]
        stays = torch.ones(groups, dtype=torch.bool)
        stays[going] = False
        kept = kept[stays.repeat_interleave(size)]
    fitted = wanted[:, kept] @ torch.linalg.inv(covariance[kept][:, kept])
    bias = product.bias.to(_EXACT) + weight @ taken.mean - fitted @ taken.mean[kept]
    return kept, fitted.float(), bias.float()


def _costs(weight: Tensor, inverse: Tensor, size: int) -> Tensor:
    """Give by how much what is given changes without each group of numbers, ``[groups]``."""
    if size == 1:
        return (weight**2).sum(0) / inverse.diagonal()
    parts = [slice(start, start + size) for start in range(0, len(inverse), size)]
    return torch.stack(
        [
            torch.trace(weight[:, part] @ torch.linalg.inv(inverse[part, part]) @ weight[:, part].T)
            for part in parts
        ]
    )

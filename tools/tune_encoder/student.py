"""The student: words of its teacher made narrow, two layers of convolution, mean and maximum."""

from __future__ import annotations

from typing import Any

import torch
from network import EPSILON, HIDDEN, Product
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from meta87.classification.labels import ACTS, KINDS, THEMES

WIDTH = 128
LAYERS = 2
REACH = 3  # tokens that a layer sees side by side
_DROPOUT = 0.1
_NOTHING = -1e4  # what padding would have at most


class Convolution(nn.Module):
    """A gated convolution over tokens (Dauphin et al. 2017), its product in whole numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.product = Product(REACH * WIDTH, 2 * WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Transform ``[B, T, 128]``; ``mask`` ``[B, T, 1]`` is zero where there is padding."""
        tokens, side = x.shape[1], REACH // 2
        padded = functional.pad(x, (0, 0, side, side))
        beside = torch.cat([padded[:, start : start + tokens] for start in range(REACH)], dim=-1)
        beside = functional.dropout(beside, _DROPOUT, self.training)
        change, gate = self.product(beside).chunk(2, dim=-1)
        result: Tensor = self.norm(x + change * torch.sigmoid(gate)) * mask
        return result


class Student(nn.Module):
    """Reads a text as its teacher does, with a hundredth of the products.

    A token is what the teacher's embedding of it comes to in fewer dimensions, the same way for
    all, and what is learnt of it alone: tokens that no text has taught are read by what they mean.

    Args:
        words: the teacher's embeddings, centred, ``[vocabulary, 384]``.
        axes: of the fewer dimensions to begin with, ``[384, 128]``.
    """

    words: Tensor

    def __init__(self, words: NDArray[Any], axes: NDArray[Any]) -> None:
        super().__init__()
        self.register_buffer("words", torch.tensor(words), persistent=False)
        self.narrow = nn.Linear(HIDDEN, WIDTH, bias=False)
        self.narrow.weight.data = torch.tensor(axes.T.copy())
        self.own = nn.Embedding(len(words), WIDTH)
        nn.init.zeros_(self.own.weight)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Convolution() for _ in range(LAYERS))
        self.vector = nn.Linear(2 * WIDTH, HIDDEN)
        self.kind = nn.Linear(2 * WIDTH, len(KINDS))
        self.themes = nn.Linear(2 * WIDTH, len(THEMES))
        self.acts = nn.Linear(2 * WIDTH, len(ACTS))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Give the vector ``[B, 384]`` and the logits of kind, themes and acts of ``[B, T]``."""
        *_, mean, most = self.inside(ids, mask)
        found = functional.dropout(torch.cat([mean, most], dim=1), _DROPOUT, self.training)
        vector = functional.normalize(self.vector(found), dim=1)
        return vector, self.kind(found), self.themes(found), self.acts(found)

    def inside(self, ids: Tensor, mask: Tensor) -> list[Tensor]:
        """Give what each layer takes, what the last one gives, and its mean and its largest."""
        there = mask[:, :, None]
        x = self.norm(self.narrow(self.words[ids]) + self.own(ids)) * there
        found = [functional.dropout(x, _DROPOUT, self.training)]
        for layer in self.layers:
            found.append(layer(found[-1], there))
        last = found[-1]
        most = last.masked_fill(there == 0, _NOTHING).amax(1)
        return [*found, last.sum(1) / there.sum(1), most]

    @torch.no_grad()
    def embeddings(self) -> Tensor:
        """Give what each token of the vocabulary is before the norm, ``[vocabulary, 128]``."""
        found: Tensor = self.narrow(self.words) + self.own.weight
        return found

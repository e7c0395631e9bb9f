"""The encoder in PyTorch, read from its ONNX file, with linear heads and a reader of contexts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from held import Array, pair, words_of
from torch import Tensor, nn
from torch.nn import functional

from meta87.classification.labels import ACTS, KINDS, THEMES

HIDDEN, HEADS, INNER = 384, 12, 1536
HEAD = HIDDEN // HEADS  # numbers of a head
EPSILON = 1e-12  # of norms
MOST = 63  # steps of a weight; with 127, processors without VNNI would overflow, and differ
_STEPS = 255  # between the ends of what a product takes
_EVENNESS = 0.75
_LEAST_REACH = 1e-3
_EPSILON = 1e-12
_DROPOUT = 0.1
_OUT_OF_REACH = -1e4  # added to the attention that padding would get
_LEAST_SPREAD = 1e-4
_WIDTH = 128  # of the reader of contexts
_WINDOW = 6  # sentences that it reads, the passage first
HEADED = ("kind", "themes", "acts")
"""The heads of the network."""


class Product(nn.Linear):
    """A product with its factors rounded as onnxruntime will round them: to whole steps.

    What it takes is rounded by one step a text, so that a few large numbers leave little room to
    the others: each is divided by its share, ``[inner]``, and its weights are multiplied by it
    (SmoothQuant, Xiao et al. 2023). Gradients pass the rounding as if it were not there.
    """

    share: Tensor

    def __init__(self, inner: int, outer: int) -> None:
        super().__init__(inner, outer)
        self.register_buffer("share", torch.ones(inner))

    def forward(self, x: Tensor) -> Tensor:
        """Multiply ``[B, T, inner]``."""
        even = x / self.share
        with torch.no_grad():
            ends = torch.stack([even.amin((1, 2)).clamp(max=0), even.amax((1, 2)).clamp(min=0)])
            step = ((ends[1] - ends[0]) / _STEPS).clamp_min(_EPSILON)[:, None, None]
        return functional.linear(_rounded(even, step), self.rounded_weight(), self.bias)

    def rounded_weight(self) -> Tensor:
        """Give the weights times their shares as whole numbers of steps, ``[outer, inner]``."""
        weight = self.weight * self.share
        return _rounded(weight, self.step(weight))

    @torch.no_grad()
    def step(self, weight: Tensor) -> Tensor:
        """Give the size of a step for each row of weights, ``[outer, 1]``."""
        return weight.abs().amax(1, keepdim=True).clamp_min(_EPSILON) / MOST

    @torch.no_grad()
    def measure_share(self, reach: Tensor) -> None:
        """Set the shares so that weights bear most of the unevenness of what the product takes.

        Args:
            reach: the largest absolute value of each number that it takes, ``[inner]``.
        """
        weight = self.weight.abs().amax(0).clamp_min(_EPSILON)
        share = reach.clamp_min(_LEAST_REACH) ** _EVENNESS / weight ** (1 - _EVENNESS)
        self.share.copy_(share / share.log().mean().exp())


def _rounded(x: Tensor, step: Tensor) -> Tensor:
    return x + ((x / step).round() * step - x).detach()


class Layer(nn.Module):
    """A transformer layer; its parts are named as the constants of the ONNX file.

    Args:
        heads: of its attention, each of 32 numbers.
        inner: width of what stands between its last two products.
        product: what its products are, rounded or not.
    """

    def __init__(
        self, heads: int = HEADS, inner: int = INNER, product: type[nn.Linear] = Product
    ) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = product(HIDDEN, 3 * heads * HEAD)
        self.ao = product(heads * HEAD, HIDDEN)
        self.aln = nn.LayerNorm(HIDDEN, EPSILON)
        self.fi = product(HIDDEN, inner)
        self.fo = product(inner, HIDDEN)
        self.oln = nn.LayerNorm(HIDDEN, EPSILON)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Transform ``[B, T, 384]``; ``bias`` ``[B, 1, 1, T]`` is added to the attention."""
        batch, length, _ = x.shape
        parts = self.qkv(x).view(batch, length, 3, self.heads, HEAD)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        # Written out: on a CPU the fused product is slower in bfloat16.
        weights = (query @ key.transpose(-1, -2)) * HEAD**-0.5 + bias
        found = weights.softmax(-1).to(value.dtype) @ value
        attended = found.transpose(1, 2).reshape(batch, length, self.heads * HEAD)
        x = self.aln(x + self._drop(self.ao(attended)))
        result: Tensor = self.oln(x + self._drop(self.fo(functional.gelu(self.fi(x)))))
        return result

    def _drop(self, x: Tensor) -> Tensor:
        return functional.dropout(x, _DROPOUT, self.training)


class Reader(nn.Module):
    """Attention over the sentences of a window: their vectors and marks → logits of the first.

    Args:
        marks: numbers that stand beside the vector of each sentence.
    """

    def __init__(self, marks: int) -> None:
        super().__init__()
        self.take = nn.Linear(HIDDEN + marks, _WIDTH)
        self.distance = nn.Parameter(torch.randn(_WINDOW, _WIDTH) * 0.02)
        layer = nn.TransformerEncoderLayer(
            _WIDTH, 4, 2 * _WIDTH, _DROPOUT, "gelu", batch_first=True, norm_first=True
        )
        self.layers = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(_WIDTH)
        self.answer = nn.Linear(_WIDTH, len(KINDS) + len(THEMES))

    def forward(self, rows: Tensor, absent: Tensor | None = None) -> Tensor:
        """Give logits ``[B, 7]``, kinds then themes, of rows ``[B, sentences, 384 + marks]``.

        ``absent`` ``[B, sentences]`` is true where a window is shorter.
        """
        rows = functional.dropout(rows, _DROPOUT, self.training)
        x = self.take(rows) + self.distance[: rows.shape[1]]
        found: Tensor = self.answer(self.norm(self.layers(x, src_key_padding_mask=absent)[:, 0]))
        return found


class Spread(nn.Module):
    """Vectors less their centre, divided by their spread: those of the encoder lie close together.

    It leaves them as they are until it is measured.

    Args:
        numbers: of each vector.
    """

    centre: Tensor
    width: Tensor

    def __init__(self, numbers: int = HIDDEN) -> None:
        super().__init__()
        self.register_buffer("centre", torch.zeros(numbers))
        self.register_buffer("width", torch.ones(numbers))

    def forward(self, vectors: Tensor) -> Tensor:
        """Spread vectors, ``[…, numbers]``."""
        return (vectors - self.centre) / self.width

    def rows(self, rows: Tensor) -> Tensor:
        """Spread the vectors of rows ``[…, 384 + marks]``, and leave the marks beside them."""
        return torch.cat([self(rows[..., :HIDDEN]), rows[..., HIDDEN:]], dim=-1)

    def measure(self, vectors: Tensor) -> None:
        """Take both from the vectors of passages that are learnt from, ``[n, 384]``."""
        self.centre.copy_(vectors.mean(0))
        self.width.copy_(vectors.std(0).clamp_min(_LEAST_SPREAD))


class Layers(nn.Module):
    """Embeddings (never trained) and layers.

    Args:
        constants: of the ONNX file, for the embeddings.
        layers: in turn.
    """

    word: Tensor
    place: Tensor

    def __init__(self, constants: Mapping[str, Array], layers: Sequence[Layer]) -> None:
        super().__init__()
        self.register_buffer("word", torch.tensor(words_of(constants)), persistent=False)
        self.register_buffer("place", torch.tensor(constants["pos"]), persistent=False)
        self.norm = nn.LayerNorm(HIDDEN, EPSILON).requires_grad_(requires_grad=False)
        self.norm.load_state_dict(pair(constants, "eln"))
        self.layers = nn.ModuleList(layers)

    def read(self, ids: Tensor, mask: Tensor, beside: Tensor | float = 0.0) -> Tensor:
        """Give what the last layer says of each token, ``[B, T, 384]``.

        ``beside`` ``[B, T, 384]`` is added to the embeddings.
        """
        x = self.norm(self.word[ids] + self.place[: ids.shape[1]] + beside)
        x = functional.dropout(x, _DROPOUT, self.training)
        bias = (1 - mask)[:, None, None, :] * _OUT_OF_REACH
        for layer in self.layers:
            x = layer(x, bias)
        return x.float()


class Network(Layers):
    """Linear heads on the mean of the tokens of a text, divided by its spread.

    Args:
        constants: of the ONNX file, for the embeddings.
        layers: in turn.
    """

    def __init__(self, constants: Mapping[str, Array], layers: Sequence[Layer]) -> None:
        super().__init__(constants, layers)
        self.kind = nn.Linear(HIDDEN, len(KINDS))
        self.themes = nn.Linear(HIDDEN, len(THEMES))
        self.acts = nn.Linear(HIDDEN, len(ACTS))
        self.spread = Spread()

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Give the mean vectors, ``[B, 384]``, of length 1."""
        found = self.read(ids, mask)
        return functional.normalize((found * mask[:, :, None]).sum(1), dim=1)

    def logits(self, vectors: Tensor) -> tuple[Tensor, Tensor]:
        """Give the logits of the kind ``[B, 3]`` and of the themes ``[B, 4]``."""
        x = functional.dropout(self.spread(vectors), _DROPOUT, self.training)
        return self.kind(x), self.themes(x)

    def act_logits(self, vectors: Tensor) -> Tensor:
        """Give the logits of the acts that are told, ``[B, 5]``."""
        x = functional.dropout(self.spread(vectors), _DROPOUT, self.training)
        logits: Tensor = self.acts(x)
        return logits


class ContextNetwork(Network):
    """Layers, heads, and a reader of contexts.

    Args:
        constants: of the ONNX file, for the embeddings.
        layers: in turn.
        marks: of each sentence, for the reader of contexts.
    """

    def __init__(self, constants: Mapping[str, Array], layers: Sequence[Layer], marks: int) -> None:
        super().__init__(constants, layers)
        self.reader = Reader(marks)

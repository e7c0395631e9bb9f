"""The reader in PyTorch: a transformer over the passages of an answer, with linear heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from meta87.classify.labels import ACTS, KINDS, SPEECH_ACTS, THEMES

WIDTH = 384
"""Numbers of a token."""
HEAD = 32
"""Numbers of an attention head."""
LABELS = len(KINDS) + len(THEMES) + len(SPEECH_ACTS)
DROPPED = 0.1
"""Share of a layer's output that is dropped in training."""
_EPSILON = 1e-12
_UNREACHABLE = -1e4  # added to the attention to what may not be seen


@dataclass(frozen=True, slots=True)
class Shape:
    """Size of a reader.

    Attributes:
        layers: transformer layers.
        heads: attention heads of a layer.
        inner: numbers between the two products of its feed-forward part.
        own_words: numbers of the word vectors that it learns; 0 where it takes those of E5.
    """

    layers: int
    heads: int
    inner: int
    own_words: int = 0


ACCURATE = Shape(8, 8, 768)
FAST = Shape(2, 4, 384, own_words=128)
VOCABULARY = 34_968


class Layer(nn.Module):
    """A transformer layer with normalisation after each part, as in BERT."""

    def __init__(self, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(WIDTH, 3 * heads * HEAD)
        self.ao = nn.Linear(heads * HEAD, WIDTH)
        self.aln = nn.LayerNorm(WIDTH, _EPSILON)
        self.fi = nn.Linear(WIDTH, inner)
        self.fo = nn.Linear(inner, WIDTH)
        self.oln = nn.LayerNorm(WIDTH, _EPSILON)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Transforms ``[B, T, 384]``; ``bias`` ``[B, 1, T, T]`` is added to the attention."""
        batch, length, _ = x.shape
        parts = self.qkv(x).view(batch, length, 3, self.heads, HEAD)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        attended = attended.transpose(1, 2).reshape(batch, length, self.heads * HEAD)
        x = self.aln(x + self._dropped(self.ao(attended)))
        result: Tensor = self.oln(x + self._dropped(self.fo(functional.gelu(self.fi(x)))))
        return result

    def _dropped(self, x: Tensor) -> Tensor:
        return functional.dropout(x, DROPPED, self.training)


class Reader(nn.Module):
    """Word vectors and blocks of a window → a row of 396 numbers for each token.

    A row holds the token's vector (384) and its logits (12): the mean of the rows of a passage is
    the passage's vector and its logits, since heads are linear. `acts` gives the logits of all acts
    from the vector of a passage: it teaches the layers what filled forms tell of them, and is not
    exported (`acts.py` fits the heads that are).

    Args:
        shape: its size.
    """

    place: Tensor

    def __init__(self, shape: Shape = ACCURATE) -> None:
        super().__init__()
        self.register_buffer("place", torch.zeros(512, WIDTH))
        self.own: nn.Embedding | None = None
        self.widen: nn.Module = nn.Identity()
        if shape.own_words:
            self.own = nn.Embedding(VOCABULARY, shape.own_words)
            self.widen = nn.Linear(shape.own_words, WIDTH, bias=False)
        self.norm = nn.LayerNorm(WIDTH, _EPSILON)
        self.layers = nn.ModuleList(Layer(shape.heads, shape.inner) for _ in range(shape.layers))
        self.head = nn.Linear(WIDTH, LABELS)
        self.acts = nn.Linear(WIDTH, len(ACTS))

    def forward(self, words: Tensor, blocks: Tensor) -> Tensor:
        """Returns rows ``[B, T, 396]``.

        Args:
            words: vectors of the words of each window, ``[B, T, 384]``, or of its own.
            blocks: number of the passage that each token belongs to, ``[B, T]``, ascending; a
                token sees those of its own passage and of earlier ones. Padding has numbers above.
        """
        hidden = blocks[:, None, None, :] > blocks[:, None, :, None]
        bias = hidden.to(words.dtype) * _UNREACHABLE
        x = self.norm(self.widen(words) + self.place[: words.shape[1]])
        for layer in self.layers:
            x = layer(x, bias)
        return torch.cat([x, self.head(x)], dim=-1)


def shape_of(state: dict[str, Tensor]) -> Shape:
    """Returns the size of the reader that a state belongs to."""
    layers = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    inner = state["layers.0.fi.weight"].shape[0]
    own = state["own.weight"].shape[1] if "own.weight" in state else 0
    return Shape(layers, state["layers.0.ao.weight"].shape[1] // HEAD, inner, own)


def pooled(rows: Tensor, spans: Sequence[Sequence[tuple[int, int]]]) -> Tensor:
    """Returns the mean rows of passages, ``[passages, 396]``, window after window.

    Args:
        rows: of tokens, ``[B, T, 396]``.
        spans: first token and end of each passage of each window.
    """
    most = max(map(len, spans))
    weights = rows.new_zeros(len(spans), most, rows.shape[1])
    places = []
    for window, found in enumerate(spans):
        for place, (start, end) in enumerate(found):
            weights[window, place, start:end] = 1 / (end - start)
            places.append(window * most + place)
    return (weights @ rows).reshape(len(spans) * most, -1)[places]

"""Distils the fast reader from the accurate one: ``python tools/train_reader/distil.py``.

Its teacher reads all that it learnt from itself and real text that nobody annotated; the fast
reader learns its logits and vectors, and the labels where there are some (Hinton et al. 2015).
It starts from some of its teacher's layers, with the heads and numbers that weigh most in them, and
learns word vectors of its own.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from export import state_of
from network import FAST, HEAD, WIDTH, Layer, Reader
from start import from_cross_encoder
from torch import Tensor
from train import ROOT, Course, Words, fit, held_out_of, options

from data import Answer, Labels, groups, read_records
from meta87.classify.reader import Reader as Teacher
from meta87.classify.tokens import Tokens
from meta87.classify.windows import windows

FROM = (0, 7)
"""Layers of the teacher that the fast reader starts from."""
PARAGRAPHS, SHORTEST, LONGEST, MOST = 6_000, 60, 1200, 8
"""Paragraphs of unlabelled text that are read, their length in characters, their sentences."""
PREFIX_LENGTH = 60
"""Characters at the start of a held-out passage that no paragraph holds."""
RATE = 4e-4
_BOUNDARY = re.compile(r"(?<=[.!?;:])\s+(?=[A-ZÁÉÍÓÚÑ¿¡«\"])")


@torch.no_grad()
def narrowed(teacher: Reader, vectors: Tensor) -> Reader:
    """Returns a fast reader with the parts of its teacher's layers that weigh most.

    Args:
        teacher: the accurate reader.
        vectors: of its words, ``[words, 384]``; the fast one starts from their main components.
    """
    net = Reader(FAST)
    axes = torch.linalg.eigh(vectors.T @ vectors).eigenvectors[:, -FAST.own_words :]
    net.widen.load_state_dict({"weight": axes})
    net.get_submodule("own").load_state_dict({"weight": vectors @ axes})
    net.place.copy_(teacher.place)
    net.norm.load_state_dict(teacher.norm.state_dict())
    net.head.load_state_dict(teacher.head.state_dict())
    for layer, number in zip(net.layers, FROM, strict=True):
        _narrow(teacher.layers[number], layer)
    return net


def _narrow(wide: Layer, layer: Layer) -> None:
    weight = wide.ao.weight.view(WIDTH, wide.heads, HEAD).norm(dim=(0, 2))
    heads = weight.topk(layer.heads).indices.sort().values
    columns = (heads[:, None] * HEAD + torch.arange(HEAD)).flatten()
    rows = torch.cat([columns + part * wide.heads * HEAD for part in range(3)])
    inner = (wide.fi.weight.norm(dim=1) * wide.fo.weight.norm(dim=0)).topk(layer.fi.out_features)
    _copy(layer.qkv, wide.qkv.weight[rows], wide.qkv.bias[rows])
    _copy(layer.ao, wide.ao.weight[:, columns], wide.ao.bias)
    _copy(layer.fi, wide.fi.weight[inner.indices], wide.fi.bias[inner.indices])
    _copy(layer.fo, wide.fo.weight[:, inner.indices], wide.fo.bias)
    layer.aln.load_state_dict(wide.aln.state_dict())
    layer.oln.load_state_dict(wide.oln.state_dict())


def _copy(product: torch.nn.Linear, weight: Tensor, bias: Tensor) -> None:
    product.weight.copy_(weight)
    product.bias.copy_(bias)


def unlabelled(path: Path, held_out: Sequence[str], tokens: Tokens) -> Iterator[Answer]:
    """Yields paragraphs of real text, evenly sampled, split roughly into sentences.

    Args:
        path: the paragraphs, one a line.
        held_out: texts of passages; paragraphs that hold one are left out.
        tokens: the tokenizer.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        found = [line.strip() for line in lines if SHORTEST <= len(line) <= LONGEST]
    prefixes = {text[:PREFIX_LENGTH] for text in held_out}
    found = [line for line in found if not prefixes & set(_prefixes(line))]
    for number, line in enumerate(found[:: max(1, len(found) // PARAGRAPHS)]):
        texts = _BOUNDARY.split(line)[:MOST]
        yield Answer(
            [],
            [tokens.ids(text) for text in texts],
            [Labels()] * len(texts),
            [f"unlabelled-{number}-{place}" for place in range(len(texts))],
        )


def _prefixes(line: str) -> Iterator[str]:
    """Yields the characters that follow each word boundary of a paragraph, `PREFIX_LENGTH` each."""
    yield line[:PREFIX_LENGTH]
    yield from (line[match.end() :][:PREFIX_LENGTH] for match in re.finditer(r"\s", line))


def with_teacher(teacher: Teacher, found: Sequence[Answer], kept: Path) -> list[Answer]:
    """Returns answers with the teacher's row of each passage.

    Args:
        teacher: the accurate reader.
        found: the answers.
        kept: where the rows are kept, so that a training that was stopped begins at once.
    """
    every = [w for answer in found for w in windows(answer.passages, answer.context)]
    sums = hashlib.sha256(repr([w.ids for w in every]).encode()).hexdigest()
    file = kept / f"teacher-{teacher.checksums['accurate.onnx'][:8]}-{sums[:16]}.npy"
    if not file.exists():
        np.save(file, np.array(list(teacher.means(iter(every))), np.float16))
    rows = iter(np.load(file).astype(np.float32))
    return [
        replace(answer, labels=[replace(labels, teacher=next(rows)) for labels in answer.labels])
        for answer in found
    ]


def main() -> None:
    """Trains the fast reader."""
    parser = options(__doc__, "build/fast.pt")
    parser.add_argument("--weights", type=Path, default=ROOT / "build/accurate.pt")
    parser.add_argument("--lines", type=Path, default=ROOT / "../shared/real/unlabelled.txt.gz")
    parser.add_argument("--epochs", type=float, default=6)
    asked = parser.parse_args()
    tokens, corpus = Tokens(asked.tokenizer.read_bytes()), ROOT / "corpus"
    vectors = from_cross_encoder(asked.start)[1]
    teacher = Teacher(asked.tokenizer.parent)
    held_out = [r["text"] for r in read_records([asked.real]) if r["split"] != "train"]
    found = [
        *groups(corpus, asked.real, asked.forms, tokens),
        (list(unlabelled(asked.lines, held_out, tokens)), 0.6),
    ]
    distillation_set = [
        (with_teacher(teacher, answers, asked.out.parent), times) for answers, times in found
    ]
    net = narrowed(state_of(asked.weights), torch.tensor(vectors))
    watched = held_out_of(corpus, asked.real, tokens)
    fit(net, Words(vectors), Course(distillation_set, asked.epochs, watched, asked.out, RATE))


if __name__ == "__main__":
    main()

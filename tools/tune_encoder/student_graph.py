"""Write the student as ONNX: every product and every sum of several numbers in whole numbers.

What it takes is rounded by steps that are the same in every text, so that a text gets the same
numbers whatever stands beside it in a batch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import onnx
import torch
from graph import OUTPUTS, Array, Graph
from network import HIDDEN, MOST
from onnx import helper
from passages import PADDING
from student import REACH, WIDTH, Convolution, Student
from torch import Tensor

from meta87.classification.labels import KINDS, THEMES
from meta87.classification.tokens import PREFIX_TOKENS

_FURTHEST = 127  # steps from zero to the end of what a whole number holds
_ZERO = np.uint8(128)
_COVERED = 0.9999  # of the numbers of a layer; the few beyond are cut


@dataclass(frozen=True, slots=True)
class Steps:
    """How large a step is in what is rounded.

    Attributes:
        layers: of what each layer takes, and of what the last one gives.
        mean: of the mean of what the last one gives.
    """

    layers: Sequence[float]
    mean: float

    @classmethod
    @torch.no_grad()
    def measured(cls, student: Student, batches: Sequence[tuple[Tensor, Tensor]]) -> Steps:
        """Measure them on texts: pairs of tokens and mask."""
        noted: dict[int, list[Tensor]] = {}

        def note(place: int, found: Tensor) -> None:
            noted.setdefault(place, []).append(found.abs().flatten())

        for ids, mask in batches:
            *inner, mean, _ = student.inside(ids, mask)
            for place, found in enumerate((*(x[mask > 0] for x in inner), mean)):
                note(place, found)
        *layers, mean = (_reach(torch.cat(parts)) / _FURTHEST for parts in noted.values())
        return cls(layers, mean)


def _reach(numbers: Tensor) -> float:
    return float(numbers.kthvalue(max(1, int(_COVERED * len(numbers)))).values)


def student_graph(student: Student, steps: Steps) -> onnx.ModelProto:
    """Give the graph ``input_ids`` ``[texts, T]`` → ``embedding`` and the logits of three heads.

    Neither the tokens of the prefix, the same in every text, nor `PADDING` are read. Beside these
    stand ``token_logits`` ``[texts, T - 4, 7]``: what each token gave the kinds and the themes.
    """
    graph = Graph()
    ends = graph.keep("first", np.array([PREFIX_TOKENS])), graph.keep("end", np.array([1 << 30]))
    ids = graph.add("Slice", "input_ids", *ends, graph.keep("tokens", np.array([1])))
    there = graph.add("Not", graph.add("Equal", ids, graph.keep("pad", np.array(PADDING))))
    graph.add("Unsqueeze", there, graph.keep("last", np.array([-1])), to="there")
    graph.cast("there", onnx.TensorProto.FLOAT, "mask")
    codes = graph.add("Gather", graph.keep("word", _codes(student)), ids)
    numbers = graph.add("DequantizeLinear", codes, graph.keep("one", np.float32(1)))
    graph.keep("zero", _ZERO)
    x = _norm(graph, "norm", numbers, student)
    for number, (layer, step) in enumerate(zip(student.layers, steps.layers, strict=False)):
        x = _convolution(graph, f"l{number}", layer, x, step)
    found, scales = _pooled(graph, x, steps)
    weights, biases = _heads(student, scales)
    said = _product(graph, "heads", found, weights, biases)
    names = ["vector", *(output for output, _ in OUTPUTS.values())]
    widths = graph.keep("widths", np.array([HIDDEN, *(width for _, width in OUTPUTS.values())]))
    graph.nodes.append(helper.make_node("Split", [said, widths], names, axis=-1))
    graph.add("LpNormalization", "vector", to="embedding", axis=-1, p=2)
    _weigh_tokens(graph, student, steps.layers[-1])
    return graph.model("student", "texts", {"token_logits": ("read", len(KINDS) + len(THEMES))})


def _codes(student: Student) -> Array:
    """Give the embeddings in steps of their own, which the norm after them makes no matter."""
    found = student.embeddings().numpy()
    steps = np.abs(found).max(axis=1, keepdims=True) / _FURTHEST
    return np.asarray(np.round(found / steps), dtype=np.int8)


def _convolution(graph: Graph, name: str, layer: Convolution, x: str, step: float) -> str:
    side = REACH // 2
    around = graph.keep(f"{name}.around", np.array([0, side, 0, 0, side, 0]))
    padded = graph.add("Pad", _rounded(graph, name, x, step), around, "zero")
    beside = [
        graph.add(
            "Slice", padded,
            graph.keep(f"{name}.from{start}", np.array([start])),
            graph.keep(f"{name}.to{start}", np.array([start - 2 * side or 1 << 30])),
            "tokens",
        )
        for start in range(REACH)
    ]  # fmt: skip
    weight = layer.product.weight.detach().numpy().T * step
    bias = layer.product.bias.detach().numpy()
    product = _product(graph, name, graph.add("Concat", *beside, axis=-1), weight, bias)
    change, gate = f"{name}.change", f"{name}.gate"
    graph.nodes.append(helper.make_node("Split", [product], [change, gate], axis=-1, num_outputs=2))
    gated = graph.add("Mul", change, graph.add("Sigmoid", gate))
    return _norm(graph, f"{name}.norm", graph.add("Add", x, gated), layer)


def _pooled(graph: Graph, x: str, steps: Steps) -> tuple[str, Array]:
    """Give mean and largest number over the tokens, rounded, and the step of each of both."""
    rounded = _rounded(graph, "last", x, steps.layers[-1])
    whole = graph.cast(rounded, onnx.TensorProto.INT32)
    graph.add("Sub", whole, graph.keep("middle", np.int32(_ZERO)), to="apart")
    total = graph.cast(_sum(graph, "apart"), onnx.TensorProto.FLOAT)
    graph.add("ReduceSum", "mask", "tokens", to="count", keepdims=1)
    mean = graph.add("Div", total, graph.add("Squeeze", "count", "tokens"))
    step = graph.keep("mean.s", np.float32(steps.mean / steps.layers[-1]))
    mean = graph.add("QuantizeLinear", mean, step, "zero")
    read = graph.add("Where", "there", rounded, graph.keep("least", np.uint8(0)))
    graph.add("ReduceMax", read, "tokens", to="most", keepdims=1)
    graph.add("Equal", read, "most", to="held")
    most = graph.add("Squeeze", "most", "tokens")
    scales = np.repeat([steps.mean, steps.layers[-1]], WIDTH)
    return graph.add("Concat", mean, most, axis=-1), scales


def _weigh_tokens(graph: Graph, student: Student, step: float) -> None:
    """Tell what each token gave the logits: by its share of the mean, and where it has the most."""
    state: Mapping[str, Array] = {k: v.detach().numpy() for k, v in student.state_dict().items()}
    weights = np.concatenate([state["kind.weight"], state["themes.weight"]]).T * step
    number = graph.cast("apart", onnx.TensorProto.FLOAT)
    held = graph.add("Where", "held", number, graph.keep("none", np.float32(0)))
    shares = [
        graph.add("MatMul", taken, graph.keep(f"tokens.{part}", weights[rows].astype("f4")))
        for part, taken, rows in (
            ("mean", graph.add("Div", number, "count"), slice(WIDTH)),
            ("most", held, slice(WIDTH, None)),
        )
    ]
    graph.add("Add", *shares, to="token_logits")


def _sum(graph: Graph, x: str) -> str:
    return graph.add("ReduceSum", x, "tokens", keepdims=0)


def _heads(student: Student, scales: Array) -> tuple[Array, Array]:
    """Give the weights of all heads side by side, ``[256, 396]``, for what stands in such steps."""
    state: Mapping[str, Array] = {k: v.detach().numpy() for k, v in student.state_dict().items()}
    heads = ("vector", *OUTPUTS)
    weights = np.concatenate([state[f"{head}.weight"] for head in heads]).T * scales[:, None]
    return weights, np.concatenate([state[f"{head}.bias"] for head in heads])


def _rounded(graph: Graph, name: str, x: str, step: float) -> str:
    return graph.add("QuantizeLinear", x, graph.keep(f"{name}.step", np.float32(step)), "zero")


def _product(graph: Graph, name: str, taken: str, weight: Array, bias: Array) -> str:
    """Multiply what stands in steps by weights ``[inner, outer]``, rounded too; add the bias."""
    sizes = np.maximum(np.abs(weight).max(axis=0), np.finfo("f4").tiny) / MOST
    codes = graph.keep(f"{name}.w", np.round(weight / sizes).astype(np.int8))
    whole = graph.add("MatMulInteger", taken, codes, "zero")
    number = graph.cast(whole, onnx.TensorProto.FLOAT)
    scaled = graph.add("Mul", number, graph.keep(f"{name}.s", sizes.astype("f4")))
    return graph.add("Add", scaled, graph.keep(f"{name}.b", bias.astype("f4")))


def _norm(graph: Graph, name: str, x: str, module: Student | Convolution) -> str:
    weight, bias = (one.detach().numpy() for one in (module.norm.weight, module.norm.bias))
    return graph.add("Mul", graph.norm(name, x, weight, bias), "mask")

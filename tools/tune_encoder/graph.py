"""Write the tuned network as ONNX: the encoder in whole numbers, and the reader of contexts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from held import Array
from joint import JointNetwork
from network import EPSILON, HIDDEN, ContextNetwork, Layer, Network, Product
from onnx import TensorProto, helper, numpy_helper

from meta87.classification.labels import ACTS, KINDS, THEMES

_CONTRIB = "com.microsoft"
_OPSETS = (("", 21), (_CONTRIB, 1))
_IR = 10
OUTPUTS = {
    "kind": ("kind_logits", len(KINDS)),
    "themes": ("theme_logits", len(THEMES)),
    "acts": ("act_logits", len(ACTS)),
}
"""What each head of the network gives, and how many numbers."""
_NONE: Mapping[str, tuple[int | str, ...]] = {}
_FLAT = np.array([-1])
_EMBEDDING = ("word_q", "word_s", "word_z")  # in four-bit blocks, as the shipped encoder has them


class Graph:
    """Nodes and constants as they are added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[TensorProto] = []

    def add(self, op: str, *inputs: str, to: str = "", domain: str = "", **how: Any) -> str:
        """Add a node with one output and give the output's name."""
        name = to or f"{op}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, inputs, [name], name, domain=domain, **how))
        return name

    def keep(self, name: str, value: Array) -> str:
        """Add a constant and give its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def norm(self, name: str, x: str, weight: Array, bias: Array) -> str:
        """Add a norm over the last axis and give its output's name."""
        ends = (self.keep(f"{name}.w", weight), self.keep(f"{name}.b", bias))
        return self.add("LayerNormalization", x, *ends, axis=-1, epsilon=EPSILON)

    def cast(self, x: str, kind: int, name: str = "") -> str:
        """Add a change to another kind of number and give its output's name."""
        name = name or f"Cast_{len(self.nodes)}"
        self.nodes.append(helper.make_node("Cast", [x], [name], name, to=kind))
        return name

    def model(
        self, name: str, texts: int | str = 1, further: Mapping[str, tuple[int | str, ...]] = _NONE
    ) -> onnx.ModelProto:
        """Give the model of ``input_ids`` that was built, checked.

        Args:
            name: of the graph.
            texts: how many it reads.
            further: outputs beside those of all, with the shape of what each gives of a text.
        """
        one_a_text = {"embedding": (HIDDEN,), **{out: (size,) for out, size in OUTPUTS.values()}}
        return self.checked(name, ["input_ids"], {**one_a_text, **further}, texts)

    def checked(
        self,
        name: str,
        taken: Sequence[str],
        given: Mapping[str, tuple[int | str, ...]],
        texts: int | str = 1,
    ) -> onnx.ModelProto:
        """Give the model that was built, checked.

        Args:
            name: of the graph.
            taken: what it takes, int64 ``[texts, T]`` each.
            given: what it gives, float32, with the shape of a text's.
            texts: how many it reads.
        """
        shapes = [
            helper.make_tensor_value_info(output, TensorProto.FLOAT, [texts, *shape])
            for output, shape in given.items()
        ]
        inputs = [
            helper.make_tensor_value_info(one, TensorProto.INT64, [texts, "T"]) for one in taken
        ]
        model = helper.make_model(
            helper.make_graph(self.nodes, name, inputs, shapes, self.constants),
            opset_imports=[helper.make_opsetid(*one) for one in _OPSETS],
            ir_version=_IR,
        )
        onnx.checker.check_model(model)
        return model


def encoder_graph(shipped: onnx.ModelProto, network: Network) -> onnx.ModelProto:
    """Give the graph ``input_ids`` ``[1, T]`` → ``embedding`` and the logits of the three heads.

    Args:
        shipped: the encoder that the network was made from; its embeddings are kept as they are.
        network: tuned.
    """
    graph = Graph()
    x = _embedded(graph, shipped)
    for number, layer in enumerate(network.layers):
        x = _layer(graph, f"l{number}", layer, x)
    mean = graph.add("ReduceMean", x, graph.keep("tokens", np.array([1])), keepdims=0)
    graph.add("LpNormalization", mean, to="embedding", axis=-1, p=2)
    _heads(graph, network)
    return graph.model("encoder")


def joint_graph(shipped: onnx.ModelProto, network: JointNetwork) -> onnx.ModelProto:
    """Give the graph of ``input_ids`` and ``own`` ``[1, T]`` → ``logits`` ``[1, 7]``.

    ``own`` is 1 where a token is of the passage, 0 where it stands before it.
    """
    graph = Graph()
    parts = graph.keep("part.w", network.part.detach().numpy())
    x = _embedded(graph, shipped, graph.add("Gather", parts, "own"))
    for number, layer in enumerate(network.layers):
        x = _layer(graph, f"l{number}", layer, x)
    flat = graph.add("Reshape", graph.cast("own", TensorProto.BOOL), graph.keep("flat", _FLAT))
    own, tokens = graph.add("Compress", x, flat, axis=1), graph.keep("tokens", np.array([1]))
    mean, most = (graph.add(op, own, tokens, keepdims=0) for op in ("ReduceMean", "ReduceMax"))
    ends = [
        graph.keep(f"head.{name}", value.detach().numpy())
        for name, value in (("w", network.head.weight), ("b", network.head.bias))
    ]
    graph.add("Gemm", graph.add("Concat", mean, most, axis=1), *ends, to="logits", transB=1)
    return graph.checked("joint", ["input_ids", "own"], {"logits": (len(KINDS) + len(THEMES),)})


def _embedded(graph: Graph, shipped: onnx.ModelProto, beside: str = "") -> str:
    """Add the embeddings of tokens, with what is added to each, and give what comes of them."""
    graph.constants += [one for one in shipped.graph.initializer if one.name in _EMBEDDING]
    (gather,) = (node for node in shipped.graph.node if node.op_type == "GatherBlockQuantized")
    graph.nodes.append(gather)
    state = {one.name: numpy_helper.to_array(one) for one in shipped.graph.initializer}
    ends = [graph.keep(f"end{number}", np.array([number])) for number in range(3)]
    length = graph.add("Slice", graph.add("Shape", "input_ids"), ends[1], ends[2])
    places = graph.add("Slice", graph.keep("pos", state["pos"]), ends[0], length, ends[0])
    both = graph.add("Add", gather.output[0], places)
    both = graph.add("Add", both, beside) if beside else both
    return graph.norm("eln", both, state["eln.w"], state["eln.b"])


def _layer(graph: Graph, name: str, layer: Layer, x: str) -> str:
    state = {key: value.detach().numpy() for key, value in layer.state_dict().items()}

    def product(part: str, taken: str) -> str:
        full = f"{name}.{part}"
        codes, steps = whole_numbers(getattr(layer, part))
        even = graph.add("Mul", taken, graph.keep(f"{full}.t", 1 / state[f"{part}.share"]))
        weights = graph.keep(f"{full}.w", codes), graph.keep(f"{full}.s", steps)
        bias = graph.keep(f"{full}.b", state[f"{part}.bias"])
        return graph.add("DynamicQuantizeMatMul", even, *weights, "", bias, domain=_CONTRIB)

    def norm(part: str, before: str, change: str) -> str:
        ends = state[f"{part}.weight"], state[f"{part}.bias"]
        return graph.norm(f"{name}.{part}", graph.add("Add", before, change), *ends)

    three = [f"{name}.{part}" for part in ("query", "key", "value")]
    apart = helper.make_node("Split", [product("qkv", x)], three, axis=-1, num_outputs=3)
    graph.nodes.append(apart)
    attended = graph.add("MultiHeadAttention", *three, domain=_CONTRIB, num_heads=layer.heads)
    x = norm("aln", x, product("ao", attended))
    widened = graph.add("Gelu", product("fi", x), domain=_CONTRIB)
    return norm("oln", x, product("fo", widened))


def whole_numbers(product: Product) -> tuple[Array, Array]:
    """Give weights as codes int8 ``[inner, outer]`` and the step of each output, ``[outer]``."""
    weight = (product.weight * product.share).detach()
    step = product.step(weight)
    codes = (weight / step).round().to(torch.int8)
    return codes.T.numpy(), step[:, 0].numpy()


def _heads(graph: Graph, network: Network) -> None:
    """Add the heads on the vector; centre and spread go into their weights."""
    state: Mapping[str, Array] = {k: v.detach().numpy() for k, v in network.state_dict().items()}
    for head, (output, _) in OUTPUTS.items():
        weight = state[f"{head}.weight"] / state["spread.width"]
        bias = state[f"{head}.bias"] - weight @ state["spread.centre"]
        ends = (graph.keep(f"{head}.w", weight), graph.keep(f"{head}.b", bias))
        graph.add("Gemm", "embedding", *ends, to=output, transB=1)


class _OneWindow(torch.nn.Module):
    """The reader with the standardising of vectors before it: rows of one window → ``[7]``."""

    def __init__(self, network: ContextNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """Give the logits of the first row of ``[sentences, 384 + marks]``."""
        found: torch.Tensor = self.network.reader(self.network.spread.rows(rows)[None])
        return found[0]


def export_reader(network: ContextNetwork, marks: int, path: Path) -> None:
    """Write the reader of contexts: ``rows`` ``[sentences, 384 + marks]`` → ``logits`` ``[7]``."""
    rows = torch.zeros(3, HIDDEN + marks)
    sentences = torch.export.Dim("sentences", min=1, max=len(network.reader.distance))
    export_logits(_OneWindow(network).eval(), {"rows": rows}, {"rows": {0: sentences}}, path)


def export_logits(
    reader: torch.nn.Module,
    taken: Mapping[str, torch.Tensor],
    shapes: Mapping[str, Mapping[int, Any]],
    path: Path,
) -> None:
    """Write what gives ``logits``.

    Args:
        reader: what is written.
        taken: examples of what it takes, by their names, in order.
        shapes: axes of each that may be of another size.
        path: of the file.
    """
    program = torch.onnx.export(
        reader,
        tuple(taken.values()),
        input_names=list(taken),
        output_names=["logits"],
        dynamic_shapes=dict(shapes),
        dynamo=True,
    )
    if program is None:
        raise RuntimeError(f"{path.name} could not be exported")
    onnx.save(_without_notes(program.model_proto), path)


def _without_notes(model: onnx.ModelProto) -> onnx.ModelProto:
    """Take out what the exporter notes of the code, the paths of its files among it."""
    for part in (model.graph, *model.graph.node, *model.graph.value_info, *model.functions):
        del part.metadata_props[:]
        part.ClearField("doc_string")
    return model

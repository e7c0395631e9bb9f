"""Write the tuned network as ONNX: the graph that ships, cut and with its matrices exchanged.

The reader of contexts is written whole, to a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from network import BLOCK, HIDDEN, Network
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from passages import KINDS, THEMES

Array = NDArray[Any]

CONTRIB = "com.microsoft"
_MATRICES = ("qkv", "ao", "fi", "fo")
_NORMS = ("aln", "oln")
_MOST = 127  # of a signed eight-bit number
_ZERO = 128  # code of zero in an eight-bit block
_COMPUTE_IN_INT8 = 4  # with eight-bit blocks float32 (1) is several times slower


def tuned_graph(shipped: onnx.ModelProto, network: Network, trained: int) -> onnx.ModelProto:
    """Give the graph tokens → ``embedding`` ``[B, 384]``, ``kind_logits``, ``theme_logits``.

    Args:
        shipped: the encoder that the network was made from.
        network: tuned.
        trained: how many of its layers, from the last, were trained: their matrices are rounded
            to blocks of eight bits; the others keep the four-bit blocks that they had.
    """
    model = onnx.ModelProto()
    model.CopyFrom(shipped)
    last = len(network.layers)
    _cut(model.graph, last)
    exchanged = _constants(network, range(last - trained, last))
    kept = [one for one in model.graph.initializer if one.name not in exchanged]
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    model.graph.initializer.extend(numpy_helper.from_array(a, n) for n, a in exchanged.items())
    for number in range(last - trained, last):
        _widen(model.graph, number)
    _add_heads(model.graph, network)
    onnx.checker.check_model(model)
    return model


def _cut(graph: onnx.GraphProto, layers: int) -> None:
    """Take out the layers from that number on; what followed them follows the last kept."""
    dropped = {
        node.name for node in graph.node for name in _flow(graph, node) if _layer_of(name) >= layers
    }
    ends = _last_outputs(graph)
    moved = {ends[max(ends)]: ends[layers - 1]}
    kept = [node for node in graph.node if node.name not in dropped]
    for node in kept:
        node.input[:] = [moved.get(name, name) for name in node.input]
    constants = [one for one in graph.initializer if _layer_of(one.name) < layers]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(kept)
    graph.initializer.extend(constants)


def _flow(graph: onnx.GraphProto, node: onnx.NodeProto) -> Iterable[str]:
    """Give what tells a node's layer: its constants; of a split, those of the product it splits."""
    if node.op_type != "Split":
        return list(node.input)
    return next(list(one.input) for one in graph.node if node.input[0] in one.output)


def _last_outputs(graph: onnx.GraphProto) -> dict[int, str]:
    """Give the output of each layer: of the node that holds its last norm."""
    return {
        _layer_of(name): node.output[0]
        for node in graph.node
        for name in node.input
        if name.endswith(".oln.w")
    }


def _layer_of(name: str) -> int:
    """Give the layer that a constant is of, or -1."""
    first = name.partition(".")[0]
    return int(first[1:]) if first[:1] == "l" and first[1:].isdecimal() else -1


def _constants(network: Network, layers: Iterable[int]) -> dict[str, Array]:
    """Give the trained numbers by the names that the graph knows them by."""
    found: dict[str, Array] = {}
    for number in layers:
        state = {k: v.detach().numpy() for k, v in network.layers[number].state_dict().items()}
        for part in _MATRICES:
            name = f"l{number}.{part}"
            found[f"{name}.w_q"], found[f"{name}.w_s"] = eight_bit_blocks(state[f"{part}.weight"])
            found[f"{name}.b"] = state[f"{part}.bias"]
        for part in _NORMS:
            found[f"l{number}.{part}.w"] = state[f"{part}.weight"]
            found[f"l{number}.{part}.b"] = state[f"{part}.bias"]
    return found


class _OneWindow(torch.nn.Module):
    """The reader with the standardising of vectors before it: rows of one window → ``[7]``."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """Give the logits of the first row of ``[sentences, 384 + marks]``."""
        vectors = self.network.standard(rows[:, :HIDDEN])
        found: torch.Tensor = self.network.reader(torch.cat([vectors, rows[:, HIDDEN:]], 1)[None])
        return found[0]


def export_reader(network: Network, marks: int, path: Path) -> None:
    """Write the reader of contexts: ``rows`` ``[sentences, 384 + marks]`` → ``logits`` ``[7]``."""
    rows = torch.zeros(3, HIDDEN + marks)
    sentences = torch.export.Dim("sentences", min=1, max=len(network.reader.distance))
    program = torch.onnx.export(
        _OneWindow(network).eval(),
        (rows,),
        input_names=["rows"],
        output_names=["logits"],
        dynamic_shapes={"rows": {0: sentences}},
        dynamo=True,
    )
    if program is None:
        raise RuntimeError("the reader of contexts could not be exported")
    onnx.save(_without_notes(program.model_proto), path)


def _without_notes(model: onnx.ModelProto) -> onnx.ModelProto:
    """Take out what the exporter notes of the code, the paths of its files among it."""
    for part in (model.graph, *model.graph.node, *model.graph.value_info, *model.functions):
        del part.metadata_props[:]
        part.ClearField("doc_string")
    return model


def eight_bit_blocks(matrix: Array) -> tuple[Array, Array]:
    """Round a matrix ``[outer, inner]`` to codes ``[outer, blocks, 32]`` and flat scales."""
    blocks = matrix.reshape(len(matrix), -1, BLOCK)
    scales = np.maximum(np.abs(blocks).max(-1, keepdims=True) / _MOST, np.finfo("f4").tiny)
    codes = np.rint(blocks / scales) + _ZERO
    return codes.astype("u1"), scales.astype("f4").reshape(-1)


def _widen(graph: onnx.GraphProto, layer: int) -> None:
    """Tell the products of a layer that their blocks are of eight bits."""
    changed = {"bits": 8, "accuracy_level": _COMPUTE_IN_INT8}
    for node in graph.node:
        if node.op_type == "MatMulNBits" and _layer_of(node.input[1]) == layer:
            for attribute in node.attribute:
                attribute.i = changed.get(attribute.name, attribute.i)


def _add_heads(graph: onnx.GraphProto, network: Network) -> None:
    """Add both heads on the vector; centre and spread go into their weights."""
    state: Mapping[str, Array] = {k: v.detach().numpy() for k, v in network.state_dict().items()}
    for head, labels, output in (
        ("kind", KINDS, "kind_logits"),
        ("themes", THEMES, "theme_logits"),
    ):
        weight = state[f"{head}.weight"] / state["spread"]
        bias = state[f"{head}.bias"] - weight @ state["centre"]
        for name, array in ((f"{head}.w", weight), (f"{head}.b", bias)):
            graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        inputs = ["embedding", f"{head}.w", f"{head}.b"]
        graph.node.append(helper.make_node("Gemm", inputs, [output], name=output, transB=1))
        shape: list[str | int | None] = ["B", len(labels)]
        graph.output.append(helper.make_tensor_value_info(output, TensorProto.FLOAT, shape))

"""Networks as ONNX files hold them."""

from __future__ import annotations

from collections.abc import Mapping

import onnx
import torch
from held import Array, matrix, pair, read_constants
from network import HEAD, HEADED, ContextNetwork, Layer, Network
from torch import Tensor, nn

_NETWORK = "network."  # what the exporter puts before the names of a reader's numbers


def tuned_network(constants: Mapping[str, Array]) -> Network:
    """Give the tuned encoder as its ONNX file holds it: its heads take the vector as it is."""
    network = Network(constants, _tuned_layers(constants))
    for name in HEADED:
        getattr(network, name).load_state_dict(pair(constants, name))
    return network


def tuned_context_network(
    constants: Mapping[str, Array], reader: onnx.ModelProto, marks: int
) -> ContextNetwork:
    """Give the tuned encoder with its reader of contexts; its heads take the vector spread.

    Args:
        constants: of the encoder's ONNX file.
        reader: that of its reader, as `export_reader` writes it.
        marks: of each sentence.
    """
    network = ContextNetwork(constants, _tuned_layers(constants), marks)
    told = read_constants(reader)
    named = {name: torch.tensor(told[name]) for name in told if name.startswith(_NETWORK)}
    own = {name.removeprefix(_NETWORK): value for name, value in named.items()}
    network.spread.load_state_dict({name: own[f"spread.{name}"] for name in ("centre", "width")})
    names = list(network.reader.state_dict())
    state = {name: own[f"reader.{name}"] for name in names if f"reader.{name}" in own}
    # The exporter turns matrices that are multiplied with, and names them anew, in their order.
    turned = (name for node in reader.graph.node if node.op_type == "MatMul" for name in node.input)
    matrices = [torch.tensor(told[name].T.copy()) for name in turned if name in told]
    state |= zip([name for name in names if name not in state], matrices, strict=True)
    network.reader.load_state_dict(state)
    for name in HEADED:
        head, (weight, bias) = getattr(network, name), pair(constants, name).values()
        head.weight.data.copy_(weight * network.spread.width)
        head.bias.data.copy_(bias + weight @ network.spread.centre)
    return network


def first_layers(
    constants: Mapping[str, Array], count: int, product: type[nn.Linear]
) -> list[Layer]:
    """Give the first layers of the encoder as it was before tuning."""
    return [_layer(constants, number, product) for number in range(count)]


def _tuned_layers(constants: Mapping[str, Array]) -> list[Layer]:
    count = sum(name.endswith(".qkv.w") for name in constants)
    return [_tuned_layer(constants, number) for number in range(count)]


def _layer(constants: Mapping[str, Array], number: int, product: type[nn.Linear]) -> Layer:
    layer = Layer(product=product)
    state = {}
    for part in ("qkv", "ao", "fi", "fo"):
        state[f"{part}.weight"] = torch.tensor(matrix(constants, f"l{number}.{part}.w"))
        state[f"{part}.bias"] = torch.tensor(constants[f"l{number}.{part}.b"])
    state |= _norms(constants, number)
    layer.load_state_dict(state, strict=False)  # shares are measured
    return layer


def _tuned_layer(constants: Mapping[str, Array], number: int) -> Layer:
    """Give a layer whose products are in whole numbers."""
    state = {}
    for part in ("qkv", "ao", "fi", "fo"):
        codes, steps, even, bias = (constants[f"l{number}.{part}.{name}"] for name in "wstb")
        state[f"{part}.weight"] = torch.tensor((codes * steps).T * even)
        state[f"{part}.share"] = torch.tensor(1 / even)
        state[f"{part}.bias"] = torch.tensor(bias)
    state |= _norms(constants, number)
    layer = Layer(len(state["ao.share"]) // HEAD, len(state["fo.share"]))
    layer.load_state_dict(state)
    return layer


def _norms(constants: Mapping[str, Array], number: int) -> dict[str, Tensor]:
    return {
        f"{part}.{name}": value
        for part in ("aln", "oln")
        for name, value in pair(constants, f"l{number}.{part}").items()
    }

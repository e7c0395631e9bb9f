"""Where training starts: the cross-encoder of version 1, or a reader that was trained before.

The cross-encoder comes from multilingual E5; ``git show 6329826:models/encoder/joint.onnx >
build/joint.onnx`` brings its file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from network import HEAD, WIDTH, Reader, Shape, shape_of
from numpy.typing import NDArray
from onnx import numpy_helper

Array = NDArray[Any]
_BLOCK, _ZERO = 32, 8  # of 4-bit word vectors: numbers that share a scale, code of zero


def from_cross_encoder(path: Path) -> tuple[Reader, Array]:
    """Reads the cross-encoder.

    Returns:
        A reader with its layers and a new head, and the word vectors, float32 ``[words, 384]``.
    """
    model = onnx.load(path)
    constants = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    count = sum(name.endswith(".qkv.w") for name in constants)
    heads = constants["l0.ao.w"].shape[0] // HEAD
    reader = Reader(Shape(count, heads, constants["l0.fi.w"].shape[1]))
    state = {"place": constants["pos"] + constants["part.w"][1]}
    state |= _norm(constants, "eln", "norm")
    for number in range(count):
        name = f"layers.{number}"
        for part in ("aln", "oln"):
            state |= _norm(constants, f"l{number}.{part}", f"{name}.{part}")
        for part in ("qkv", "ao", "fi", "fo"):
            codes, steps, even, bias = (constants[f"l{number}.{part}.{key}"] for key in "wstb")
            state[f"{name}.{part}.weight"] = (codes * steps).T * even
            state[f"{name}.{part}.bias"] = bias
    tensors = {name: torch.tensor(value) for name, value in state.items()}
    reader.load_state_dict(reader.state_dict() | tensors)
    return reader, _words(constants)


def from_trained(path: Path) -> Reader:
    """Reads a trained reader: the weights that training wrote, or a shipped network (``.onnx``)."""
    is_shipped = path.suffix == ".onnx"
    state = _shipped(onnx.load(path)) if is_shipped else torch.load(path, weights_only=True)
    net = Reader(shape_of(state))
    net.load_state_dict(net.state_dict() | state)
    return net


def _shipped(model: onnx.ModelProto) -> dict[str, torch.Tensor]:
    """Returns the weights of a network in 8 bits; what evens out its products goes into them."""
    constants = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    state = {name: value for name, value in constants.items() if ":" not in name}
    for node in model.graph.node:
        name = ".".join(node.name.split("/")[1:3])
        if node.op_type == "MatMulInteger":
            weight = node.input[1].removesuffix("_quantized")
            codes = constants[f"{weight}_quantized"].astype("f4")
            even = state.pop(f"{name}.factor")
            state[f"{name}.weight"] = (codes * constants[f"{weight}_scale"]).T * even
            state[f"{name}.bias"] = state.pop(f"{name}.product.bias")
        elif node.op_type == "MatMul" and name.startswith("head"):
            state["head.weight"] = constants[node.input[1]].T
    return {name: torch.tensor(value) for name, value in state.items()}


def _norm(constants: Mapping[str, Array], name: str, to: str) -> dict[str, Array]:
    return {f"{to}.weight": constants[f"{name}.w"], f"{to}.bias": constants[f"{name}.b"]}


def _words(constants: Mapping[str, Array]) -> Array:
    codes = constants["word_q"].astype("i1").astype("f4") - _ZERO
    blocks = codes.reshape(-1, WIDTH // _BLOCK, _BLOCK) * constants["word_s"][..., None]
    return np.asarray(blocks.reshape(-1, WIDTH), "f4")


def quantized_words(words: Array) -> tuple[Array, Array]:
    """Returns word vectors as int8 ``[words, width]`` and the step of each row, ``[words, 1]``."""
    steps = (np.abs(words).max(axis=1, keepdims=True) / 127).clip(1e-12).astype("f4")
    return np.round(words / steps).astype("i1"), steps

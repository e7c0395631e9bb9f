"""What ONNX files of encoders hold."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from meta87.classification.network import DIMENSIONS, TEACHER

Array = NDArray[Any]

_BLOCK = 32  # numbers that share a scale
_ZERO = 8  # code of zero in a four-bit block


def read_constants(model: onnx.ModelProto) -> dict[str, Array]:
    """Give the constants of the ONNX file by name."""
    return {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}


def read_model(folder: Path) -> onnx.ModelProto:
    """Read the encoder of a folder."""
    return onnx.load(folder / TEACHER)


def words_of(constants: Mapping[str, Array]) -> Array:
    """Give the embeddings of the tokens, float32 ``[vocabulary, 384]``."""
    codes = constants["word_q"].astype("i1").astype("f4") - _ZERO
    blocks = codes.reshape(-1, DIMENSIONS // _BLOCK, _BLOCK) * constants["word_s"][..., None]
    return np.asarray(blocks.reshape(-1, DIMENSIONS), "f4")


def centred_words(constants: Mapping[str, Array]) -> Array:
    """Give the embeddings less their mean: as they are they lie close together."""
    words = words_of(constants)
    return np.asarray(words - words.mean(axis=0), "f4")


def pair(constants: Mapping[str, Array], name: str) -> dict[str, Tensor]:
    """Give the weights and the bias of a norm or a head."""
    return {
        "weight": torch.tensor(constants[f"{name}.w"]),
        "bias": torch.tensor(constants[f"{name}.b"]),
    }


def matrix(constants: Mapping[str, Array], name: str) -> Array:
    """Give a matrix in four-bit blocks as float32 ``[outer, inner]``."""
    packed = constants[f"{name}_q"]
    codes = np.stack([packed & 15, packed >> 4], axis=-1).reshape(*packed.shape[:2], _BLOCK)
    scales = constants[f"{name}_s"].reshape(*packed.shape[:2], 1)
    return np.asarray((codes.astype("f4") - _ZERO) * scales, "f4").reshape(len(packed), -1)

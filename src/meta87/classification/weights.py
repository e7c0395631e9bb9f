"""Linear models in a file of arrays: names, weights and nothing that runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.typing import NDArray

from meta87.classification.blocks import (
    Block,
    KindSignals,
    Letters,
    ThemeSignals,
    Words,
    WordsBefore,
)
from meta87.classification.heads import Heads, Linear
from meta87.classification.rows import Numbers

_SIGNALS: Mapping[str, Callable[[Sequence[str]], Block]] = {
    kind.name: kind for kind in (ThemeSignals, KindSignals)
}
_TEXTS: Mapping[str, Callable[[Sequence[str], Numbers], Block]] = {
    kind.name: kind for kind in (Words, WordsBefore, Letters)
}
_SHARES_NAMES = {WordsBefore.name: Words.name}
"""Blocks that have the names of another, which are kept once."""

_WEIGHED = {
    "themes": (ThemeSignals.name, Words.name, WordsBefore.name),
    "kind": (KindSignals.name, Words.name, Letters.name),
}
"""The blocks that each model may weigh."""

_INTERCEPT = "intercept"
_END = "\n"  # of each name; none holds one
_LARGEST = 256 << 20  # bytes of all arrays of a model, unpacked
_Arrays = Mapping[str, NDArray[Any]]


def write(heads: Heads, path: Path) -> None:
    """Write the models as `arrays_of` gives them."""
    arrays: dict[str, Any] = dict(arrays_of(heads))
    np.savez_compressed(path, **arrays)


def arrays_of(heads: Heads) -> dict[str, NDArray[Any]]:
    """Give all that the models are, by name.

    Of each block ``names`` are kept, in UTF-8 with a line each, and ``idf`` where it weighs runs;
    of each model ``intercept`` and the weights of each block, ``[features, labels]``.
    """
    arrays: dict[str, NDArray[Any]] = {}
    for name, block in heads.blocks.items():
        if name not in _SHARES_NAMES:
            lines = "".join(f"{each}{_END}" for each in block.names)
            arrays[f"{name}/names"] = np.frombuffer(lines.encode(), np.uint8)
            if isinstance(block, Words | Letters):
                arrays[f"{name}/idf"] = block.idf
    for model, linear in heads.models().items():
        arrays[f"{model}/{_INTERCEPT}"] = linear.intercept
        arrays |= {f"{model}/{name}": weights for name, weights in linear.weights.items()}
    return arrays


def read(data: bytes) -> Heads:
    """Read the models from the bytes of their file.

    Raises:
        ValueError: it is no file of arrays, or they are not those of models.
    """
    try:
        arrays = _arrays(data)
        weighed = {
            model: [name for name in names if f"{model}/{name}" in arrays]
            for model, names in _WEIGHED.items()
        }
        names = dict.fromkeys(name for some in weighed.values() for name in some)
        linear = (_linear(model, some, arrays) for model, some in weighed.items())
        return Heads({name: _block(name, arrays) for name in names}, *linear)
    except (BadZipFile, EOFError, KeyError, OSError) as error:
        raise ValueError("arrays") from error


def _arrays(data: bytes) -> _Arrays:
    """Unpack the arrays, unless they would fill the memory."""
    with ZipFile(BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > _LARGEST:
            raise ValueError("size")
    with np.load(BytesIO(data), allow_pickle=False) as file:
        return {name: np.asarray(file[name]) for name in file.files}


def _block(name: str, arrays: _Arrays) -> Block:
    kept = _SHARES_NAMES.get(name, name)
    names = arrays[f"{kept}/names"].tobytes().decode().split(_END)[:-1]
    if name in _SIGNALS:
        return _SIGNALS[name](names)
    return _TEXTS[name](names, arrays[f"{kept}/idf"])


def _linear(model: str, names: Sequence[str], arrays: _Arrays) -> Linear:
    weights = {name: arrays[f"{model}/{name}"] for name in names}
    return Linear(weights, arrays[f"{model}/{_INTERCEPT}"])

"""Linear models in a file of arrays: names, weights and nothing that runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meta87.classification.blocks import (
    BEFORE,
    KIND_SIGNALS,
    LETTERS,
    THEME_SIGNALS,
    WORDS,
    Block,
    KindSignals,
    Letters,
    ThemeSignals,
    Words,
    WordsBefore,
)
from meta87.classification.heads import Heads, Linear
from meta87.classification.labels import KINDS, THEMES
from meta87.classification.rows import Numbers

_SIGNALS: Mapping[str, Callable[[Sequence[str]], Block]] = {
    THEME_SIGNALS: ThemeSignals,
    KIND_SIGNALS: KindSignals,
}
_TEXTS: Mapping[str, Callable[[Sequence[str], Numbers], Block]] = {
    WORDS: Words,
    BEFORE: WordsBefore,
    LETTERS: Letters,
}
_NAMES = {BEFORE: WORDS}
"""Blocks that have the names of another, which are kept once."""

_LINEAR = {"themes": len(THEMES), "kind": len(KINDS)}
_BETWEEN = "\n"  # of names, none of which holds one
_Arrays = Mapping[str, NDArray[Any]]


def write(heads: Heads, path: Path) -> None:
    """Write the models as `arrays_of` gives them."""
    np.savez_compressed(path, allow_pickle=False, **arrays_of(heads))


def arrays_of(heads: Heads) -> dict[str, NDArray[Any]]:
    """Give all that the models are, by name.

    Of each block ``names`` are kept, in UTF-8 with a line each, and ``idf`` where it weighs runs;
    of each model ``intercept`` and the weights of each block, ``[features, labels]``.
    """
    arrays: dict[str, NDArray[Any]] = {}
    for name, block in heads.blocks.items():
        if name not in _NAMES:
            arrays[f"{name}/names"] = np.frombuffer(_BETWEEN.join(block.names).encode(), np.uint8)
            if isinstance(block, Words | Letters):
                arrays[f"{name}/idf"] = block.idf
    for model, linear in (("themes", heads.themes), ("kind", heads.kind)):
        arrays[f"{model}/intercept"] = linear.intercept
        arrays |= {f"{model}/{name}": weights for name, weights in linear.weights.items()}
    return arrays


def read(path: Path) -> Heads:
    """Read the models.

    Raises:
        ValueError: the file is no file of arrays, or they are not those of models.
        OSError, KeyError: the same.
    """
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    known = {file.rpartition("/")[2] for file in arrays}
    blocks = {name: _block(name, arrays) for name in (*_SIGNALS, *_TEXTS) if name in known}
    themes, kind = (_linear(model, labels, blocks, arrays) for model, labels in _LINEAR.items())
    return Heads(blocks, themes, kind)


def _block(name: str, arrays: _Arrays) -> Block:
    kept = _NAMES.get(name, name)
    names = arrays[f"{kept}/names"].tobytes().decode().split(_BETWEEN)
    if name in _SIGNALS:
        return _SIGNALS[name](names)
    idf = arrays[f"{kept}/idf"]
    if idf.shape != (len(names),):
        raise ValueError(name)
    return _TEXTS[name](names, idf)


def _linear(model: str, labels: int, blocks: Mapping[str, Block], arrays: _Arrays) -> Linear:
    weights = {name: arrays[f"{model}/{name}"] for name in blocks if f"{model}/{name}" in arrays}
    intercept = arrays[f"{model}/intercept"]
    sizes = {name: len(blocks[name].names) * blocks[name].labels for name in weights}
    if intercept.shape != (labels,) or any(
        weights[name].shape != (size, labels) for name, size in sizes.items()
    ):
        raise ValueError(model)
    return Linear(weights, intercept)

"""Models on disk: skops files with a manifest of their sums, read with care."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import TYPE_CHECKING, Any

import numpy as np

from meta87.classification.encoder import FILES, Encoder
from meta87.classification.labels import THEMES
from meta87.classification.model import Model
from meta87.errors import ModelError

if TYPE_CHECKING:
    from meta87.classification.heads import Heads

PROTOCOL = 1
"""Of the files and the manifest; raise it when a reader of today could not read them."""

TRUSTED = (
    "meta87.classification.features.MaskedWords",
    "meta87.classification.features.Meaning",
    "meta87.classification.features.Signals",
    "sklearn.utils._bunch.Bunch",  # a dict: how a voting classifier keeps its members by name
)
"""The only types, beside those that skops trusts itself, that a model file may hold."""

_MANIFEST, _ESTIMATORS = "manifest.json", "model.skops"
_PACKAGES = ("meta87", "numpy", "scikit-learn", "skops")


def save(model: Model, folder: Path, info: dict[str, Any]) -> None:
    """Write a model and its manifest into a folder.

    Args:
        model: what to write; its encoder is named by its sum and not written.
        folder: made when it does not exist.
        info: what the manifest says besides: data, settings, figures.
    """
    from skops import io as skops_io  # noqa: PLC0415  heavy

    folder.mkdir(parents=True, exist_ok=True)
    heads = model.heads()
    estimators = {"themes": heads.themes, "kind": heads.kind}
    skops_io.dump(estimators, folder / _ESTIMATORS, compression=8)
    manifest = {
        "protocol": PROTOCOL,
        "versions": {"python": python_version(), **{name: version(name) for name in _PACKAGES}},
        "encoder": model.encoder.sums,
        "files": {_ESTIMATORS: _sum(folder / _ESTIMATORS)},
        "thresholds": dict(zip(THEMES, model.thresholds.tolist(), strict=True)),
        **info,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (folder / _MANIFEST).write_text(text, encoding="utf-8")


def load(folder: Path, encoder: Path | None = None) -> Model:
    """Read a model; its linear models are read from their checked file when first needed.

    Args:
        folder: holds ``manifest.json`` and ``model.skops``.
        encoder: the encoder's folder; by default that of `model_folder`.

    Raises:
        ModelError: a file is missing, cut, changed, foreign, of a newer protocol, or the model
            was trained with another encoder.
    """
    manifest = read_manifest(folder)
    for name, expected in manifest["files"].items():
        _require(folder / name, expected)
    used = Encoder(encoder or model_folder() / "encoder")
    for name, found in used.sums.items():
        if manifest["encoder"].get(name) != found:
            raise ModelError("model-encoder-differs", path=used.folder / name)
    thresholds = np.array([manifest["thresholds"][theme] for theme in THEMES])
    return Model(used, cache(partial(_read_heads, folder / _ESTIMATORS)), thresholds)


def default_model() -> Model:
    """Read the model that comes with Meta87, or that ``META87_MODELS`` points to.

    Raises:
        ModelError: as `load`.
    """
    return load(model_folder() / "default")


def model_folder() -> Path:
    """Give the folder of models: ``META87_MODELS``, else the package's, else the repository's."""
    if named := os.environ.get("META87_MODELS"):
        return Path(named)
    package = Path(__file__).parents[1]
    packaged = package / "_models"
    return packaged if packaged.is_dir() else package.parents[1] / "models"


def models(home: Path) -> list[Path]:
    """Give the folders of models inside a folder, by name."""
    return sorted(path.parent for path in home.glob(f"*/{_ESTIMATORS}"))


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read a model's manifest.

    Raises:
        ModelError: it is missing, is no manifest, or is of a newer protocol.
    """
    path = folder / _MANIFEST
    if not path.is_file():
        raise ModelError("model-file-missing", path=path)
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        protocol = int(manifest["protocol"])
    except (ValueError, KeyError, TypeError):
        raise ModelError("model-foreign", path=path) from None
    if protocol > PROTOCOL:
        raise ModelError("model-newer", path=path, protocol=protocol, known=PROTOCOL)
    if not _is_whole(manifest):
        raise ModelError("model-foreign", path=path)
    return manifest


def _is_whole(manifest: dict[str, Any]) -> bool:
    parts = [manifest.get(name) for name in ("files", "thresholds", "encoder")]
    if not all(isinstance(part, dict) for part in parts):
        return False
    files, thresholds, encoder = (dict(part or {}) for part in parts)
    return (
        set(files) == {_ESTIMATORS}
        and set(thresholds) == set(THEMES)
        and set(encoder) == set(FILES)
        and all(isinstance(value, float) for value in thresholds.values())
    )


def _require(path: Path, expected: str) -> None:
    if not path.is_file():
        raise ModelError("model-file-missing", path=path)
    if _sum(path) != expected:
        raise ModelError("model-changed", path=path)


def _read_heads(path: Path) -> Heads:
    """Read a file that has the manifest's sum; it may still have been made to harm."""
    from sklearn.ensemble import VotingClassifier  # noqa: PLC0415  heavy
    from sklearn.pipeline import Pipeline  # noqa: PLC0415
    from skops import io as skops_io  # noqa: PLC0415

    from meta87.classification.heads import Heads  # noqa: PLC0415

    try:
        unknown = set(skops_io.get_untrusted_types(file=path)) - set(TRUSTED)
        if unknown:
            raise ModelError("model-foreign", path=path, types=", ".join(sorted(unknown)))
        estimators: dict[str, Any] = skops_io.load(path, trusted=list(TRUSTED))
        themes, kind = estimators["themes"], estimators["kind"]
    except ModelError:
        raise
    except Exception:  # noqa: BLE001  whatever a foreign file makes the reader raise
        raise ModelError("model-foreign", path=path) from None
    if not (isinstance(themes, Pipeline) and isinstance(kind, VotingClassifier)):
        raise ModelError("model-foreign", path=path)
    return Heads(themes, kind)


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

"""Models on disk: arrays and skops files with a manifest of their sums, read with care."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, fields
from functools import cache, partial
from importlib.metadata import version
from math import isfinite
from pathlib import Path
from platform import python_version
from typing import TYPE_CHECKING, Any

import numpy as np

from meta87.classification import weights
from meta87.classification.again import NEVER, Again
from meta87.classification.chosen import chosen_folder
from meta87.classification.doubt import Doubt
from meta87.classification.encoder import CASCADE, READERS, TOKENIZER, Encoder
from meta87.classification.foreign import foreign
from meta87.classification.joint_reader import JOINT
from meta87.classification.labels import THEMES
from meta87.classification.model import Model
from meta87.classification.network import STUDENT, TEACHER
from meta87.errors import ModelError

if TYPE_CHECKING:
    from meta87.classification.estimators import Estimators
    from meta87.classification.heads import Heads

PROTOCOL = 7
"""Of the files and the manifest; raise it when a reader of today could not read them."""

_OLDEST = 2  # protocol 1 went with an encoder that is no longer shipped
_FIRST_WITH_ARRAYS = 5  # models of earlier ones are read from what scikit-learn trained
_FIRST_READ_AGAIN = 7  # models of earlier ones know no joint reader
_ENCODER_FILES = {
    2: frozenset({TEACHER, TOKENIZER}),
    **dict.fromkeys((3, 4, 5), frozenset({TEACHER, TOKENIZER, READERS[TEACHER]})),
    6: frozenset({*READERS, *READERS.values(), TOKENIZER}),
    PROTOCOL: frozenset({*READERS, *READERS.values(), TOKENIZER, JOINT}),
}
"""What a model of each protocol names of its encoder."""

DEFAULT, FAST = "default", "fast"
PROFILES = (DEFAULT, FAST)
"""With the encoder, and without it: much faster, less right."""

TRUSTED = (
    "meta87.classification.features.EachTheme",
    "meta87.classification.features.EachThemeInWords",
    "meta87.classification.features.Listed",
    "meta87.classification.features.Part",
    "meta87.classification.features.Signals",
    "meta87.classification.features.Worded",
)
"""The only types, beside those that skops trusts itself, that a model file may hold."""

_MANIFEST = "manifest.json"
_ARRAYS, _TRAINED = ".npz", ".skops"
"""Files of a profile: what predicts, and what scikit-learn trained."""

_PACKAGES = ("meta87", "numpy", "scikit-learn", "skops")


def save(
    models: Mapping[str, Model],
    estimators: Mapping[str, Estimators],
    folder: Path,
    info: dict[str, Any],
) -> None:
    """Write the models of each profile and their manifest into a folder.

    Args:
        models: by profile; the encoder is named by its sums and not written.
        estimators: what scikit-learn trained for each; kept beside the models, for those who go on
            from it.
        folder: made when it does not exist.
        info: what the manifest says besides: data, settings, figures.
    """
    from skops import io as skops_io  # noqa: PLC0415  heavy

    folder.mkdir(parents=True, exist_ok=True)
    for profile in models:
        trained = estimators[profile]
        pair = {"themes": trained.themes, "kind": trained.kind}
        skops_io.dump(pair, folder / f"{profile}{_TRAINED}", compression=8)
        weights.write(trained.heads(), folder / f"{profile}{_ARRAYS}")
    encoders = [model.encoder.sums for model in models.values() if model.encoder]
    manifest = {
        "protocol": PROTOCOL,
        "versions": {"python": python_version(), **{name: version(name) for name in _PACKAGES}},
        "encoder": encoders[0],
        "files": {
            name: _sum((folder / name).read_bytes()) for name in sorted(_files(models, PROTOCOL))
        },
        "profiles": {name: _profile(model) for name, model in models.items()},
        **info,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (folder / _MANIFEST).write_text(text, encoding="utf-8")


def load(folder: Path, encoder: Path | None = None, profile: str = DEFAULT) -> Model:
    """Read a model; its linear models are read from their checked file when first needed.

    Args:
        folder: holds ``manifest.json`` and the files of each profile.
        encoder: the encoder's folder; by default that of `model_folder`.
        profile: one of `PROFILES`.

    Raises:
        ModelError: a file is missing, cut, changed, foreign, of a newer protocol, the model was
            trained with another encoder, or it has no such profile.
    """
    manifest = _checked(folder, profile)
    told = manifest["profiles"][profile]
    thresholds = np.array([told["thresholds"][theme] for theme in THEMES])
    heads = cache(partial(_read_heads, folder, profile, manifest))
    is_read_again = manifest["protocol"] >= _FIRST_READ_AGAIN
    again = Again(**told["again"]) if is_read_again else NEVER
    used = _encoder(manifest, encoder, profile)
    return Model(used, heads, thresholds, Doubt(**told["doubt"]), again)


def trained(folder: Path, profile: str = DEFAULT) -> Estimators:
    """Read what scikit-learn trained.

    Args:
        folder: as `load`.
        profile: one of `PROFILES`.

    Raises:
        ModelError: as `load`, the encoder aside.
    """
    return _read_trained(folder, profile, _checked(folder, profile))


def verify(folder: Path) -> None:
    """Read all that a model holds.

    Raises:
        ModelError: as `load`, or what predicts is not what was trained.
    """
    for profile in read_manifest(folder)["profiles"]:
        manifest = _checked(folder, profile)
        used = weights.arrays_of(load(folder, profile=profile).heads())
        learnt = weights.arrays_of(_trained_heads(folder, profile, manifest))
        same = used.keys() == learnt.keys()
        if not same or not all(np.array_equal(used[name], learnt[name]) for name in used):
            raise ModelError("model-foreign", path=folder / f"{profile}{_ARRAYS}")


def default_model(profile: str = DEFAULT) -> Model:
    """Read the model of `default_folder`.

    Raises:
        ModelError: as `load` and `default_folder`.
    """
    return load(default_folder(), profile=profile)


def default_folder() -> Path:
    """Give the folder of the model that the user chose, else of the one in `model_folder`.

    Raises:
        ModelError: ``model-default-missing``: the chosen one is no longer there.
    """
    chosen = chosen_folder()
    if chosen is not None and not (chosen / _MANIFEST).is_file():
        raise ModelError("model-default-missing", path=chosen)
    return chosen or model_folder() / DEFAULT


def model_folder() -> Path:
    """Give the folder of models: ``META87_MODELS``, else the package's, else the repository's."""
    if named := os.environ.get("META87_MODELS"):
        return Path(named)
    package = Path(__file__).parents[1]
    packaged = package / "_models"
    return packaged if packaged.is_dir() else package.parents[1] / "models"


def models(home: Path) -> list[Path]:
    """Give the folders of models inside a folder, by name."""
    return sorted(path.parent for path in home.glob(f"*/{DEFAULT}{_TRAINED}"))


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
    except (ValueError, KeyError, TypeError, OverflowError):
        raise ModelError("model-foreign", path=path) from None
    if protocol > PROTOCOL:
        raise ModelError("model-newer", path=path, protocol=protocol, known=PROTOCOL)
    if protocol < _OLDEST:
        raise ModelError("model-older", path=path)
    with suppress(KeyError, TypeError, AttributeError, ValueError):
        if _is_whole(manifest):
            return manifest
    raise ModelError("model-foreign", path=path)


def _is_whole(manifest: dict[str, Any]) -> bool:
    parts = [manifest.get(name) for name in ("files", "profiles", "encoder")]
    if not all(isinstance(part, dict) for part in parts):
        return False
    files, profiles, encoder = (dict(part or {}) for part in parts)
    return (
        DEFAULT in profiles
        and set(profiles) <= set(PROFILES)
        and set(files) == _files(profiles, manifest["protocol"])
        and set(encoder) == _ENCODER_FILES[manifest["protocol"]]
        and all(_is_whole_profile(one, manifest["protocol"]) for one in profiles.values())
    )


def _files(profiles: Iterable[str], protocol: int) -> set[str]:
    """Give the files of a model of a protocol."""
    kinds = (_ARRAYS, _TRAINED) if protocol >= _FIRST_WITH_ARRAYS else (_TRAINED,)
    return {f"{profile}{kind}" for profile in profiles for kind in kinds}


def _is_whole_profile(profile: Any, protocol: int) -> bool:
    wanted = {"thresholds": set(THEMES), "doubt": {field.name for field in fields(Doubt)}}
    if protocol >= _FIRST_READ_AGAIN:
        wanted["again"] = {field.name for field in fields(Again)}
        Again(**profile["again"])  # refuses numbers that are no share or no weight
    return all(
        set(profile[part]) == names
        and all(isinstance(one, float) and isfinite(one) for one in profile[part].values())
        for part, names in wanted.items()
    )


def _profile(model: Model) -> dict[str, Any]:
    thresholds = dict(zip(THEMES, model.thresholds.tolist(), strict=True))
    return {"thresholds": thresholds, "doubt": asdict(model.doubt), "again": asdict(model.again)}


def _encoder(manifest: dict[str, Any], folder: Path | None, profile: str) -> Encoder | None:
    """Give the encoder of a profile, when it is the one that the model was trained with."""
    if profile == FAST:
        return None
    networks = CASCADE if STUDENT in manifest["encoder"] else (TEACHER,)
    joint = JOINT in manifest["encoder"]
    used = Encoder(folder or model_folder() / "encoder", networks, joint=joint)
    for name in set(used.files) & set(manifest["encoder"]):
        if used.sums[name] != manifest["encoder"][name]:
            raise ModelError("model-encoder-differs", path=used.folder / name)
    return used


def _checked(folder: Path, profile: str) -> dict[str, Any]:
    """Give the manifest of a model whose files are whole and which has the profile."""
    manifest = read_manifest(folder)
    for name in manifest["files"]:
        _read(folder / name, manifest)
    if profile not in manifest["profiles"]:
        raise ModelError("model-profile-missing", path=folder, profile=profile)
    return manifest


def _read(path: Path, manifest: Mapping[str, Any]) -> bytes:
    """Give what a file holds, if it is what its manifest says."""
    if not path.is_file():
        raise ModelError("model-file-missing", path=path)
    data = path.read_bytes()
    if _sum(data) != manifest["files"][path.name]:
        raise ModelError("model-changed", path=path)
    return data


def _read_heads(folder: Path, profile: str, manifest: Mapping[str, Any]) -> Heads:
    """Read what predicts; a file that has the manifest's sum may still have been made to harm."""
    if manifest["protocol"] < _FIRST_WITH_ARRAYS:
        return _trained_heads(folder, profile, manifest)
    path = folder / f"{profile}{_ARRAYS}"
    data = _read(path, manifest)
    with foreign(path):
        return weights.read(data)


def _trained_heads(folder: Path, profile: str, manifest: Mapping[str, Any]) -> Heads:
    """Give what the trained estimators come to."""
    estimators = _read_trained(folder, profile, manifest)
    with foreign(folder / f"{profile}{_TRAINED}"):
        return estimators.heads()


def _read_trained(folder: Path, profile: str, manifest: Mapping[str, Any]) -> Estimators:
    from sklearn.pipeline import Pipeline  # noqa: PLC0415  heavy
    from skops import io as skops_io  # noqa: PLC0415

    from meta87.classification.estimators import Estimators  # noqa: PLC0415
    from meta87.classification.features import EachTheme  # noqa: PLC0415

    path = folder / f"{profile}{_TRAINED}"
    data = _read(path, manifest)
    with foreign(path):
        pair: dict[str, Any] = skops_io.loads(data, trusted=list(TRUSTED))
        themes, kind = pair["themes"], pair["kind"]
    if not (isinstance(themes, EachTheme) and isinstance(kind, Pipeline)):
        raise ModelError("model-foreign", path=path)
    return Estimators(themes, kind)


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

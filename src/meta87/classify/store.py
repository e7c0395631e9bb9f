"""Models on disk: the arrays of their heads and a manifest, checked before they are used."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Annotated, Any, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator

from meta87.classify import files
from meta87.classify.chosen import chosen_folder
from meta87.classify.files import as_model_error, read_arrays, read_verified, sha256_hex
from meta87.classify.heads import Heads, LowConfidence, Numbers
from meta87.classify.labels import THEME_NAME, THEMES
from meta87.classify.model import Model
from meta87.classify.reader import ACCURATE, FAST, Reader
from meta87.classify.words import WordHead
from meta87.errors import ModelError
from meta87.messages.suggest import nearest

DEFAULT = "default"
PROFILES = {DEFAULT: ACCURATE, FAST: FAST}
"""Which depth of the reader each profile takes."""
HEADS, MANIFEST, READER = "heads.npz", "manifest.json", "reader"
_LEARNT = "learnt"  # array of the heads' file
_OF_WORDS = ("idf", "weights", "bias", "context")  # what it has of each theme of its own
_PACKAGES = ("meta87", "numpy", "scikit-learn")


class _Profile(BaseModel):
    """What a manifest says of a profile."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    thresholds: dict[str, Annotated[float, Field(gt=0, lt=1)]]
    low_confidence: LowConfidence
    reader: dict[str, str]


class _Manifest(BaseModel):
    """What `load` reads of a manifest."""

    files: dict[str, str]
    themes: list[Annotated[str, Field(pattern=THEME_NAME)]] = Field(min_length=1)
    profiles: dict[str, _Profile] = Field(min_length=1)

    @model_validator(mode="after")
    def _describes_a_model(self) -> Self:
        thresholds = [profile.thresholds.keys() for profile in self.profiles.values()]
        if HEADS not in self.files or any(names != set(self.themes) for names in thresholds):
            raise ValueError("heads")
        if not self.profiles.keys() <= PROFILES.keys():
            raise ValueError("profiles")
        return self


def save(
    models: Mapping[str, Model],
    folder: Path,
    info: Mapping[str, Any],
    learnt: NDArray[np.uint64] | None = None,
) -> None:
    """Writes the heads of each profile, and a manifest that holds ``info`` beside what is needed.

    The reader is named by the sums of its files and not written. ``learnt`` tells the texts that
    the heads learnt from, as numbers.
    """
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {
        f"{profile}_{name}": getattr(model.heads, name).astype(np.float32)
        for profile, model in models.items()
        for name in ("weights", "bias")
    }
    if own := next(iter(models.values())).heads.own:
        for name in _OF_WORDS:
            arrays[f"own_{name}"] = np.array([getattr(head, name) for head in own], np.float32)
    if learnt is not None:
        arrays[_LEARNT] = np.unique(learnt)
    data = io.BytesIO()
    np.savez_compressed(data, **arrays)
    manifest = {
        "protocol": files.PROTOCOL,
        "versions": {"python": python_version(), **{name: version(name) for name in _PACKAGES}},
        "files": {HEADS: sha256_hex(data.getvalue())},
        "themes": list(next(iter(models.values())).themes),
        "profiles": {profile: _profile(model).model_dump() for profile, model in models.items()},
        **info,
    }
    contents = {HEADS: data.getvalue(), MANIFEST: files.manifest_bytes(manifest)}
    for name, content in contents.items():  # all are written before any replaces a former one
        (folder / f"{name}.new").write_bytes(content)
    for name in contents:
        (folder / f"{name}.new").replace(folder / name)


def load(folder: Path, profile: str = DEFAULT) -> Model:
    """Reads a model; the files of the reader in `model_folder` are read when first needed.

    Args:
        folder: holds ``manifest.json`` and ``heads.npz``.
        profile: one of `PROFILES`.

    Raises:
        ModelError: a file is missing, cut, changed, foreign or of a newer protocol, the model was
            trained with another reader, or it has no such profile.
    """
    manifest = _Manifest.model_validate(read_manifest(folder))
    if profile not in manifest.profiles:
        raise ModelError("model-profile-missing", path=folder, profile=profile)
    told = manifest.profiles[profile]
    used = Reader(model_folder() / READER, PROFILES[profile])
    for name, value in used.checksums.items():
        if told.reader.get(name) != value:
            raise ModelError("model-reader-differs", path=used.folder / name)
    path = folder / HEADS
    arrays = read_arrays(path, read_verified(path, manifest.files))
    with as_model_error(path):
        own = tuple(_own_heads(arrays))
        if len(own) != len({*manifest.themes} - {*THEMES}):
            raise ValueError("own")
        heads = Heads(
            themes=tuple(manifest.themes),
            weights=_numbers(arrays[f"{profile}_weights"]),
            bias=_numbers(arrays[f"{profile}_bias"]),
            thresholds=np.array([told.thresholds[theme] for theme in manifest.themes]),
            low_confidence=told.low_confidence,
            own=own,
        )
    return Model(used, heads, own_name(folder))


def learnt_keys(folder: Path) -> NDArray[np.uint64] | None:
    """Returns the numbers of the texts that a model learnt from; None where it does not tell.

    Raises:
        ModelError: as `load`.
    """
    path, sums = folder / HEADS, read_manifest(folder)["files"]
    return read_arrays(path, read_verified(path, sums)).get(_LEARNT)


def verify(folder: Path) -> None:
    """Reads all that a model holds, its reader too, or raises a `ModelError`."""
    for profile in read_manifest(folder)["profiles"]:
        load(folder, profile).reader.pooled([(["."], "")])


def default_model(profile: str = DEFAULT) -> Model:
    """Reads the model of `default_folder`."""
    return load(default_folder(), profile)


def default_folder() -> Path:
    """Returns the folder of the model that the user chose, else of the shipped one.

    Raises:
        ModelError: ``model-default-missing``: the chosen one is no longer there.
    """
    chosen = chosen_folder()
    if chosen is not None and not (chosen / MANIFEST).is_file():
        raise ModelError("model-default-missing", path=chosen)
    return chosen or model_folder() / DEFAULT


def folder_of(model: Path) -> Path:
    """Returns the folder of a model named by its path, or by its name among those installed.

    Raises:
        ModelError: ``model-unknown``, or ``model-not-there`` for a folder that holds none.
    """
    installed = {folder.name: folder for folder in reversed(models())}
    folder = installed.get(str(model), model)
    if not folder.is_dir():
        near, known = nearest(str(model), installed), ", ".join(installed)
        raise ModelError("model-unknown", name=model, near=near, known=known)
    if not any((folder / name).exists() for name in (HEADS, MANIFEST)):
        raise ModelError("model-not-there", path=folder)
    return folder


def own_name(folder: Path) -> str:
    """Returns the name of a model that is not the shipped one, which has none here."""
    is_shipped = folder.resolve() == (model_folder() / DEFAULT).resolve()
    return "" if is_shipped else folder.name


def model_folder() -> Path:
    """Returns the folder of models: ``META87_MODELS``, else the package's or the repository's."""
    package = Path(__file__).parents[1]
    packaged = package / "_models"
    folder = packaged if packaged.is_dir() else package.parents[1] / "models"
    return Path(os.environ.get("META87_MODELS") or folder)


def models() -> list[Path]:
    """Returns the folders of the models that are known, each once.

    Those of `model_folder`, of the folder that holds the chosen one, and of ``models`` in the
    current folder, where the documentation has its readers train their own.
    """
    chosen = chosen_folder()
    homes = [model_folder(), *([chosen.parent] if chosen else []), Path("models")]
    found = [path.parent for home in homes for path in sorted(home.glob(f"*/{HEADS}"))]
    return list({folder.resolve(): folder for folder in reversed(found)}.values())[::-1]


def read_manifest(folder: Path) -> dict[str, Any]:
    """Reads a model's manifest.

    Raises:
        ModelError: it is missing, changed, is no manifest, or is of a newer protocol.
    """
    path = folder / MANIFEST
    manifest = files.read_manifest(path)
    with as_model_error(path):
        _Manifest.model_validate(manifest)
    return manifest


def _profile(model: Model) -> _Profile:
    heads = model.heads
    return _Profile(
        thresholds=dict(zip(heads.themes, heads.thresholds.tolist(), strict=True)),
        low_confidence=heads.low_confidence,
        reader=dict(model.reader.checksums),
    )


def _own_heads(arrays: Mapping[str, NDArray[Any]]) -> Iterator[WordHead]:
    """Yields the heads of a model's own themes, if it has some."""
    if f"own_{_OF_WORDS[0]}" in arrays:
        found = (_numbers(arrays[f"own_{name}"]) for name in _OF_WORDS)
        for idf, weights, bias, context in zip(*found, strict=True):
            yield WordHead(idf, weights, float(bias), float(context))


def _numbers(array: NDArray[Any]) -> Numbers:
    if array.dtype != np.float32:
        raise TypeError(array.dtype)
    return np.asarray(array, float)

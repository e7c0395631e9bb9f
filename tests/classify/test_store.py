"""A model on disk is read only if it is whole, our own, and of a known protocol."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from meta87.classify.files import PROTOCOL
from meta87.classify.labels import Passage
from meta87.classify.reader import ROW
from meta87.classify.store import PROFILES, default_model, load, model_folder, save, verify
from meta87.errors import ModelError
from tests.classify.test_reader import vouch

MODELS = Path(__file__).parents[2] / "models"
ANSWER = [Passage("Se aprobó la ley contra la trata.")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODELS / "default", tmp_path / "model"))


def refusal(folder: Path, profile: str = "default", reader: Path | None = None) -> ModelError:
    with pytest.raises(ModelError) as caught:
        load(folder, profile, reader)
    return caught.value


def rewrite(folder: Path, **changed: object) -> None:
    path = folder / "manifest.json"
    manifest = {**json.loads(path.read_text("utf-8")), **changed}
    path.write_text(json.dumps(manifest), "utf-8")


def plant(folder: Path, **changed: np.ndarray) -> None:
    """Put other arrays in the model's place, and vouch for them."""
    with np.load(folder / "heads.npz") as arrays:
        np.savez(folder / "heads.npz", **{**arrays, **changed})
    vouch(folder / "heads.npz")


def test_a_saved_model_predicts_as_before(tmp_path) -> None:
    models = {profile: default_model(profile) for profile in PROFILES}
    save(models, tmp_path / "copy", {"note": "kept"})
    for profile, model in models.items():
        assert load(tmp_path / "copy", profile).predict([ANSWER]) == model.predict([ANSWER])
    manifest = json.loads((tmp_path / "copy/manifest.json").read_text("utf-8"))
    assert (manifest["note"], manifest["protocol"]) == ("kept", PROTOCOL)


def test_the_shipped_model_is_whole() -> None:
    verify(MODELS / "default")


def test_a_changed_cut_or_missing_file_is_refused_by_name(folder) -> None:
    path = folder / "heads.npz"
    data = path.read_bytes()
    for content in (data[:-1] + b"x", data[:1000]):
        path.write_bytes(content)
        assert (refusal(folder).id, refusal(folder).details["path"]) == ("model-changed", path)
    path.unlink()
    assert refusal(folder).id == "model-file-missing"
    (folder / "manifest.json").unlink()
    assert refusal(folder).details["path"] == folder / "manifest.json"


def test_a_newer_protocol_is_refused(folder) -> None:
    rewrite(folder, protocol=PROTOCOL + 1)
    assert refusal(folder).id == "model-newer"


def test_a_profile_that_was_not_trained_is_named(folder) -> None:
    profiles = json.loads((folder / "manifest.json").read_text("utf-8"))["profiles"]
    rewrite(folder, profiles={"default": profiles["default"]})
    error = refusal(folder, "fast")
    assert (error.id, error.details["profile"]) == ("model-profile-missing", "fast")


@pytest.mark.parametrize(
    "text", ["no es JSON", "[]", "{}", '{"protocol": 1, "files": {}, "profiles": {}}', '"a"']
)
def test_a_foreign_manifest_is_refused(folder, text) -> None:
    (folder / "manifest.json").write_text(text, "utf-8")
    assert refusal(folder).id == "model-foreign"


@pytest.mark.parametrize(
    "changed",
    [
        {"themes": []},
        {"themes": ["child_labour", "forced_labour", "trafficking", "migration", "more"]},
        {"files": {"../secret": "0"}},
    ],
    ids=str,
)
def test_a_manifest_that_describes_no_model_is_refused(folder, changed) -> None:
    rewrite(folder, **changed)
    assert refusal(folder).id == "model-foreign"


@pytest.mark.parametrize(
    ("part", "value"),
    [
        (("protocol",), True),
        (("protocol",), 0),
        (("profiles", "default", "thresholds", "migration"), 0.0),
        (("profiles", "default", "thresholds", "migration"), 1.0),
        (("profiles", "default", "low_confidence", "kind"), "high"),
    ],
    ids=str,
)
def test_one_wrong_value_in_a_manifest_is_refused(folder, part, value) -> None:
    told = json.loads((folder / "manifest.json").read_text("utf-8"))
    place = told
    for name in part[:-1]:
        place = place[name]
    place[part[-1]] = value
    (folder / "manifest.json").write_text(json.dumps(told), "utf-8")
    assert refusal(folder).id == "model-foreign"


def test_a_profile_or_a_theme_of_a_forbidden_name_is_refused(folder) -> None:
    whole = (folder / "manifest.json").read_text("utf-8")
    for name, other in (('"default": {', '"other": {'), ('"migration"', '"../secret"')):
        assert name in whole
        (folder / "manifest.json").write_text(whole.replace(name, other), "utf-8")
        assert refusal(folder).id == "model-foreign"


class Harmful:
    """Leaves a mark when it is read as a pickle."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        """Touch the mark."""
        return Path.touch, (self.mark,)


def test_a_vouched_for_pickle_is_never_read(folder, tmp_path) -> None:
    harmful = np.empty(3, dtype=object)
    harmful[:] = Harmful(tmp_path / "mark")
    plant(folder, default_bias=harmful)
    assert refusal(folder).id == "model-foreign"
    assert not (tmp_path / "mark").exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"default_bias": np.zeros(4, np.float32)},
        {"default_bias": np.full(7, np.inf, np.float32)},
        {"default_weights": np.zeros((ROW, 6), np.float32)},
        {"default_weights": np.zeros((ROW, 7), complex)},
        {"default_weights": np.full((ROW, 7), "a")},
        {"junk": np.zeros(40 << 20)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_vouched_for_arrays_that_are_no_model_are_refused(folder, changed) -> None:
    plant(folder, **changed)
    assert refusal(folder).id == "model-foreign"


@pytest.mark.parametrize("content", [b"", b"x", b"PK\x03\x04"])
def test_a_vouched_for_file_of_no_arrays_is_refused(folder, content) -> None:
    (folder / "heads.npz").write_bytes(content)
    vouch(folder / "heads.npz")
    assert refusal(folder).id == "model-foreign"


def test_a_model_of_another_reader_is_refused(folder, tmp_path) -> None:
    other = Path(shutil.copytree(MODELS / "reader", tmp_path / "reader"))
    (other / "accurate.onnx").write_bytes(b"other")
    vouch(other / "accurate.onnx")
    error = refusal(folder, reader=other)
    assert (error.id, error.details["path"]) == ("model-reader-differs", other / "accurate.onnx")


def test_the_folder_of_models_can_be_named(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("META87_MODELS", str(tmp_path))
    assert model_folder() == tmp_path

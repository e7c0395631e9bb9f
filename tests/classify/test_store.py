"""A model on disk is read only if it is whole, our own, and of a known protocol."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from meta87.classify.files import PROTOCOL
from meta87.classify.labels import ROW, Passage
from meta87.classify.store import PROFILES, default_model, load, model_folder, save, verify
from meta87.errors import ModelError
from tests.classify.edited import MODELS, Harmful, manifest_of, sign, vouch

ANSWER = [Passage("Se aprobó la ley contra la trata.")]
THRESHOLDS = ("profiles", "default", "thresholds")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODELS / "default", tmp_path / "model"))


def refusal(folder: Path, profile: str = "default") -> ModelError:
    with pytest.raises(ModelError) as caught:
        load(folder, profile)
    return caught.value


def changed(folder: Path, fields: tuple[str, ...], value: object) -> dict:
    """Returns the manifest with another value of a field."""
    manifest = part = manifest_of(folder)
    for name in fields[:-1]:
        part = part[name]
    part[fields[-1]] = value
    return manifest


def plant(folder: Path, **changed: np.ndarray) -> None:
    """Puts other arrays in the model's place, and vouches for them."""
    with np.load(folder / "heads.npz") as arrays:
        np.savez(folder / "heads.npz", **{**arrays, **changed})
    vouch(folder / "heads.npz")


def test_a_saved_model_predicts_as_before(tmp_path) -> None:
    models = {profile: default_model(profile) for profile in PROFILES}
    save(models, tmp_path / "copy", {"note": "año"})
    for profile, model in models.items():
        assert load(tmp_path / "copy", profile).predict([ANSWER]) == model.predict([ANSWER])
    manifest = manifest_of(tmp_path / "copy")
    assert (manifest["note"], manifest["protocol"]) == ("año", PROTOCOL)


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


@pytest.mark.parametrize(
    ("before", "after"), [("0.36", "0.999"), ('"themes": 0.15', '"themes": 0.0'), ("9661", "9662")]
)
def test_any_value_that_was_changed_in_a_manifest_is_noticed(folder, before, after) -> None:
    path = folder / "manifest.json"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
    assert (refusal(folder).id, refusal(folder).details["path"]) == ("model-changed", path)
    with pytest.raises(ModelError, match="model-changed"):
        verify(folder)
    unsigned = {name: v for name, v in manifest_of(folder).items() if name != "checksum"}
    path.write_text(json.dumps(unsigned), "utf-8")
    assert refusal(folder).id == "model-changed"


def test_a_profile_that_was_not_trained_is_named(folder) -> None:
    default = manifest_of(folder)["profiles"]["default"]
    sign(folder, changed(folder, ("profiles",), {"default": default}))
    error = refusal(folder, "fast")
    assert (error.id, error.details["profile"]) == ("model-profile-missing", "fast")


@pytest.mark.parametrize("text", ["no es JSON", "[]", "{}", '"a"', '{"protocol": "\\ud800"}'])
def test_what_is_no_manifest_is_refused(folder, text) -> None:
    (folder / "manifest.json").write_text(text, "utf-8")
    assert refusal(folder).id == "model-foreign"


@pytest.mark.parametrize(
    ("fields", "value", "id"),
    [
        (("protocol",), PROTOCOL + 1, "model-newer"),
        (("protocol",), True, "model-foreign"),
        (("protocol",), 0, "model-foreign"),
        (("themes",), [], "model-foreign"),
        (("themes",), ["child_labour", "forced_labour", "trafficking", "../secret"], "model-foreign"),
        (("themes",), ["child_labour"], "model-foreign"),
        (("files",), {"../secret": "0"}, "model-foreign"),
        (("profiles",), {}, "model-foreign"),
        (("profiles", "other"), {}, "model-foreign"),
        ((*THRESHOLDS, "migration"), 0.0, "model-foreign"),
        ((*THRESHOLDS, "migration"), 1.0, "model-foreign"),
        ((*THRESHOLDS, "more"), 0.5, "model-foreign"),
        (("profiles", "default", "low_confidence", "kind"), "high", "model-foreign"),
    ],
    ids=str,
)  # fmt: skip
def test_a_signed_manifest_that_describes_no_model_is_refused(folder, fields, value, id) -> None:
    sign(folder, changed(folder, fields, value))
    assert refusal(folder).id == id


def test_a_vouched_for_pickle_is_never_read(folder, tmp_path) -> None:
    plant(folder, default_bias=np.array([Harmful(tmp_path / "mark")] * 3, dtype=object))
    assert refusal(folder).id == "model-foreign"
    assert not (tmp_path / "mark").exists()


@pytest.mark.parametrize(
    "arrays",
    [
        {"default_bias": np.zeros(4, np.float32)},
        {"default_bias": np.full(7, np.inf, np.float32)},
        {"default_weights": np.zeros((ROW, 6), np.float32)},
        {"default_weights": np.zeros((ROW, 7), complex)},
        {"default_weights": np.full((ROW, 7), "a")},
        {"junk": np.zeros(40 << 20)},
    ],
    ids=lambda arrays: next(iter(arrays)),
)
def test_vouched_for_arrays_that_are_no_model_are_refused(folder, arrays) -> None:
    plant(folder, **arrays)
    assert refusal(folder).id == "model-foreign"


@pytest.mark.parametrize("content", [b"", b"x", b"PK\x03\x04"])
def test_a_vouched_for_file_of_no_arrays_is_refused(folder, content) -> None:
    (folder / "heads.npz").write_bytes(content)
    vouch(folder / "heads.npz")
    assert refusal(folder).id == "model-foreign"


def test_a_model_of_another_reader_is_refused(folder, tmp_path, monkeypatch) -> None:
    other = Path(shutil.copytree(MODELS / "reader", tmp_path / "reader"))
    (other / "accurate.onnx").write_bytes(b"other")
    vouch(other / "accurate.onnx")
    monkeypatch.setenv("META87_MODELS", str(tmp_path))
    error = refusal(folder)
    assert (error.id, error.details["path"]) == ("model-reader-differs", other / "accurate.onnx")


def test_the_folder_of_models_can_be_named(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("META87_MODELS", str(tmp_path))
    assert model_folder() == tmp_path

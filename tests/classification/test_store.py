"""A model on disk is read only if it is whole, our own, and of a known protocol."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import FunctionTransformer
from skops import io as skops_io

from meta87.classification.labels import Passage
from meta87.classification.store import (
    FAST,
    PROFILES,
    PROTOCOL,
    default_model,
    load,
    model_folder,
    save,
)
from meta87.errors import ModelError

MODELS = Path(__file__).parents[2] / "models"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODELS / "default", tmp_path / "model"))


def refusal(folder: Path, encoder: Path | None = None) -> ModelError:
    with pytest.raises(ModelError) as caught:
        load(folder, encoder).heads()
    return caught.value


def rewrite(folder: Path, **changed: object) -> None:
    path = folder / "manifest.json"
    manifest = {**json.loads(path.read_text(encoding="utf-8")), **changed}
    path.write_text(json.dumps(manifest), encoding="utf-8")


def plant(folder: Path, content: object) -> None:
    """Put another object in the model's place, with a manifest that vouches for it."""
    path = folder / "default.skops"
    skops_io.dump(content, path)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    sums = {**manifest["files"], path.name: hashlib.sha256(path.read_bytes()).hexdigest()}
    rewrite(folder, files=sums)


def test_a_saved_model_predicts_as_before(tmp_path) -> None:
    models = {profile: default_model(profile) for profile in PROFILES}
    save(models, tmp_path / "copy", {"note": "kept"})
    passages = [Passage("Se aprobó la ley contra la trata.")]
    for profile, model in models.items():
        copy = load(tmp_path / "copy", profile=profile)
        assert copy.predict(passages) == model.predict(passages)
        assert copy.doubt == model.doubt
    manifest = json.loads((tmp_path / "copy/manifest.json").read_text(encoding="utf-8"))
    assert manifest["note"] == "kept"
    assert manifest["protocol"] == PROTOCOL


def test_a_changed_file_is_refused_by_name(folder) -> None:
    data = bytearray((folder / "default.skops").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "default.skops").write_bytes(data)
    error = refusal(folder)
    assert (error.id, error.details["path"]) == ("model-changed", folder / "default.skops")


def test_a_cut_file_is_refused(folder) -> None:
    data = (folder / "default.skops").read_bytes()
    (folder / "default.skops").write_bytes(data[:1000])
    assert refusal(folder).id == "model-changed"


@pytest.mark.parametrize("name", ["default.skops", "manifest.json"])
def test_a_missing_file_is_named(folder, name) -> None:
    (folder / name).unlink()
    error = refusal(folder)
    assert (error.id, error.details["path"]) == ("model-file-missing", folder / name)


def test_a_newer_protocol_is_refused(folder) -> None:
    rewrite(folder, protocol=PROTOCOL + 1)
    assert refusal(folder).id == "model-newer"


def test_a_model_of_before_the_first_release_is_to_be_trained_again(folder) -> None:
    rewrite(folder, protocol=1)
    assert refusal(folder).id == "model-older"


def test_a_profile_that_was_not_trained_is_named(folder) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    files, profiles = manifest["files"], manifest["profiles"]
    rewrite(
        folder,
        files={name: total for name, total in files.items() if name != "fast.skops"},
        profiles={name: told for name, told in profiles.items() if name != FAST},
    )
    with pytest.raises(ModelError) as caught:
        load(folder, profile=FAST)
    assert (caught.value.id, caught.value.details["profile"]) == ("model-profile-missing", FAST)


@pytest.mark.parametrize(
    "text", ["no es JSON", "[]", "{}", '{"protocol": 2, "files": {}, "profiles": {}}', '"a"']
)
def test_a_foreign_manifest_is_refused(folder, text) -> None:
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    assert refusal(folder).id == "model-foreign"


def test_a_file_outside_the_folder_is_refused(folder) -> None:
    rewrite(folder, files={"default.skops": "0", "fast.skops": "0", "../secret": "0"})
    assert refusal(folder).id == "model-foreign"


def test_a_vouched_for_type_that_is_not_ours_is_refused(folder) -> None:
    plant(folder, {"themes": FunctionTransformer(shutil.rmtree), "kind": LogisticRegression()})
    assert refusal(folder).id == "model-foreign"


def test_a_vouched_for_file_that_is_no_model_is_refused(folder) -> None:
    for content in ({"themes": 1}, {"themes": 1, "kind": 2}, [1]):
        plant(folder, content)
        assert refusal(folder).id == "model-foreign"


def test_another_encoder_is_refused(folder, tmp_path) -> None:
    other = Path(shutil.copytree(MODELS / "encoder", tmp_path / "encoder"))
    (other / "tokenizer.json").write_text("{}", encoding="utf-8")
    error = refusal(folder, other)
    assert error.id == "model-encoder-differs"
    assert error.details["path"] == other / "tokenizer.json"


def test_the_folder_of_models_can_be_named(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("META87_MODELS", str(tmp_path))
    assert model_folder() == tmp_path
    monkeypatch.delenv("META87_MODELS")
    assert (model_folder() / "encoder/encoder.onnx").is_file()


def test_the_encoder_is_the_one_that_its_manifest_names() -> None:
    manifest = json.loads((MODELS / "encoder/manifest.json").read_text(encoding="utf-8"))
    for name, expected in manifest["files"].items():
        data = (MODELS / "encoder" / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == expected

"""A model on disk is read only if it is whole, our own, and of a known protocol."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer
from skops import io as skops_io

from meta87.classification.again import NEVER, Again
from meta87.classification.features import EachTheme
from meta87.classification.labels import Passage
from meta87.classification.store import (
    FAST,
    PROFILES,
    PROTOCOL,
    default_model,
    load,
    model_folder,
    save,
    trained,
    verify,
)
from meta87.errors import ModelError

MODELS = Path(__file__).parents[2] / "models"
FILES = ("default.npz", "default.skops", "fast.npz", "fast.skops")


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
    """Put another object in the place of what was trained, and vouch for it."""
    skops_io.dump(content, folder / "default.skops")
    vouch(folder / "default.skops")


def plant_arrays(folder: Path, **changed: np.ndarray) -> None:
    """Put other arrays in the model's place, and vouch for them."""
    with np.load(folder / "default.npz") as arrays:
        np.savez(folder / "default.npz", **{**arrays, **changed})
    vouch(folder / "default.npz")


def vouch(path: Path) -> None:
    """Make the manifest give the sum of a file as it is now."""
    folder = path.parent
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    sums = {**manifest["files"], path.name: hashlib.sha256(path.read_bytes()).hexdigest()}
    rewrite(folder, files=sums)


def test_a_saved_model_predicts_as_before(tmp_path) -> None:
    models = {profile: default_model(profile) for profile in PROFILES}
    estimators = {profile: trained(MODELS / "default", profile) for profile in PROFILES}
    save(models, estimators, tmp_path / "copy", {"note": "kept"})
    passages = [Passage("Se aprobó la ley contra la trata.")]
    for profile, model in models.items():
        copy = load(tmp_path / "copy", profile=profile)
        assert copy.predict(passages) == model.predict(passages)
        assert (copy.doubt, copy.again) == (model.doubt, model.again)
    manifest = json.loads((tmp_path / "copy/manifest.json").read_text(encoding="utf-8"))
    assert manifest["note"] == "kept"
    assert manifest["protocol"] == PROTOCOL


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_refused_by_name(folder, name) -> None:
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    error = refusal(folder)
    assert (error.id, error.details["path"]) == ("model-changed", folder / name)


@pytest.mark.parametrize("name", FILES)
def test_a_cut_file_is_refused(folder, name) -> None:
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[:1000])
    assert refusal(folder).id == "model-changed"


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
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
        files={name: total for name, total in files.items() if not name.startswith(FAST)},
        profiles={name: told for name, told in profiles.items() if name != FAST},
    )
    with pytest.raises(ModelError) as caught:
        load(folder, profile=FAST)
    assert (caught.value.id, caught.value.details["profile"]) == ("model-profile-missing", FAST)


def with_again(folder: Path, told: object) -> None:
    """Have the manifest say this of the second reading."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    profiles = {name: {**one, "again": told} for name, one in manifest["profiles"].items()}
    rewrite(folder, profiles=profiles)


def test_a_model_tells_what_it_reads_again(folder) -> None:
    with_again(folder, {"unsure": 0.25, "weight": 0.5})
    assert load(folder).again == Again(0.25, 0.5)


@pytest.mark.parametrize(
    "told",
    [
        None, [], ["unsure", "weight"], {}, {"unsure": 0.3}, {"unsure": 0.3, "weight": "1"},
        {"unsure": 0.3, "weight": -1.0}, {"unsure": 0.3, "weight": float("nan")},
        {"unsure": 0.3, "weight": float("inf")}, {"unsure": 0.7, "weight": 1.0},
        {"unsure": 0.3, "weight": 1.0, "more": 1.0},
    ],
)  # fmt: skip
def test_a_second_reading_that_is_none_is_refused(folder, told) -> None:
    with_again(folder, told)
    assert refusal(folder).id == "model-foreign"


def test_models_of_before_read_nothing_again(tmp_path) -> None:
    kept = Path(shutil.copytree(Path(__file__).parent / "data/protocol-6", tmp_path / "kept"))
    assert load(kept).again == NEVER
    with_again(kept, {"unsure": 0.3, "weight": 1.0})
    assert load(kept).again == NEVER


@pytest.mark.parametrize(
    "text", ["no es JSON", "[]", "{}", '{"protocol": 2, "files": {}, "profiles": {}}', '"a"']
)
def test_a_foreign_manifest_is_refused(folder, text) -> None:
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    assert refusal(folder).id == "model-foreign"


def test_a_file_outside_the_folder_is_refused(folder) -> None:
    rewrite(folder, files={**dict.fromkeys(FILES, "0"), "../secret": "0"})
    assert refusal(folder).id == "model-foreign"


def refusal_of_trained(folder: Path) -> ModelError:
    with pytest.raises(ModelError) as caught:
        trained(folder)
    return caught.value


def test_a_vouched_for_type_that_is_not_ours_is_refused(folder) -> None:
    plant(folder, {"themes": FunctionTransformer(shutil.rmtree), "kind": LogisticRegression()})
    assert refusal_of_trained(folder).id == "model-foreign"


def test_a_vouched_for_file_that_is_no_model_is_refused(folder) -> None:
    for content in ({"themes": 1}, {"themes": 1, "kind": 2}, [1]):
        plant(folder, content)
        assert refusal_of_trained(folder).id == "model-foreign"


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
    plant_arrays(folder, **{"kind/intercept": harmful})
    assert refusal(folder).id == "model-foreign"
    assert not (tmp_path / "mark").exists()


with np.load(MODELS / "default/default.npz") as shipped:
    KIND_WORDS, IDF = shipped["kind/words"], shipped["words/idf"]


@pytest.mark.parametrize(
    "changed",
    [
        {"kind/intercept": np.zeros(4)},
        {"kind/intercept": np.array([0.0, 0.0, np.inf])},
        {"kind/words": KIND_WORDS[:-1]},
        {"kind/words": KIND_WORDS * np.nan},
        {"kind/words": KIND_WORDS.astype("U3")},
        {"kind/words": KIND_WORDS.astype(complex)},
        {"words/idf": IDF[:-1]},
        {"words/idf": IDF * 0},
        {"words/names": np.array([0xFF, 0x0A], dtype=np.uint8)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_vouched_for_arrays_that_are_no_model_are_refused(folder, changed) -> None:
    plant_arrays(folder, **changed)
    assert refusal(folder).id == "model-foreign"


def test_arrays_that_are_missing_or_would_fill_the_memory_are_refused(folder) -> None:
    intercepts = {"themes/intercept": np.zeros(4), "kind/intercept": np.zeros(3)}
    for arrays in (intercepts, {"junk": np.zeros(40 << 20)}):
        np.savez_compressed(folder / "default.npz", **arrays)
        vouch(folder / "default.npz")
        assert refusal(folder).id == "model-foreign"


@pytest.mark.parametrize("content", [b"", b"x", b"PK\x03\x04"])
def test_a_vouched_for_file_of_no_arrays_is_refused(folder, content) -> None:
    (folder / "default.npz").write_bytes(content)
    vouch(folder / "default.npz")
    assert refusal(folder).id == "model-foreign"


def test_a_file_that_changes_after_the_model_was_loaded_is_refused(folder) -> None:
    model = load(folder)
    plant_arrays(folder, **{"kind/intercept": np.zeros(3)})
    with pytest.raises(ModelError) as caught:
        model.heads()
    assert caught.value.id == "model-changed"


def test_a_model_that_is_not_what_was_trained_is_not_verified(folder) -> None:
    verify(folder)
    kept = (folder / "default.npz").read_bytes()
    plant_arrays(folder, **{"kind/intercept": np.array([9.0, 0.0, 0.0])})
    with pytest.raises(ModelError) as caught:
        verify(folder)
    assert (caught.value.id, caught.value.details["path"]) == (
        "model-foreign", folder / "default.npz",
    )  # fmt: skip
    (folder / "default.npz").write_bytes(kept)
    vouch(folder / "default.npz")
    plant(folder, {"themes": EachTheme(None), "kind": Pipeline([("a", LogisticRegression())])})
    with pytest.raises(ModelError) as caught:
        verify(folder)
    assert caught.value.details["path"] == folder / "default.skops"


def test_another_encoder_is_refused(folder, tmp_path) -> None:
    other = Path(shutil.copytree(MODELS / "encoder", tmp_path / "encoder"))
    (other / "tokenizer.json").write_text("{}", encoding="utf-8")
    error = refusal(folder, other)
    assert error.id == "model-encoder-differs"
    assert error.details["path"] == other / "tokenizer.json"


def test_a_damaged_reader_that_an_old_manifest_does_not_name_is_refused(tmp_path) -> None:
    other = Path(shutil.copytree(MODELS / "encoder", tmp_path / "encoder"))
    damaged = other / "context.onnx"
    damaged.write_bytes(damaged.read_bytes()[:1000])
    kept = Path(__file__).parent / "data/protocol-2"
    with pytest.raises(ModelError) as caught:
        load(kept, other).predict([Passage("Se aprobó la ley contra la trata.")])
    assert caught.value.id == "model-foreign"
    assert caught.value.details["path"] == damaged


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

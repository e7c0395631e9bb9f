"""The shipped reader: what it gives depends on a passage and on what stands before it alone."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from meta87.classify.reader import DEPTHS, ROW, WIDTH, Reader
from meta87.errors import ModelError

FOLDER = Path(__file__).parents[2] / "models/reader"
ANSWER = ["Se rescató a 12 víctimas de trata.", "Recibieron asistencia.", "Sigue el proceso."]


@pytest.fixture(scope="module", params=DEPTHS)
def reader(request) -> Reader:
    return Reader(FOLDER, request.param)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "reader"))


def vouch(path: Path) -> None:
    """Make the manifest give the sum of a file as it is now."""
    manifest = path.parent / "manifest.json"
    told = json.loads(manifest.read_text("utf-8"))
    told["files"][path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(told), "utf-8")


def test_a_row_stands_for_each_passage(reader) -> None:
    rows = reader.pooled([(ANSWER, ""), (["Otra."], "Antes.")])
    assert rows.shape == (4, ROW)
    assert reader.pooled([]).shape == (0, ROW)


def test_what_comes_after_changes_nothing_but_rounding(reader) -> None:
    whole = reader.pooled([(ANSWER, "")])[:, WIDTH:]
    for end in (1, 2):
        part = reader.pooled([(ANSWER[:end], "")])[:, WIDTH:]
        assert np.abs(part - whole[:end]).mean() < 0.15


def test_what_stands_before_counts(reader) -> None:
    about = [reader.pooled([(["Se les dio acogida."], context)]) for context in ("", ANSWER[0])]
    assert np.abs(about[0] - about[1])[:, WIDTH:].mean() > 0.3


def test_neither_company_nor_threads_change_a_row(reader) -> None:
    texts = [([text], "") for text in ANSWER]
    together = reader.pooled(texts)
    alone = Reader(FOLDER, reader.depth, threads=1)
    assert (alone.pooled(texts[::-1])[::-1] == together).all()
    assert all(
        (alone.pooled([one])[0] == row).all() for one, row in zip(texts, together, strict=True)
    )


@pytest.mark.parametrize("name", ["accurate.onnx", "accurate-words.npz", "tokenizer.json"])
def test_a_changed_or_missing_file_is_refused_by_name(folder, name) -> None:
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    for expected in ("model-changed", "model-file-missing"):
        with pytest.raises(ModelError) as caught:
            Reader(folder).pooled([(ANSWER, "")])
        assert (caught.value.id, caught.value.details["path"]) == (expected, folder / name)
        (folder / name).unlink(missing_ok=True)


@pytest.mark.parametrize("name", ["accurate.onnx", "accurate-words.npz", "tokenizer.json"])
def test_a_vouched_for_file_of_something_else_is_refused(folder, name) -> None:
    (folder / name).write_bytes(b"something else")
    vouch(folder / name)
    with pytest.raises(ModelError) as caught:
        Reader(folder).pooled([(ANSWER, "")])
    assert (caught.value.id, caught.value.details["path"]) == ("model-foreign", folder / name)


@pytest.mark.parametrize(
    "entry", [b"\n\x08location\x12\x06../etc", b"\x12\x06../etc\n\x08location"]
)
def test_weights_that_stand_in_another_file_are_refused(folder, entry, monkeypatch) -> None:
    path = folder / "accurate.onnx"
    path.write_bytes(path.read_bytes() + b"\x42\x00" + entry)
    vouch(path)
    monkeypatch.setattr(
        "onnxruntime.InferenceSession", lambda *_, **__: pytest.fail("it was opened")
    )
    with pytest.raises(ModelError) as caught:
        Reader(folder).pooled([(ANSWER, "")])
    assert caught.value.id == "model-foreign"


def test_objects_among_the_words_are_never_read(folder) -> None:
    np.savez(folder / "accurate-words.npz", codes=np.array([{}], dtype=object), steps=np.zeros(1))
    vouch(folder / "accurate-words.npz")
    with pytest.raises(ModelError) as caught:
        Reader(folder).pooled([(ANSWER, "")])
    assert caught.value.id == "model-foreign"


def test_a_manifest_of_a_newer_protocol_is_refused(folder) -> None:
    told = json.loads((folder / "manifest.json").read_text("utf-8")) | {"protocol": 2}
    (folder / "manifest.json").write_text(json.dumps(told), "utf-8")
    with pytest.raises(ModelError) as caught:
        _ = Reader(folder).sums
    assert caught.value.id == "model-newer"

"""The shipped reader: what it gives depends on a passage and on what stands before it alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from meta87.classify.labels import ROW, WIDTH
from meta87.classify.reader import DEPTHS, Reader
from meta87.errors import ModelError
from tests.classify.edited import MODELS, Harmful, manifest_of, sign, vouch

FOLDER = MODELS / "reader"
ANSWER = ["Se rescató a 12 víctimas de trata.", "Recibieron asistencia.", "Sigue el proceso."]
FILES = ("accurate.onnx", "accurate-words.npz", "tokenizer.json")


@pytest.fixture(scope="module", params=DEPTHS)
def reader(request) -> Reader:
    return Reader(FOLDER, request.param)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "reader"))


def refusal(folder: Path) -> tuple[str, object]:
    with pytest.raises(ModelError) as caught:
        Reader(folder).pooled([(ANSWER, "")])
    return caught.value.id, caught.value.details["path"]


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


@pytest.mark.parametrize("name", FILES)
def test_a_changed_missing_or_replaced_file_is_refused_by_name(folder, name) -> None:
    path = folder / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert refusal(folder) == ("model-changed", path)
    path.unlink()
    assert refusal(folder) == ("model-file-missing", path)
    path.write_bytes(b"something else")
    vouch(path)
    assert refusal(folder) == ("model-foreign", path)


@pytest.mark.parametrize(
    "entry",
    [
        b"\n\x08location\x12\x06../etc",
        b"\x12\x06../etc\n\x08location",
        b"\n\x88\x00location\x12\x06../etc",  # a length that is longer than it need be
    ],
)
def test_weights_that_stand_in_another_file_are_refused(folder, entry, monkeypatch) -> None:
    path = folder / "accurate.onnx"
    path.write_bytes(path.read_bytes() + b"\x42\x00" + entry)
    vouch(path)
    monkeypatch.setattr(
        "onnxruntime.InferenceSession", lambda *_, **__: pytest.fail("it was opened")
    )
    assert refusal(folder) == ("model-foreign", path)


def test_the_bytes_that_were_checked_are_those_that_are_used(folder, monkeypatch) -> None:
    read = Path.read_bytes

    def read_then_replace(path: Path) -> bytes:
        data = read(path)
        if path.name in FILES:
            path.write_bytes(b"something else")
        return data

    monkeypatch.setattr(Path, "read_bytes", read_then_replace)
    assert Reader(folder).pooled([(ANSWER, "")]).shape == (3, ROW)


def test_objects_among_the_words_are_never_read(folder, tmp_path) -> None:
    path = folder / "accurate-words.npz"
    np.savez(path, codes=np.array([Harmful(tmp_path / "mark")], object), steps=np.zeros(1))
    vouch(path)
    assert refusal(folder) == ("model-foreign", path)
    assert not (tmp_path / "mark").exists()


def test_a_manifest_that_was_changed_or_is_newer_is_refused(folder) -> None:
    path = folder / "manifest.json"
    path.write_text(path.read_text("utf-8").replace('"maestra"', '"nadie"'), "utf-8")
    assert refusal(folder) == ("model-changed", path)
    sign(folder, manifest_of(folder) | {"protocol": 2})
    assert refusal(folder) == ("model-newer", path)

"""Training on a few dozen passages of the corpus: enough to see that it works."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from meta87.classification.encoder import CASCADE, TOKENIZER
from meta87.classification.labels import Passage
from meta87.classification.network import DIMENSIONS, LABELS, STUDENT, TEACHER, WIDTH, Encoded
from meta87.classification.store import PROFILES, load
from meta87.classification.text import read_before, window
from meta87.corpus.schema import read_records
from meta87.errors import UsageError
from meta87.training.encoding import JOINTLY_LEARNT, LEFT_OUT, LearningReader, embed
from meta87.training.keys import read_keys, read_said, text_key, window_key, write_keys, write_said
from meta87.training.publish import publish
from meta87.training.settings import Settings
from meta87.training.train import train, tuned_threshold

ROOT = Path(__file__).parents[2]
QUICK = Settings(folds=3)


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("META87_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def records():
    found = read_records(ROOT / "tests/data/start.jsonl")
    return [r for r in found if r.split == "train" and len(r.text) < 180][:80]


@pytest.fixture(scope="module")
def encoder() -> Path:
    return ROOT / "models/encoder"


@pytest.fixture(scope="module")
def trained(records, encoder, cache):
    return train(records, encoder, QUICK)


def test_what_is_trained_fits_what_it_saw(trained, records) -> None:
    predicted = trained.model.predict([Passage(r.text, r.context, r.topic) for r in records])
    right = sum(p.kind == r.kind for p, r in zip(predicted, records, strict=True))
    assert right / len(records) > 0.8
    assert trained.records == len(records)
    assert trained.cross_validation["default"].n == len(records)


def test_training_again_gives_the_same_model(trained, records, encoder, cache) -> None:
    steps: list[str] = []
    again = train(records, encoder, QUICK, steps.append)
    passages = [Passage(r.text, r.context) for r in records[:5]]
    assert again.model.predict(passages) == trained.model.predict(passages)
    assert again.cross_validation == trained.cross_validation
    assert steps == ["passages", "cross-validation", "made", "fast"]


def test_what_is_made_is_learnt_by_the_fast_profile_alone(trained, records, encoder, cache) -> None:
    without = train(records, encoder, replace(QUICK, fast_made=0.0))
    for profile, alike in (("default", True), ("fast", False)):
        here, there = (one.models[profile].heads().kind.weights for one in (trained, without))
        same = all(np.allclose(weights, there[name]) for name, weights in here.items())
        assert same is alike


def test_a_published_model_can_be_read_and_tells_how_it_was_made(trained, tmp_path) -> None:
    data = ROOT / "tests/data/start.jsonl"
    publish(trained, tmp_path / "mine", {data: 80}, trained.cross_validation)
    passages = [Passage("Se aprobó el plan contra la trata.")]
    for profile, model in trained.models.items():
        copy = load(tmp_path / "mine", profile=profile)
        assert copy.predict(passages) == model.predict(passages)
    manifest = json.loads((tmp_path / "mine/manifest.json").read_text(encoding="utf-8"))
    assert manifest["settings"]["folds"] == 3
    assert list(manifest["trained_on"]["files"]) == ["start.jsonl"]
    measured = {f"{what}-{of}" for what in ("cross-validation", "test") for of in PROFILES}
    assert set(manifest["figures"]) == measured
    card = (tmp_path / "mine/README.md").read_text(encoding="utf-8")
    assert f"{trained.cross_validation['default'].kind['macro_f1']:.3f}" in card


def test_a_card_says_where_its_passages_come_from_and_what_nobody_said(trained, tmp_path) -> None:
    def card(data: dict[Path, int], note: str = "") -> str:
        publish(trained, tmp_path / "mine", data, note=note)
        return (tmp_path / "mine/README.md").read_text(encoding="utf-8")

    shipped, own = ROOT / "corpus/passages/maestra.jsonl", tmp_path / "own.jsonl"
    own.write_text("", encoding="utf-8")
    assert "sintéticos" in card({shipped: 80})
    assert "--note" not in card({shipped: 80})
    both = card({shipped: 50, own: 30})
    assert "`maestra.jsonl` (50), `own.jsonl` (30)." in both
    assert "sintéticos" in both
    assert "No se dijo quién escribió ni quién anotó los pasajes de `own.jsonl`" in both
    noted = card({own: 80}, "Anotados por dos inspectoras.")
    assert "Anotados por dos inspectoras." in noted
    assert "sintéticos" not in noted
    assert "--note" not in noted


def test_too_few_reports_are_refused(records, encoder) -> None:
    one = [r for r in records if r.report == records[0].report]
    with pytest.raises(UsageError) as caught:
        train(one, encoder, QUICK)
    assert caught.value.id == "too-few-reports"


def test_a_label_that_nobody_carries_is_named(records, encoder) -> None:
    with pytest.raises(UsageError) as caught:
        train([r for r in records if r.kind != "context"], encoder, QUICK)
    assert (caught.value.id, caught.value.details["labels"]) == ("labels-missing", "context")


def test_passages_that_share_no_word_are_refused(records, encoder) -> None:
    with pytest.raises(UsageError) as caught:
        train(
            [r.model_copy(update={"text": f"palabra{n}"}) for n, r in enumerate(records)],
            encoder,
            QUICK,
        )
    assert (caught.value.id, caught.value.details["least"]) == ("too-few-words", QUICK.rarest_word)


def test_a_threshold_is_set_where_f1_is_best() -> None:
    gold = np.array([[1], [1], [1], [0], [0], [0]])
    scores = np.array([[0.9], [0.8], [0.35], [0.25], [0.2], [0.1]])
    assert 0.25 < tuned_threshold(gold, scores) <= 0.35


def test_of_thresholds_as_good_the_lowest_is_taken() -> None:
    # From 0.3 on all of 1,000 are given and 21 others; above it 990 of them and 10 others.
    parts = [(1, 0.9, 990), (1, 0.3, 10), (0, 0.9, 10), (0, 0.3, 11), (0, 0.21, 1000)]
    gold = np.concatenate([np.full(count, label) for label, _, count in parts])[:, None]
    scores = np.concatenate([np.full(count, score) for _, score, count in parts])[:, None]
    assert 0.21 < tuned_threshold(gold, scores) <= 0.3


class Counting:
    """Stands for the encoder and counts what it is asked."""

    def __init__(self, folder: Path, networks: tuple[str, ...] = (TEACHER,)) -> None:
        self.folder = folder
        self.networks = networks
        self.sums = dict.fromkeys((*networks, TOKENIZER), "x")
        self.asked: list[str] = []

    def encode(self, texts):
        self.asked += texts
        rows = np.array([[len(text)] * WIDTH for text in texts], dtype=np.float32)
        return Encoded.of(rows, -rows[:, :DIMENSIONS] if STUDENT in self.networks else None)

    def in_context(self, windows, _vectors, _network=""):
        self.asked += windows
        sizes = [[len(window)] * LABELS for window in windows]
        return np.array(sizes, dtype=np.float32).reshape(len(windows), LABELS)


def test_texts_are_encoded_once(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("META87_CACHE", str(tmp_path))
    encoder = Counting(tmp_path)
    first = embed(["uno", "tres", "uno"], encoder)
    again = embed(["tres", "uno"], encoder)
    assert len(encoder.asked) == 2
    assert first[:, 0].tolist() == [3, 4, 3]
    assert again[:, 0].tolist() == [4, 3]


def test_of_passages_that_a_network_learnt_from_it_says_what_others_said(
    monkeypatch, tmp_path
) -> None:
    monkeypatch.setenv("META87_CACHE", str(tmp_path))
    alone, inside = np.arange(1, 8, dtype="f4"), np.array([8] * 3 + [9] * 4, dtype="f4")
    said = {text_key("uno"): alone, window_key(["uno", "tres"]): inside}
    write_said(tmp_path / LEFT_OUT[TEACHER], said)
    reader = LearningReader(Counting(tmp_path, CASCADE))
    found = reader.encode(["tres", "uno"])
    assert found.kind.tolist() == [[4, 4, 4], [1, 2, 3]]
    assert found.themes[1].tolist() == [4, 5, 6, 7]
    assert found.vectors[1, 0] == len("uno")
    assert found.by_student[:, 0].tolist() == [-len("tres"), -len("uno")]
    windows = [["uno", "tres"], ["uno"]]
    assert reader.in_context(windows, {}).tolist() == [[8, 8, 8, 9, 9, 9, 9], [1] * 7]
    assert reader.in_context(windows, {}, STUDENT).tolist() == [[2] * 7, [1] * 7]


def test_what_was_learnt_jointly_is_known_and_read_as_it_will_be(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("META87_CACHE", str(tmp_path))
    write_keys(tmp_path / JOINTLY_LEARNT, [window_key(["uno", "tres"])] * 2)
    assert len(read_keys(tmp_path / JOINTLY_LEARNT)) == 1
    reader = LearningReader(Counting(tmp_path))
    assert reader.knows(Passage("uno", "tres"))
    assert not reader.knows(Passage("uno", ""))
    assert reader.in_context([["uno", "tres"]], {}).tolist() == [[2] * 7]


@pytest.mark.parametrize("network", [TEACHER, STUDENT])
def test_every_passage_that_a_shipped_network_learnt_from_was_left_out_once(
    records, encoder, network
) -> None:
    known = read_said(encoder / LEFT_OUT[network]).keys()
    for record in records:
        passage = Passage(record.text, record.context)
        assert window_key(window(passage)) in known
        assert {text_key(t) for t in (record.text, *read_before(record.context))} <= known

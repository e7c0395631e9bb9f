"""The labels of real passages are what their datasheet says, and hold no text."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from meta87.corpus.checks import check_corpus
from meta87.corpus.files import placed_records
from meta87.corpus.pointers import Pointer, join

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
POOL = ROOT.parent / "shared/real/pool.jsonl"
FIELDS = {
    "id", "source", "path", "page", "n", "sha1", "country", "year", "genre", "licence", "themes",
    "kind", "speech_acts", "entities", "annotators", "split",
}  # fmt: skip


@pytest.fixture(scope="module")
def real() -> list[Pointer]:
    _, pointers, faults = placed_records([CORPUS])
    assert not faults
    return [placed.record for placed in pointers]


def test_they_are_enough_and_of_the_genres_that_matter(real) -> None:
    assert len(real) >= 4000
    themes = Counter(theme for r in real for theme in r.themes)
    assert themes["trafficking"] >= 1000
    assert themes["migration"] <= 0.4 * len(real)
    genres = Counter(r.genre for r in real)
    news = sum(n for genre, n in genres.items() if genre.startswith(("noticia", "agencia")))
    assert news <= len(real) / 6
    assert genres["norma o plan (ley, decreto)"] <= len(real) / 10
    assert genres["observaciones de órgano de tratado"] <= len(real) / 10
    assert sum(r.entities is not None for r in real) >= 800


def test_a_third_of_dev_is_of_sources_that_train_lacks(real) -> None:
    train = {r.source for r in real if r.split == "train"}
    dev = [r for r in real if r.split == "dev"]
    assert len(dev) >= 1200
    assert sum(r.source not in train for r in dev) >= len(dev) / 3


def test_documents_are_in_one_split(real) -> None:
    splits: dict[tuple[str, str], set[str]] = {}
    for one in real:
        splits.setdefault((one.source, one.path), set()).add(one.split)
    assert all(len(found) == 1 for found in splits.values())


def test_no_line_holds_more_than_labels_and_the_way_to_the_text(real) -> None:
    for path in sorted((CORPUS / "real").glob("*.jsonl")):
        for line in path.read_text("utf8").splitlines():
            fields = json.loads(line)
            assert set(fields) <= FIELDS
            for entity in fields.get("entities", ()):
                assert set(entity) <= {"label", "start", "end", "value"}


def test_the_corpus_is_clean_with_and_without_the_texts() -> None:
    assert check_corpus([CORPUS]).faults == ()


@pytest.mark.skipif(not POOL.is_file(), reason="the texts of the real passages are not here")
def test_every_label_matches_its_text(real) -> None:
    joined = join(sorted((CORPUS / "real").glob("*.jsonl")), POOL)
    assert joined.faults == ()
    assert len(joined.records) == len(real)

"""The labels of real passages are what their datasheet says, and hold no text."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from meta87.corpus.files import located_records
from meta87.corpus.pointers import Pointer, join
from tests.corpus.build import ROOT

CORPUS = ROOT / "corpus"
FIELDS = {
    "id", "source", "path", "page", "n", "start", "end", "sha1", "country", "year", "genre", "licence", "themes",
    "kind", "speech_acts", "entities", "annotators", "split",
}  # fmt: skip


def document(one: Pointer) -> tuple[str, ...]:
    """Returns the document of a passage; of a file of paragraphs the paragraph."""
    return (one.source, one.path) if one.start is None else (one.source, one.page)


@pytest.fixture(scope="module")
def real() -> list[Pointer]:
    passages, pointers, faults = located_records(sorted((CORPUS / "real").glob("*.jsonl")))
    assert (passages, faults) == ([], [])
    return [placed.record for placed in pointers]


def test_documents_are_in_one_split(real) -> None:
    splits: dict[tuple[str, ...], set[str]] = {}
    for one in real:
        splits.setdefault(document(one), set()).add(one.split)
    assert all(len(found) == 1 for found in splits.values())


def test_what_is_measured_was_annotated_twice_at_least(real) -> None:
    assert all(one.annotators >= 2 for one in real if one.split in {"dev", "test"})


def test_the_datasheet_counts_what_is_there(real) -> None:
    sheet = (CORPUS / "README.md").read_text("utf8")
    counts = [len(real), sum(not r.themes for r in real), sum(r.start is not None for r in real)]
    counts += Counter(r.split for r in real).values()
    counts += Counter(r.kind for r in real).values()
    counts += Counter(theme for r in real for theme in r.themes).values()
    for number in counts:
        assert re.search(rf"(?<!\d){number:,}(?!\d)", sheet), number
    once = Counter(r.genre for r in real if r.annotators == 1)
    for genre, number in Counter(r.genre for r in real).items():
        assert f"| {genre} | {number:,} | {once[genre]:,} |" in sheet


def test_no_line_holds_more_than_labels_and_the_way_to_the_text(real) -> None:
    for path in sorted((CORPUS / "real").glob("*.jsonl")):
        for line in path.read_text("utf8").splitlines():
            fields = json.loads(line)
            assert set(fields) <= FIELDS
            for entity in fields.get("entities", ()):
                assert set(entity) <= {"label", "start", "end", "value"}


def test_every_label_matches_its_text(real, real_texts) -> None:
    joined = join(sorted((CORPUS / "real").glob("*.jsonl")), real_texts)
    assert joined.faults == ()
    assert len(joined.records) == len(real)

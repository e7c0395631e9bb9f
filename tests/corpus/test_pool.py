"""The texts that labels are joined with: those of a pool, and sentences cut from lines."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from meta87.corpus.pointers import join
from tests.corpus.build import pooled, write
from tests.corpus.test_pointers import pointer, text

FIRST, SECOND = "Valdoria inspeccionó 40 fincas – y cerró dos.", "Añadió 𝟙 multa. "
LINES = ["Otra cosa.", f"{FIRST} {SECOND}", "x" * 700 + f" {FIRST}"]


def sentence(id: str, words: str, line: int, **fields: object) -> dict:
    """Returns a pointer to words of a line, counted from 1."""
    start = LINES[line - 1].index(words)
    place = {"source": "lineas.txt.gz", "path": "lineas.txt.gz", "page": f"line {line}"}
    return pointer(id, words, **{**place, "start": start, "end": start + len(words), **fields})


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    """Returns a folder of pointers to a pool and to lines."""
    write(tmp_path / "real/a.jsonl", [pointer("vd-1.01.01")])
    write(tmp_path / "real/b.jsonl", [
        sentence("un-1.01", FIRST, 2), sentence("un-1.02", SECOND.strip(), 2),
        sentence("un-2.01", FIRST, 3),
    ])  # fmt: skip
    return tmp_path / "real"


@pytest.fixture
def pool(tmp_path: Path, labels: Path) -> Path:
    texts = write(tmp_path / "texts.jsonl", [text("vd-1.01.01"), text("vd-9.01.01")])
    texts.write_text(texts.read_text("utf8").rstrip(), "utf8")
    lines = tmp_path / "lineas.txt.gz"
    with gzip.open(lines, "wt", encoding="utf8") as file:
        file.write("\n".join(LINES))
    return pooled(tmp_path / "new/pool.jsonl", texts, lines, labels)


def test_every_label_is_joined_with_the_words_that_it_points_to(labels, pool) -> None:
    joined = join(sorted(labels.glob("*.jsonl")), pool)
    assert joined.faults == ()
    assert [r.text for r in joined.records[1:]] == [FIRST, SECOND.strip(), FIRST]


def test_the_pool_stands_first_as_it_was_then_sentences_with_what_stands_before(pool) -> None:
    first, second, *cut = (json.loads(line) for line in pool.read_text("utf8").splitlines())
    assert [first, second] == [text("vd-1.01.01"), text("vd-9.01.01")]
    assert [(line["id"], line["context"]) for line in cut] == [
        ("un-1.01", ""), ("un-1.02", FIRST), ("un-2.01", "x" * 600),
    ]  # fmt: skip

"""Measure the sentence splitter beside spaCy's sentencizer.

Boundary F1 on the AnCora test documents, and the share of the golden rules for Spanish whose
sentences all come out right. White space inside a sentence is folded before it is compared.
Run: ``python benchmarks/sentences.py``.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import spacy
from figures import load, require_data

from meta87.language.sentences.sentences import sentence_starts

Split = Callable[[str], list[str]]


def main() -> None:
    """Print one line a splitter."""
    require_data()
    blank = spacy.blank("es")
    blank.add_pipe("sentencizer")
    splitters = {
        "meta87": ours,
        "spaCy sentencizer": lambda text: [s.text for s in blank(text).sents],
    }
    ancora, golden = (
        load("benchmarks/seg_ud_ancora_test.jsonl"),
        load("benchmarks/seg_pragmatic_es.jsonl"),
    )
    for name, split in splitters.items():
        began = time.perf_counter()
        boundary = boundary_f1(ancora, split)
        speed = sum(len(d["doc"]) for d in ancora) / (time.perf_counter() - began)
        right = sum(folded(split(d["doc"])) == folded(d["sentences"]) for d in golden)
        sys.stdout.write(
            f"{name}: AnCora boundary F1 {boundary:.4f} ({len(ancora)} documents); "
            f"golden rules {right}/{len(golden)} = {right / len(golden):.3f}; "
            f"{speed:,.0f} characters/s\n",
        )


def ours(text: str) -> list[str]:
    """Split with the project's own component, without a document around it."""
    starts = sentence_starts(text)
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def boundary_f1(documents: list[dict[str, Any]], split: Split) -> float:
    """Give F1 over the boundaries inside the documents, as counts of black characters."""
    right = found = wanted = 0
    for document in documents:
        ours_, theirs = inner(split(document["doc"])), inner(document["sentences"])
        right += len(ours_ & theirs)
        found += len(ours_)
        wanted += len(theirs)
    return 2 * right / (found + wanted)


def inner(sentences: list[str]) -> set[int]:
    """Give each inner boundary as the number of black characters before it."""
    total, ends = 0, set()
    for sentence in sentences[:-1]:
        total += sum(not c.isspace() for c in sentence)
        ends.add(total)
    return ends


def folded(sentences: list[str]) -> list[str]:
    """Fold white space and drop what is only that."""
    return [" ".join(s.split()) for s in sentences if s.strip()]


if __name__ == "__main__":
    main()

"""Measure the sentence splitter beside the others that are installed (`peers`).

Boundary F1 on the AnCora test documents, and the share of the golden rules for Spanish whose
sentences all come out right. White space inside a sentence is folded before it is compared.
Intervals are 95 % bootstrap intervals over documents, 2,000 draws, seed 87.
Run: ``python benchmarks/sentences.py``.
"""

from __future__ import annotations

import sys
import time

from figures import Record, Tally, load, require_data, share, show
from peers import Split, splitters

from meta87.entities.sentences import sentence_starts


def main() -> None:
    """Prints one line per splitter."""
    require_data()
    ancora = load("benchmarks/seg_ud_ancora_test.jsonl")
    golden = load("benchmarks/seg_pragmatic_es.jsonl")
    for name, split in (("meta87", ours), *splitters()):
        began = time.perf_counter()
        show(f"{name}, AnCora boundary F1", [boundaries(d, split) for d in ancora], digits=4)
        taken = time.perf_counter() - began
        show(f"{name}, golden rules right", [rule(d, split) for d in golden], share)
        speed = sum(len(d["doc"]) for d in ancora) / taken
        sys.stdout.write(f"{name}, speed: {speed:,.0f} characters/s\n")


def ours(text: str) -> list[str]:
    """Splits a text with the project's component, without a document around it."""
    starts = sentence_starts(text)
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def boundaries(document: Record, split: Split) -> Tally:
    """Compares the boundaries inside a document, as counts of non-space characters."""
    found, wanted = inner(split(document["doc"])), inner(document["sentences"])
    return Tally(len(found & wanted), len(found), len(wanted))


def rule(document: Record, split: Split) -> Tally:
    """Compares the sentences of a golden rule: correct if all of them are."""
    return Tally(int(folded(split(document["doc"])) == folded(document["sentences"])), 1, 1)


def inner(sentences: list[str]) -> set[int]:
    """Returns each inner boundary as the number of non-space characters before it."""
    total, ends = 0, set()
    for sentence in sentences[:-1]:
        total += sum(not c.isspace() for c in sentence)
        ends.add(total)
    return ends


def folded(sentences: list[str]) -> list[str]:
    """Returns the sentences with white space folded, without blank ones."""
    return [" ".join(s.split()) for s in sentences if s.strip()]


if __name__ == "__main__":
    main()

"""Progress towards a result not yet reached: which result, what is done, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from meta87.entities.entity import INSTRUMENT
from meta87.rules import tenses
from meta87.rules.analysis import ASKED, DENIED, PassageAnalysis
from meta87.rules.words import Span, find_all


def partial_paragraphs(passages: Iterable[PassageAnalysis]) -> frozenset[int]:
    """Returns the paragraphs that tell progress towards a result that they name.

    By the guideline that is an answer, "incluso si el resultado aún no se ha logrado".
    """
    groups = groupby(passages, key=lambda passage: passage.paragraph)
    return frozenset(number for number, group in groups if _tells_progress(list(group)))


def _tells_progress(passages: list[PassageAnalysis]) -> bool:
    named = any(_names_result(passage) for passage in passages)
    missing = named and any(passage.says_missing for passage in passages)
    return missing and any(next(_done(passage), None) for passage in passages)


def _names_result(passage: PassageAnalysis) -> bool:
    listed = passage.has("advance", "products") or passage.has("partial", "results")
    return listed or bool(passage.found(INSTRUMENT))


def _done(passage: PassageAnalysis) -> Iterator[Span]:
    """Yields what a passage says is done: not that work went on, nor that something was not."""
    text = passage.text
    missing = [*find_all(text, "partial", "missing"), *find_all(text, "partial", "work")]
    done = [*find_all(text, "partial", "done"), *tenses.pasts(text)]
    for start, end in done:
        denied = DENIED.search(text[max(0, start - ASKED) : start])
        if not denied and not any(first < end and start < last for first, last in missing):
            yield start, end

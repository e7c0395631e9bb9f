"""DRA001: notes that the writers of a text left to each other in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.words import Span, as_written, is_in_link

NOTES = tuple(map(as_written, ("drafting", "blank")))
BRACKETS = re.compile(r"[(\[][^()\[\]]{0,120}[)\]]")  # of which a note is a part


def _notes(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields the first note of each passage."""
    if answer.is_unanswered and answer.asked.required:
        return  # COM001 reports it
    for passage in answer.passages:
        if span := find_note(passage.text):
            words = passage.quote(span)
            yield Hit(passage.passage, span, {"note": words[0]}, words)


def find_note(text: str) -> Span | None:
    """Returns the span of the first drafting note of a text, with its brackets, or None."""
    found = (match for pattern in NOTES for match in pattern.finditer(text))
    spans = [match.span() for match in found if not is_in_link(text, match.start())]
    if not spans:
        return None
    start, end = min(spans)
    around = (match.span() for match in BRACKETS.finditer(text))
    return next((span for span in around if span[0] <= start < span[1]), (start, end))


RULES = (Rule("DRA001", "drafting-note", Severity.ERROR, "passage", by_answer(_notes)),)

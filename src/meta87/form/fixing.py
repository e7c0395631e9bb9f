"""A report with its texts under the questions that a person says.

A text is named by its beginning, and found again by likeness once the draft has been edited. From
there to the next question, or the next text that is named, everything answers the question that is
said, or none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from rapidfuzz import fuzz, process

from meta87.form.fix import Assignment, Fix
from meta87.form.folding import fold
from meta87.form.moving import Moving
from meta87.form.report import Assigned, Placed, Report, Role
from meta87.form.template import Template

QUOTE = 160  # characters of the beginning of a text by which it is found again
MIN_LIKENESS = 75.0  # of the beginnings of a text before and after it was edited
State = Literal["applied", "gone", "unknown", "unused"]


def apply(report: Report, fix: Fix, template: Template) -> Report:
    """Returns a report with its texts under the questions that a person says.

    Its ``assigned`` states what became of each; a text without a question stays where it is.
    """
    said = [each for each in fix.block if each.question]
    if not report.template:
        unused = (Assigned(each.text, each.question, "unused", fix.file) for each in said)
        return replace(report, assigned=tuple(unused))
    moving = Moving(report, template)
    known = [each for each in said if moving.knows(each.question)]
    found = dict(zip(known, _places(report.placed, known), strict=True))
    starts = {place: each for each, place in found.items() if place is not None}
    asked = (n for n, each in enumerate(report.placed) if each.role is Role.QUESTION)
    edges = sorted({*asked, *starts, len(report.placed)})
    for place in sorted(starts):
        moving.move(place, edges[bisect_right(edges, place)], starts[place].question)
    return moving.report(
        Assigned(each.text, each.question, _state(each, found), fix.file) for each in said
    )


def _state(said: Assignment, found: Mapping[Assignment, int | None]) -> State:
    if said not in found:
        return "unknown"
    return "gone" if found[said] is None else "applied"


def _places(placed: Sequence[Placed], said: Sequence[Assignment]) -> list[int | None]:
    """Returns the place at which each text is found again, or None; no two have the same."""
    texts = {
        n: fold(each.block.text[: 2 * QUOTE]).text
        for n, each in enumerate(placed)
        if each.role is not Role.FORM
    }
    places: list[int | None] = []
    for each in said:
        wanted = fold(each.text[: 2 * QUOTE]).text[:QUOTE]
        beginnings = {n: text[: len(wanted)] for n, text in texts.items() if text and wanted}
        found = process.extractOne(wanted, beginnings, scorer=fuzz.ratio, score_cutoff=MIN_LIKENESS)
        places.append(found[2] if found else None)
        if found:
            del texts[found[2]]
    return places

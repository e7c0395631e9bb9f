"""PRE001 and PRE002: passages of the report before, told again as the progress of this one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from meta87.entities.entity import DATE, INSTRUMENT
from meta87.form.folding import fold
from meta87.rules.analysis import YEARS
from meta87.rules.answers import ReportAnalysis
from meta87.rules.claim import (
    SMALL,
    WRITTEN,
    Claim,
    Weights,
    candidates,
    differing,
    weights_of,
)
from meta87.rules.finding import Hit, Rule, Severity
from meta87.rules.previous.changes import changes, is_edited, likeness, one_to_one

QUOTED = 160  # characters of the passage of the report before that a message quotes
LONG = 6  # words; shorter passages are alike by nature
DIGITS = 15  # of a number; longer ones are none
LAST = 2  # more than any likeness
ALIKE = 0.6  # of the weight of the shorter one's words from which both tell the same fact


@dataclass(frozen=True)
class Again:
    """A passage, and that of the report before which it repeats."""

    before: Claim
    now: Claim

    @property
    def likeness(self) -> float:
        """The share of their words that both have in the same order."""
        return likeness(self.before.passage.text, self.now.passage.text)

    @property
    def is_edited(self) -> bool:
        """Whether one is the other lightly edited, or with more beside it."""
        return is_edited(self.before.passage.text, self.now.passage.text)

    @property
    def same_figure(self) -> str:
        """The words of the largest figure that both have of the same thing, or "" for none."""
        return max(self._same, default=(0.0, ""))[1]

    @property
    def _same(self) -> list[tuple[float, str]]:
        same = self.before.figures.keys() & self.now.figures.keys()
        pairs = ((self.before.figures[noun][0], *self.now.figures[noun]) for noun in same)
        return [(now, entity.text) for then, now, entity in pairs if then == now > SMALL]

    @property
    def brings_figures(self) -> bool:
        """Whether it counts things anew: more of their figures differ than are the same."""
        return len(differing(self.before, self.now)) > len(self._same)

    @property
    def brings_numbers(self) -> bool:
        """Whether more of its numbers are new than are the same; small ones are so by chance."""
        there, here = _numbers(self.before), _numbers(self.now)
        return len(here - there) > sum(number > SMALL for number in here & there)

    @property
    def is_redated(self) -> bool:
        """Whether it has a date that the other does not have."""
        return bool(_dates(self.now) - _dates(self.before))

    @property
    def is_another_event(self) -> bool:
        """Whether it has other days of the year than the other: not the same with a new year."""
        before, now = (
            {tuple(f"{day:%m-%d}" if day else "" for day in days) for days in _dates(claim)}
            for claim in (self.before, self.now)
        )
        return bool(before) and not before >= now


def _numbers(claim: Claim) -> frozenset[int]:
    """Returns the numbers written in digits, without dates, years and the names of laws."""
    named = {at for e in claim.passage.found(DATE, INSTRUMENT) for at in range(e.start, e.end)}
    written = (each for each in WRITTEN.finditer(claim.passage.text) if each.start() not in named)
    digits = (re.sub(r"\D", "", each[0]) for each in written)
    return frozenset(int(each) for each in digits if len(each) <= DIGITS) - frozenset(YEARS)


def _dates(claim: Claim) -> frozenset[tuple[date | None, date | None]]:
    return frozenset(each.days for each in claim.passage.dates)


def again(report: ReportAnalysis) -> list[Again]:
    """Returns the passages that repeat one of the report before, in order; each of both once.

    Only passages that share rare words are compared. Progress to highlight comes last: it repeats
    what other answers of this report tell.
    """
    if report.previous is None:
        return []
    before, now = _claims(report.previous), _claims(report)
    claims = [*before, *now]
    weights = weights_of([claim.words for claim in claims])
    ranked = sorted(
        (-_rank(Again(claims[here], claims[there]), weights), here, there)
        for here, there in candidates(claims)
        if here < len(before) <= there
    )
    found = one_to_one((there, here) for negative, here, there in ranked if negative)
    return [Again(claims[found[there]], claims[there]) for there in sorted(found)]


def _rank(pair: Again, weights: Weights) -> float:
    """Returns how alike both passages are, 0 if they tell different things."""
    if pair.before.passage.is_plan != pair.now.passage.is_plan:
        return 0.0
    heavy = [sum(weights[word] for word in claim.words) for claim in (pair.before, pair.now)]
    shared = sum(weights[word] for word in pair.before.words & pair.now.words)
    overlap = shared / min(heavy) if shared else 0.0
    retold = overlap >= ALIKE and pair.same_figure and pair.is_redated
    if not pair.is_edited and not retold:
        return 0.0
    return pair.likeness + overlap + (LAST if pair.now.asks != "highlights" else 0)


def _claims(report: ReportAnalysis) -> list[Claim]:
    return [
        Claim(answer.asked.question, answer.asked.asks, passage)
        for answer in report.answers
        for passage in (answer.passages if answer.asked.expects == "results" else ())
        if not passage.in_table and fold(passage.text).text.count(" ") >= LONG - 1
    ]


def _repeated(report: ReportAnalysis) -> Iterator[Hit]:
    """Yields each passage that is one of the report before, lightly edited at most."""
    for pair in again(report):
        is_copy = pair.now.passage.kind != "context" and pair.is_edited
        is_new = pair.brings_figures or pair.brings_numbers or pair.is_another_event
        if is_copy and not (is_new or _retells(pair)):
            changed = changes(pair.before.passage.text, pair.now.passage.text)
            yield _hit(pair, changed=changed or "@ui.previous.unchanged")


def _figures(report: ReportAnalysis) -> Iterator[Hit]:
    """Yields each passage that tells a figure of the report before with another date."""
    for pair in again(report):
        if pair.now.passage.kind != "context" and _retells(pair):
            dates = _dates(pair.now) - _dates(pair.before)
            new = (e.text for e in pair.now.passage.dates if e.days in dates)
            old = (f"«{e.text}»" for e in pair.before.passage.dates)
            yield _hit(
                pair, figure=pair.same_figure, now=next(new), then=next(old, "@ui.previous.undated")
            )


def _retells(pair: Again) -> bool:
    return bool(pair.same_figure) and pair.is_redated and not pair.brings_figures


def _hit(pair: Again, **details: str) -> Hit:
    text, question = pair.before.passage.text, pair.before.question
    quoted = shorten(text, QUOTED, placeholder="…")
    named = {"before": quoted, "other": question, **details}
    return Hit(pair.now.passage.passage, None, named, (text,), question=pair.now.question)


RULES = (
    Rule("PRE001", "repeated-text", Severity.WARNING, "passage", _repeated),
    Rule("PRE002", "figure-retold", Severity.WARNING, "passage", _figures),
)

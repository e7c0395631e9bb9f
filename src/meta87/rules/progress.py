"""RES rules on passages: plans, unnamed progress and counted meetings offered as results."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import groupby

from meta87.entities.entity import INSTRUMENT
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.tenses import verbs
from meta87.rules.words import as_written, is_all

MOSTLY = 0.8  # of a passage
OF_A_NORM = as_written("of_a_norm")


def _plans(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields the first passage of each sequence of passages that only state future actions."""
    unfinished = any(is_all(label, "unfinished_states") for label in answer.ticked)
    if not answer.tagged.tells_results or unfinished:
        return
    runs = groupby(answer.passages, key=lambda p: (p.paragraph, _is_no_plan(p, answer.partial)))
    for (_paragraph, nothing_planned), run in runs:
        first = next(run)
        if nothing_planned:
            continue
        plan = first.plan
        if plan in (None, first.whole):
            yield Hit(first.passage, doubtful=not first.is_confident_of("plan"))
        else:
            doubtful = first.has_low_confidence() or first.kind != "process"
            yield Hit(first.passage, plan, evidence=first.quote(plan), doubtful=doubtful)


def _done_ahead(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields each passage on what comes next that only tells what was done."""
    if answer.asked.expects != "plans":
        return
    for passages in answer.paragraphs:
        ahead = any(p.is_plan or p.future or p.introduces or p.in_plan_table for p in passages)
        results = (p for p in passages if p.is_result and p.reports_done)
        deeds = (p for p in results if p.in_period or not p.is_item)
        first = None if ahead else next(deeds, None)
        if first:
            yield Hit(first.passage, first.past, evidence=first.quote(first.past))


def _is_no_plan(passage: PassageAnalysis, partial: Set[int]) -> bool:
    """Returns whether a passage states no plan, or what a norm says, or what a result lacks."""
    planned = passage.plan or passage.has_act("plan")
    if not planned or passage.rules_out("plan") or OF_A_NORM.match(passage.text):
        return True
    if passage.has("plans", "signposts"):
        return True
    return passage.paragraph in partial and passage.has("partial", "missing")


def _unnamed(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields each passage that claims progress without naming a result."""
    if not answer.tagged.tells_results:
        return
    for index, passage in enumerate(answer.passages):
        if passage.paragraph in answer.partial or not _claims(passage):
            continue
        if not _is_specified(passage, answer.passages[index + 1 : index + 2]):
            doubtful = passage.claim is None and not passage.is_confident_of("claim")
            evidence = passage.quote(passage.claim)
            yield Hit(passage.passage, passage.claim, evidence=evidence, doubtful=doubtful)


def _claims(passage: PassageAnalysis) -> bool:
    """Returns whether a passage claims progress, in words of a list or in others."""
    if passage.claim:
        return not passage.rules_out("claim")
    return passage.has_act("claim")


def _is_specified(passage: PassageAnalysis, following: tuple[PassageAnalysis, ...]) -> bool:
    """Returns whether a claim of progress or what follows names a result, or a list follows.

    A product next to a claim in words of no list is what is praised, not what was made. A passage
    that is little more than a degree of fulfilment is no result, whatever its label.
    """
    block, paragraph = passage.passage.block, passage.paragraph
    listed = any(p.is_item and p.passage.block is not block for p in following)
    resulted = any(p.kind == "output" and p.paragraph == paragraph for p in following)
    if passage.introduces or passage.has("advance", "leads") or listed or resulted:
        return True
    rated = passage.rating
    if rated and rated[1] - rated[0] >= MOSTLY * len(passage.text):
        return False
    if passage.kind == "output" and not passage.has_low_confidence():
        return True
    if passage.has_act("claim"):
        return False
    product = passage.claim is not None and passage.has("advance", "products")
    named = product or passage.has("advance", "compared")
    return named or passage.has_count or bool(passage.found(INSTRUMENT))


def _counted_meetings(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields each passage that offers a count of meetings and not what they decided."""
    for passage in answer.passages if answer.tagged.tells_results else ():
        decided = next(verbs(passage.text, "decided"), None)
        led = (decided or passage.people or passage.is_plan) and not passage.has_act("meetings")
        if passage.offers_meetings and not (led or passage.paragraph in answer.partial):
            doubtful = passage.kind == "output" or passage.has_low_confidence("output")
            evidence = passage.quote(passage.meetings)
            yield Hit(passage.passage, passage.meetings, evidence=evidence, doubtful=doubtful)


RULES = (
    Rule("RES003", "plan-as-progress", Severity.WARNING, "passage", by_answer(_plans)),
    Rule("RES004", "unnamed-result", Severity.ERROR, "passage", by_answer(_unnamed)),
    Rule("RES009", "deed-as-plan", Severity.WARNING, "passage", by_answer(_done_ahead)),
    Rule("RES005", "meetings-as-result", Severity.WARNING, "passage", by_answer(_counted_meetings)),
)

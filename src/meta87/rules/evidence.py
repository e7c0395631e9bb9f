"""EVI rules on means of verification: a result, or an evaluation, says where it can be checked."""

from __future__ import annotations

from collections.abc import Iterator

from meta87.classify.tagged import TaggedAnswer, TaggedPassage, TaggedReport
from meta87.entities.links.links import find_links
from meta87.reading.document import BlockKind
from meta87.rules.completeness import followed, ticked
from meta87.rules.doubt import is_doubtful
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.patterns import CODE, TITLE, TRIGGER
from meta87.rules.periods import lies_outside
from meta87.rules.plans import is_plan
from meta87.rules.results import is_result
from meta87.rules.words import find, find_all, is_all

NEAR = 40  # characters on either side of a norm that may say what it is named for


def has_evidence(answer: TaggedAnswer) -> bool:
    """Returns whether an answer has a link, a document or a record by which it can be verified."""
    return any(map(_points_at_some, answer.passages))


def _points_at_some(passage: TaggedPassage) -> bool:
    """Returns whether a passage has a link or title, a source, or an action by a numbered law.

    Broken links belong to another rule. The future proves nothing yet, nor does a legal instrument
    that is only described; in a list, it may be the action that an item names.
    """
    text = passage.text
    if find_links(text) or TRIGGER.search(text) or TITLE.search(text):
        return True
    if find(text, "evidence", "references") and not is_plan(passage):
        return True
    if passage.kind == "context" and passage.block.kind is not BlockKind.LIST_ITEM:
        return False
    norms = [*find_all(text, "evidence", "norms"), *(code.span() for code in CODE.finditer(text))]
    return any(not _is_frame(text, norm) for norm in norms)


def _is_frame(text: str, norm: tuple[int, int]) -> bool:
    """Returns whether a law is only named as the frame of an action, not as what was issued."""
    before, after = text[max(0, norm[0] - NEAR) : norm[0]], text[norm[1] : norm[1] + NEAR]
    issued = find(before, "evidence", "contained") and find(after, "evidence", "issued")
    return find(before, "evidence", "frame") is not None and not issued


def _without_evidence(answer: TaggedAnswer, report: TaggedReport) -> Iterator[Hit]:
    if answer.answer.expects != "results" or has_evidence(answer):
        return
    told = (passage for passage in answer.passages if is_result(passage))
    results = [p for p in told if not is_doubtful(p, "context") and not _is_vague(p)]
    inside = [p for p in results if not lies_outside(p, report.period)]
    if results:
        doubtful = all(is_doubtful(passage) for passage in results)
        note = "" if inside else "result-outside"
        yield Hit((inside or results)[0], doubtful=doubtful, note=note)


def _is_vague(passage: TaggedPassage) -> bool:
    """Returns whether a passage claims progress in general terms, which cannot be verified."""
    return find(passage.text, "advance", "words") is not None


def _unreferenced(answer: TaggedAnswer, report: TaggedReport) -> Iterator[Hit]:
    before = followed(answer, report)
    if before is None or before.answer.asks != "tools" or has_evidence(answer):
        return
    tools = [label for label in ticked(before) if not is_all(label, "evidence", "no_tool")]
    if tools:
        details = {"tools": "; ".join(tools), "other": before.answer.question}
        yield Hit(answer.passages[0] if answer.passages else None, None, details, tuple(tools))


RULES = (
    Rule(
        "EVI001",
        "result-without-evidence",
        Severity.SUGGESTION,
        "answer",
        by_answer(_without_evidence),
    ),
    Rule("EVI005", "tools-unreferenced", Severity.WARNING, "answer", by_answer(_unreferenced)),
)

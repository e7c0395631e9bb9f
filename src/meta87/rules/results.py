"""RES rules on whole answers: results rather than processes, and something rather than nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from meta87.language.entity import MONEY, PARTICIPANTS, QUANTITY
from meta87.rules.completeness import is_unanswered, ticked
from meta87.rules.doubt import is_doubtful, is_sure
from meta87.rules.events import event_of
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.words import find, is_all
from meta87.tagged import TaggedAnswer, TaggedPassage, TaggedReport, Verdict


def _process_only(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    asked = answer.answer
    if asked.expects != "results" or asked.asks == "highlights":
        return
    if any(map(_is_sure_result, answer.passages)):
        return
    told = [p for p in answer.passages if p.kind == "process" or _may_be_process(p)]
    if not told:
        return
    first = told[0]
    reasons = (e for e in first.prediction.evidence if e.label == "process")
    undecided = answer.verdict is Verdict.RESULTS
    yield Hit(
        first,
        details={"count": str(len(told)), "lacking": f"@ui.lacking.{_lacking(first)}"},
        evidence=tuple(reason.text for reason in reasons),
        doubtful=undecided or any(is_doubtful(p, "output") for p in told),
    )


def _is_sure_result(passage: TaggedPassage) -> bool:
    return is_sure(passage, "output") and not _may_be_process(passage)


def _may_be_process(passage: TaggedPassage) -> bool:
    """Say whether what passes for a result may well be a process.

    Its scores may be even; or it tells what the guideline takes for none: help towards something
    that is yet to be; a training, a campaign or progress in general without anything counted.
    """
    if passage.kind != "output":
        return False
    if is_doubtful(passage, "process") or find(passage.text, "help_towards"):
        return True
    vague = event_of(passage) or find(passage.text, "advance", "words")
    return bool(vague) and not _counts(passage) and not find(passage.text, "decided")


def _counts(passage: TaggedPassage) -> bool:
    """Say whether a passage counts people, money or things, meetings left out."""
    counted = passage.found(PARTICIPANTS, QUANTITY, MONEY)
    return any(not find(entity.text, "meetings") for entity in counted)


def _lacking(passage: TaggedPassage) -> str:
    """Name what would make a result of a process."""
    if find(passage.text, "meetings"):
        return "decided"
    if event_of(passage) and not passage.found(PARTICIPANTS):
        return "people"
    return "finished" if find(passage.text, "unfinished") else "result"


def _highlighted(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    if answer.answer.asks != "highlights":
        return
    for _number, group in groupby(answer.passages, key=lambda passage: passage.paragraph):
        told = list(group)
        processes = [p for p in told if p.kind == "process" and not _counts(p)]
        if processes and not any(passage.kind == "output" for passage in told):
            first = processes[0]
            doubtful = all(is_doubtful(passage) for passage in processes)
            lacking = {"lacking": f"@ui.lacking.{_lacking(first)}"}
            yield Hit(first, details=lacking, doubtful=doubtful)


def _nothing_reported(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    asked = answer.answer
    if asked.expects != "results" or answer.verdict is not Verdict.NO_ACTION:
        return
    if not answer.passages or is_unanswered(answer) or _not_begun(answer):
        return
    first = answer.passages[0]
    doubtful = any(is_doubtful(passage) for passage in answer.passages)
    yield Hit(first, doubtful=doubtful, milder=not asked.required)


def _not_begun(answer: TaggedAnswer) -> bool:
    """Say whether the answer itself ticks that what it is about has not begun."""
    return any(is_all(label, "not_begun") for label in ticked(answer))


RULES = (
    Rule("RES001", "process-only", Severity.ERROR, "answer", by_answer(_process_only)),
    Rule("RES006", "highlight-process", Severity.WARNING, "passage", by_answer(_highlighted)),
    Rule("RES007", "nothing-reported", Severity.ERROR, "answer", by_answer(_nothing_reported)),
)

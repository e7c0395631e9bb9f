"""RES rules on whole answers: results rather than processes, and something rather than nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from meta87.classify.tagged import TaggedAnswer, TaggedPassage, TaggedReport, Verdict
from meta87.entities.entity import INSTRUMENT, MONEY, PARTICIPANTS, QUANTITY
from meta87.entities.links.links import find_links
from meta87.reading.document import BlockKind
from meta87.rules.acts import announces, tells
from meta87.rules.completeness import is_not_begun, is_unanswered
from meta87.rules.dating import Period, in_period
from meta87.rules.doubt import is_doubtful
from meta87.rules.events import event_of, told_event
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.patterns import SUBORDINATE
from meta87.rules.plans import is_plan, planned, whole
from meta87.rules.progress import counted_meetings, offers_meetings
from meta87.rules.tenses import chiefly_done, done, to_come
from meta87.rules.words import find

POSSIBLE = 0.25  # score of a result that may well be one, so that not nothing is told
FAINT = 0.05  # the same, where it is told as done and dated or counted
CERTAIN = 0.9  # score of a result that words cast no doubt on

CONCRETE = (INSTRUMENT, QUANTITY, PARTICIPANTS, MONEY)
"""What a deed named by its noun alone must give to be more than a process, if it gives no date."""


def _is_concrete(passage: TaggedPassage) -> bool:
    """Returns whether a passage has a date, a count, an amount or an instrument."""
    return bool(passage.dates or passage.found(*CONCRETE))


def _process_only(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    asked = answer.answer
    if asked.expects != "results" or asked.asks == "highlights":
        return
    if any(map(is_result, answer.passages)) or _is_handed_over(answer):
        return
    told = [p for p in answer.passages if _is_process(p) or _may_be_process(p)]
    if not told or (is_not_begun(answer) and all(map(_is_to_begin, told))):
        return
    first = told[0]
    reasons = (e for e in first.prediction.evidence if e.label == "process")
    undecided = answer.verdict is Verdict.RESULTS
    count = sum(not is_plan(passage) for passage in told)
    yield Hit(
        first,
        details={
            "count": str(count) if count else "@ui.results.plans",
            "results": f"@ui.results.{'unsure' if undecided else 'none'}",
            "lacking": f"@ui.lacking.{_lacking(first)}",
        },
        evidence=tuple(reason.text for reason in reasons),
        doubtful=undecided or any(is_doubtful(p, "output") for p in answer.passages),
        unsettles=undecided,
    )


def is_result(passage: TaggedPassage) -> bool:
    """Returns whether a passage reports a result, and nothing indicates a process instead.

    A training or a campaign that states whom it reached, and is no plan, is a result whatever the
    model predicts: it is what the guideline asks for. A process that could also be a result is one
    if it counts what was done, and is neither a meeting nor unfinished.
    """
    if passage.kind == "process" and event_of(passage) and passage.found(PARTICIPANTS):
        return not (to_come(passage.text) or is_plan(passage))
    if is_doubtful(passage, "output") and passage.kind == "process":
        return _has_done(passage.text) and _counts(passage) and not _is_under_way(passage)
    return passage.kind == "output" and not (_is_none(passage) or _may_be_process(passage))


def _is_none(passage: TaggedPassage) -> bool:
    """Returns whether a possible result reports no outcome, or an action of another policy."""
    sure = passage.prediction.kind_scores["output"] >= CERTAIN
    return not sure and bool(find(passage.text, "none_done") or tells(passage, "general"))


def _is_under_way(passage: TaggedPassage) -> bool:
    """Returns whether a passage reports meetings, drafts or work in progress."""
    named = (find(passage.text, name) for name in ("meetings", "unfinished", "process_nouns"))
    return counted_meetings(passage) is not None or any(named)


def _is_process(passage: TaggedPassage) -> bool:
    """Returns whether a passage reports a process, if only that work continued."""
    return passage.kind == "process" or _goes_on(passage)


def _goes_on(passage: TaggedPassage) -> bool:
    """Returns whether a passage classified as context says that work continued, and no more."""
    return passage.kind == "context" and find(passage.text, "work_goes_on") is not None


def _is_to_begin(passage: TaggedPassage) -> bool:
    """Returns whether a passage states a plan, or why nothing was done, not work in progress."""
    if find(passage.text, "not_done"):
        return True
    plan, work = planned(passage), find(passage.text, "under_way")
    return plan is not None and (work is None or (plan < work and plan != whole(passage)))


def _may_be_process(passage: TaggedPassage) -> bool:
    """Returns whether a passage classified as a result may be a process.

    Its scores may be close; or it reports what is no result by the guideline: assistance towards
    something in the future; a training, a campaign or general progress without anything counted.
    """
    if passage.kind != "output" or passage.found(PARTICIPANTS):
        return False
    made = find(passage.text, "decided")
    if offers_meetings(passage) and not made:
        return True
    decided = _counts(passage) or made
    if told_event(passage) and not decided:
        return True
    if passage.prediction.kind_scores["output"] >= CERTAIN:
        return False
    if is_doubtful(passage, "process") or find(passage.text, "help_towards"):
        return True
    vague = find(passage.text, "actions") or find(passage.text, "advance", "words")
    return bool(vague) and not decided


def _is_handed_over(answer: TaggedAnswer) -> bool:
    """Returns whether an answer shows a product and says where it is available to all."""
    shown = any(
        passage.kind != "context" or is_doubtful(passage)
        for passage in answer.passages
        if find(passage.text, "presented")
        and find(passage.text, "advance", "products")
        and not to_come(passage.text)
    )
    return shown and any(find(passage.text, "available") for passage in answer.passages)


def _counts(passage: TaggedPassage) -> bool:
    """Returns whether a passage counts people, money or things, other than meetings."""
    counted = passage.found(PARTICIPANTS, QUANTITY, MONEY)
    return any(
        not find(entity.text, "meetings") and not find(entity.text, "no_reach")
        for entity in counted
    )


def _lacking(passage: TaggedPassage) -> str:
    """Returns the key of what is missing for a process to be a result."""
    if find(passage.text, "meetings"):
        return "decided"
    if event_of(passage) and not passage.found(PARTICIPANTS):
        return "people"
    return "finished" if find(passage.text, "unfinished") else "result"


def _highlighted(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    if answer.answer.asks != "highlights" or is_unanswered(answer):
        return
    for _number, group in groupby(answer.passages, key=lambda passage: passage.paragraph):
        told = list(group)
        processes = [p for p in told if _tells_process(p) and not _counts(p)]
        told_done = (p for p in told if p.kind == "output" and not _is_attitude(p))
        if processes and not any(told_done):
            first = processes[0]
            doubtful = all(is_doubtful(p) or p.kind == "context" for p in processes)
            lacking = {"lacking": f"@ui.lacking.{_lacking(first)}"}
            yield Hit(first, details=lacking, doubtful=doubtful)


def _tells_process(passage: TaggedPassage) -> bool:
    """Returns whether an item is a process, if only by what is missing in it.

    An item classified as context is one by its noun, or if it is a list item without date, count,
    product or source; an item about an attitude ("una mirada intersectorial") is one, whatever its
    label.
    """
    if passage.kind == "process" or _is_attitude(passage):
        return True
    text = passage.text
    named = find(text, "advance", "products") or find(text, "one_of_several") or find_links(text)
    item = passage.block.kind is BlockKind.LIST_ITEM and not announces(passage)
    empty = item and not (_is_concrete(passage) or named)
    return passage.kind == "context" and bool(find(text, "process_nouns") or empty)


def _is_attitude(passage: TaggedPassage) -> bool:
    """Returns whether an item names an attitude, and nothing that was done or is concrete."""
    spoken = find(passage.text, "attitudes")
    sure = passage.kind == "output" and passage.prediction.kind_scores["output"] >= CERTAIN
    given = _is_concrete(passage) or chiefly_done(passage.text)
    return bool(spoken) and not (sure or given)


def _nothing_reported(answer: TaggedAnswer, report: TaggedReport) -> Iterator[Hit]:
    asked = answer.answer
    if asked.expects != "results" or answer.verdict is not Verdict.NO_ACTION:
        return
    if not answer.passages or is_not_begun(answer) or _is_explained(answer):
        return
    if any(_may_be_told(passage, report.period) for passage in answer.passages):
        return
    first = answer.passages[0]
    doubtful = any(is_doubtful(passage) for passage in answer.passages)
    about = "collaboration" if asked.asks == "collaboration" else "progress"
    details = {"asked": f"@ui.asked.{about}"}
    yield Hit(first, details=details, doubtful=doubtful, milder=not asked.required)


def _is_explained(answer: TaggedAnswer) -> bool:
    """Returns whether an answer says that nothing was done, and why, as the form then asks."""
    text = answer.text
    return bool(find(text, "nothing_done") and find(text, "reasons"))


def _may_be_told(passage: TaggedPassage, period: Period | None) -> bool:
    """Returns whether a passage classified as context may report an action or a result.

    By its score; by something that took effect, or work that continued; by an action that it names
    ("la imposición de 14 condenas") or, with a lower score, reports as done.
    """
    effect = passage.dates and find(passage.text, "dates", "effect")
    score = passage.prediction.kind_scores["output"]
    if score >= POSSIBLE or effect or _goes_on(passage) or _names_deed(passage):
        return True
    return score >= FAINT and _is_done(passage, period)


def _names_deed(passage: TaggedPassage) -> bool:
    """Returns whether a list item names an action by a noun: a process, or one that counts."""
    if passage.block.kind is not BlockKind.LIST_ITEM:
        return False
    deed = find(passage.text, "deed_nouns") and _counts(passage)
    return bool(deed or find(passage.text, "process_nouns"))


def _is_done(passage: TaggedPassage, period: Period | None) -> bool:
    """Returns whether a main clause reports something as done, dated in the period or counted."""
    return _has_done(passage.text) and (in_period(passage, period) or _counts(passage))


def _has_done(text: str) -> bool:
    """Returns whether a main clause of a text reports something as done."""
    told = done(text)
    return told is not None and not SUBORDINATE.search(text.lower(), 0, told[0])


RULES = (
    Rule("RES001", "process-only", Severity.ERROR, "answer", by_answer(_process_only)),
    Rule("RES006", "highlight-process", Severity.WARNING, "passage", by_answer(_highlighted)),
    Rule("RES007", "nothing-reported", Severity.ERROR, "answer", by_answer(_nothing_reported)),
)

"""RES rules on whole answers: results rather than processes, and something rather than nothing."""

from __future__ import annotations

from collections.abc import Iterator

from meta87.classify.tagged import Verdict
from meta87.entities.entity import INSTRUMENT, MONEY, PARTICIPANTS, QUANTITY
from meta87.form.options import leading_option
from meta87.rules.analysis import DENIED, PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.words import find, is_all, stems

POSSIBLE = 0.25  # probability of a result from which an answer may report something
FAINT = 0.05  # the same, where it is reported as done and dated or counted
MOST = 0.75  # of an item's words
FEW = 3  # words by which a result is known again

# What took effect in the period, is there no more, or moved.
CHANGES = (
    ("dates", "effect"),
    ("status", "reached"),
    ("dates", "no_more"),
    ("advance", "compared"),
)


def _process_only(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    if answer.asked.expects != "results" or answer.asked.asks == "highlights":
        return
    if any(p.is_result or _is_dated_change(p) for p in answer.passages) or _is_published(answer):
        return
    processes = [p for p in answer.passages if _is_process(p) or p.may_be_process]
    excused = answer.is_not_begun or answer.explains_inaction
    excused = excused and all(map(_is_to_begin, processes))
    told_why = answer.is_not_begun and any(map(_denies, answer.passages[:1]))
    if not processes or answer.partial or excused or told_why:
        return
    first = processes[0]
    undecided = answer.tagged.verdict is Verdict.RESULTS
    count = sum(not passage.is_plan for passage in processes)
    told = "unsure" if undecided else "none"
    reasons = (e for e in first.passage.prediction.evidence if e.label == "process")
    yield Hit(
        first.passage,
        details={
            "count": str(count),
            "results": f"@ui.results.{told if count else 'plans'}",
            "lacking": f"@ui.lacking.{_lacking(first)}",
        },
        evidence=tuple(reason.text for reason in reasons),
        doubtful=undecided or any(p.has_low_confidence("output") for p in answer.passages),
        invalidates_verdict=undecided,
    )


def _is_process(passage: PassageAnalysis) -> bool:
    """Returns whether a passage reports a process, if only that work continued.

    What only says what is told next is none.
    """
    tells = passage.kind == "process" and not passage.has("plans", "signposts")
    return tells or _goes_on(passage)


def _goes_on(passage: PassageAnalysis) -> bool:
    """Returns whether a passage classified as context says that work continued, and no more."""
    return passage.kind == "context" and passage.has("continued_work")


def _is_to_begin(passage: PassageAnalysis) -> bool:
    """Returns whether a passage states a plan, or why nothing was done, not work in progress."""
    plan, work = passage.plan, find(passage.text, "under_way")
    undone = any(map(passage.has, ("not_done", "nothing_done", "reasons")))
    if undone or plan is None:
        return undone
    return work is None or (plan < work and plan != passage.whole)


def _denies(passage: PassageAnalysis) -> bool:
    """Returns whether a passage says of what was to be done that it was not."""
    done = passage.main_past
    return done is not None and DENIED.search(passage.text[: done[0]]) is not None


def _is_published(answer: AnswerAnalysis) -> bool:
    """Returns whether an answer shows a product and says where it is available to all."""
    shown = (
        passage.has("presented") and passage.has("advance", "products") and not passage.future
        for passage in answer.passages
        if passage.kind != "context" or passage.has_low_confidence()
    )
    return any(shown) and any(passage.has("available") for passage in answer.passages)


def _lacking(passage: PassageAnalysis) -> str:
    """Returns the key of what is missing for a process to be a result."""
    if passage.has("meetings"):
        return "decided"
    if passage.event and not passage.people:
        return "people"
    return "finished" if passage.has("unfinished") else "result"


def _highlighted(answer: AnswerAnalysis, report: ReportAnalysis) -> Iterator[Hit]:
    if answer.asked.asks != "highlights":
        return
    results = [
        stems(passage.text)
        for other in report.answers
        if other is not answer and other.asked.expects == "results"
        for passage in other.passages
        if passage.is_result
    ]
    for item in answer.paragraphs:
        shown = (p for p in item if _is_process_item(p) and not _counts_more(p))
        processes = [p for p in shown if not _is_taken_up(p, results)]
        if processes and not any(p.kind == "output" and not _is_attitude(p) for p in item):
            first = processes[0]
            doubtful = all(p.has_low_confidence() or p.kind == "context" for p in processes)
            lacking = {"lacking": f"@ui.lacking.{_lacking(first)}"}
            yield Hit(first.passage, details=lacking, doubtful=doubtful)


def _is_taken_up(item: PassageAnalysis, results: list[frozenset[str]]) -> bool:
    """Returns whether a result told elsewhere has nearly all words of an item."""
    words = stems(item.text)
    least = max(FEW, MOST * len(words))
    return any(len(words & told) >= least for told in results)


def _counts_more(passage: PassageAnalysis) -> bool:
    """Returns whether it counts something, other than events alone: "doce talleres"."""
    if not passage.counts or passage.event is None or passage.event.span is None:
        return passage.counts
    start, end = passage.event.span
    counted = passage.found(PARTICIPANTS, QUANTITY, MONEY)
    return any(not each.start <= start < end <= each.end for each in counted)


def _is_process_item(passage: PassageAnalysis) -> bool:
    """Returns whether an item is a process, if only by what is missing in it.

    An item classified as context is one by its noun, or if it is a list item without date, count,
    product or source; an item about an attitude ("una mirada intersectorial") is one, whatever its
    label.
    """
    if _is_attitude(passage):
        return True
    if _is_finished_product(passage):
        return False
    if passage.kind == "process":
        return True
    if passage.kind != "context":
        return False
    named = passage.names_result or passage.has("one_of_several")
    specific = passage.is_concrete or named or passage.links or passage.introduces
    return passage.has("process_nouns") or (passage.is_item and not specific)


def _is_finished_product(passage: PassageAnalysis) -> bool:
    """Returns whether an item is a product by its first words, and nothing says that it is to come.

    Its kind is often that of a process, because it has no verb.
    """
    open_ = passage.has("unfinished") or passage.future or passage.is_plan or passage.main_past
    return passage.has("opening_products") and not open_


def _is_attitude(passage: PassageAnalysis) -> bool:
    """Returns whether an item names an attitude, and nothing that was done or is concrete."""
    if not passage.has("attitudes") or (passage.kind == "output" and passage.is_certain):
        return False
    return not (passage.is_concrete or passage.main_past)


def _nothing_reported(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    asked, passages = answer.asked, answer.passages
    if asked.expects != "results" or answer.tagged.verdict is not Verdict.NO_ACTION:
        return
    if not passages or _is_excused(answer) or any(map(_may_report, passages)):
        return
    done = any(is_all(label, "status", "done") for label in answer.ticked)
    if done and any(p.counts or p.has("status", "missing") for p in passages):
        return  # it tells of the step, or COM009 says that it is not finished
    comments = (p.passage for p in passages if leading_option(answer.ticked, p.text) is None)
    about = "collaboration" if asked.asks == "collaboration" else "progress"
    doubtful = any(p.has_low_confidence() or (p.in_period and p.counts) for p in passages)
    details = {"asked": f"@ui.asked.{about}"}
    first = next(comments, passages[0].passage)
    yield Hit(first, details=details, doubtful=doubtful, milder=not asked.required)


def _is_excused(answer: AnswerAnalysis) -> bool:
    """Returns whether an answer without actions says why, or where they are told."""
    if answer.is_not_begun or answer.explains_inaction or answer.partial:
        return True
    text = answer.text
    explained = find(text, "not_done") and find(text, "reasons")
    return bool(explained or find(text, "told_elsewhere"))


def _may_report(passage: PassageAnalysis) -> bool:
    """Returns whether a passage classified as context may report an action or a result.

    By its probability; by something that took effect, or work that continued; by an action that it
    names ("la imposición de 14 condenas") or, with a lower probability, reports as done.
    """
    probability = passage.passage.prediction.kind_scores["output"]
    if probability >= POSSIBLE or _is_dated_change(passage):
        return True
    if _goes_on(passage) or _names_action(passage):
        return True
    dated = passage.in_period or passage.counts
    return probability >= FAINT and passage.reports_done and dated


def _is_dated_change(passage: PassageAnalysis) -> bool:
    """Returns whether it tells of the period a norm issued, a figure that moved, what is no more.

    Such a sentence reads as a description, and what it describes is a result.
    """
    if not passage.in_period or passage.future:
        return False
    norm = passage.found(INSTRUMENT) or passage.has("evidence", "norms")
    is_described = passage.kind != "process" and not passage.past
    if passage.adopts or (norm and (passage.has("dates", "issued") or is_described)):
        return True
    return any(passage.has(*words) for words in CHANGES)


def _names_action(passage: PassageAnalysis) -> bool:
    """Returns whether a list item names an action by a noun: a process, or one that counts."""
    counted = passage.has("action_nouns") and passage.counts
    return passage.is_item and (counted or passage.has("process_nouns"))


RULES = (
    Rule("RES001", "process-only", Severity.ERROR, "answer", by_answer(_process_only)),
    Rule("RES006", "highlight-process", Severity.WARNING, "passage", by_answer(_highlighted)),
    Rule("RES007", "nothing-reported", Severity.ERROR, "answer", by_answer(_nothing_reported)),
)

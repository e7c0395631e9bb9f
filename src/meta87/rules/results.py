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

# Probability of a result from which a passage of another kind may report one, and the same where
# it is reported as done, and dated or counted.
MIN_RESULT, MIN_RESULT_DONE = 0.25, 0.05
# Stems that an item shares with the result that it repeats: of all of its own, and at least.
MIN_SHARED_SHARE, MIN_SHARED = 0.75, 3

# What took effect in the period, is there no more, or moved.
CHANGES = (
    ("dates", "effect"),
    ("status", "reached"),
    ("dates", "no_more"),
    ("advance", "compared"),
)


def _process_only(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """RES001: yields the first process of an answer that must report results and has none.

    Progress towards a named result is enough; so is saying why nothing was done, of an action that
    has not begun, beside plans alone.
    """
    if answer.asked.expects != "results" or answer.asked.asks == "highlights":
        return
    sure = (p.is_result and not p.has_low_confidence() for p in answer.passages)
    if any(sure) or any(_is_dated_change(p) or _is_whole_event(p) for p in answer.passages):
        return
    actions = (p for p in answer.passages if p.kind == "process" or p.is_result)
    processes = [p for p in actions if not p.has("plans", "signposts")]
    is_explained = answer.is_not_begun or answer.explains_inaction
    only_plans = is_explained and all(map(_is_to_begin, processes))
    says_not_done = answer.is_not_begun and any(map(_denies, answer.passages[:1]))
    if not processes or answer.partial or only_plans or says_not_done:
        return
    first = processes[0]
    undecided = answer.tagged.verdict is Verdict.RESULTS
    activities = [" ".join(each.text.splitlines()) for each in processes if not each.is_plan]
    counted = "plans" if not activities else "unsure" if undecided else "none"
    reasons = (e for e in first.passage.prediction.evidence if e.label == "process")
    yield Hit(
        first.passage,
        details={
            "count": str(len(activities)),
            "activities": "\n".join(activities),
            "results": f"@ui.results.{counted}",
            "lacking": f"@ui.lacking.{_lacking(first)}",
        },
        evidence=tuple(reason.text for reason in reasons),
        doubtful=undecided or any(p.has_low_confidence("output") for p in answer.passages),
        invalidates_verdict=undecided,
    )


def _is_whole_event(passage: PassageAnalysis) -> bool:
    """Returns whether a passage reports a training of the period with its day and its people."""
    is_held = passage.event is not None and passage.in_period and not passage.future
    return is_held and bool(passage.people) and not passage.is_plan


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


def _lacking(passage: PassageAnalysis) -> str:
    """Returns the key of what is missing for a process to be a result."""
    if passage.has("meetings"):
        return "decided"
    if passage.event and not passage.people:
        return "people"
    return "finished" if passage.has("unfinished") else "result"


def _highlighted(answer: AnswerAnalysis, report: ReportAnalysis) -> Iterator[Hit]:
    """RES006: yields each highlight that is a process, and repeats no result of another answer."""
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
        processes = [p for p in item if _is_process_item(p) and not _repeats(p, results)]
        named = (p for p in item if p.kind == "output" and not p.has_act("process_item"))
        if processes and not any(named):
            first = processes[0]
            doubtful = all(p.has_low_confidence() or p.kind == "context" for p in processes)
            lacking = {"lacking": f"@ui.lacking.{_lacking(first)}"}
            yield Hit(first.passage, details=lacking, doubtful=doubtful)


def _repeats(item: PassageAnalysis, results: list[frozenset[str]]) -> bool:
    """Returns whether an item has nearly all its stems from a result of another answer."""
    words = stems(item.text)
    least = max(MIN_SHARED, MIN_SHARED_SHARE * len(words))
    return any(len(words & result) >= least for result in results)


def _is_process_item(passage: PassageAnalysis) -> bool:
    """Returns whether an item is a process, or names nothing that can be looked up."""
    if passage.has_act("process_item") or passage.rules_out("process_item"):
        return passage.has_act("process_item")
    if passage.kind != "context":
        return passage.kind == "process"
    concrete = passage.dates or passage.found(INSTRUMENT, QUANTITY, PARTICIPANTS, MONEY)
    named = concrete or passage.names_result or passage.links or passage.introduces
    return passage.is_item and not named


def _nothing_reported(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """RES007: yields the first comment of an answer that must report results and has no action."""
    asked, passages = answer.asked, answer.passages
    if asked.expects != "results" or answer.tagged.verdict is not Verdict.NO_ACTION:
        return
    if not passages or _is_excused(answer) or any(map(_may_report, passages)):
        return
    done = any(is_all(label, "status", "done") for label in answer.ticked)
    counted = (p for p in passages if p.has_count and any(map(str.isdigit, p.text)))
    if done and (any(counted) or any(p.has("status", "missing") for p in passages)):
        return  # it reports on the step, or COM009 finds that it is not finished
    comments = (p.passage for p in passages if leading_option(answer.ticked, p.text) is None)
    about = "collaboration" if asked.asks == "collaboration" else "progress"
    doubtful = any(p.has_low_confidence() or (p.in_period and p.has_count) for p in passages)
    details = {"asked": f"@ui.asked.{about}"}
    first = next(comments, passages[0].passage)
    yield Hit(first, details=details, doubtful=doubtful, milder=not asked.required)


def _is_excused(answer: AnswerAnalysis) -> bool:
    """Returns whether an answer without actions says why, or where they are reported."""
    if answer.is_not_begun or answer.explains_inaction or answer.partial:
        return True
    text = answer.text
    explained = find(text, "not_done") and find(text, "reasons")
    return bool(explained or find(text, "told_elsewhere"))


def _may_report(passage: PassageAnalysis) -> bool:
    """Returns whether a passage classified as context may report a result.

    By its probability, by what it dates or, with a lower one, by an action that it reports as done.
    """
    probability = passage.passage.prediction.kind_scores["output"]
    if probability >= MIN_RESULT or _is_dated_change(passage):
        return True
    dated = passage.in_period or passage.has_count
    return probability >= MIN_RESULT_DONE and passage.reports_done and dated


def _is_dated_change(passage: PassageAnalysis) -> bool:
    """Returns whether a passage dates a norm, or what took effect, moved or ended in the period.

    Such a sentence reads as a description, and what it describes is a result: so is what somebody
    has now and had not before.
    """
    if passage.has("status", "now") and not (passage.has("meetings") or passage.future):
        return True
    if not passage.in_period or passage.future:
        return False
    norm = passage.found(INSTRUMENT) or passage.has("evidence", "norms")
    is_described = passage.kind != "process" and not passage.past
    if norm and (passage.has("dates", "issued") or is_described):
        return True
    return any(passage.has(*words) for words in CHANGES)


RULES = (
    Rule("RES001", "process-only", Severity.ERROR, "answer", by_answer(_process_only)),
    Rule("RES006", "highlight-process", Severity.WARNING, "passage", by_answer(_highlighted)),
    Rule("RES007", "nothing-reported", Severity.ERROR, "answer", by_answer(_nothing_reported)),
)

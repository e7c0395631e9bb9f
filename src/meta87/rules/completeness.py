"""COM rules: what the form asks for must be there, and agree with what is ticked."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from meta87.classify.tagged import Verdict
from meta87.form.folding import fold
from meta87.form.report import Answer, Report, Role
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.words import is_all

FULL_TITLES = 5  # missing questions that are named in all their words
EXCERPT = 60  # characters of each of more


def _unanswered(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    asked = answer.asked
    if not asked.required or asked.choices:
        return
    if answer.tagged.verdict is Verdict.EMPTY:
        yield Hit(details={"lacking": "@ui.lacking.text"})
    elif answer.is_unanswered:
        lacking = {"lacking": "@ui.lacking.no_answer"}
        yield Hit(answer.passages[0].passage, details=lacking, evidence=(answer.text,))


def _no_tick(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    asked = answer.asked
    if not asked.choices or asked.when or answer.ticked:
        return
    options = "; ".join(choice.label for choice in asked.choices)
    yield Hit(details={"options": options}, milder=not asked.required)


def _two_ticks(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    asked = answer.asked
    exclusive = [c.label for c in asked.choices if c.checked and not c.asks_more]
    if asked.closed and asked.id and not asked.several and len(exclusive) > 1:
        yield Hit(details={"ticked": "; ".join(exclusive)}, evidence=tuple(exclusive))


def _yes_unexplained(answer: AnswerAnalysis, report: ReportAnalysis) -> Iterator[Hit]:
    before, asked = report.parent(answer), answer.asked
    if before is None or not asked.when or not _requires(before, asked):
        return
    answered = answer.ticked or (asked.choices and before.passages)
    if answer.is_unanswered and not answered:
        yield Hit(details=_parent_details(before))


def _no_explained(answer: AnswerAnalysis, report: ReportAnalysis) -> Iterator[Hit]:
    before, asked = report.parent(answer), answer.asked
    if before is None or not asked.when or not before.ticked or _requires(before, asked):
        return
    answered = bool(answer.ticked) if asked.choices else not answer.is_unanswered
    if answered and is_all(before.ticked[0], "refusals"):
        first = next((passage.passage for passage in answer.passages), None)
        contrary = {"contrary": f"@ui.contrary.{'written' if first else 'ticked'}"}
        yield Hit(first, details=_parent_details(before) | contrary)


def _requires(before: AnswerAnalysis, asked: Answer) -> bool:
    """Returns whether an option is ticked that requires an answer to the question after it."""
    calling = {fold(label).text for label in asked.when}
    return any(fold(label).text in calling for label in before.ticked)


def _parent_details(before: AnswerAnalysis) -> dict[str, str]:
    return {"other": before.asked.question, "ticked": "; ".join(before.ticked)}


def _missing(report: ReportAnalysis) -> Iterator[Hit]:
    """Yields one hit that lists all missing questions, by what they ask about if they are many.

    Where text is left under no question amid the answers, they may only not have been recognised.
    """
    form = report.tagged.report
    together = _answered_together(form)
    missing = [each for each in form.missing if not together & {each.id, each.follows}]
    lacking = tuple(asked.wording for asked in missing)
    if lacking:
        full = len(lacking) <= FULL_TITLES
        topics = (each.topic or shorten(each.wording, EXCERPT, placeholder="…") for each in missing)
        named = lacking if full else topics
        quoted = "; ".join(f"«{each.rstrip(' *')}»" for each in dict.fromkeys(named))
        left = str(len(form.amid))
        said = "@ui.lacking.unrecognised" if form.amid else "@ui.lacking.question"
        details = {"count": str(len(lacking)), "asked": quoted, "left": left, "said": said}
        milder = not any(asked.required for asked in form.missing)
        yield Hit(details=details, evidence=lacking, milder=milder, listed=lacking)


def _answered_together(form: Report) -> set[str]:
    """Returns the ids of the questions that a text recalls and answers, and that they ask about.

    Such a text, which no question is printed above, answers a question and the one that asks more.
    """
    placed = {role: {p.question for p in form.placed if p.role is role} for role in Role}
    recalled = placed[Role.ANSWER] - placed[Role.QUESTION]
    answers = (each for each in form.answers if each.question in recalled)
    return {name for each in answers for name in (each.id, each.follows) if name}


RULES = (
    Rule("COM001", "required-empty", Severity.ERROR, "answer", by_answer(_unanswered)),
    Rule("COM002", "no-tick", Severity.ERROR, "answer", by_answer(_no_tick)),
    Rule("COM003", "two-ticks", Severity.WARNING, "answer", by_answer(_two_ticks)),
    Rule("COM004", "yes-unexplained", Severity.WARNING, "answer", by_answer(_yes_unexplained)),
    Rule("COM005", "no-explained", Severity.WARNING, "answer", by_answer(_no_explained)),
    Rule("COM008", "question-missing", Severity.ERROR, "report", _missing),
)

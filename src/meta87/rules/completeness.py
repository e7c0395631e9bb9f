"""COM rules: what the form asks for must be there, and agree with what is ticked."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from meta87.classify.tagged import TaggedAnswer, TaggedReport, Verdict
from meta87.form.folding import fold
from meta87.form.report import Answer
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.patterns import BRACKETED, REFUSED
from meta87.rules.tenses import chiefly_done
from meta87.rules.words import find, is_all

LONG = 300  # characters; a longer text is no placeholder
HANDFUL = 5  # missing questions that are named in all their words
BEGINNING = 60  # characters of each of more


def ticked(answer: TaggedAnswer) -> list[str]:
    """Returns the labels of the ticked options."""
    return [choice.label for choice in answer.answer.choices if choice.checked]


def is_not_begun(answer: TaggedAnswer) -> bool:
    """Returns whether an option is ticked that says that the action has not begun."""
    return any(is_all(label, "not_begun") for label in ticked(answer))


def followed(answer: TaggedAnswer, report: TaggedReport) -> TaggedAnswer | None:
    """Returns the answer to the question that this one follows up on, or None."""
    wanted = answer.answer.follows
    return next((a for a in report.answers if wanted and a.answer.id == wanted), None)


def is_unanswered(answer: TaggedAnswer) -> bool:
    """Returns whether the answer is empty, or its text does not answer."""
    text = answer.text
    if not fold(text).text or find(text, "filler"):
        return True
    says_nothing = is_all(text, "not_applicable") or is_all(text, "placeholders")
    refused = REFUSED.match(text) is not None and chiefly_done(text) is None
    return len(text) < LONG and bool(says_nothing or refused or BRACKETED.fullmatch(text))


def calls_for(before: TaggedAnswer, asked: Answer) -> bool:
    """Returns whether an option is ticked that requires an answer to the question after it."""
    calling = {fold(label).text for label in asked.when}
    return any(fold(label).text in calling for label in ticked(before))


def _unanswered(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    asked = answer.answer
    if not asked.required or asked.choices:
        return
    if answer.verdict is Verdict.EMPTY:
        yield Hit(details={"lacking": "@ui.lacking.text"})
    elif is_unanswered(answer):
        lacking = {"lacking": "@ui.lacking.no_answer"}
        yield Hit(answer.passages[0], details=lacking, evidence=(answer.text,))


def _no_tick(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    asked = answer.answer
    if not asked.choices or asked.when or ticked(answer):
        return
    options = "; ".join(choice.label for choice in asked.choices)
    yield Hit(details={"options": options}, milder=not asked.required)


def _two_ticks(answer: TaggedAnswer, _: TaggedReport) -> Iterator[Hit]:
    asked = answer.answer
    exclusive = [c.label for c in asked.choices if c.checked and not c.asks_more]
    if asked.closed and asked.id and not asked.several and len(exclusive) > 1:
        yield Hit(details={"ticked": "; ".join(exclusive)}, evidence=tuple(exclusive))


def _yes_unexplained(answer: TaggedAnswer, report: TaggedReport) -> Iterator[Hit]:
    before, asked = followed(answer, report), answer.answer
    if before is None or not asked.when or not calls_for(before, asked):
        return
    if is_unanswered(answer) and not ticked(answer) and not (asked.choices and before.passages):
        yield Hit(details={"other": before.answer.question, "ticked": "; ".join(ticked(before))})


def _no_explained(answer: TaggedAnswer, report: TaggedReport) -> Iterator[Hit]:
    before, asked = followed(answer, report), answer.answer
    if before is None or not asked.when or calls_for(before, asked) or not ticked(before):
        return
    told = bool(ticked(answer)) if asked.choices else not is_unanswered(answer)
    if told and is_all(ticked(before)[0], "refusals"):
        details = {"other": before.answer.question, "ticked": "; ".join(ticked(before))}
        yield Hit(answer.passages[0] if answer.passages else None, details=details)


def _missing(report: TaggedReport) -> Iterator[Hit]:
    """Yields one hit that lists all missing questions, by their first words if they are many.

    Those that a first report may skip count as missing if the report mentions an earlier one.
    """
    skipped = report.report.skipped if _has_reported_before(report) else ()
    lacking = tuple(asked.wording for asked in (*report.report.missing, *skipped))
    if lacking:
        named = [_beginning(w) if len(lacking) > HANDFUL else w for w in lacking]
        details = {"count": str(len(lacking)), "asked": "; ".join(named)}
        milder = not any(asked.required for asked in report.report.missing)
        yield Hit(details=details, evidence=lacking, milder=milder, listed=lacking)


def _has_reported_before(report: TaggedReport) -> bool:
    """Returns whether an answer mentions an earlier report of the same kind."""
    return any(find(answer.text, "reported_before") for answer in report.answers)


def _beginning(wording: str) -> str:
    return shorten(wording, BEGINNING, placeholder="…")


RULES = (
    Rule("COM001", "required-empty", Severity.ERROR, "answer", by_answer(_unanswered)),
    Rule("COM002", "no-tick", Severity.ERROR, "answer", by_answer(_no_tick)),
    Rule("COM003", "two-ticks", Severity.WARNING, "answer", by_answer(_two_ticks)),
    Rule("COM004", "yes-unexplained", Severity.WARNING, "answer", by_answer(_yes_unexplained)),
    Rule("COM005", "no-explained", Severity.WARNING, "answer", by_answer(_no_explained)),
    Rule("COM008", "question-missing", Severity.ERROR, "report", _missing),
)

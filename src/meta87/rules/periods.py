"""PER rules: what is reported must lie in the reference period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from meta87.entities.entity import PARTICIPANTS, QUANTITY, Entity
from meta87.form.folding import fold
from meta87.rules.analysis import PassageAnalysis
from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.passage import Period
from meta87.rules.tenses import FUTURE, future, is_subordinate
from meta87.rules.words import Span, any_word, as_written, find, find_all, is_all, noun
from meta87.rules.years import is_typo

DELAY = 184  # days after the period by which its report has been written
LONGEST = 100  # days; a longer stretch is no exact date
BEFORE = 60  # characters before a date that may say that it is only background
OPENING = 14  # characters before the words that open a passage: "Durante el "
WHOLE_YEAR = 365  # days
MIN_RESULT = 0.2  # probability of a result from which a description may count what was done
ARTICLE = 4  # characters that may stand between such words and the date: "de ", "el "
NAME = re.compile(r"\b([A-ZÁÉÍÓÚÑ][^\W\d]*)[»”\"]*\s*[(,]?\s*$")
CLAUSE = re.compile(r"[,;:.](?!\d)")
LINK = re.compile(r"[,;:.]| y | e | que ")
RELATIVE = re.compile(r", (?:(?:el|las?|los) )?(?:que|cual|cuales|cuy[oa]s?) (?:(?! y )[^,;:.])*$")
CLOSED = re.compile(r"[^,;:.]*,")
# Before a date: what is dated is told of a noun beside; began then; is a title that is cited.
OF_A_NOUN = re.compile(r"\bcuy[oa]s? [^,;:.]*$")
TITLE = re.compile(r"[«“][^»”]*$")
GOING_ON = re.compile(r"(?:ía|aba)n? $")  # before a date: what had been so since then
BESIDE = re.compile(r", (?:\w+ )?(?:\w+[ai]d|\w*(?:iert|crit|uest|cho))[oa]s? (?:\w+ )?$")
YEAR = re.compile(r"\d{4}|\d{2}\s*$|\bmil\b")  # a day without one gets it from what stands around
NUMBERED = re.compile(r"\d{1,2}[-/]\d{4}")
PLUPERFECT = re.compile(r"hab[ií]an? ")
YEARS = re.compile(r"\d{4}(\s*[-–/]\s*\d{2,4})?")
PART_TOLD, DEED = as_written("part_told"), as_written("labelled_deed")
LABELLED = re.compile(r"(?<=[\w)]): (?!(?:19|20)\d\d\b)\d++(?:[., ]\d+)*+(?! ?%|[:/]| de )")
LABEL_END = re.compile(r"[:;.|]")
IN_BRACKETS = as_written("compared_in_brackets")


def _outside(answer: AnswerAnalysis, report: ReportAnalysis) -> Iterator[Hit]:
    """Yields the first date of each passage that lies outside the period."""
    if report.period is None or answer.asked.tells != "past":
        return
    for index, passage in enumerate(answer.passages):
        outside = _date_outside(passage, report.period)
        exact = outside and outside.within(LONGEST)
        acts = passage.kind != "context" or (exact and _had_been_done(passage))
        if outside and (acts or side(outside, report.period) == "after"):
            details = {"date": outside.text, "side": f"@ui.side.{side(outside, report.period)}"}
            yield _on_date(passage, outside, details, answer, report.period)
        elif span := _cumulative(answer.passages[index : index + 2], report.period):
            (words,) = passage.quote(span)
            details = {"date": words, "side": "@ui.side.mixed"}
            yield Hit(passage.passage, span, details, (words,), doubtful=not acts)


def _future_as_done(answer: AnswerAnalysis, report: ReportAnalysis) -> Iterator[Hit]:
    """Yields the first date of a passage that was in the future but is reported as done."""
    if report.period is None or answer.asked.tells != "past":
        return
    for passage in answer.passages:
        if late := _future_date(passage, report.period):
            yield _on_date(passage, late, {"date": late.text}, answer, report.period)


def _on_date(
    passage: PassageAnalysis,
    date: Entity,
    details: dict[str, str],
    answer: AnswerAnalysis,
    period: Period,
) -> Hit:
    """Returns a hit on a date, marked if no result of its answer may be in the period."""
    hit = Hit(passage.passage, (date.start, date.end), details, (date.text,))
    results = [p for p in answer.passages if p.is_result]
    if not results or any(not lies_outside(p, period) for p in results):
        return hit
    return replace(hit, invalidates_verdict=True, note="no-result-left")


def lies_outside(passage: PassageAnalysis, period: Period | None) -> bool:
    """Returns whether everything in a passage is dated outside the period, or in the future."""
    if period is None or any(side(date, period) == "in" for date in passage.dates):
        return False
    dates = _date_outside(passage, period), _future_date(passage, period)
    return any(dates)


def _date_outside(passage: PassageAnalysis, period: Period) -> Entity | None:
    """Returns the first date outside the period: any exact one, a year only if none is inside.

    A day that was still in the future when the report was written belongs to another rule.
    """
    text = passage.text
    plausible = (date for date in passage.dates if not is_typo(date, period))
    dates = [date for date in plausible if not _is_background(passage, date)]
    inside = [place for place, date in enumerate(dates) if side(date, period) == "in"]
    took_effect = any(_takes_effect(text, dates, place) for place in inside)
    for date in dates:
        where = side(date, period)
        opens = date.start <= OPENING and is_all(date.text, "dates", "last_year")  # it dates all
        long = date.within(LONGEST) is None  # a year, or an open end
        apart = passage.main_past and is_subordinate(text, date.start)
        apart = long and (apart or _had_been_done(passage))
        told_apart = took_effect or apart or _is_beside_noun(passage, date)
        vague = not (YEAR.search(date.text) or opens) or (where == "before" and told_apart)
        if vague or (inside and (long or _in_relative_clause(text, date))):
            continue
        if where == "before" or (where == "after" and _is_reported_late(passage, date, period)):
            return date
    return None


def _cumulative(passages: Sequence[PassageAnalysis], period: Period) -> Span | None:
    """Returns the words by which a count adds up years before the period with those in it.

    None where the passage, or the next one by its first words, says how much is of the period.
    """
    passage = passages[0]
    dated = [(passage, date) for date in passage.dates if not _is_background(passage, date)]
    parts = (p for p in passages[1:] if PART_TOLD.match(p.text) or _counts_the_same(passage, p))
    dated += [(p, date) for p in parts for date in p.dates]
    opens = any(_opens_in(date, p.text, period) for p, date in dated)
    return None if opens else since(passage, period)


def since(passage: PassageAnalysis, period: Period) -> Span | None:
    """Returns the words that say since when, a year or more before the period, is counted."""
    total = passage.has("dates", "in_total")
    labelled = _counts_deeds(passage.text)
    adds = total or labelled or passage.has("dates", "adding_up")
    if not adds and not passage.has_count:
        return None
    probability = passage.passage.prediction.kind_scores["output"]
    action = passage.kind != "context" or probability >= MIN_RESULT
    summed = adds or (action and passage.main_past is not None)
    for date in passage.dates:
        before = passage.text[max(0, date.start - BEFORE) : date.start]
        closed = action and all(date.days) and not passage.future
        apart = _is_background(passage, date) or _is_beside_noun(passage, date)
        if apart or find(before, "dates", "of_a_plan") or not (summed or closed):
            continue
        beside = not (total or labelled) and is_subordinate(passage.text, date.start)
        lasts = _is_long_before(date, period) and side(date, period) == "in"
        if lasts and not (beside or GOING_ON.search(before)):
            return date.start, date.end
    return find(passage.text, "dates", "cumulative") if summed else None


def _counts_deeds(text: str) -> bool:
    """Returns whether a number follows the label of a deed: "Niños retirados desde 2019: 310"."""
    figure = LABELLED.search(text)
    label = LABEL_END.split(text[: figure.start()])[-1] if figure else ""
    return DEED.search(label) is not None and not find(label, "meetings")


def _counts_the_same(passage: PassageAnalysis, then: PassageAnalysis) -> bool:
    """Returns whether the next passage opens with a year, its only date, and counts the same."""
    if len(then.dates) != 1 or then.dates[0].start > OPENING or then.dates[0].within(LONGEST):
        return False
    first, last = (
        {noun(count.text) for count in each.found(PARTICIPANTS, QUANTITY)}
        for each in (passage, then)
    )
    return bool((first & last) - {""})


def _had_been_done(passage: PassageAnalysis) -> bool:
    """Returns whether a pluperfect is the main verb: by a day of a deed, by a year of a figure."""
    done = passage.main_past
    return done is not None and PLUPERFECT.match(passage.text, done[0]) is not None


def _opens_in(date: Entity, text: str, period: Period) -> bool:
    """Returns whether a date begins in the period, or not long before it; no title's year does."""
    opens = date.days[0] is not None and not _is_long_before(date, period)
    return opens and side(date, period) == "in" and not TITLE.search(text[: date.start])


def _is_long_before(date: Entity, period: Period) -> bool:
    """Returns whether a date begins a year or more before the period."""
    first, _ = date.days
    return first is not None and (period[0] - first).days >= WHOLE_YEAR


def _is_reported_late(passage: PassageAnalysis, date: Entity, period: Period) -> bool:
    """Returns whether a deed is dated after the period, before its report was written.

    Only what is told as done is a deed, unless it is a result.
    """
    done = passage.kind == "output" or (passage.main_past and date.within(LONGEST))
    if not done or is_to_come(date, period):
        return False
    return not (future(_clause(passage.text, date)[0]) or _is_target(passage.text, date))


def _in_relative_clause(text: str, date: Entity) -> bool:
    """Returns whether a date is in a relative clause about what existed before: ", que …,"."""
    return bool(RELATIVE.search(text[: date.start]) and CLOSED.match(text[date.end :]))


def _is_target(text: str, date: Entity) -> bool:
    """Returns whether a date is a target ("para 2030") or its clause is in the future."""
    near = text[max(0, date.start - BEFORE) : date.start]
    named = YEARS.fullmatch(date.text) is not None and _ends_in(near, "named_horizon")
    if named or _ends_in(near, "horizon"):
        return True
    return FUTURE.search(" ".join(_clause(text, date))) is not None


def _clause(text: str, date: Entity, start: int = 0, end: int | None = None) -> tuple[str, str]:
    """Returns the text before and after a date in its clause, within some characters."""
    before, after = text[start : date.start], text[date.end : end]
    return LINK.split(before)[-1], LINK.split(after)[0]


def _takes_effect(text: str, dates: list[Entity], place: int) -> bool:
    """Returns whether the clause of a date says that something took effect or was renewed."""
    start = dates[place - 1].end if place else 0
    end = dates[place + 1].start if place + 1 < len(dates) else len(text)
    return any(find(half, "dates", "effect") for half in _clause(text, dates[place], start, end))


def side(date: Entity, period: Period) -> str:
    """Returns where a date lies: before the period, in it, or after it."""
    first, last = date.days
    if last is not None and last < period[0]:
        return "before"
    return "after" if first is not None and first > period[1] else "in"


def _is_background(passage: PassageAnalysis, date: Entity) -> bool:
    """Returns whether a date is background: part of a name, of an origin, or of a comparison."""
    text = passage.text
    before = text[max(0, date.start - BEFORE) : date.start]
    named = NAME.search(before) if YEARS.fullmatch(date.text) else None
    if named and not is_all(named[1], "dates", "openers"):
        return True
    dated = _ends_in(before, "past_actions") and not _names_dated_action(passage, before)
    if dated or _ends_in(before, "origin") or find(before, "dates", "background"):
        return True
    if OF_A_NOUN.search(before) or _numbers_norm(text, date):
        return True
    after = CLAUSE.split(text[date.end :], maxsplit=1)[0]
    clause = CLAUSE.split(before)[-1]
    compared = find(clause, "dates", "comparison") or find(clause, "evidence", "frame")
    return bool(compared or _is_compared(passage, date, after))


def _is_compared(passage: PassageAnalysis, date: Entity, after: str) -> bool:
    """Returns whether a date is of a figure to compare with: beside one of the period, or alike."""
    beside = passage.in_period or is_all(date.text, "dates", "last_year")
    bracketed = (each.span() for each in IN_BRACKETS.finditer(passage.text))
    alike = is_all(after, "dates", "compared") or any(a < date.start < b for a, b in bracketed)
    return alike or (beside and is_all(after, "dates", "compared_with"))


def _numbers_norm(text: str, date: Entity) -> bool:
    """Returns whether a date is no month but a number of a norm: "Orden 12-2021", "la 9/2022"."""
    if not NUMBERED.fullmatch(date.text):
        return False
    norms = find_all(text, "evidence", "norms")
    of_norm = any(start < date.start < end for start, end in norms)
    listed = text[: date.start].endswith(" la ") and find(text, "evidence", "acts")
    return of_norm or bool(listed)


def _is_beside_noun(passage: PassageAnalysis, date: Entity) -> bool:
    """Returns whether a date is of what a noun had gone through: "La casa, abierta en 2012, …"."""
    text, done = passage.text, passage.main_past or (0, 0)
    return bool(BESIDE.search(text[: date.start])) and 0 < text.find(",", date.end) < done[0]


def _ends_in(before: str, name: str) -> bool:
    """Returns whether words of a list come right before a date."""
    near = fold(before).text
    words = any_word("dates", name).finditer(near)
    return any(len(near) - found.end() <= ARTICLE for found in words)


def _names_dated_action(passage: PassageAnalysis, before: str) -> bool:
    """Returns whether a list item names an action and its day: "Convenio, firmado el 4 de mayo"."""
    item = passage.is_item and passage.kind == "output"
    if not item or len(passage.dates) > 1 or passage.past:
        return False
    _, comma, beside = before.rpartition(",")
    return bool(comma and any_word("dates", "past_actions").match(fold(beside).text))


def is_to_come(date: Entity, period: Period) -> bool:
    """Returns whether a date was in the future when the report was written, by its period."""
    first, _ = date.days
    return first is not None and (first - period[1]).days > DELAY


def _future_date(passage: PassageAnalysis, period: Period) -> Entity | None:
    """Returns the first date of a passage that was in the future but is reported as done."""
    done = passage.kind == "output" or passage.past
    if not done or passage.future or passage.has_act("plan"):
        return None
    dates = (e for e in passage.dates if is_to_come(e, period) and not is_typo(e, period))
    late = (e for e in dates if not (_is_background(passage, e) or _is_target(passage.text, e)))
    return next(late, None)


def _undated(answer: AnswerAnalysis, _: ReportAnalysis) -> Iterator[Hit]:
    """Yields the first action of an answer that reports actions without any date.

    That of a legal instrument of the period is one.
    """
    passages = answer.passages
    dated = any(p.is_dated or p.has("dates", "words") or p.has_norm_in_period for p in passages)
    if dated or not answer.tagged.tells_results:
        return
    if answer.is_not_begun and any(p.has("not_done") for p in answer.passages[:1]):
        return  # what follows is why
    actions = [p for p in answer.passages if p.kind != "context" and not p.is_plan]
    if actions:
        doubtful = all(passage.has_low_confidence("context") for passage in actions)
        yield Hit(actions[0].passage, doubtful=doubtful)


RULES = (
    Rule("PER001", "outside-period", Severity.ERROR, "passage", by_answer(_outside)),
    Rule("PER002", "undated-action", Severity.WARNING, "answer", by_answer(_undated)),
    Rule("PER003", "future-as-done", Severity.ERROR, "passage", by_answer(_future_as_done)),
)

"""PER rules: what is reported must lie in the reference period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from meta87.classify.tagged import TaggedAnswer, TaggedPassage, TaggedReport
from meta87.entities.entity import DateValue, Entity
from meta87.form.folding import fold
from meta87.reading.document import BlockKind
from meta87.rules.acts import tells
from meta87.rules.completeness import is_not_begun
from meta87.rules.dating import has_norm_of
from meta87.rules.doubt import is_doubtful
from meta87.rules.finding import Hit, Rule, Severity, by_answer
from meta87.rules.patterns import EARLIER, FUTURE, GOES_ON, PAST
from meta87.rules.plans import is_plan
from meta87.rules.results import is_result
from meta87.rules.tenses import done, to_come
from meta87.rules.words import every, find, is_all, pattern
from meta87.rules.years import is_typo

WRITTEN = 184  # days after the period by which its report has been written
MONTHS = 100  # days; a longer stretch is no exact date
BEFORE = 60  # characters before a date that may say that it is only a backdrop
ARTICLE = 4  # characters that may stand between such words and the date: "de ", "el "
NAME = re.compile(r"\b([A-ZÁÉÍÓÚÑ][^\W\d]*)[»”\"]*\s*[(,]?\s*$")
CLAUSE = re.compile(r"[,;:.]")
LINK = re.compile(r"[,;:.]| y | e | que ")
RELATIVE = re.compile(
    r", (?:(?:el|la|los|las) )?(?:que|cual|cuales|cuy[oa]s?) (?:(?! y )[^,;:.])*$"
)
CLOSED = re.compile(r"[^,;:.]*,")
YEAR = re.compile(r"\d{4}|\d{2}\s*$")  # a day without one gets it from what stands around
YEARS = re.compile(r"\d{4}(\s*[-–/]\s*\d{2,4})?")


def _outside(answer: TaggedAnswer, report: TaggedReport) -> Iterator[Hit]:
    if report.period is None or answer.answer.tells != "past":
        return
    left = _has_result_inside(answer, report.period)
    for passage in answer.passages:
        if passage.kind != "context":
            for hit in _dates_outside(passage, report.period):
                yield _told_of_answer(hit, left=left)


def lies_outside(passage: TaggedPassage, period: tuple[date, date] | None) -> bool:
    """Returns whether everything in a passage is dated outside the period, or in the future."""
    if period is None or any(_side(e.value, period) == "in" for e in passage.dates):
        return False
    return any(_dates_outside(passage, period)) or _future(passage, period) is not None


def _has_result_inside(answer: TaggedAnswer, period: tuple[date, date]) -> bool:
    """Returns whether an answer has a result that may be in the period, or no result at all."""
    results = [passage for passage in answer.passages if is_result(passage)]
    return not results or any(not lies_outside(passage, period) for passage in results)


def _told_of_answer(hit: Hit, *, left: bool) -> Hit:
    """Returns a hit, marked if no result of its answer is left."""
    return hit if left else replace(hit, unsettles=True, note="no-result-left")


def _dates_outside(passage: TaggedPassage, period: tuple[date, date]) -> Iterator[Hit]:
    """Yields the first date outside the period: any exact one, a year only if none is inside.

    A day that was still in the future when the report was written belongs to another rule.
    """
    dates = (entity for entity in passage.dates if not is_typo(entity, period))
    told = [entity for entity in dates if not _is_backdrop(passage, entity)]
    sides = [_side(entity.value, period) for entity in told]
    effective = any(
        side == "in" and _takes_effect(passage.text, told, place)
        for place, side in enumerate(sides)
    )
    for entity, side in zip(told, sides, strict=True):
        vague = ("in" in sides and _is_year(entity)) or not YEAR.search(entity.text)
        vague = vague or (side == "before" and effective)
        vague = vague or ("in" in sides and _is_beside(passage.text, entity))
        late = (
            side == "after"
            and passage.kind == "output"
            and not is_to_come(entity, period)
            and not to_come(_clause(passage.text, entity)[0])
            and not _is_ahead(passage.text, entity)
        )
        if not vague and (side == "before" or late):
            details = {"date": entity.text, "side": f"@ui.side.{side}"}
            yield Hit(passage, (entity.start, entity.end), details, (entity.text,))
            return


def _is_beside(text: str, entity: Entity) -> bool:
    """Returns whether a date is in a relative clause about what existed before: ", que …,"."""
    return bool(RELATIVE.search(text[: entity.start]) and CLOSED.match(text[entity.end :]))


def _is_ahead(text: str, entity: Entity) -> bool:
    """Returns whether a date is a horizon ("para 2030") or its clause is in the future."""
    near = fold(text[max(0, entity.start - BEFORE) : entity.start]).text
    clause = " ".join(_clause(text, entity))
    named = YEARS.fullmatch(entity.text) is not None and _ends_in(near, "named_horizon")
    return _ends_in(near, "horizon") or named or FUTURE.search(clause) is not None


def _clause(text: str, entity: Entity, from_: int = 0, to: int | None = None) -> tuple[str, str]:
    """Returns the text before and after a date in its clause, within some characters."""
    before, after = text[from_ : entity.start], text[entity.end : to]
    return LINK.split(before)[-1], LINK.split(after)[0]


def _takes_effect(text: str, dates: list[Entity], place: int) -> bool:
    """Returns whether the clause of a date says that something took effect or was renewed."""
    shown = dates[place]
    from_ = dates[place - 1].end if place else 0
    to = dates[place + 1].start if place + 1 < len(dates) else len(text)
    return any(find(side, "dates", "effect") for side in _clause(text, shown, from_, to))


def _is_year(entity: Entity) -> bool:
    value = entity.value
    if not isinstance(value, DateValue) or value.first is None or value.last is None:
        return True
    return (value.last - value.first).days >= MONTHS


def _side(value: object, period: tuple[date, date]) -> str:
    if not isinstance(value, DateValue) or (value.first is None and value.last is None):
        return "unknown"
    if value.last is not None and value.last < period[0]:
        return "before"
    return "after" if value.first is not None and value.first > period[1] else "in"


def _is_backdrop(passage: TaggedPassage, entity: Entity) -> bool:
    """Returns whether a date is background: part of a name, of an origin, or of a comparison."""
    text = passage.text
    before = text[max(0, entity.start - BEFORE) : entity.start]
    if YEARS.fullmatch(entity.text) and _is_named(before):
        return True
    near = fold(before).text
    if _ends_in(near, "origin") or (
        _ends_in(near, "deeds") and not _is_named_deed(passage, before)
    ):
        return True
    clause = fold(CLAUSE.split(before)[-1]).text
    after = fold(CLAUSE.split(text[entity.end :])[0]).text
    compared = pattern("dates", "comparison").search(clause)
    compared = compared or pattern("dates", "compared").fullmatch(after)
    return bool(compared or _is_earlier(before) or pattern("dates", "background").search(near))


def _is_earlier(before: str) -> bool:
    """Returns whether a date is in a subordinate clause about what had been done before."""
    told = EARLIER.search(before)
    return told is not None and not (PAST.search(told["rest"]) or GOES_ON.search(told["rest"]))


def _ends_in(near: str, name: str) -> bool:
    """Returns whether words of a list come right before a date."""
    return any(len(near) - found.end() <= ARTICLE for found in every(near, "dates", name))


def _is_named_deed(passage: TaggedPassage, before: str) -> bool:
    """Returns whether a list item names an action and its day: "Convenio, firmado el 4 de mayo".

    Args:
        passage: the item.
        before: the text before the date.
    """
    item = passage.block.kind is BlockKind.LIST_ITEM and passage.kind == "output"
    if not item or len(passage.dates) > 1 or done(passage.text):
        return False
    _, comma, beside = before.rpartition(",")
    return bool(comma and pattern("dates", "deeds").match(fold(beside).text))


def _is_named(before: str) -> bool:
    """Returns whether a name ends right before: "Plan de Acción 2019-2022"."""
    named = NAME.search(before)
    return named is not None and not is_all(named[1], "dates", "openers")


def is_to_come(entity: Entity, period: tuple[date, date]) -> bool:
    """Returns whether a date was in the future when the report was written, by its period."""
    first = entity.value.first if isinstance(entity.value, DateValue) else None
    return first is not None and (first - period[1]).days > WRITTEN


def _future_as_done(answer: TaggedAnswer, report: TaggedReport) -> Iterator[Hit]:
    """Yields the first date of a passage that was in the future but is reported as done."""
    if report.period is None or answer.answer.tells != "past":
        return
    left = _has_result_inside(answer, report.period)
    for passage in answer.passages:
        if late := _future(passage, report.period):
            hit = Hit(passage, (late.start, late.end), {"date": late.text}, (late.text,))
            yield _told_of_answer(hit, left=left)


def _future(passage: TaggedPassage, period: tuple[date, date]) -> Entity | None:
    """Returns the first date of a passage that was in the future but is reported as done."""
    late = (e for e in passage.dates if _is_late(e, passage, period))
    return next(late, None) if _tells_as_done(passage) else None


def _is_late(entity: Entity, passage: TaggedPassage, period: tuple[date, date]) -> bool:
    if not is_to_come(entity, period) or is_typo(entity, period) or _is_backdrop(passage, entity):
        return False
    return not _is_ahead(passage.text, entity)


def _tells_as_done(passage: TaggedPassage) -> bool:
    told = passage.kind == "output" or done(passage.text)
    return bool(told) and not (to_come(passage.text) or tells(passage, "plan"))


def _undated(answer: TaggedAnswer, report: TaggedReport) -> Iterator[Hit]:
    """Yields the first action of an answer that reports actions without any date."""
    if not answer.tells_results:
        return
    if any(_is_dated(passage, report) for passage in answer.passages):
        return
    told = [p for p in answer.passages if p.kind != "context" and not is_plan(p)]
    if is_not_begun(answer):
        told = [passage for passage in told if not find(passage.text, "not_done")]
    if told:
        yield Hit(told[0], doubtful=all(is_doubtful(passage, "context") for passage in told))


def _is_dated(passage: TaggedPassage, report: TaggedReport) -> bool:
    """Returns whether a passage has a date, if only that of a legal instrument of the period."""
    dated = passage.dates or find(passage.text, "dates", "words")
    return bool(dated) or has_norm_of(passage, report.period)


RULES = (
    Rule("PER001", "outside-period", Severity.ERROR, "passage", by_answer(_outside)),
    Rule("PER002", "undated-action", Severity.WARNING, "answer", by_answer(_undated)),
    Rule("PER003", "future-as-done", Severity.ERROR, "passage", by_answer(_future_as_done)),
)

"""PRE004 and PRE005: what became of the next steps and priorities of the report before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from meta87.rules.answers import AnswerAnalysis, ReportAnalysis
from meta87.rules.finding import Hit, Rule, Severity
from meta87.rules.previous.titles import are_apart, is_reworded, is_same, paired
from meta87.rules.words import is_all

PRIORITY, STEP = "priority_progress", "next_step_status"  # of the form
STAGES = ("not_begun", "under_way", "completed")


class Topic(NamedTuple):
    """An answer with the title of the priority or next step that it is about."""

    title: str
    answer: AnswerAnalysis


def topics(report: ReportAnalysis, id: str) -> list[Topic]:
    """Returns the answers of a repeated question of the form that have a title."""
    return [Topic(a.asked.topic, a) for a in report.answers if a.asked.id == id and a.asked.topic]


def taken_up(before: Sequence[Topic], now: Sequence[Topic]) -> list[tuple[Topic, Topic | None]]:
    """Returns the topics of the report before, each with that of this one that takes it up.

    The most alike come together first, and each only once.
    """
    found = paired([each.title for each in before], [each.title for each in now])
    return [(each, now[found[m]] if m in found else None) for m, each in enumerate(before)]


def stage(answer: AnswerAnalysis) -> str:
    """Returns how far a step has come, one of `STAGES`, or "" without one tick."""
    if answer.asked.id != STEP or len(answer.ticked) != 1:
        return ""
    behind = sum(is_all(answer.ticked[0], name) for name in ("unfinished_states", "not_begun"))
    return STAGES[-1 - behind]


def _back(report: ReportAnalysis) -> Iterator[Hit]:
    """Yields each next step whose status goes back."""
    if report.previous is None:
        return
    for before, now in taken_up(topics(report.previous, STEP), topics(report, STEP)):
        then, today = stage(before.answer), stage(now.answer) if now else ""
        if now and then and today and STAGES.index(then) > STAGES.index(today):
            (old,), (tick,) = before.answer.ticked, now.answer.ticked
            details = {"now": tick, "before": old, "other": before.answer.asked.question}
            yield Hit(None, None, details, (old, tick), question=now.answer.asked.question)


def _changed(report: ReportAnalysis) -> Iterator[Hit]:
    """Yields each priority of the report before that this one drops or words otherwise."""
    now = topics(report, PRIORITY)
    if report.previous is None or not now:
        return
    pairs = taken_up(topics(report.previous, PRIORITY), now)
    renamed = _renamed(pairs, now)
    for (title, answer), alike in pairs:
        again = alike or renamed
        if again and is_same(title, again.title):
            continue
        named = f"«{again.title}»" if again else "@ui.previous.dropped"
        details = {"before": title, "other": answer.asked.question, "now": named}
        place = again.answer.asked.question if again else ""
        milder = again is not None and is_reworded(title, again.title)
        note = "only-wording" if milder else "renamed" if again and not alike else ""
        yield Hit(None, None, details, (title,), milder=milder, question=place, note=note)


def _renamed(pairs: Sequence[tuple[Topic, Topic | None]], now: Sequence[Topic]) -> Topic | None:
    """Returns the only topic without a pair, if of those before just that in its place has none."""
    found = [again for _, again in pairs]
    left = [n for n, again in enumerate(found[: len(now)]) if not again and now[n] not in found]
    is_one = len(left) == found.count(None) == 1 < len(now) == len(pairs)
    is_one = is_one and not are_apart(pairs[left[0]][0].title, now[left[0]].title)
    return now[left[0]] if is_one else None


RULES = (
    Rule("PRE004", "status-back", Severity.WARNING, "answer", _back),
    Rule("PRE005", "priority-changed", Severity.WARNING, "report", _changed),
)

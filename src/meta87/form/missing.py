"""The questions of a form that a document lacks.

A question that is asked only of who has reported before may be left out whole; where the printed
numbers leave room for it, it was there and was cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from meta87.form.placing import Asked
from meta87.form.template import SLOT, Question, Template


def missing(template: Template, asked: Sequence[Asked]) -> Iterator[Asked]:
    """Yields the questions that are not asked, or not as often as their numbers imply."""
    for question in template.questions:
        for _ in range(_left_out(question, template, asked)):
            yield _unasked(question)


def skipped(template: Template, asked: Sequence[Asked]) -> Iterator[Asked]:
    """Yields the questions that are rightly not asked in a first report."""
    known = {each.question.id for each in asked}
    for question in template.questions:
        may_be = question.later and question.id not in known
        if may_be and not _left_out(question, template, asked):
            yield _unasked(question)


def _left_out(question: Question, template: Template, asked: Sequence[Asked]) -> int:
    """Returns how many times a question is missing."""
    numbers = [int(each.number) for each in asked if each.question.id == question.id]
    if numbers:
        return sum(max(0, last - first - 1) for first, last in pairwise(numbers))
    return _room(question, template, asked) if question.later else 1


def _room(question: Question, template: Template, asked: Sequence[Asked]) -> int:
    """Returns how many numbers are unused where a question belongs.

    Numbers of other questions missing there, and of added questions, are not counted.
    """
    order = {each.id: index for index, each in enumerate(template.questions)}
    known = [place for place, each in enumerate(asked) if each.question.id in order]
    here = order[question.id]
    for left, right in pairwise(known):
        first, last = order[asked[left].question.id], order[asked[right].question.id]
        if first < here < last:
            others = sum(first < order[each.id] < last for each in template.questions) - 1
            between = int(asked[right].number) - int(asked[left].number) - 1
            return max(0, between - others - (right - left - 1))
    return 0


def _unasked(question: Question) -> Asked:
    wording = SLOT.sub("…", question.wording)
    return Asked("", question, wording, question.topic, starred=False)

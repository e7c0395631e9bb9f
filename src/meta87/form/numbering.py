"""The numbers of the questions, and the questions that they show to be missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from meta87.form.template import Question, Template

_ORDINALS = (
    "uno un primera primer primero i", "dos segunda segundo ii", "tres tercera tercer tercero iii",
    "cuatro cuarta cuarto iv", "cinco quinta quinto v", "seis sexta sexto vi",
    "siete septima septimo vii",
)  # fmt: skip
NUMBERS = {word: str(n) for n, words in enumerate(_ORDINALS, start=1) for word in words.split()}
WORD = re.compile(r"[^\W\d_]+")
ORDINAL = re.compile(r"\b([1-7])[ªº°.]?[ao]? (prioridad|paso)\b", re.IGNORECASE)  # "2.ª prioridad"

MAX_MISSING = 2  # numbers missing from a form whose questions are in another order


def assign_numbers(printed: Sequence[int | None]) -> list[int]:
    """Returns the number of each question: as printed if reliable, otherwise the next one.

    Where questions have only changed places, so that nearly every number up to the last is printed,
    each once, all are reliable.

    >>> assign_numbers([1, 2, 30, 4, None, 6])
    [1, 2, 3, 4, 5, 6]
    >>> assign_numbers([1, 4, 3, 2, 5])
    [1, 4, 3, 2, 5]
    """
    known = [number for number in printed if number is not None]
    if len(set(known)) == len(printed) >= max(known, default=0) - MAX_MISSING:
        return known
    kept = set(reliable(printed))
    numbers: list[int] = []
    for index, number in enumerate(printed):
        before = numbers[-1] if numbers else 0
        numbers.append(number if index in kept and number is not None else before + 1)
    return numbers


def reliable(printed: Sequence[int | None]) -> list[int]:
    """Returns the indices of the reliable numbers.

    They are the longest increasing subsequence of printed numbers that leaves room for the
    unnumbered questions; of several, the one that leaves out the fewest numbers.
    """

    def _rating(run: Sequence[int]) -> tuple[int, int]:
        return len(run), -(printed[run[-1]] or 0) if run else 0

    runs: list[list[int]] = []
    for index, number in enumerate(printed):
        if number is not None and number > index:
            before = [run for run in runs if number - (printed[run[-1]] or 0) >= index - run[-1]]
            runs.append([*max(before, key=_rating, default=[]), index])
    return max(runs, key=_rating, default=[])


def count_missing(question: Question, template: Template, asked: Sequence[tuple[str, int]]) -> int:
    """Returns how many times a question is missing, as far as the numbers show.

    One that is asked only of who has reported before may be left out; it is missing where the
    numbers leave room for it. ``asked`` has the id and number of each question of the document.
    """
    numbers = [number for asked_id, number in asked if asked_id == question.id]
    if numbers:
        used = {number for _, number in asked}
        return sum(n not in used for n in range(min(numbers), max(numbers)))
    return _unused(question, template, asked) if question.later else 1


def _unused(question: Question, template: Template, asked: Sequence[tuple[str, int]]) -> int:
    """Returns how many numbers are unused where a question belongs.

    Numbers of other questions missing there, and of added questions, are not counted.
    """
    order = {each.id: place for place, each in enumerate(template.questions)}
    known = [index for index, (asked_id, _) in enumerate(asked) if asked_id in order]
    for left, right in pairwise(known):
        (first_id, first), (last_id, last) = asked[left], asked[right]
        if order[first_id] < order[question.id] < order[last_id]:
            others = order[last_id] - order[first_id] - 2
            return max(0, last - first - 1 - others - (right - left - 1))
    return 0

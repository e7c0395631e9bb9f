"""The numbers of the questions: as printed where they can be right, else counted on.

Where the printed numbers leave a gap, a block that bears the missing number and asks something is
a question that the template does not know, or knows in other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from meta87.questionnaire.folding import fold
from meta87.questionnaire.form import Form, Found, printed_number
from meta87.questionnaire.template import Question
from meta87.reading.document import Block, BlockKind

REWORDED = 62.0  # likeness of a question put in other words
ASKS = re.compile(r"¿[^?]+\?|\*\s*$")
ORDERS = re.compile(
    r"\W*(?:\d+\W+)?(?:por favor|s[ií]rvase|describa|especifique|indique|explique|señale|mencione"
    r"|enumere|facilite|proporcione|detalle|cuéntenos|díganos|informe|comente)\b",
    re.IGNORECASE,
)
END = re.compile(r"\W*(?:\d+\W+)?(?:.*\?[\s*]*|[^.:]*[.:*]*)", re.DOTALL)


def numbers(printed: Sequence[int | None]) -> list[int]:
    """Give the number of each question.

    Those printed numbers are kept that leave room for the questions between them, as many as can
    be; the others count on from the one before.

    >>> numbers([1, 2, 30, 4, None, 6])
    [1, 2, 3, 4, 5, 6]
    >>> numbers([1, 2, 12, 13])
    [1, 2, 12, 13]
    """
    kept = set(_kept(printed))
    given: list[int] = []
    for index, number in enumerate(printed):
        before = given[-1] if given else 0
        given.append(number if index in kept and number is not None else before + 1)
    return given


def added(blocks: Sequence[Block], starts: dict[int, Found], form: Form) -> Iterator[Found]:
    """Give the questions whose numbers are missing among those that were found."""
    asked = list(starts.values())
    for index in _kept([found.number for found in asked]):
        left = asked[index]
        right = asked[index + 1] if index + 1 < len(asked) else None
        yield from _between(blocks, left, right, form)


def _between(
    blocks: Sequence[Block], left: Found, right: Found | None, form: Form
) -> Iterator[Found]:
    number = (left.number or 0) + 1
    until = len(blocks) if right is None else right.at
    if right is not None and (right.number is None or right.number <= number):
        return
    for at in range(left.last + 1, until):
        text = blocks[at].text
        if right is not None and right.number == number:
            return
        if printed_number(blocks[at]) != number or not _asks(blocks[at], is_last=right is None):
            continue
        end = _end(text)
        question = _reworded(text[:end], left, form)
        yield Found(question, at, at, end, end, number=number, alone=end >= len(text))
        number += 1


def _kept(printed: Sequence[int | None]) -> list[int]:
    """Give the indices of the longest run of printed numbers that can all be right."""
    best: list[list[int]] = []
    for index, number in enumerate(printed):
        if number is None or number <= index:
            continue
        fits = [run for run in best if _leaves_room(run[-1], index, printed)]
        best.append([*max(fits, key=len, default=[]), index])
    return max(best, key=len, default=[])


def _leaves_room(before: int, index: int, printed: Sequence[int | None]) -> bool:
    first, last = printed[before], printed[index]
    return first is not None and last is not None and last - first >= index - before


def _asks(block: Block, *, is_last: bool) -> bool:
    if block.kind is BlockKind.CHECKBOX or block.cell is not None:
        return False
    if is_last:
        return block.text.lstrip(" 0123456789.)-").startswith("¿")
    return ASKS.search(block.text) is not None or ORDERS.match(block.text) is not None


def _end(text: str) -> int:
    """Give the end of a question that the template does not have: its question mark or stop."""
    found = END.match(text)
    return found.end() if found else len(text)


def _reworded(wording: str, left: Found, form: Form) -> Question:
    """Give the template's question that a wording says in other words, or one of its own."""
    ids = [question.id for question, _ in form.questions]
    here = ids.index(left.question.id) if left.question.id in ids else 0
    later = [question for question, _ in form.questions[here + 1 : here + 4]]
    rated = [(fuzz.ratio(fold(wording).text, fold(q.wording).text), q) for q in later]
    likeness, question = max(rated, key=lambda pair: pair[0], default=(0.0, left.question))
    if likeness >= REWORDED:
        return question
    return Question(id="", section=left.question.section, wording=wording, expects="context")


def in_order(starts: dict[int, Found], more: Iterator[Found]) -> dict[int, Found]:
    """Give the questions found at first, and those found later at free blocks, in order."""
    taken = {at for found in starts.values() for at in range(found.at, found.last + 1)}
    known = {found.question.id for found in starts.values()}
    for found in more:
        if found.at in taken or (found.question.id and found.question.id in known):
            continue
        starts[found.at] = found
    return dict(sorted(starts.items()))

"""Questions that an edition asks in other words than the template.

A block that goes on like the wording of a question that was not found, though it begins otherwise;
or that asks, where such a question belongs, much of what it asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz import fuzz

from meta87.form.folding import fold
from meta87.form.form import Form, Found, printed_number
from meta87.form.patterns import ASKS_ALL, LEADING_NUMBER, QUOTES
from meta87.form.template import Question
from meta87.form.wording import SHORT
from meta87.reading.document import Block, BlockKind

IN_PLACE = 72.0  # likeness of a question where it belongs
NUMBERED = 60.0  # the same, where its number is missing among those printed
ALIKE = 80.0  # likeness of a wording and its double, each with its noise
NEAR = 3  # questions of the template after one, among which the next is looked for


def reworded(blocks: Sequence[Block], starts: Mapping[int, Found], form: Form) -> list[Found]:
    """Returns the places where unmatched questions are asked with other first words."""
    known = {start.question.id for start in starts.values()}
    missing = {q.id for q, _ in form.questions if q.id not in known and not q.repeats}
    hits = (form.reworded_at(blocks, at, missing) for at in _free(blocks, starts))
    found = [hit for hit in hits if hit and hit.question.id in missing and not hit.quoted]
    return sorted(found, key=lambda hit: (hit.number is None, -hit.score))


def in_place(blocks: Sequence[Block], starts: Mapping[int, Found], form: Form) -> Iterator[Found]:
    """Yields blocks similar in wording to a missing question and between its neighbours."""
    order = {question.id: index for index, (question, _) in enumerate(form.questions)}
    free = _free(blocks, starts)
    for left, right in pairwise(starts.values()):
        between = range(order[left.question.id] + 1, order[right.question.id])
        wanted = [form.questions[index][0] for index in between]
        for at in (at for at in free if left.last < at < right.at):
            question = _likest(blocks[at].text, wanted, IN_PLACE)
            if question is not None and _asks_all(blocks[at]):
                yield whole(question, blocks[at], at)


def firsts(blocks: Sequence[Block], starts: Mapping[int, Found], form: Form) -> dict[int, Found]:
    """Returns the questions, each at the first of two blocks with the same text.

    The second was matched, as the cleaner copy; it is kept only if it alone has a number.
    """
    free = set(_free(blocks, starts))
    moved = {}
    for found in starts.values():
        before = found.at - 1
        alike = before in free and _is_alike(blocks[before], blocks[found.at])
        if alike and (found.number is None or printed_number(blocks[before]) is not None):
            moved[before] = _double(found.question, blocks, before, form)
        else:
            moved[found.at] = found
    return moved


def doubled(blocks: Sequence[Block], starts: Mapping[int, Found], form: Form) -> dict[int, Found]:
    """Returns the free blocks right after a question that repeat it with other errors."""
    free = set(_free(blocks, starts))
    return {
        found.last + 1: _double(found.question, blocks, found.last + 1, form)
        for found in starts.values()
        if found.last + 1 in free and _is_alike(blocks[found.at], blocks[found.last + 1])
    }


def _double(question: Question, blocks: Sequence[Block], at: int, form: Form) -> Found:
    """Returns a question at a block that repeats it, up to its end: an answer may follow."""
    found = form.question_at([blocks[at]], 0)
    if found is None or found.question.id != question.id:
        return whole(question, blocks[at], at)
    return replace(found, at=at, last=at)


def _is_alike(one: Block, other: Block) -> bool:
    """Returns whether two blocks have the same text, apart from numbers and errors."""
    texts = [LEADING_NUMBER.sub("", fold(block.text).text) for block in (one, other)]
    return min(map(len, texts)) > SHORT and fuzz.ratio(*texts) >= ALIKE


def next_in_words(wording: str, left: Found, form: Form) -> Question | None:
    """Returns the question, among those soon after another, that a wording paraphrases."""
    ids = [question.id for question, _ in form.questions]
    here = ids.index(left.question.id) if left.question.id in ids else 0
    later = [question for question, _ in form.questions[here + 1 : here + 1 + NEAR]]
    return _likest(wording, later, NUMBERED)


def whole(question: Question, block: Block, at: int) -> Found:
    """Returns a question that is a whole block."""
    end = len(block.text)
    return Found(question, at, at, end, end, number=printed_number(block))


def _free(blocks: Sequence[Block], starts: Mapping[int, Found]) -> list[int]:
    """Returns the indices of the blocks that belong to no question and may be one."""
    taken = {at for found in starts.values() for at in range(found.at, found.last + 1)}
    kinds = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
    return [at for at, b in enumerate(blocks) if at not in taken and b.kind in kinds]


def _likest(text: str, questions: Sequence[Question], least: float) -> Question | None:
    folded = fold(text).text
    rated = [(fuzz.ratio(folded, fold(q.wording).text), n) for n, q in enumerate(questions)]
    likeness, number = max(rated, default=(0.0, 0))
    return questions[number] if likeness >= least else None


def _asks_all(block: Block) -> bool:
    """Returns whether a block is a question or instruction and nothing else."""
    quoted = any(mark in block.text[:4] for mark in QUOTES)
    return not quoted and ASKS_ALL.fullmatch(block.text) is not None

"""Questions that an edition has and the template has not, or not in these words.

Where the printed numbers leave a gap, a block that bears the missing number and asks something is
a question of the edition's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from meta87.form.form import Form, Found, printed_number
from meta87.form.numbering import trusted
from meta87.form.patterns import ASKS, END, ORDERS
from meta87.form.rewording import firsts, in_place, next_in_words, reworded
from meta87.form.template import Question
from meta87.reading.document import Block, BlockKind


def complete(blocks: Sequence[Block], starts: Mapping[int, Found], form: Form) -> dict[int, Found]:
    """Returns the matched questions with the reworded and added ones, in order."""
    found = _with(starts, reworded(blocks, starts, form))
    found = firsts(blocks, _with(found, in_place(blocks, found, form)), form)
    return _with(found, _added(blocks, found, form))


def _with(starts: Mapping[int, Found], more: Iterable[Found]) -> dict[int, Found]:
    """Returns the questions with more of them at free blocks, each question once."""
    taken = {at for found in starts.values() for at in range(found.at, found.last + 1)}
    known = {found.question.id for found in starts.values()}
    result = dict(starts)
    for found in more:
        if found.at not in taken and not (found.question.id and found.question.id in known):
            result[found.at] = found
            known.add(found.question.id)
    return dict(sorted(result.items()))


def _added(blocks: Sequence[Block], starts: Mapping[int, Found], form: Form) -> Iterator[Found]:
    """Yields the questions whose numbers are missing among those found."""
    asked = list(starts.values())
    kept = trusted([found.number for found in asked])
    for first, last in pairwise(kept):
        room = (asked[last].number or 0) - (asked[first].number or 0) - (last - first)
        if room > 0:
            yield from _between(blocks, asked[first : last + 1], form)
    if kept and kept[-1] == len(asked) - 1:
        yield from _between(blocks, asked[-1:], form)


def _between(blocks: Sequence[Block], asked: Sequence[Found], form: Form) -> Iterator[Found]:
    """Yields the questions that fill the gaps among the numbers of some, or follow a last one."""
    number = asked[0].number or 0
    at_end = len(asked) == 1
    counted = blocks[asked[0].at].counted  # lists in answers may be counted where questions are not
    starts = {found.at for found in asked[1:]}
    for at in range(asked[0].last + 1, len(blocks) if at_end else asked[-1].at):
        if at in starts:
            number += 1
        elif (
            printed_number(blocks[at]) == number + 1
            and blocks[at].counted == counted
            and _asks(blocks[at], is_last=at_end)
        ):
            number += 1
            end = _end(blocks[at].text)
            question = _question(blocks[at].text[:end], asked[0], form)
            yield Found(
                question, at, at, end, end, number=number, alone=end >= len(blocks[at].text)
            )


def _question(wording: str, left: Found, form: Form) -> Question:
    """Returns the question that a wording paraphrases, otherwise a new one of this form only."""
    own = Question(id="", section=left.question.section, wording=wording, expects="context")
    return next_in_words(wording, left, form) or own


def _asks(block: Block, *, is_last: bool) -> bool:
    if block.kind is BlockKind.CHECKBOX or block.cell is not None:
        return False
    if is_last:
        return block.text.lstrip(" 0123456789.)-").startswith("¿")
    return ASKS.search(block.text) is not None or ORDERS.match(block.text) is not None


def _end(text: str) -> int:
    """Returns the end of a question not in the template: its question mark or full stop."""
    found = END.match(text)
    return found.end() if found else len(text)

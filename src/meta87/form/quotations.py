"""Drafts that were forwarded: their lines stand behind the marks of a quotation of an e-mail.

A quotation that asks questions of the form and answers them is the draft itself, unless they are
answered outside it: behind fewer marks, or none. One that asks none, in no e-mail, is of an answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import pairwise, takewhile

from meta87.form.mail import is_mail, may_ask, says_goodbye
from meta87.form.matching import Form
from meta87.reading.document import Block, BlockKind
from meta87.reading.line_joining import WRAPPED, Joined, breaks, line_join, starts_lower, vocabulary

MIN_MORE = 2  # questions that a draft answers, where others are answered outside it


def unquoted(blocks: Sequence[Block], form: Form) -> list[Block]:
    """Returns the blocks, wrapped lines of quotations joined, and a draft that is one no longer."""
    if not any(block.quoted for block in blocks):
        return [*blocks]
    joined = list(_joined(blocks, form))
    bare, lines = [replace(block, quoted=0) for block in joined], range(len(joined))
    asks = any(joined[n].quoted and places_asked(joined, n, form) for n in lines)
    if not asks and not any(is_mail(bare, n) or says_goodbye(bare[n]) for n in lines):
        return bare
    depth = _depth(joined, form)
    return [replace(block, quoted=max(block.quoted - depth, 0)) for block in joined]


def _depth(blocks: Sequence[Block], form: Form) -> int:
    """Returns how many marks stand before the answers of a draft, at most."""
    asked = [n for n in range(len(blocks)) if places_asked(blocks, n, form)]
    answered: dict[int, set[int]] = defaultdict(set)  # questions by the marks before their answers
    for first, last in pairwise([*asked, len(blocks)]):
        below = takewhile(lambda block: not says_goodbye(block), blocks[first + 1 : last])
        texts = [block for block in below if not form.is_option(block)]
        if texts:
            answered[min(block.quoted for block in texts)] |= places_asked(blocks, first, form)
    depth, found = 0, answered.pop(0, set())
    own = len(found)
    for marks, places in sorted(answered.items()):
        if len(places - found) > len(places & found):
            depth = marks
        found |= places
    return depth if not own or len(found) >= own + MIN_MORE else 0


def places_asked(blocks: Sequence[Block], index: int, form: Form) -> Set[int]:
    """Returns the place of the question that a block asks, if it asks one."""
    if match := form.question_at(blocks, index):
        return {form.place_of[match.question.id]}
    if not may_ask(blocks[index], form):
        return set()
    scores = form.similarity.rate(blocks[index].text)
    return {max(range(len(scores)), key=scores.__getitem__)}


def _joined(blocks: Sequence[Block], form: Form) -> Iterator[Block]:
    """Yields the blocks, with the lines of a paragraph in a quotation as one."""
    quoted = [block.text for block in blocks if block.quoted]
    width = max(map(len, quoted))
    words = vocabulary(quoted)
    last = Joined(blocks[0])
    for before, block in pairwise(blocks):
        if _goes_on(before, block, width, form):
            last.add(block, *line_join(last.tail, block.text, words))
        else:
            yield last.block()
            last = Joined(block)
    yield last.block()


def _goes_on(line: Block, after: Block, width: int, form: Form) -> bool:
    """Whether a line of a quotation was wrapped, and goes on in the next line of the file."""
    if not line.quoted or (line.quoted, BlockKind.PARAGRAPH) != (after.quoted, after.kind):
        return False
    length = len(f"{line.marker} {line.text}")
    gap = after.pieces[0].anchor.unit - line.pieces[-1].anchor.unit
    if line.kind is BlockKind.CHECKBOX or gap not in {0, 1} or 2 * length < min(width, WRAPPED):
        return False
    if not starts_lower(after.text) and any(
        places_asked([each], 0, form) for each in (line, after)
    ):
        return False
    return not breaks(line.text, after.text, width, length)

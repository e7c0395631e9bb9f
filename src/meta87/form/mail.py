"""What e-mails leave in a draft that was pasted from them: headers, signatures, quotations.

It belongs to no answer. A header, a signature or how to reach someone ends one, for what follows is
another e-mail's; a quotation or greeting does not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import takewhile

from meta87.form.looks import names_institution
from meta87.form.matching import Form
from meta87.form.patterns import pattern
from meta87.reading.document import Block, BlockKind

MAX_LINE = 90  # characters of a line of a signature
MAX_GREETING = 160  # characters of a line that says what an e-mail brings
MAX_SIGNED = 4  # lines of a signature after its first
MIN_FIELDS = 2  # of a header
MIN_ASKED = 60.0  # similarity of a line that may ask a question of the form

FIELD, MAIL_FIELD = pattern("mail", "field"), pattern("mail", "mail_field")
LEFT, DIVIDER = pattern("mail", "left", re.IGNORECASE | re.DOTALL), pattern("mail", "divider")
GREETING, BRINGS = pattern("mail", "greeting"), pattern("mail", "brings")
CONTACT = pattern("mail", "contact")
NAME, SIGNED = pattern("as_written", "name", 0), pattern("as_written", "signed", 0)
QUOTED = re.compile(r"(?:\s*>)+\s*")
STOPS = re.compile(r"[.;?]\W*$")


def set_mail_aside(
    blocks: Sequence[Block], form: Form
) -> tuple[list[Block], dict[int, list[Block]]]:
    """Returns the blocks without what e-mails left, and that by the index of the next block."""
    kept: list[Block] = []
    aside: dict[int, list[Block]] = defaultdict(list)
    lines = _mail_lines(blocks, form)
    for index, block in enumerate(blocks):
        if index in lines:
            aside[len(kept)].append(block)
        else:
            kept.append(block)
    return kept, aside


def ends_answer(block: Block) -> bool:
    """Returns whether the answer before a block that e-mails left does not go on after it."""
    text = block.text
    is_end = any(each.fullmatch(text) for each in (CONTACT, SIGNED)) or FIELD.match(text)
    return bool(is_end) and block.marker != ">"


def _mail_lines(blocks: Sequence[Block], form: Form) -> set[int]:
    """Returns the indices of the blocks that e-mails left, none of which asks a question."""
    found = {n for n in range(len(blocks)) if _is_mail(blocks, n)}
    for index in sorted(found):
        found |= _opening(blocks, index, found)
        if CONTACT.fullmatch(blocks[index].text):
            found |= _named_above(blocks, index, form)
    for index, block in enumerate(blocks):
        if _closes(block) and form.note_at(blocks, index) is None:
            found |= _signature(blocks, index, form)
        elif _is_greeting(block):
            found |= {index, *_opening(blocks, index, found)}
    return {index for index in found if not _asks(blocks[index], form)}


def _asks(block: Block, form: Form) -> bool:
    if form.question_at([block], 0):
        return True
    return block.marker == ">" and _may_ask(block, form)


def _is_mail(blocks: Sequence[Block], index: int) -> bool:
    block, text = blocks[index], blocks[index].text
    if block.cell is not None or block.kind is BlockKind.CHECKBOX:
        return False
    is_left = any(each.fullmatch(text) for each in (LEFT, CONTACT, DIVIDER))
    return block.marker == ">" or is_left or _is_field(blocks, index)


def _closes(block: Block) -> bool:
    return block.cell is None and (SIGNED.fullmatch(block.text) is not None or _is_divider(block))


def _is_divider(block: Block) -> bool:
    return DIVIDER.fullmatch(block.text) is not None


def _is_field(blocks: Sequence[Block], index: int) -> bool:
    """Returns whether a line is a field of a header: with another beside it, of e-mails alone."""
    if not FIELD.match(blocks[index].text):
        return False
    beside = _lines(blocks, index, -1, _has_field) | _lines(blocks, index, 1, _has_field)
    fields = [blocks[n].text for n in (index, *beside)]
    return len(fields) >= MIN_FIELDS and any(map(MAIL_FIELD.match, fields))


def _has_field(block: Block) -> bool:
    return FIELD.match(block.text) is not None


def _lines(
    blocks: Sequence[Block], index: int, step: int, accepts: Callable[[Block], bool]
) -> set[int]:
    """Returns the few lines right before or after a block that are accepted one by one."""
    last = min(max(index + step * MAX_SIGNED, 0), len(blocks) - 1)
    near = range(index + step, last + step, step)
    return set(takewhile(lambda n: accepts(blocks[n]), near))


def _is_greeting(block: Block) -> bool:
    text = block.text
    if block.cell is not None or len(text) > MAX_GREETING or not GREETING.match(text):
        return False
    return text.rstrip().endswith((":", ",")) or BRINGS.search(text) is not None


def _opening(blocks: Sequence[Block], index: int, found: set[int]) -> set[int]:
    """Returns the line after a header or greeting that says what the e-mail brings."""
    following = index + 1
    if following >= len(blocks) or following in found:
        return set()
    block = blocks[following]
    is_line = block.cell is None and block.kind is not BlockKind.CHECKBOX
    brings = len(block.text) <= MAX_GREETING and BRINGS.search(block.text) and not block.marker
    after = blocks[index].text.rstrip()
    return {following} if is_line and brings and after.endswith((":", ",")) else set()


def _named_above(blocks: Sequence[Block], index: int, form: Form) -> set[int]:
    """Returns the lines right above how to reach someone that name that person."""

    def is_name(block: Block) -> bool:
        """Returns whether a line names a person or a post, or is how to reach one too."""
        is_line = len(block.text) <= MAX_LINE and block.cell is None
        if is_line and CONTACT.fullmatch(block.text):
            return True
        is_name = is_line and NAME.fullmatch(block.text) and not names_institution(block.text)
        return bool(is_name) and not form.is_option(block) and not _may_ask(block, form)

    return _lines(blocks, index, -1, is_name)


def _signature(blocks: Sequence[Block], index: int, form: Form) -> set[int]:
    """Returns the lines of a signature from its first one on."""

    def is_signed(block: Block) -> bool:
        """Returns whether a line may belong to a signature."""
        is_line = block.kind is BlockKind.PARAGRAPH and block.cell is None and not block.marker
        if not is_line or len(block.text) > MAX_LINE or STOPS.search(block.text):
            return False
        return form.question_at([block], 0) is None and not _may_ask(block, form)

    return {index, *_lines(blocks, index, 1, is_signed)}


def _may_ask(block: Block, form: Form) -> bool:
    return max(form.similarity.rate(block.text)) >= MIN_ASKED

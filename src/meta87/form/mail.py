"""What e-mails leave in a draft that was pasted from them: headers, signatures, quotations.

It belongs to no answer. A header or a signature ends one, for what follows is another e-mail's; a
quotation, a greeting or what the writer says to the reader does not. Where a draft has headers, a
line that ends with a comma above a name is a farewell, whatever it says; how to reach someone is of
a signature where a name is above it, or no more of the answer follows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from itertools import takewhile

from meta87.form.looks import names_institution
from meta87.form.matching import Form
from meta87.form.numbered import BARE
from meta87.form.patterns import pattern
from meta87.form.side_columns import side_columns
from meta87.reading.document import Block, BlockKind

MAX_LINE = 90  # characters of a line of a signature
MAX_GREETING = 160  # characters of a line that says what an e-mail brings
MAX_SIGNED = 4  # lines of a signature after its first
MAX_FAREWELL = 6  # words of a farewell
MAX_SPOKEN = 220  # characters of what the writer of an e-mail says to its reader
MIN_ASKED = 60.0  # similarity of a line that may ask a question of the form

FIELD, MAIL_FIELD = pattern("mail", "field"), pattern("mail", "mail_field")
LEFT, DIVIDER = pattern("mail", "left", re.IGNORECASE | re.DOTALL), pattern("mail", "divider")
GREETING, BRINGS = pattern("mail", "greeting"), pattern("mail", "brings")
CONTACT, SPEAKS = pattern("mail", "contact"), pattern("mail", "speaks")
REGARDS = pattern("mail", "regards")
HEADER, ONLY_MAIL = pattern("mail", "header"), pattern("mail", "only_mail")
NAME, SIGNED = pattern("as_written", "name", 0), pattern("as_written", "signed", 0)
STOPS = re.compile(r"[.;?]\W*$")


@dataclass(frozen=True, slots=True)
class Left:
    """A block that an e-mail left, or a cell beside an answer."""

    block: Block  # its text
    ends: bool  # whether the answer before it does not go on after it


def set_mail_aside(
    blocks: Sequence[Block], form: Form
) -> tuple[list[Block], dict[int, list[Left]]]:
    """Returns the blocks without what e-mails left, and that by the index of the next block.

    So are the cells beside answers, which answer nothing.
    """
    kept: list[Block] = []
    aside: dict[int, list[Left]] = defaultdict(list)
    lines = _mail_lines(blocks, form) | dict.fromkeys(side_columns(blocks, form), False)
    for index, block in enumerate(blocks):
        if index in lines:
            aside[len(kept)].append(Left(block, lines[index] and not block.quoted))
        else:
            kept.append(block)
    return kept, aside


def _mail_lines(blocks: Sequence[Block], form: Form) -> dict[int, bool]:
    """Returns the blocks that e-mails left, none of which asks a question, and whether each ends.

    That is whether the answer before it does not go on after it.
    """
    found = {n for n in range(len(blocks)) if is_mail(blocks, n)}
    is_mailed = any(FIELD.match(blocks[n].text) for n in found)
    ends = {n for n in found if FIELD.match(blocks[n].text)}
    for index, block in enumerate(blocks):
        is_goodbye = index in found and REGARDS.match(block.text)
        if (_closes(block) or is_goodbye) and form.note_at(blocks, index) is None:
            found |= _signature(blocks, index, form)
            ends |= {index} if SIGNED.fullmatch(block.text) else set()
        elif is_mailed and _is_farewell(blocks, index, form):
            found |= _signature(blocks, index, form)
            ends.add(index)
        elif _is_greeting(block) or (is_mailed and _speaks(block)):
            found.add(index)
    for index in range(len(blocks)):
        if _reaches(blocks[index]) and index not in found:
            named = _named_above(blocks, index, form)
            if named or not _goes_on(blocks, index + 1, found, form):
                found |= {index, *named}
                ends.add(index)
    return {index: index in ends for index in found if not _asks(blocks[index], form)}


def _goes_on(blocks: Sequence[Block], index: int, found: Set[int], form: Form) -> bool:
    """Returns whether an answer goes on at a block: no question, number or line of an e-mail."""
    last = min(index + MAX_SIGNED, len(blocks))
    index = next((n for n in range(index, last) if not _reaches(blocks[n])), last)
    if index >= len(blocks) or index in found or BARE.match(blocks[index].text):
        return False
    return form.question_at(blocks, index) is None and form.note_at(blocks, index) is None


def _reaches(block: Block) -> bool:
    """Returns whether a block is how to reach someone, and nothing else."""
    is_line = block.cell is None and block.kind is not BlockKind.CHECKBOX
    return is_line and CONTACT.fullmatch(block.text) is not None


def _is_farewell(blocks: Sequence[Block], index: int, form: Form) -> bool:
    """Returns whether a line of few words says goodbye, or ends with a comma above a name."""
    block, below = blocks[index], blocks[index + 1 : index + 2]
    is_line = block.kind is BlockKind.PARAGRAPH and block.cell is None and not block.marker
    if not is_line or len(block.text.split()) > MAX_FAREWELL or STOPS.search(block.text):
        return False
    if REGARDS.match(block.text):
        return True
    if not below or not block.text.endswith(","):
        return False
    name = below[0].text
    return name[:1].isupper() and not STOPS.search(name) and not form.is_option(below[0])


def _speaks(block: Block) -> bool:
    """Returns whether a short paragraph begins as one that speaks to the reader of an e-mail."""
    is_text = block.kind is BlockKind.PARAGRAPH and block.cell is None
    return is_text and len(block.text) <= MAX_SPOKEN and SPEAKS.match(block.text) is not None


def _asks(block: Block, form: Form) -> bool:
    return form.question_at([block], 0) is not None or (block.quoted > 0 and may_ask(block, form))


def is_mail(blocks: Sequence[Block], index: int) -> bool:
    """Returns whether a line is quoted, a header, a divider or what programs for e-mails add."""
    block, text = blocks[index], blocks[index].text
    if block.cell is not None or block.kind is BlockKind.CHECKBOX:
        return False
    is_left = any(each.fullmatch(text) for each in (LEFT, DIVIDER))
    is_header = HEADER.fullmatch(text) and ONLY_MAIL.search(text)  # fields in one line
    return block.quoted > 0 or is_left or bool(is_header) or _is_field(blocks, index)


def says_goodbye(block: Block) -> bool:
    """Returns whether a line of few words ends an e-mail."""
    return len(block.text.split()) <= MAX_FAREWELL and REGARDS.match(block.text) is not None


def _closes(block: Block) -> bool:
    return block.cell is None and any(each.fullmatch(block.text) for each in (SIGNED, DIVIDER))


def _is_field(blocks: Sequence[Block], index: int) -> bool:
    """Returns whether a line is a field of a header: with another beside it, of e-mails alone."""
    if not FIELD.match(blocks[index].text):
        return False
    beside = _lines(blocks, index, -1, _has_field) | _lines(blocks, index, 1, _has_field)
    return bool(beside) and any(MAIL_FIELD.match(blocks[n].text) for n in (index, *beside))


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


def _named_above(blocks: Sequence[Block], index: int, form: Form) -> set[int]:
    """Returns the lines right above how to reach someone that name that person."""

    def is_name(block: Block) -> bool:
        """Returns whether a line names a person or a post, or is how to reach one too."""
        is_line = len(block.text) <= MAX_LINE and block.cell is None
        if is_line and CONTACT.fullmatch(block.text):
            return True
        is_name = is_line and NAME.fullmatch(block.text) and not names_institution(block.text)
        return bool(is_name) and not form.is_option(block) and not may_ask(block, form)

    return _lines(blocks, index, -1, is_name)


def _signature(blocks: Sequence[Block], index: int, form: Form) -> set[int]:
    """Returns the lines of a signature from its first one on."""

    def is_signed(block: Block) -> bool:
        """Returns whether a line may belong to a signature."""
        is_line = block.kind is BlockKind.PARAGRAPH and block.cell is None and not block.marker
        is_line = is_line and block.quoted == blocks[index].quoted
        if not is_line or len(block.text) > MAX_LINE or STOPS.search(block.text):
            return False
        return form.question_at([block], 0) is None and not may_ask(block, form)

    return {index, *_lines(blocks, index, 1, is_signed)}


def may_ask(block: Block, form: Form) -> bool:
    """Returns whether a line may ask a question of the form in other words."""
    return max(form.similarity.rate(block.text)) >= MIN_ASKED

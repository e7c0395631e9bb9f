"""What e-mails leave in a draft that was pasted from them: headers, signatures, quotations.

It belongs to no answer. A signature or header does not end one: what follows may go on with it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence, Set

from meta87.form.looks import names_institution
from meta87.form.matching import Form
from meta87.form.patterns import pattern
from meta87.reading.document import Block, BlockKind

MAX_LINE = 90  # characters of a line of a signature
MAX_GREETING = 160  # characters of a line that says what an e-mail brings
MAX_HEADER = 500  # characters of a header whose fields were joined
MAX_SIGNED = 4  # lines of a signature after its first
MIN_FIELDS = 2  # of a header
MIN_ASKED = 60.0  # similarity of a line that may ask a question of the form

FIELD, MAIL_FIELD = pattern("mail", "field"), pattern("mail", "mail_field")
JOINED, LEFT = pattern("mail", "joined"), pattern("mail", "left", re.IGNORECASE | re.DOTALL)
DIVIDER, DIVIDED = pattern("mail", "divider"), pattern("mail", "divided")
WROTE, SENT_FROM = pattern("mail", "wrote"), pattern("mail", "sent_from")
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


def _mail_lines(blocks: Sequence[Block], form: Form) -> set[int]:
    """Returns the indices of the blocks that e-mails left, none of which asks a question."""
    found = {n for n in range(len(blocks)) if _is_mail(blocks, n)}
    for index in sorted(found):
        found |= _opening(blocks, index, found)
        if CONTACT.fullmatch(blocks[index].text):
            found |= _named_above(blocks, index, found, form)
    for index, block in enumerate(blocks):
        if _closes(block) and form.note_at(blocks, index) is None:
            found |= _signature(blocks, index, form)
        elif _is_greeting(block):
            found |= {index, *_opening(blocks, index, found)}
    return {index for index in found if not _asks(blocks[index], form)}


def _asks(block: Block, form: Form) -> bool:
    """Returns whether a line asks a question of the form, in whole or in a quotation."""
    if form.question_at([block], 0):
        return True
    return block.marker == ">" and max(form.similarity.rate(block.text)) >= MIN_ASKED


def _is_mail(blocks: Sequence[Block], index: int) -> bool:
    block, text = blocks[index], blocks[index].text
    if block.cell is not None or block.kind is BlockKind.CHECKBOX:
        return False
    if block.marker == ">":
        return True
    if LEFT.fullmatch(text) or CONTACT.fullmatch(text):
        return True
    if len(text) <= MAX_HEADER and (JOINED.match(text) or DIVIDED.match(text)):
        return True
    is_forward = len(text) <= MAX_GREETING and (WROTE.fullmatch(text) or SENT_FROM.fullmatch(text))
    return bool(is_forward) or _is_divider(block) or _is_field(blocks, index)


def _closes(block: Block) -> bool:
    """Returns whether a block begins the signature of an e-mail."""
    return block.cell is None and (SIGNED.fullmatch(block.text) is not None or _is_divider(block))


def _is_divider(block: Block) -> bool:
    return DIVIDER.fullmatch(block.text) is not None


def _is_field(blocks: Sequence[Block], index: int) -> bool:
    """Returns whether a line is a field of a header: with another beside it, of e-mails alone."""
    if not FIELD.match(blocks[index].text):
        return False
    first = last = index
    while first > 0 and FIELD.match(blocks[first - 1].text) and index - first < MAX_SIGNED:
        first -= 1
    end = min(index + MAX_SIGNED, len(blocks) - 1)
    while last < end and FIELD.match(blocks[last + 1].text):
        last += 1
    fields = [block.text for block in blocks[first : last + 1]]
    return len(fields) >= MIN_FIELDS and any(map(MAIL_FIELD.match, fields))


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


def _named_above(blocks: Sequence[Block], index: int, found: Set[int], form: Form) -> set[int]:
    """Returns the lines right above how to reach someone that name that person."""
    lines: set[int] = set()
    for before in range(index - 1, max(index - 1 - MAX_SIGNED, -1), -1):
        block = blocks[before]
        is_name = len(block.text) <= MAX_LINE and block.cell is None and NAME.fullmatch(block.text)
        if before in found:
            continue
        if not is_name or form.is_option(block) or names_institution(block.text):
            break
        if max(form.similarity.rate(block.text)) >= MIN_ASKED:
            break
        lines.add(before)
    return lines


def _signature(blocks: Sequence[Block], index: int, form: Form) -> set[int]:
    """Returns the lines of a signature from its first one on; none if it has no other lines."""
    lines = {index}
    for following in range(index + 1, min(index + 1 + MAX_SIGNED, len(blocks))):
        block = blocks[following]
        is_line = block.kind is BlockKind.PARAGRAPH and block.cell is None and not block.marker
        if not is_line or len(block.text) > MAX_LINE or STOPS.search(block.text):
            break
        if form.question_at([block], 0) or max(form.similarity.rate(block.text)) >= MIN_ASKED:
            break
        lines.add(following)
    return lines

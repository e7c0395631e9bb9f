"""The outline of a document: its headings, and the sections that they open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from meta87.form.looks import MAX_TITLE
from meta87.form.matching import Form
from meta87.form.patterns import pattern
from meta87.form.question_columns import tables_of
from meta87.form.sections import NUMBER
from meta87.reading.document import Block, BlockKind

MIN_BOLD = 4  # titles in bold that are headings
MIN_LEAD = 4  # characters in bold with which an item may begin
LEAD_END = re.compile(r"[.:?–—-]\W*$")  # of a title in the line of its text
MIN_ASKING = 76.0  # similarity to a question of a title that tells, too: "Lo que más costó"
DATED, ACT = (pattern("as_written", name) for name in ("dated", "told"))


@dataclass(slots=True)
class Outline:
    """The headings of a document, by block."""

    levels: dict[int, int] = field(default_factory=dict)
    above: dict[int, int] = field(default_factory=dict)  # the heading above each, and each cell
    # Those with nothing below but a lesser heading, which is the value.
    bare: dict[int, int] = field(default_factory=dict)
    empty: set[int] = field(default_factory=set)  # those that another heading follows

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Outline:
        """Returns the outline of a document."""
        outline, opened = cls(), list[int]()
        written = [n for n, block in enumerate(blocks) if block.text and not block.placeholder]
        for index in written:
            if blocks[index].kind is not BlockKind.HEADING:
                continue
            level = outline.levels[index] = blocks[index].level
            opened = [each for each in opened if outline.levels[each] < level]
            if opened:
                outline.above[index] = opened[-1]
            opened.append(index)
        for first, *rows in tables_of(blocks):
            if 0 in first and len(first) > 1:  # the first cell of a row, below its heading
                outline.above |= {n: first[0][0] for row in rows for n in row.get(0, ())}
        levels = outline.levels
        for index, after in pairwise(written):
            if index in levels and after in levels:
                outline.empty.add(index)
            if index in levels and levels[index] < levels.get(after, 0):
                outline.bare[index] = after
        return outline

    @property
    def sections(self) -> set[int]:
        """The levels of the headings of sections, whose numbers are not those of questions."""
        return {self.levels[index] for index in self.bare}

    def ends(self, asked: Collection[int], kept: Container[int]) -> Iterator[tuple[int, bool]]:
        """Yields the headings that end a section and ask nothing, and whether they are empty.

        One below the heading of a section belongs to it; what asks without one has none.

        Args:
            asked: those that ask a question.
            kept: those that are an author's own in an answer, or the form's.
        """
        level, is_empty = 0, False
        for index in sorted({*self.levels, *asked}):
            own = self.levels.get(index, 0)
            if index in asked:
                level, is_empty = own, False
            elif index not in kept and level and (own <= level or is_empty):
                level, is_empty = own, index in self.empty
                yield index, is_empty


def with_titles(blocks: Sequence[Block], form: Form, *, led: bool = True) -> list[Block]:
    """Returns the blocks, with titles as headings, below those that are styled.

    They are lines, or stand in bold before the text of a paragraph or item. Where the questions
    stand word for word, they are titles that an author gives to parts of answers.

    Args:
        blocks: blocks of the document.
        form: texts of the form.
        led: whether a title in bold may stand before the text of a paragraph.
    """
    leads = Counter(block.text[: block.bold] for block in blocks) if led else Counter[str]()
    parts = [part for block in blocks for part in _led(block, leads, form)]
    following = pairwise((*parts, Block(BlockKind.HEADING, "")))
    titles = {n for n, (each, after) in enumerate(following) if _is_title(each, after, form)}
    capitals = {n for n in titles if parts[n].text.isupper()}
    words = {n for n in capitals if " " not in parts[n].text}
    if capitals == words:  # they are names of institutions
        titles -= words
    above = max((b.level for b in blocks if b.kind is BlockKind.HEADING), default=0)
    if len(titles) < MIN_BOLD:
        return [*blocks]
    whole = {n for n in range(len(parts)) if form.question_at(parts, n)}
    if len(whole) >= len(titles - whole):
        return [*blocks]
    return [
        replace(each, kind=BlockKind.HEADING, level=above + _level(each)) if n in titles else each
        for n, each in enumerate(parts)
    ]


def _led(block: Block, leads: Mapping[str, int], form: Form) -> tuple[Block, ...]:
    """Returns an item of a list or a paragraph, with a title in bold before its text apart.

    What several begin with is no title: who speaks, what each institution did.
    """
    lead = block.text[: block.bold]
    is_led = block.kind is BlockKind.LIST_ITEM or (is_led_paragraph(block) and leads[lead] == 1)
    if not is_led or not MIN_LEAD <= block.bold < len(block.text) or block.cell:
        return (block,)
    if _reports(lead, form):
        return (block,)
    rest = replace(block.slice(block.bold, len(block.text)), kind=BlockKind.PARAGRAPH, bold=0)
    return (replace(block.slice(0, block.bold), kind=BlockKind.LIST_ITEM), rest)


def is_led_paragraph(block: Block) -> bool:
    """Returns whether a paragraph begins with what may be a title, in bold, before its text."""
    lead = block.text[: block.bold]
    is_before = block.kind is BlockKind.PARAGRAPH and len(lead) < len(block.text)
    return is_before and LEAD_END.search(lead) is not None


def _is_title(block: Block, after: Block, form: Form) -> bool:
    """Returns whether a block is a short line in bold, or with a colon above a paragraph."""
    is_above = after.kind is BlockKind.PARAGRAPH and len(after.text.split()) > MAX_TITLE
    announces = block.text.endswith(":") and not block.marker and is_above
    is_item = block.kind is BlockKind.LIST_ITEM and block.is_bold
    is_line = block.kind is BlockKind.PARAGRAPH or block.marker[:1].isalnum() or is_item
    is_line = is_line and block.cell is None and not block.placeholder
    is_short = len(block.text.split()) <= MAX_TITLE and (is_item or not block.text.endswith("."))
    if not is_line or not is_short or not (block.is_bold or announces):
        return False
    return not _reports(block.text, form) and not form.is_option(block)


def _reports(title: str, form: Form) -> bool:
    """Returns whether a text in bold reports a date, an act or a count, and asks nothing."""
    is_act = ACT.match(title) and max(form.similarity.rate(title)) < MIN_ASKING
    return bool(is_act or DATED.match(title))


def _level(block: Block) -> int:
    number = NUMBER.match(f"{block.marker} {block.text}".strip())
    depth = number["number"].count(".") if number else 0
    return 1 + depth + (not block.text.isupper()) + (not block.is_bold)


def topic_in(title: str) -> str:
    """Returns a title without the number of its section."""
    number = NUMBER.match(title)
    return title[number.end() - 1 :] if number else title

"""A document without a form: a section under each heading takes the place of an answer.

Where no heading is styled as one, lines that look like titles are: numbered ("3.2 Resultados") or
in capitals, without a full stop, with text below them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile, zip_longest
from textwrap import shorten

from meta87.form.countries import country_in_head
from meta87.form.period import find_period
from meta87.form.report import Answer, Placed, Report, Role
from meta87.form.stated_period import stated_period
from meta87.form.template import Template
from meta87.reading.document import Block, BlockKind, Document

MAX_TITLE = 110  # characters of a line that may be a title
MIN_STYLED = 2  # headings that show that the document styles them
NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5})(?:\.-|[.)])?\s+[^\W\d_]")
ENDS = re.compile(r"[.,;:?!…]$")
CONTENTS = re.compile(r"(?:\.\s?){4,}\s*\d+$")  # a line of a table of contents
MAX_TITLES, MAX_LINE = 12, 200  # lines, and characters of each, that say what a document is


@dataclass(slots=True, eq=False)
class _Section:
    """A heading with the text below it, up to the next one; without text it has no number."""

    title: str
    parent: str = ""
    number: str = ""
    blocks: list[Block] = field(default_factory=list)


def by_headings(document: Document, template: Template) -> Report:
    """Returns a document as a report whose answers are its sections.

    Args:
        document: the document.
        template: one without questions; its patterns find the country and the period.
    """
    blocks = _texts(document)
    placed = list(_walk(_with_titles(blocks)))
    sections = {id(section): section for *_, section in placed if section.number}
    answers = tuple(
        Answer(each.number, each.title, "", each.parent, each.title, blocks=tuple(each.blocks))
        for each in sections.values()
    )
    titles = title_lines(blocks)
    stated = find_period("\n".join(titles), template.period)
    return replace(
        _without_form(document, titles, stated),
        answers=answers,
        placed=tuple(Placed(block, role, section.number) for block, role, section in placed),
    )


def as_single_answer(document: Document, template: Template) -> Report:
    """Returns a document as a report of one answer, to a question without wording.

    Args:
        document: the document.
        template: its patterns find the period.
    """
    blocks = tuple(_texts(document))
    titles = list(takewhile(lambda line: not line.endswith("."), title_lines(blocks)))
    return replace(
        _without_form(document, titles, find_period(document.text, template.period)),
        answers=(Answer(question="1", wording="", id="", blocks=blocks),),
        placed=tuple(Placed(block, Role.ANSWER, "1") for block in blocks),
    )


def _without_form(
    document: Document, titles: Sequence[str], period: tuple[date, date] | None
) -> Report:
    """Returns a report without answers; the period that its titles state is preferred."""
    period = stated_period(titles) or period
    return Report(
        source=document.source,
        template="",
        country=country_in_head(titles),
        year=period[1].year if period else None,
        period=period,
        answers=(),
        placed=(),
        pictures=document.pictures,
        remarks=document.remarks,
    )


def _texts(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.text and not block.placeholder]


def _walk(blocks: Sequence[Block]) -> Iterator[tuple[Block, Role, _Section]]:
    """Yields each block with its role and its section; a section is numbered once it has text.

    A heading with nothing below it is text of the section before it.
    """
    above: list[tuple[int, str]] = []
    section = _Section("")
    count = 0
    for block, after in zip_longest(blocks, blocks[1:]):
        if block.kind is BlockKind.HEADING and not _is_bare(block, after):
            above = [each for each in above if each[0] < block.level]
            section = _Section(block.text, above[-1][1] if above else "")
            above.append((block.level, block.text))
            yield block, Role.QUESTION, section
            continue
        count += not section.number
        section.number = section.number or str(count)
        section.title = section.title or shorten(block.text, MAX_TITLE, placeholder="…")
        section.blocks.append(block)
        yield block, Role.ANSWER, section


def _is_bare(heading: Block, after: Block | None) -> bool:
    return after is None or (after.kind is BlockKind.HEADING and after.level <= heading.level)


def _with_titles(blocks: Sequence[Block]) -> list[Block]:
    """Returns the blocks with the lines that look like titles as headings, if none are styled."""
    if sum(block.kind is BlockKind.HEADING for block in blocks) >= MIN_STYLED:
        return [*blocks]
    found: list[Block] = []
    for place in reversed(range(len(blocks))):
        before = blocks[place - 1] if place else None
        after = found[-1] if found else None
        found.append(_as_title(blocks[place], before, after))
    return found[::-1]


def _as_title(block: Block, before: Block | None, after: Block | None) -> Block:
    """Returns a line as a heading, if it looks like a title with text or a lesser title below."""
    level = _level(block)
    if not level or after is None or after.cell or after.kind is BlockKind.LIST_ITEM:
        return block
    is_item = block.kind is BlockKind.LIST_ITEM
    if is_item and before is not None and before.kind is BlockKind.LIST_ITEM:
        return block
    is_prose = after.kind is BlockKind.PARAGRAPH and ENDS.search(after.text) is not None
    is_above = after.level > level if after.kind is BlockKind.HEADING else is_prose
    return replace(block, kind=BlockKind.HEADING, level=level) if is_above else block


def _level(block: Block) -> int:
    """Returns the level of a line that may be a title, or 0."""
    if block.kind is BlockKind.HEADING:
        return block.level
    text = f"{block.marker} {block.text}".strip()
    is_line = block.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} and block.cell is None
    if not is_line or len(text) > MAX_TITLE or ENDS.search(text) or CONTENTS.search(text):
        return 0
    numbered = NUMBER.match(text)
    if numbered:
        return numbered["number"].count(".") + 1
    return int(text.isupper())


def title_lines(blocks: Sequence[Block]) -> list[str]:
    """Returns the lines before the first long text, which say what a document is."""
    texts = (block.text for block in blocks[:MAX_TITLES])
    return list(takewhile(lambda text: len(text) <= MAX_LINE, texts))

"""HTML pages, as browsers show them and as word processors save them.

A note follows the paragraph that refers to it; headers and footers are kept apart.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

import lxml.html
from lxml import etree

from meta87.errors import InputError
from meta87.reading.document import Block, BlockKind, Document
from meta87.reading.html_flow import Context, Flow, Token
from meta87.reading.package import MAX_DEPTH, MAX_ELEMENTS
from meta87.reading.paragraphs import Role, paragraphs, run_block
from meta87.reading.patterns import OWN_PAGE
from meta87.reading.postprocess import finish, unique

# Ids and titles that word processors give to the notes of a page, and to its header and footer.
_NOTE = re.compile(r"(?:sdfootnote|sdendnote|_?ftn|_?edn|fn:?-?)\d+")
_RUNNING = re.compile(r"header|footer")


def read_html(text: str, name: str) -> Document:
    """Reads a page.

    Args:
        text: the decoded content.
        name: name of the file.

    Raises:
        InputError: ``file-empty`` for a page without text, ``text-too-large``,
            ``nesting-too-deep``, or ``own-page`` for one exported by Meta87.
    """
    tags = text.count("<")
    if tags > MAX_ELEMENTS:
        raise InputError("text-too-large", path=name, what="tags", value=tags, limit=MAX_ELEMENTS)
    root = parse_html(text, name)
    if root.xpath("//meta[@name='generator' and @content=$own]", own=OWN_PAGE):
        raise InputError("own-page", path=name)
    running = _named(root, "title", _RUNNING)
    page = _Page(root, running, _named(root, "id", _NOTE))
    blocks = finish(page.blocks())
    if not blocks:
        raise InputError("file-empty", path=name)
    edges = finish(block for element in running for block in page.element(element))
    return Document(name, "html", blocks, unique(edges))


def parse_html(text: str, name: str) -> etree._Element:
    """Parses a page; anchors count its text nodes, ``//text()``, in document order from 0."""
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise InputError("file-empty", path=name) from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise InputError("nesting-too-deep", path=name, limit=MAX_DEPTH)
    return root


def _named(root: etree._Element, attribute: str, pattern: re.Pattern[str]) -> list[etree._Element]:
    return [each for each in root.iter(etree.Element) if pattern.fullmatch(each.get(attribute, ""))]


class _Page:
    """A page whose notes and running text are left out of its flow."""

    def __init__(
        self, root: etree._Element, running: list[etree._Element], notes: list[etree._Element]
    ) -> None:
        self.root = root
        self.notes: dict[str, etree._Element] = {}
        for number, note in enumerate(notes):
            name = _bare(note.get("id", ""))
            self.notes[f"{name} {number}" if name in self.notes else name] = note
        self.flow = Flow(root, {*running, *notes})
        self.begun: set[int] = set()  # the list items of which a paragraph was read
        self.row: tuple[int, int] | None = None  # the current table and row
        self.pending_notes: deque[str] = deque()  # of that row
        self.in_note = False

    def blocks(self) -> Iterator[Block]:
        """Yields the blocks of the page, then the notes without a reference."""
        yield from self.element(self.root)
        self.pending_notes.extend(self.notes)
        yield from self.flush_notes()

    def element(self, element: etree._Element) -> Iterator[Block]:
        """Yields the blocks inside an element, each paragraph followed by its notes."""
        run: list[Token] = []
        for token in self.flow.inside(element, Context()):
            if token.text or token.prompt or token.note:
                run.append(token)
                continue
            yield from self.paragraph(run)
            run = []
        yield from self.paragraph(run)

    def paragraph(self, run: list[Token]) -> Iterator[Block]:
        """Yields the block of a paragraph, its closing prompt as a separate block, its notes.

        The notes of a row follow it, so that its cells stay together.
        """
        if not any(token.text.strip() or token.prompt or token.note for token in run):
            return
        cell = run[0].context.cell
        row = None if cell is None else (cell.table, cell.row)
        if row != self.row:
            yield from self.flush_notes()
        self.row = row
        for tokens in paragraphs(run):
            shown = (token.context for token in tokens if token.text.strip() or token.prompt)
            if context := next(shown, None):
                yield run_block(tokens, self.role(context), context.cell)
        self.pending_notes += [_bare(token.note) for token in run if token.note]
        if row is None:
            yield from self.flush_notes()

    def flush_notes(self) -> Iterator[Block]:
        """Yields the blocks of the pending notes, each once, then of those that they refer to."""
        if self.in_note:
            return
        self.in_note = True
        while self.pending_notes:
            note = self.notes.pop(self.pending_notes.popleft(), None)
            yield from () if note is None else self.element(note)
        self.in_note = False

    def role(self, context: Context) -> Role:
        """Returns the role of a paragraph; the first in a list item begins it."""
        if context.level or context.item is None:
            kind = BlockKind.HEADING if context.level else BlockKind.PARAGRAPH
            return Role(kind, context.level, context.marker)
        if context.item in self.begun:
            return Role(BlockKind.PARAGRAPH, context.lists - 1)
        self.begun.add(context.item)
        return Role(BlockKind.LIST_ITEM, context.lists - 1, context.marker)


def _bare(id: str) -> str:
    """Returns the common part of a note's id and of the target of its reference."""
    return id.strip("_#").removesuffix("sym")

"""HTML pages, as browsers show them and as word processors save them.

A note follows the paragraph that refers to it; headers and footers are kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import lxml.html
from lxml import etree

from meta87.errors import InputError
from meta87.reading.breaks import paragraphs
from meta87.reading.document import Block, BlockKind, Document, Piece
from meta87.reading.html_flow import Flow, Place, Token
from meta87.reading.normalise import Stretch, make_block
from meta87.reading.package import MAX_DEPTH
from meta87.reading.patterns import HTML_NOTE, HTML_RUNNING, OWN_PAGE
from meta87.reading.structure import finish, in_cell, unique


def read_html(text: str, name: str) -> Document:
    """Reads a page.

    Args:
        text: the decoded content.
        name: name of the file.

    Raises:
        InputError: ``file-empty`` for a page without text, ``nesting-too-deep``, or ``own-page``
            for one exported by Meta87.
    """
    root = parse_html(text, name)
    if root.xpath("//meta[@name='generator' and @content=$own]", own=OWN_PAGE):
        raise InputError("own-page", path=name)
    running = _named(root, "title", HTML_RUNNING)
    page = _Page(root, running, _named(root, "id", HTML_NOTE))
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
    """A page whose notes and running text stand apart from its flow."""

    def __init__(
        self, root: etree._Element, running: list[etree._Element], notes: list[etree._Element]
    ) -> None:
        self.root = root
        self.notes: dict[str, etree._Element] = {}
        for number, note in enumerate(notes):
            name = _bare(note.get("id", ""))
            self.notes[f"{name} {number}" if name in self.notes else name] = note
        self.flow = Flow(root, {*running, *notes})
        self.begun: set[int] = set()
        self.row: tuple[int, int] | None = None  # table and row that are being read
        self.waiting: list[str] = []  # notes of that row

    def blocks(self) -> Iterator[Block]:
        """Yields the blocks of the page, then the notes without a reference."""
        yield from self.element(self.root)
        while self.notes:
            yield from self.note(next(iter(self.notes)))

    def element(self, element: etree._Element) -> Iterator[Block]:
        """Yields the blocks inside an element, each paragraph followed by its notes."""
        run: list[Token] = []
        for token in self.flow.inside(element, Place()):
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
        cell = run[0].place.cell
        row = None if cell is None else (cell.table, cell.row)
        if row != self.row:
            yield from self.waited()
        self.row = row
        for tokens in paragraphs(run, [(token.text, token.prompt) for token in run]):
            if any(token.text.strip() or token.prompt for token in tokens):
                yield self.block(tokens)
        self.waiting += [_bare(token.note) for token in run if token.note]
        if row is None:
            yield from self.waited()

    def waited(self) -> Iterator[Block]:
        """Yields the blocks of the notes that were held until the end of a row."""
        waiting, self.waiting = self.waiting, []
        for note in waiting:
            yield from self.note(note)

    def note(self, id: str) -> Iterator[Block]:
        """Yields the blocks of a note, once."""
        note = self.notes.pop(id, None)
        if note is not None:
            yield from self.element(note)

    def block(self, tokens: Sequence[Token]) -> Block:
        """Makes the block of a paragraph's tokens."""
        place = next(token.place for token in tokens if token.text.strip() or token.prompt)
        level = place.level
        if place.kind is BlockKind.LIST_ITEM:
            place, level = self.item(place), place.lists - 1
        stretches = (Stretch(token.text, token.anchor) for token in tokens)
        block = make_block(place.kind, stretches, level=level, marker=place.marker)
        prompt = tokens[0].prompt
        if not block.pieces:
            block = replace(block, pieces=(Piece(0, 0, tokens[0].anchor),))
        return replace(in_cell(block, place.cell), placeholder=prompt)

    def item(self, place: Place) -> Place:
        """Returns the place of a list item, or of a further paragraph in one."""
        if place.item in self.begun or place.item is None:
            return replace(place, item=None, marker="")
        self.begun.add(place.item)
        return place


def _bare(id: str) -> str:
    """Returns the common part of a note's id and of the target of its reference."""
    return id.strip("_#").removesuffix("sym")

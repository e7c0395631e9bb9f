"""DOCX: body, content controls, tables, text boxes and notes, in reading order.

Headers and footers are running text and no answers; they are kept apart. A note follows the
paragraph that refers to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from lxml import etree

from meta87.errors import InputError
from meta87.reading.breaks import paragraphs
from meta87.reading.document import Anchor, Block, BlockKind, Cell, Document, Piece
from meta87.reading.docx_drawings import KINDS, drawn
from meta87.reading.docx_numbering import Numbering
from meta87.reading.docx_prompts import unmark_answered
from meta87.reading.docx_relations import Relations, main_part
from meta87.reading.docx_styles import Styles
from meta87.reading.docx_text import MC, Control, Leaf, ParagraphText, chosen, read_paragraph
from meta87.reading.normalise import Stretch, make_block
from meta87.reading.package import Package, W, open_package
from meta87.reading.structure import finish, in_cell, unique

_SMALL_NUMBER = re.compile(r"[0-9]{1,4}")
_RUNNING = re.compile(r"(?:header|footer)[0-9]*")
_NOTES = ("footnotes", "endnotes")
_LOST_MARK = f"{W}pPr/{W}rPr/{W}del"  # the end of a paragraph, deleted: it goes on in the next
_Leaf = tuple[int, Leaf]  # with the unit of its paragraph

_WRAPPERS = {f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag")}


def read_docx(data: bytes, name: str) -> Document:
    """Reads a DOCX file.

    Raises:
        InputError: ``docx-corrupt``, ``file-encrypted``, ``archive-too-large``,
            ``archive-unsafe``, ``xml-entities`` or ``nesting-too-deep``.
    """
    with open_package(data, name) as archive:
        package = Package(archive, name)
        main = Relations.of(package, main_part(package))
        root = package.part(main.path)
        body = None if root is None else root.find(f"{W}body")
        if root is None or body is None:
            raise InputError("docx-corrupt", path=name, part=main.path)
        unmark_answered(root, package, main)
        styles = Styles.of(package.part(main.path_of("styles")))
        beside = _Beside.of(package, main)
        running = unique(_running(package, main, styles))
    blocks = finish(_Part("body", root, styles, beside).blocks(body, Control(), None))
    return Document(name, "docx", blocks, running)


def _running(package: Package, main: Relations, styles: Styles) -> Iterator[Block]:
    """Yields the blocks of the headers and footers, whatever section they belong to."""
    known = [*main.paths("header"), *main.paths("footer")] or main.named(package, _RUNNING)
    for path in sorted(set(known)):
        root = package.part(path)
        if root is not None:
            part = _Part(
                main.name(path), root, styles, _Beside(links=Relations.of(package, path).links)
            )
            yield from part.blocks(root, Control(), None)


@dataclass(frozen=True)
class _Beside:
    """What a part needs of other parts.

    Attributes:
        numbering: the lists.
        notes: roots of the parts of notes, by the name that anchors call them.
        drawings: names and roots of the parts of diagrams and charts, by id.
        links: addresses by id.
    """

    numbering: Numbering = field(default_factory=Numbering)
    notes: Mapping[str, etree._Element | None] = field(default_factory=dict)
    drawings: Mapping[str, tuple[str, etree._Element]] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package, main: Relations) -> _Beside:
        """Parses the parts next to the document that it needs."""
        drawings = {
            each.id: (main.name(each.target), part)
            for each in main.found
            if each.kind in KINDS and (part := package.part(each.target)) is not None
        }
        notes = {kind: package.part(main.path_of(kind)) for kind in _NOTES}
        numbering = Numbering.of(package.part(main.path_of("numbering")))
        return cls(numbering, notes, drawings, main.links)


class _Part:
    """A part of the package whose blocks are read.

    Args:
        name: ``body``, ``footnotes``, ``endnotes``, ``header1``…, as anchors call it.
        root: root element; the unit of an anchor counts all its ``w:p`` in document order.
        styles: of the document.
        beside: what it needs of other parts.
    """

    def __init__(self, name: str, root: etree._Element, styles: Styles, beside: _Beside) -> None:
        self.name = name
        self.root = root
        self.units = {paragraph: unit for unit, paragraph in enumerate(root.iter(f"{W}p"))}
        self.styles = styles
        self.beside = beside
        self.tables = count()
        self.notes = {
            kind: _Part(kind, part, styles, _Beside())
            for kind, part in beside.notes.items()
            if part is not None
        }
        self.waiting: list[Block] = []  # the notes of the cells of a row

    def blocks(
        self, container: etree._Element, control: Control, cell: Cell | None
    ) -> Iterator[Block]:
        """Yields the blocks of a body, cell, control or text box."""
        joined: list[tuple[etree._Element, Control]] = []
        for child, inner in _unwrap(container, control, {f"{W}p", f"{W}tbl", f"{W}sdt"}):
            if child.tag == f"{W}p":
                joined.append((child, inner))
                if child.find(_LOST_MARK) is not None:
                    continue
            if joined:
                yield from self.paragraph(joined, cell)
                joined = []
            if child.tag == f"{W}tbl":
                yield from self.table(child, inner, cell)
            elif child.tag == f"{W}sdt":
                yield Block(BlockKind.PARAGRAPH, "", placeholder=True, tag=inner.tag, cell=cell)
        if joined:
            yield from self.paragraph(joined, cell)

    def table(
        self, table: etree._Element, control: Control, around: Cell | None
    ) -> Iterator[Block]:
        """Yields the paragraphs of the cells, row by row; merged cells once.

        The notes of a row follow it, so that its cells stay together.
        """
        number = next(self.tables)
        for row, (element, outer) in enumerate(_unwrap(table, control, {f"{W}tr"})):
            if element.find(f"{W}trPr/{W}del") is not None:
                continue
            column = _number(element.find(f"{W}trPr/{W}gridBefore"), 0)
            for cell, inner in _unwrap(element, outer, {f"{W}tc"}):
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is None or merge.get(f"{W}val") == "restart":
                    yield from self.blocks(cell, inner, Cell(number, row, column))
                column += _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
            if around is None:
                yield from self.waiting
                self.waiting = []

    def paragraph(
        self, joined: Sequence[tuple[etree._Element, Control]], cell: Cell | None
    ) -> Iterator[Block]:
        """Yields the blocks of a paragraph, then of its text boxes, drawings and notes.

        Args:
            joined: the ``w:p`` that make up the paragraph, each with its control: one, or several
                whose ends a tracked change removes.
            cell: cell of the paragraph.
        """
        paragraph, control = joined[-1]
        read = [(each, read_paragraph(each, c, self.beside.links)) for each, c in joined]
        leaves = [(self.units[each], leaf) for each, found in read for leaf in found.leaves]
        place = self.styles.list_place(paragraph)
        marker = self.beside.numbering.marker(place) if place else ""
        shown = [(leaf.shown, _is_prompt(leaf)) for _, leaf in leaves]
        for part in paragraphs(leaves, shown):
            yield replace(
                self.block(paragraph, part, control, cell), marker=marker, counted=bool(marker)
            )
            marker = ""
        if control.placeholder and not leaves:
            pieces = (Piece(0, 0, Anchor(self.name, self.units[paragraph], 0, 0)),)
            yield Block(
                BlockKind.PARAGRAPH, "", pieces, cell=cell, placeholder=True, tag=control.tag
            )
        for _, found in read:
            yield from self.anchored(found, cell)

    def anchored(self, found: ParagraphText, cell: Cell | None) -> Iterator[Block]:
        """Yields the blocks anchored in a paragraph; a cell's notes wait for the end of its row."""
        for box in found.text_boxes:
            yield from self.blocks(box, Control(), cell)
        for name, root in filter(None, map(self.beside.drawings.get, found.drawings)):
            yield from drawn(root, name)
        notes = [
            block
            for kind, note in found.notes
            if kind in self.notes
            for block in self.notes[kind].note(note)
        ]
        if cell is None:
            yield from notes
        else:
            self.waiting += notes

    def note(self, number: str) -> Iterator[Block]:
        """Yields the blocks of a footnote or endnote."""
        for note in self.root:
            if note.get(f"{W}id") == number:
                yield from self.blocks(note, Control(), None)

    def block(
        self,
        paragraph: etree._Element,
        leaves: Sequence[_Leaf],
        control: Control,
        cell: Cell | None,
    ) -> Block:
        """Makes one block of adjacent runs."""
        stretches = (
            Stretch(leaf.shown, Anchor(self.name, unit, leaf.start, leaf.start + len(leaf.text)))
            for unit, leaf in leaves
        )
        tags = {
            leaf.control.tag for _, leaf in leaves if leaf.shown.strip() or leaf.control.placeholder
        }
        role = self.styles.role(paragraph)
        block = in_cell(make_block(role.kind, stretches, level=role.level), cell)
        tag = tags.pop() if len(tags) == 1 else control.tag
        return replace(block, tag=tag, placeholder=_is_prompt(leaves[0][1]))


def _unwrap(
    container: etree._Element, control: Control, wanted: set[str]
) -> Iterator[tuple[etree._Element, Control]]:
    """Yields the wanted descendants with their control, through any wrapping elements.

    An empty control that shows its prompt is yielded itself, where ``w:sdt`` is wanted.
    """
    for child in container:
        if child.tag == f"{W}sdt":
            inner = control.enter(child)
            content = child.find(f"{W}sdtContent")
            if content is not None and len(content):
                yield from _unwrap(content, inner, wanted)
            elif inner.placeholder and child.tag in wanted:
                yield child, inner
        elif child.tag in wanted:
            yield child, control
        elif child.tag in _WRAPPERS:
            yield from _unwrap(child, control, wanted)
        elif child.tag == f"{MC}AlternateContent" and (branch := chosen(child)) is not None:
            yield from _unwrap(branch, control, wanted)


def _is_prompt(leaf: Leaf) -> bool:
    return leaf.control.placeholder and leaf.control.checked is None


def _number(element: etree._Element | None, default: int) -> int:
    value = "" if element is None else element.get(f"{W}val", "")
    return int(value) if _SMALL_NUMBER.fullmatch(value) else default

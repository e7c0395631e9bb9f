"""DOCX: body, content controls, tables, text boxes and notes, in reading order.

Headers and footers are running text and no answers; they are kept apart. A note follows the
paragraph that refers to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from posixpath import dirname

from lxml import etree

from meta87.errors import InputError
from meta87.reading.document import Anchor, Block, BlockKind, Cell, Document, Piece
from meta87.reading.docx_numbering import Numbering
from meta87.reading.docx_styles import Styles
from meta87.reading.docx_text import MC, Control, Leaf, chosen, read_paragraph
from meta87.reading.normalise import Stretch, make_block
from meta87.reading.package import Package, W, open_package
from meta87.reading.structure import finish, prompt_start, unique

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_SMALL_NUMBER = re.compile(r"[0-9]{1,4}")
_RUNNING = re.compile(r"(?:header|footer)[0-9]*")
_WRAPPERS = {f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag")}


def read_docx(data: bytes, name: str) -> Document:
    """Read a DOCX file.

    Raises:
        InputError: ``docx-corrupt``, ``file-encrypted``, ``archive-too-large``,
            ``archive-unsafe``, ``xml-entities`` or ``nesting-too-deep``.
    """
    with open_package(data, name) as archive:
        package = Package(archive, name)
        path = main_part(package)
        root = package.part(path)
        body = None if root is None else root.find(f"{W}body")
        if root is None or body is None:
            raise InputError("docx-corrupt", path=name, part=path)
        folder = dirname(path)
        styles = Styles.of(package.part(f"{folder}/styles.xml"))
        numbering = Numbering.of(package.part(f"{folder}/numbering.xml"))
        notes = {kind: package.part(f"{folder}/{kind}.xml") for kind in ("footnotes", "endnotes")}
        running = unique(_running(package, folder, styles))
    part = _Part("body", root, styles, notes, numbering)
    blocks = finish(part.blocks(body, Control(), None))
    return Document(name, "docx", blocks, running)


def main_part(package: Package) -> str:
    """Give the path of the document inside the package; some programs call it document2.xml."""
    relations = package.part("_rels/.rels")
    for relation in [] if relations is None else relations.iter(_RELATION):
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _running(package: Package, folder: str, styles: Styles) -> Iterator[Block]:
    """Give the blocks of the headers and footers, whatever section they belong to."""
    for path in sorted(package.archive.namelist()):
        name = path.removeprefix(f"{folder}/").removesuffix(".xml")
        part = package.part(path) if _RUNNING.fullmatch(name) else None
        if part is not None:
            yield from _Part(name, part, styles, {}).blocks(part, Control(), None)


class _Part:
    """A part of the package whose blocks are read.

    Args:
        name: ``body``, ``footnotes``, ``endnotes``, ``header1``…, as anchors call it.
        root: root element; the unit of an anchor counts all its ``w:p`` in document order.
    """

    def __init__(
        self,
        name: str,
        root: etree._Element,
        styles: Styles,
        notes: dict[str, etree._Element | None],
        numbering: Numbering | None = None,
    ) -> None:
        self.name = name
        self.root = root
        self.units = {paragraph: unit for unit, paragraph in enumerate(root.iter(f"{W}p"))}
        self.styles = styles
        self.numbering = numbering or Numbering()
        self.tables = count()
        self.notes = {
            kind: _Part(kind, part, styles, {}) for kind, part in notes.items() if part is not None
        }

    def blocks(
        self, container: etree._Element, control: Control, cell: Cell | None
    ) -> Iterator[Block]:
        """Give the blocks of a body, cell, control or text box."""
        for child, inner in _unwrap(container, control, {f"{W}p", f"{W}tbl", f"{W}sdt"}):
            if child.tag == f"{W}p":
                yield from self.paragraph(child, inner, cell)
            elif child.tag == f"{W}tbl":
                yield from self.table(child, inner)
            else:
                yield Block(BlockKind.PARAGRAPH, "", placeholder=True, tag=inner.tag, cell=cell)

    def table(self, table: etree._Element, control: Control) -> Iterator[Block]:
        """Give the paragraphs of the cells, row by row; merged cells once."""
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

    def paragraph(
        self, paragraph: etree._Element, control: Control, cell: Cell | None
    ) -> Iterator[Block]:
        """Give the blocks of a paragraph, then of its text boxes and its notes."""
        found = read_paragraph(paragraph, control)
        cut = prompt_start([(leaf.shown, _is_prompt(leaf)) for leaf in found.leaves])
        place = self.styles.list_place(paragraph)
        marker = self.numbering.marker(place) if place else ""
        for leaves in (found.leaves[:cut], found.leaves[cut:]):
            if leaves:
                block = self.block(paragraph, leaves, control, cell)
                yield replace(block, marker=marker, counted=bool(marker))
                marker = ""
        if control.placeholder and not found.leaves:
            pieces = (Piece(0, 0, Anchor(self.name, self.units[paragraph], 0, 0)),)
            yield Block(
                BlockKind.PARAGRAPH, "", pieces, cell=cell, placeholder=True, tag=control.tag
            )
        for box in found.text_boxes:
            yield from self.blocks(box, Control(), cell)
        for kind, note in found.notes:
            if kind in self.notes:
                yield from self.notes[kind].note(note)

    def note(self, number: str) -> Iterator[Block]:
        """Give the blocks of a footnote or endnote."""
        for note in self.root:
            if note.get(f"{W}id") == number:
                yield from self.blocks(note, Control(), None)

    def block(
        self, paragraph: etree._Element, leaves: list[Leaf], control: Control, cell: Cell | None
    ) -> Block:
        """Make one block of neighbouring leaves."""
        unit = self.units[paragraph]
        stretches = (
            Stretch(leaf.shown, Anchor(self.name, unit, leaf.start, leaf.start + len(leaf.text)))
            for leaf in leaves
        )
        tags = {
            leaf.control.tag for leaf in leaves if leaf.shown.strip() or leaf.control.placeholder
        }
        role = self.styles.role(paragraph)
        block = make_block(role.kind, stretches, level=role.level)
        if cell is not None:
            block = replace(block, kind=BlockKind.TABLE_CELL, level=0, cell=cell)
        tag = tags.pop() if len(tags) == 1 else control.tag
        return replace(block, tag=tag, placeholder=_is_prompt(leaves[0]))


def _unwrap(
    container: etree._Element, control: Control, wanted: set[str]
) -> Iterator[tuple[etree._Element, Control]]:
    """Give the wanted descendants with their control, through whatever wraps them.

    A control that shows its prompt and holds nothing is given itself, where ``w:sdt`` is wanted.
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

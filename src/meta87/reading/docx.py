"""DOCX: body, content controls, tables, text boxes and notes, in reading order.

Headers and footers are running text and no answers; they are kept apart. A note follows the
paragraph that refers to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count

from lxml import etree

from meta87.errors import InputError
from meta87.reading.document import Anchor, Block, BlockKind, Cell, Document
from meta87.reading.docx_bindings import resolve_bindings
from meta87.reading.docx_inserted import ALT_CHUNK, inserted_files, with_tables
from meta87.reading.docx_parts import R, Relations, drawing_blocks, main_part, val
from meta87.reading.docx_prompts import unmark_answered
from meta87.reading.docx_remarks import docx_remarks
from meta87.reading.docx_styles import Numbering, Styles
from meta87.reading.docx_text import MC, Control, ParagraphText, TextRun, chosen, read_paragraph
from meta87.reading.package import Package, W, open_package
from meta87.reading.paragraphs import Run, paragraphs, run_block
from meta87.reading.postprocess import finish, small_number, unique

_NOTES = ("footnotes", "endnotes")
_DELETED_END = f"{W}pPr/{W}rPr/{W}del"  # of a paragraph, which continues in the next
_BLOCKS = {f"{W}p", f"{W}tbl", f"{W}sdt", ALT_CHUNK}
_WRAPPERS = {f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag")}


def read_docx(data: bytes, name: str) -> Document:
    """Reads a DOCX file.

    Raises:
        InputError: ``docx-corrupt``, ``file-encrypted``, ``archive-too-large``,
            ``archive-unsafe``, ``xml-entities`` or ``nesting-too-deep``.
    """
    return _read(open_package(data, name))


def _read(package: Package, *, inside: bool = False) -> Document:
    """Reads a package; ``inside`` another, without the files that are inserted in it."""
    main = Relations.of(package, main_part(package))
    root = package.part(main.path)
    body = None if root is None else root.find(f"{W}body")
    if root is None or body is None:
        raise InputError("docx-corrupt", path=package.name, part=main.path)
    resolve_bindings(root, package, main)
    unmark_answered(root, package, main)
    styles = Styles(package.part(main.path_of("styles")))
    running = unique(_running(package, main, styles))
    inserted = {} if inside else inserted_files(package, main, partial(_read, inside=True))
    notes = {kind: package.part(main.path_of(kind)) for kind in _NOTES}
    part = _Part(
        "body", root, styles, Numbering(package.part(main.path_of("numbering"))), main.links,
        {kind: _Part(kind, part, styles) for kind, part in notes.items() if part is not None},
        main.drawings(package), dict(inserted),
    )  # fmt: skip
    blocks = finish(part.blocks(body, Control(), None))
    remarks = tuple(docx_remarks(root, package, main, inserted))
    return Document(package.name, "docx", blocks, running, remarks=remarks)


def _running(package: Package, main: Relations, styles: Styles) -> Iterator[Block]:
    """Yields the blocks of the headers and footers, whatever section they belong to."""
    for path in sorted({*main.paths("header"), *main.paths("footer")}):
        root = package.part(path)
        if root is not None:
            part = _Part(main.name(path), root, styles, links=Relations.of(package, path).links)
            yield from part.blocks(root, Control(), None)


@dataclass
class _Part:
    """A part of the package whose blocks are read, with what it needs of other parts."""

    name: str  # ``body``, ``footnotes``, ``endnotes``, ``header1``…, as anchors call it
    # root element; the unit of an anchor counts all its ``w:p`` in document order
    root: etree._Element
    styles: Styles  # of the document
    numbering: Numbering = field(default_factory=Numbering)  # its lists
    links: Mapping[str, str] = field(default_factory=dict)  # URLs by id
    # the parts of notes, by the name that anchors call them
    notes: Mapping[str, _Part] = field(default_factory=dict)
    # names and roots of the parts of diagrams and charts that were not yet read, by id
    drawings: dict[str, tuple[str, etree._Element]] = field(default_factory=dict)
    # the files inserted in the text that were not yet read, by id
    inserted: dict[str, Document] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.units = {paragraph: unit for unit, paragraph in enumerate(self.root.iter(f"{W}p"))}
        self.tables = count()
        self.unread_notes = defaultdict[tuple[str, str], list[etree._Element]](list)
        for kind, part in self.notes.items():
            for note in part.root:
                self.unread_notes[kind, note.get(f"{W}id", "")].append(note)
        self.pending_notes: list[Block] = []  # those of the cells of a row

    def blocks(
        self, container: etree._Element, control: Control, cell: Cell | None
    ) -> Iterator[Block]:
        """Yields the blocks of a body, cell, control or text box."""
        merged: list[tuple[etree._Element, Control]] = []
        for child, inner in _unwrap(container, control, _BLOCKS):
            if child.tag == f"{W}p":
                merged.append((child, inner))
                if child.find(_DELETED_END) is not None:
                    continue
            if merged:
                yield from self.paragraph(merged, cell)
                merged = []
            if child.tag == f"{W}tbl":
                yield from self.table(child, inner, cell)
            elif child.tag == ALT_CHUNK:
                file = self.inserted.pop(child.get(f"{R}id", ""), None)
                yield from with_tables(file.blocks if file else (), self.tables)
            elif child.tag == f"{W}sdt":
                yield Block(BlockKind.PARAGRAPH, "", placeholder=True, tag=inner.tag, cell=cell)
        if merged:
            yield from self.paragraph(merged, cell)

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
            column = small_number(val(element.find(f"{W}trPr/{W}gridBefore")), 0)
            for cell, inner in _unwrap(element, outer, {f"{W}tc"}):
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is None or merge.get(f"{W}val") == "restart":
                    yield from self.blocks(cell, inner, Cell(number, row, column))
                column += small_number(val(cell.find(f"{W}tcPr/{W}gridSpan")), 1)
            if around is None:
                yield from self.pending_notes
                self.pending_notes = []

    def paragraph(
        self, merged: Sequence[tuple[etree._Element, Control]], cell: Cell | None
    ) -> Iterator[Block]:
        """Yields the blocks of a paragraph, then of its text boxes, drawings and notes.

        Args:
            merged: the ``w:p`` that make up the paragraph, each with its control: one, or several
                whose ends a tracked change removes.
            cell: cell of the paragraph.
        """
        paragraph, control = merged[-1]
        read = [(each, read_paragraph(each, c, self.links)) for each, c in merged]
        place = self.styles.list_place(paragraph)
        marker = self.numbering.marker(place) if place else ""
        role = replace(self.styles.role(paragraph), marker=marker, counted=bool(marker))
        runs = [
            self.run(run, self.units[each], paragraph) for each, found in read for run in found.runs
        ]
        for part in paragraphs(runs):
            yield run_block(part, role, cell, control.tag)
            role = replace(role, marker="", counted=False)
        for _, found in read:
            yield from self.anchored(found, cell)

    def run(self, run: TextRun, unit: int, paragraph: etree._Element) -> Run:
        """Returns a run of a ``w:p``, whose number is the unit, as it is shown."""
        anchor = Anchor(self.name, unit, run.start, run.start + len(run.text))
        prompt = run.control.placeholder and run.control.checked is None
        bold = self.styles.is_bold(run.element, paragraph)
        return Run(run.shown, anchor, bold, run.control.tag, prompt)

    def anchored(self, found: ParagraphText, cell: Cell | None) -> Iterator[Block]:
        """Yields the blocks anchored in a paragraph; a cell's notes wait for the end of its row."""
        for box in found.text_boxes:
            yield from self.blocks(box, Control(), cell)
        for drawing in found.drawings:
            if drawing in self.drawings:
                name, root = self.drawings.pop(drawing)
                yield from drawing_blocks(root, name)
        notes = [
            block
            for kind, number in found.notes
            for note in self.unread_notes.pop((kind, number), ())
            for block in self.notes[kind].blocks(note, Control(), None)
        ]
        if cell is None:
            yield from notes
        else:
            self.pending_notes += notes


def _unwrap(
    container: etree._Element, control: Control, wanted: set[str]
) -> Iterator[tuple[etree._Element, Control]]:
    """Yields the wanted descendants with their control, through any wrapping elements.

    An empty control that shows its prompt is yielded itself, where ``w:sdt`` is wanted.
    """
    for child in container:
        if child.tag == f"{W}sdt":
            inner = control.nested(child)
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

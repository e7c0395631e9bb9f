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
from meta87.reading.document import Anchor, Block, Cell, Document
from meta87.reading.docx_bindings import resolve_bindings
from meta87.reading.docx_inserted import ALT_CHUNK, inserted_files, placed
from meta87.reading.docx_parts import R, Relations, main_part, val
from meta87.reading.docx_prompts import unmark_answered
from meta87.reading.docx_remarks import docx_remarks
from meta87.reading.docx_styles import Numbering, Styles
from meta87.reading.docx_text import FREE, MC, Control, TextRun, chosen, read_paragraph
from meta87.reading.flow import END, OUTSIDE, Context, FlowReader, Token, ready
from meta87.reading.package import Package, W, open_package
from meta87.reading.postprocess import finish, small_number, unique

_NOTES = ("footnotes", "endnotes")
_DELETED_END = f"{W}pPr/{W}rPr/{W}del"  # of a paragraph, which continues in the next
_BLOCKS = {f"{W}p", f"{W}tbl", ALT_CHUNK}
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
    styles = Styles(package.part(main.path_of("styles")))
    running = unique(_running(package, main, styles))
    inserted = {} if inside else inserted_files(package, main, partial(_read, inside=True))
    roots = {"body": root}
    for kind in _NOTES:
        if (part := package.part(main.path_of(kind))) is not None:
            roots[kind] = part
    for part in roots.values():
        unmark_answered(part, package, main)
    numbering = Numbering(package.part(main.path_of("numbering")))
    flow = _DocxFlow(roots, styles, main.links, numbering, dict(inserted))
    blocks = finish(FlowReader(flow).element(body))
    remarks = tuple(docx_remarks(root, package, main, inserted))
    return Document(package.name, "docx", blocks, running, remarks=remarks)


def _running(package: Package, main: Relations, styles: Styles) -> Iterator[Block]:
    """Yields the blocks of the headers and footers, whatever section they belong to."""
    for path in sorted({*main.paths("header"), *main.paths("footer")}):
        root = package.part(path)
        if root is not None:
            flow = _DocxFlow({main.name(path): root}, styles, Relations.of(package, path).links)
            yield from FlowReader(flow).element(root)


@dataclass
class _DocxFlow:
    """The parts of a document, with what they need of others."""

    # by the name that anchors call them; the unit of an anchor counts all their ``w:p`` in order
    roots: Mapping[str, etree._Element]
    styles: Styles
    links: Mapping[str, str]  # URLs by id
    numbering: Numbering = field(default_factory=Numbering)
    # the files inserted in the text that were not yet read, by id
    inserted: dict[str, Document] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = {
            paragraph: Anchor(name, unit, 0, 0)
            for name, root in self.roots.items()
            for unit, paragraph in enumerate(root.iter(f"{W}p"))
        }
        self.tables = count()
        self.notes: dict[str, list[etree._Element]] = defaultdict(list)
        for kind in _NOTES:
            for note in self.roots.get(kind, ()):
                self.notes[f"{kind} {note.get(f'{W}id', '')}"].append(note)

    def inside(
        self, container: etree._Element, control: Control = FREE, around: Context = OUTSIDE
    ) -> Iterator[Token]:
        """Yields a body, cell, control, text box or note."""
        merged: list[tuple[etree._Element, Control]] = []
        for child, inner in _unwrap(container, control, _BLOCKS):
            if child.tag == f"{W}p":
                merged.append((child, inner))
                if child.find(_DELETED_END) is not None:
                    continue
            if merged:
                yield from self.paragraph(merged, around)
                merged = []
            if child.tag == f"{W}tbl":
                yield from self.table(child, inner, around)
            elif file := self.inserted.pop(child.get(f"{R}id", ""), None):
                yield ready(*placed(file, self.tables))
        if merged:
            yield from self.paragraph(merged, around)

    def table(self, table: etree._Element, control: Control, around: Context) -> Iterator[Token]:
        """Yields the paragraphs of the cells, row by row; merged cells once."""
        number = next(self.tables)
        for row, (element, outer) in enumerate(_unwrap(table, control, {f"{W}tr"})):
            if element.find(f"{W}trPr/{W}del") is not None:
                continue
            column = small_number(val(element.find(f"{W}trPr/{W}gridBefore")), 0)
            for cell, inner in _unwrap(element, outer, {f"{W}tc"}):
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is None or merge.get(f"{W}val") == "restart":
                    yield from self.inside(cell, inner, around.in_cell(Cell(number, row, column)))
                column += small_number(val(cell.find(f"{W}tcPr/{W}gridSpan")), 1)

    def paragraph(
        self, merged: Sequence[tuple[etree._Element, Control]], around: Context
    ) -> Iterator[Token]:
        """Yields a paragraph, then its text boxes and the references to its notes.

        Args:
            merged: the ``w:p`` that make up the paragraph, each with its control: one, or several
                whose ends a tracked change removes.
            around: what is around the paragraph.
        """
        paragraph, _ = merged[-1]
        place = self.styles.list_place(paragraph)
        marker = self.numbering.marker(place) if place else ""
        role = self.styles.role(paragraph)
        context = replace(around, role=replace(role, marker=marker, counted=bool(marker)))
        in_note = self.places[paragraph].part in _NOTES  # whose references are its own
        links = {} if in_note else self.links
        read = [(each, read_paragraph(each, c, links)) for each, c in merged]
        for each, found in read:
            for run in found.runs:
                yield self.token(run, each, paragraph, context)
        yield END
        for _, found in read:
            for box in found.text_boxes:
                yield from self.inside(box, FREE, around)
        for _, found in read:
            for kind, number in found.notes:
                yield Token.of(context, "", self.places[paragraph], f"{kind} {number}")
        yield END

    def token(
        self, run: TextRun, own: etree._Element, paragraph: etree._Element, context: Context
    ) -> Token:
        """Returns a run of its own ``w:p``, which may be merged in a paragraph."""
        anchor = self.places[own].subrange(run.start, run.start + len(run.text))
        prompt = run.control.placeholder and run.control.checked is None
        bold = self.styles.is_bold(run.element, paragraph)
        return Token(run.shown, anchor, bold, prompt, context)


def _unwrap(
    container: etree._Element, control: Control, wanted: set[str]
) -> Iterator[tuple[etree._Element, Control]]:
    """Yields the wanted descendants with their control, through any wrapping elements."""
    for child in container:
        if child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None:
                yield from _unwrap(content, Control.of(child), wanted)
        elif child.tag in wanted:
            yield child, control
        elif child.tag in _WRAPPERS:
            yield from _unwrap(child, control, wanted)
        elif child.tag == f"{MC}AlternateContent" and (branch := chosen(child)) is not None:
            yield from _unwrap(branch, control, wanted)

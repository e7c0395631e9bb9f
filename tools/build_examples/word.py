"""The form as a Word file, filled in as people do it: in controls of every kind."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from itertools import count
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from inline import parse_runs
from layout import Writer
from word_styles import dress, shade
from word_xml import checkbox, control, hyperlink, legacy_checkbox, tracked, wrap

from form import PLACEHOLDER, Block, Form, Question

WRITTEN = datetime(2025, 1, 31, 9, 0)
STYLES = {
    "title": "Title", "heading": "Heading 1", "text": "Normal", "note": "Nota",
    "prompt": "Pregunta", "bullets": "List Bullet", "subbullets": "List Bullet 2",
    "numbers": "List Number",
}  # fmt: skip
UNNEEDED = ("/thumbnail", "/stylesWithEffects")


class Word(Writer):
    """The document being written."""

    def __init__(self, form: Form) -> None:
        self.document = docx.Document()
        self.ids = count(1001)
        dress(self.document, form.report)

    def text(self, text: str, style: str) -> None:
        """Writes a paragraph of the form."""
        self._paragraph(text, STYLES[style])

    def options(self, question: Question) -> None:
        """Writes the boxes, all in one paragraph or one per paragraph."""
        paragraph = None
        for index, (label, ticked) in enumerate(question.choices, start=1):
            if paragraph is None or question.boxes != "row":
                paragraph = self._paragraph("", "Opción")
            name = f"opcion_{question.number}_{index}"
            if question.boxes == "legacy":
                boxes = legacy_checkbox(name, ticked=ticked)
            else:
                boxes = [checkbox(name, next(self.ids), ticked=ticked)]
            if question.boxes == "row" and index > 1:
                paragraph.add_run("\t")
            paragraph._p.extend(boxes)
            paragraph.add_run(f" {label}")

    def answer(self, question: Question) -> None:
        """Writes the answer into the kind of control that the question has."""
        boxed = question.control in ("cell", "row")
        cell = self.document.add_table(1, 1, "Table Grid").cell(0, 0) if boxed else None
        elements = [e for block in question.answer for e in self._block(block, cell)]
        if not elements:
            untouched = question.control == "placeholder"
            left = (PLACEHOLDER, "Marcador") if untouched else ("", "Normal")
            elements = [self._paragraph(*left)._p]
        if cell is not None:
            cell._tc.remove(cell._tc.p_lst[0])
            self._paragraph("")
        self._enclose(question, elements)

    def _enclose(self, question: Question, elements: list[Any]) -> None:
        tag = f"respuesta_{question.number}"
        if question.control == "row":
            groups = [[elements[0].getparent()]]
        elif question.control == "inline":
            groups = [[e for e in paragraph if e.tag != qn("w:pPr")] for paragraph in elements]
        else:
            groups = [] if question.control == "none" else [elements]
        for group in groups:
            wrap(control(tag, next(self.ids), question.control == "placeholder"), group)

    def _block(self, block: Block, parent: Any) -> list[Any]:
        """Writes a block of an answer and returns its elements."""
        if block.kind == "table":
            return [self._table(block)._tbl, self._paragraph("")._p]
        style = STYLES.get(block.kind, "Normal" if parent is None else "Celda")
        return [self._paragraph(line, style, parent)._p for line in block.lines]

    def _table(self, block: Block) -> Table:
        table: Table = self.document.add_table(len(block.rows), len(block.rows[0]), "Table Grid")
        for number, texts in enumerate(block.rows):
            for cell, text in zip(table.row_cells(number), texts, strict=True):
                cell.paragraphs[0].style = "Celda"
                cell.paragraphs[0].add_run(text).bold = number == 0
        for cell in table.row_cells(0):
            shade(cell)
        return table

    def _paragraph(self, text: str, style: str = "Normal", parent: Any = None) -> Paragraph:
        paragraph: Paragraph = (parent or self.document).add_paragraph(style=style)
        for run in parse_runs(text):
            if run.style in ("inserted", "deleted"):
                change = tracked(run.text, next(self.ids), deleted=run.style == "deleted")
                paragraph._p.append(change)
            elif run.style == "link":
                target = RELATIONSHIP_TYPE.HYPERLINK
                relation = self.document.part.relate_to(run.text, target, is_external=True)
                paragraph._p.append(hyperlink(run.text, relation))
            else:
                paragraph.add_run(run.text).bold = True if run.style == "bold" else None
        return paragraph


def write_docx(form: Form) -> bytes:
    """Returns the form as the bytes of a DOCX file."""
    writer = Word(form)
    writer.compose(form)
    _describe(writer.document, form)
    _drop_unneeded(writer.document)
    out = io.BytesIO()
    writer.document.save(out)
    return _without_clock(out)


def _describe(document: Any, form: Form) -> None:
    properties = document.core_properties
    properties.title = f"{form.report.country}. {form.report.title}"
    properties.author = properties.last_modified_by = form.report.country
    properties.created = properties.modified = WRITTEN
    properties.language, properties.comments, properties.revision = "es", "", 1


def _drop_unneeded(document: Any) -> None:
    """Removes the parts of python-docx's template that Word does not need."""
    for relations in (document.part.rels, document.part.package.rels):
        for key in [k for k, r in relations.items() if r.reltype.endswith(UNNEEDED)]:
            del relations[key]


def _without_clock(source: io.BytesIO) -> bytes:
    """Returns the archive rewritten with one fixed time on every entry."""
    out = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, WRITTEN.timetuple()[:6])
            entry.create_system, entry.compress_type = 0, zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()

"""Prints a draft as DOCX, each in the look that its kind has on a desk."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from source import RULE, Break, Draft, Grid, pieces

DATE = datetime(2026, 1, 1)
HANDS = ["Calibri", "Times New Roman", "Arial", "Calibri", "Verdana", "Cambria"]  # one per e-mail
LABELS = ("De:", "Para:", "CC:", "Asunto:", "Enviado el:", "Enviado:", "Fecha:")
GREY = RGBColor(0x1F, 0x3A, 0x5F)
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
WIDTHS = {2: (6.2, 10.3), 3: (1.3, 6, 9.2)}  # of the columns, in centimetres


class Printer:
    """Writes one draft.

    Args:
        draft: what to print.
        look: ``mail``, ``table`` or ``report``.
    """

    def __init__(self, draft: Draft, look: str) -> None:
        self.draft = draft
        self.look = look
        self.doc = Document()
        self.mails = 0
        self.list: int | None = None
        self.cover = False

    def print(self) -> bytes:
        """Returns the DOCX; the same draft gives the same bytes."""
        self._page()
        for block in self.draft.blocks:
            if isinstance(block, Grid):
                self._grid(block)
            elif isinstance(block, Break):
                self._break(block)
            else:
                self._paragraph(self.doc, block)
        if self.draft.notes:
            self._footnotes()
        properties = self.doc.core_properties
        properties.author, properties.title, properties.comments = "Secretaría", "", ""
        properties.created = properties.modified = DATE
        buffer = io.BytesIO()
        self.doc.save(buffer)
        return _dated(buffer)

    def _page(self) -> None:
        section = self.doc.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.25)
        normal = self.doc.styles["Normal"]
        normal.font.name = {"mail": "Calibri", "table": "Arial Narrow", "report": "Calibri"}[
            self.look
        ]
        normal.font.size = Pt(10 if self.look == "table" else 11)
        if self.look == "mail":
            normal.paragraph_format.space_after = Pt(0)
        if self.draft.header:
            section.different_first_page_header_footer = True
            section.header.paragraphs[0].text = self.draft.header
            foot = section.footer.paragraphs[0]
            foot.add_run(f"{self.draft.footer} – Página ")
            _field(foot, "PAGE")
            foot.add_run(" de ")
            _field(foot, "NUMPAGES")

    def _break(self, block: Break) -> None:
        self.cover = block.cover
        if block.cover:
            for _ in range(5):
                self.doc.add_paragraph()
        else:
            self.doc.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _paragraph(self, where: Any, line: str, *, first: bool = False, bold: bool = False) -> None:
        level = len(line) - len(line.lstrip("#"))
        text = line.lstrip("# ") if level else line
        style = self._style(where, text, level)
        if style:
            text = text.split(" ", 1)[1]
        paragraph = where.paragraphs[0] if first else where.add_paragraph()
        if style:
            paragraph.style = self.doc.styles[style]
        if style == "List Number":
            self._number(paragraph)
        if self.look == "mail":
            self._mail(paragraph, text)
            return
        if level:
            self._heading(paragraph, level)
        if self.cover:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif self.look == "report" and not level:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        if where is not self.doc:
            paragraph.paragraph_format.space_after = Pt(2)
        self._runs(paragraph, text, bold=bold or (bool(level) and self.look == "table"))

    def _style(self, where: Any, text: str, level: int) -> str:
        if self.look == "mail" or level:
            return ""
        if text.startswith("- "):
            return "List Bullet"
        return "List Number" if text.startswith("1. ") and where is self.doc else ""

    def _heading(self, paragraph: Any, level: int) -> None:
        self.list = None
        if self.look == "report":
            paragraph.style = self.doc.styles["Title" if level == 1 else f"Heading {level - 1}"]
        else:
            paragraph.paragraph_format.space_before = Pt(12)
            paragraph.paragraph_format.keep_with_next = True
            if level == 1:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _mail(self, paragraph: Any, text: str) -> None:
        if text.startswith(("De:", "---------- ")):
            self.mails += 1
        if text == RULE:
            paragraph.add_run("_" * 32)
            return
        label = next((each for each in LABELS if text.startswith(each)), "")
        if label:
            paragraph.add_run(label).bold = True
        self._runs(paragraph, text.removeprefix(label))
        for run in paragraph.runs:
            run.font.name = HANDS[self.mails % len(HANDS)]
            if text.startswith("AVISO LEGAL"):
                run.font.size = Pt(8)
                run.font.color.rgb = RGBColor(0x80, 0x80, 0x80)

    def _runs(self, paragraph: Any, text: str, *, bold: bool = False) -> None:
        for piece, kind in pieces(text):
            if kind == "note":
                run = paragraph.add_run()
                run.font.superscript = True
                run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{piece}"/>'))
                continue
            run = paragraph.add_run(piece)
            run.bold = True if bold or kind == "bold" else None
            run.italic = True if kind == "italic" else None

    def _number(self, paragraph: Any) -> None:
        """Numbers a question of the list of its section, which starts again at one."""
        numbering = self.doc.part.numbering_part.element
        if self.list is None:
            style = self.doc.styles["List Number"].element
            like = style.find(".//" + qn("w:numId")).get(qn("w:val"))
            of = next(each for each in numbering.num_lst if str(each.numId) == like)
            num = numbering.add_num(of.abstractNumId.val)
            num.add_lvlOverride(ilvl=0).add_startOverride(1)
            self.list = num.numId
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = self.list

    def _grid(self, grid: Grid, inside: Any = None) -> None:
        columns = len(grid.rows[0])
        table = (inside or self.doc).add_table(len(grid.rows), columns)
        table.style = self.doc.styles["Table Grid"]
        widths = () if inside else WIDTHS.get(columns, ())
        for cells, row in zip(grid.rows, table.rows, strict=True):
            for index, (blocks, cell) in enumerate(zip(cells, row.cells, strict=True)):
                if widths:
                    cell.width = Cm(widths[index])
                bold = row is table.rows[0] and bool(inside)
                self._cell(cell, blocks, bold=bold)
        if not inside:
            self.doc.add_paragraph()

    def _cell(self, cell: Any, blocks: list[Any], *, bold: bool) -> None:
        for number, block in enumerate(blocks):
            if isinstance(block, Grid):
                self._grid(block, cell)
            else:
                self._paragraph(cell, block, first=number == 0, bold=bold)
        if cell.text.startswith("**"):
            cell.paragraphs[0].runs[0].bold = True

    def _footnotes(self) -> None:
        kinds = ("separator", "continuationSeparator")
        notes = [
            f'<w:footnote w:type="{kind}" w:id="{number}">{_run(f"<w:{kind}/>")}</w:footnote>'
            for number, kind in enumerate(kinds, start=-1)
        ]
        raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/>'
        for number, text in self.draft.notes.items():
            small = (
                f'<w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve"> {escape(text)}</w:t>'
            )
            notes.append(f'<w:footnote w:id="{number}">{_run(raised, small)}</w:footnote>')
        xml = f"<w:footnotes {nsdecls('w')}>{''.join(notes)}</w:footnotes>"
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        package = self.doc.part.package
        part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, (head + xml).encode(), package)
        self.doc.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _run(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r>{run}</w:r>' for run in runs)}</w:p>"


def _field(paragraph: Any, code: str) -> None:
    xml = f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(xml))


def _dated(buffer: io.BytesIO) -> bytes:
    """Returns a package with every file of one date, so that it does not depend on the hour."""
    out = io.BytesIO()
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, DATE.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()

"""The pieces of Word that python-docx cannot write: controls, boxes, tracked changes, fields."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

NAMESPACES = nsdecls("w") + ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
REVISION = 'w:author="Revisión MITAS" w:date="2025-01-20T10:00:00Z"'
BOX_FONT = '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic"/>'


def element(markup: str) -> Any:
    """Parses ``markup``, one element in the ``w`` and ``w14`` namespaces."""
    return parse_xml(re.sub(r"^<[\w:]+", rf"\g<0> {NAMESPACES}", markup))


def control(tag: str, number: int, placeholder: bool) -> Any:
    """Makes an empty content control named ``tag`` with the id ``number``."""
    shown = "<w:showingPlcHdr/>" if placeholder else ""
    return element(
        f'<w:sdt><w:sdtPr><w:alias w:val="Respuesta"/><w:tag w:val="{tag}"/>'
        f'<w:id w:val="{number}"/>{shown}</w:sdtPr><w:sdtContent/></w:sdt>'
    )


def wrap(control: Any, elements: list[Any]) -> None:
    """Puts adjacent ``elements`` into ``control``, which takes their place."""
    elements[0].addprevious(control)
    control.find(qn("w:sdtContent")).extend(elements)


def checkbox(tag: str, number: int, *, ticked: bool) -> Any:
    """Makes a checkbox content control (Word 2010 and later)."""
    return element(
        f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/><w:id w:val="{number}"/><w14:checkbox>'
        f'<w14:checked w14:val="{int(ticked)}"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:rPr>{BOX_FONT}</w:rPr><w:t>{'☒' if ticked else '☐'}</w:t></w:r>"
        "</w:sdtContent></w:sdt>"
    )


def legacy_checkbox(name: str, *, ticked: bool) -> list[Any]:
    """Makes the runs of a checkbox form field (Word 97 to 2007)."""
    data = (
        f'<w:ffData><w:name w:val="{name}"/><w:enabled/><w:calcOnExit w:val="0"/><w:checkBox>'
        f'<w:sizeAuto/><w:default w:val="0"/><w:checked w:val="{int(ticked)}"/></w:checkBox>'
        "</w:ffData>"
    )
    return field("FORMCHECKBOX", data)


def field(instruction: str, data: str = "", result: str = "") -> list[Any]:
    """Makes the runs of a complex field with its form data and the text that it shows."""
    shown = f"<w:r><w:t>{escape(result)}</w:t></w:r>" if result else ""
    runs = (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>',
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        shown,
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    return [element(run) for run in runs if run]


def tracked(text: str, number: int, *, deleted: bool) -> Any:
    """Makes a tracked deletion or insertion of ``text``."""
    outer, inner = ("del", "delText") if deleted else ("ins", "t")
    return element(
        f'<w:{outer} w:id="{number}" {REVISION}><w:r><w:{inner} xml:space="preserve">'
        f"{escape(text)}</w:{inner}></w:r></w:{outer}>"
    )


def hyperlink(address: str, relation: str) -> Any:
    """Makes a link whose target is the relationship ``relation`` of the document."""
    return parse_xml(
        f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}"><w:r><w:rPr>'
        '<w:color w:val="1F5FA8"/><w:u w:val="single"/></w:rPr>'
        f"<w:t>{escape(address)}</w:t></w:r></w:hyperlink>"
    )

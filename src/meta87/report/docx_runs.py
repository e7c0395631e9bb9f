"""Marking exact characters of a DOCX paragraph: runs are split there, and nothing else changes.

Offsets are those of the reader's anchors (`meta87.reading.docx_text`).
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from meta87.reading.docx_text import TextRun, read_paragraph
from meta87.reading.package import W, local_name

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RUN, _TEXT, _PROPERTIES = f"{W}r", f"{W}t", f"{W}rPr"
# Content controls whose content their program rewrites: marked as a whole.
_WHOLE = {"checkbox", "dropDownList", "comboBox", "date", "dataBinding"}


def mark(first: etree._Element, start: int, last: etree._Element, end: int, id: str) -> None:
    """Puts the range and the reference of a comment around characters.

    They begin at an offset of one paragraph and end before an offset of another, or of the same.
    """
    if first is last and start >= end:
        _mark_paragraph(first, id)
        return
    _at_start(first, start).addprevious(_element("commentRangeStart", id))
    closing = _element("commentRangeEnd", id)
    _at_end(last, end).addnext(closing)
    _outermost(closing, last).addnext(_reference(id))


def _mark_paragraph(paragraph: etree._Element, id: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    paragraph.insert(0 if properties is None else 1, _element("commentRangeStart", id))
    paragraph.extend((_element("commentRangeEnd", id), _reference(id)))


def _at_start(paragraph: etree._Element, offset: int) -> etree._Element:
    """Returns the element that begins with the character at ``offset``, splitting its run."""
    leaf = next(
        leaf for leaf in read_paragraph(paragraph).runs if offset < leaf.start + len(leaf.text)
    )
    whole = _unsplittable(leaf, paragraph)
    if whole is not None:
        return whole
    element = leaf.element
    if offset > leaf.start:
        element = _split_text(element, offset - leaf.start)
    before = element.getprevious()
    if before is None or before.tag == _PROPERTIES:
        return _parent(element)
    return _split_run(element)


def _at_end(paragraph: etree._Element, offset: int) -> etree._Element:
    """Returns the element that ends before the character at ``offset``, splitting its run."""
    leaf = next(
        leaf
        for leaf in reversed(read_paragraph(paragraph).runs)
        if leaf.text and leaf.start < offset
    )
    whole = _unsplittable(leaf, paragraph)
    if whole is not None:
        return whole
    if offset < leaf.start + len(leaf.text):
        _split_text(leaf.element, offset - leaf.start)
    after = leaf.element.getnext()
    if after is not None:
        _split_run(after)
    return _parent(leaf.element)


def _unsplittable(leaf: TextRun, paragraph: etree._Element) -> etree._Element | None:
    """Returns the element that must be marked as a whole: a rewritten control, or a formula."""
    found = None
    for ancestor in leaf.element.iterancestors():
        if ancestor is paragraph:
            break
        if ancestor.tag == f"{W}sdt" and _is_rewritten(ancestor):
            found = ancestor
    if found is None and _parent(leaf.element).tag != _RUN:
        found = _outermost(leaf.element, paragraph)
    return found


def _is_rewritten(control: etree._Element) -> bool:
    properties = control.find(f"{W}sdtPr")
    return properties is not None and any(local_name(child) in _WHOLE for child in properties)


def _split_text(element: etree._Element, at: int) -> etree._Element:
    """Splits a ``w:t`` in two and returns the second; both keep their spaces."""
    words = element.text or ""
    second = deepcopy(element)
    element.text, second.text = words[:at], words[at:]
    for part in (element, second):
        part.set(_SPACE, "preserve")
    element.addnext(second)
    return second


def _split_run(element: etree._Element) -> etree._Element:
    """Starts a new run of the same format at an element of a run, and returns it."""
    run = _parent(element)
    new = etree.Element(_RUN, {str(k): str(v) for k, v in run.attrib.items()})
    run.addnext(new)
    properties = run.find(_PROPERTIES)
    moved = [element, *element.itersiblings()]
    new.extend(([] if properties is None else [deepcopy(properties)]) + moved)
    return new


def _outermost(element: etree._Element, paragraph: etree._Element) -> etree._Element:
    """Returns the child of a paragraph that is or contains an element."""
    while _parent(element) is not paragraph:
        element = _parent(element)
    return element


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    if parent is None:
        raise ValueError(element.tag)
    return parent


def _element(name: str, id: str) -> etree._Element:
    return etree.Element(f"{W}{name}", {f"{W}id": id})


def _reference(id: str) -> etree._Element:
    run = etree.Element(_RUN)
    style = etree.SubElement(etree.SubElement(run, _PROPERTIES), f"{W}rStyle")
    style.set(f"{W}val", "CommentReference")
    run.append(_element("commentReference", id))
    return run

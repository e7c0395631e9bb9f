"""HTML pages, as browsers show them and as word processors save them.

A note follows the paragraph that refers to it; headers and footers are kept apart.
"""

from __future__ import annotations

import re
from collections import defaultdict

import lxml.html
from lxml import etree

from meta87.errors import InputError
from meta87.reading.document import Document
from meta87.reading.flow import FlowReader
from meta87.reading.html_flow import HtmlFlow, bare
from meta87.reading.package import MAX_DEPTH, MAX_ELEMENTS
from meta87.reading.patterns import OWN_PAGE
from meta87.reading.postprocess import finish, unique

# Ids that word processors give to the notes of a page.
_NOTE = re.compile(r"(?:sdfootnote|sdendnote|_?ftn|_?edn|fn:?-?)\d+")
_RUNNING = {"header", "footer"}  # titles that word processors give to those of a page


def read_html(text: str, name: str) -> Document:
    """Reads a page.

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
    running = [each for each in root.iter(etree.Element) if each.get("title") in _RUNNING]
    notes = defaultdict[str, list[etree._Element]](list)
    for each in root.iter(etree.Element):
        if _NOTE.fullmatch(each.get("id", "")):
            notes[bare(each.get("id", ""))].append(each)
    page = FlowReader(HtmlFlow(root, notes, running))
    blocks = finish([*page.element(root), *page.rest()])
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

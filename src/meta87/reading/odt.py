"""ODT: paragraphs, lists, tables, text boxes and notes, in reading order.

Tracked changes read as accepted, since deleted text is kept apart in the file. A note follows
the paragraph that refers to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from meta87.errors import InputError
from meta87.reading.document import Block, Document
from meta87.reading.flow import FlowReader
from meta87.reading.odt_fields import OFFICE, STYLE
from meta87.reading.odt_flow import OdtFlow
from meta87.reading.package import open_package
from meta87.reading.postprocess import finish, unique


def read_odt(data: bytes, name: str) -> Document:
    """Reads an ODT file.

    Raises:
        InputError: ``odt-corrupt``, ``file-encrypted``, ``archive-too-large``,
            ``archive-unsafe``, ``xml-entities`` or ``nesting-too-deep``.
    """
    package = open_package(data, name, "odt-corrupt")
    manifest = package.part("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
        raise InputError("file-encrypted", path=name)
    root = package.part("content.xml")
    body = None if root is None else root.find(f"{OFFICE}body/{OFFICE}text")
    if root is None or body is None:
        raise InputError("odt-corrupt", path=name, part="content.xml")
    blocks = finish(FlowReader(OdtFlow("body", root)).element(body))
    return Document(name, "odt", blocks, unique(_running(package.part("styles.xml"))))


def _running(styles: etree._Element | None) -> Iterator[Block]:
    """Yields the blocks of the headers and footers of the page styles."""
    if styles is not None:
        reader = FlowReader(OdtFlow("styles", styles))
        for page in styles.iter(f"{STYLE}master-page"):
            for edge in page:
                yield from reader.element(edge)

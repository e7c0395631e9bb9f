"""Files that a DOCX puts into its text when it is opened (``w:altChunk``)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import PurePosixPath

from meta87.errors import InputError
from meta87.reading.document import Block, Document
from meta87.reading.docx_parts import Relations
from meta87.reading.package import Package, W, open_package
from meta87.reading.plain import read_text

ALT_CHUNK = f"{W}altChunk"
_TEXTS = {".html", ".htm", ".xhtml", ".txt"}


def inserted_files(
    package: Package, main: Relations, read: Callable[[Package], Document]
) -> dict[str, Document]:
    """Returns the HTML, text and DOCX files that are inserted, by the ids of their relations.

    Each is named as its part is in anchors. ``read`` reads a package without the files that are
    inserted in it.
    """
    found = {}
    for relation in main.relations:
        if relation.kind == "aFChunk":
            try:
                document = _read(package, relation.target, read)
            except InputError:
                continue
            found[relation.id] = replace(document, source=main.name(relation.target))
    return found


def _read(package: Package, path: str, read: Callable[[Package], Document]) -> Document:
    """Reads an inserted file within what is left of the limits of the package."""
    data = package.content(path)
    if data.startswith(b"PK\x03\x04"):
        inner = open_package(data, package.name)
        inner.parsed, inner.elements = package.parsed, package.elements
        try:
            return read(inner)
        finally:
            package.parsed, package.elements = inner.parsed, inner.elements
    ending = PurePosixPath(path).suffix.lower()
    if ending in _TEXTS:
        return read_text(data, path)
    raise InputError("format-unsupported", path=package.name, format=ending)


def placed(file: Document, tables: count[int]) -> Iterator[Block]:
    """Yields the blocks of an inserted file.

    Their anchors name its part, and their tables have the next free numbers.
    """
    numbers = defaultdict[int, int](lambda: next(tables))
    for block in file.blocks:
        pieces = (replace(p, anchor=replace(p.anchor, part=file.source)) for p in block.pieces)
        cell = block.cell and replace(block.cell, table=numbers[block.cell.table])
        yield replace(block, pieces=tuple(pieces), cell=cell)

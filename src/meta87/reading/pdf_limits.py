"""Limits of a PDF, so that a small file cannot exhaust the machine.

PDFium unpacks a page's whole content before it looks at it. The streams of a file are therefore
unpacked here first, one by one and no further than the limit; images and fonts are left alone,
since reading text does not draw them. Content that draws itself many times is only seen once
PDFium has opened the page, so what opening it takes is not limited here.
"""

from __future__ import annotations

import re
import zlib
from typing import Any

import pypdfium2.raw as pdfium

from meta87.errors import InputError

MAX_PAGES = 2_000
MAX_STREAM = 6_000_000  # bytes of a stream once unpacked: the drawing of a page takes far less
MAX_CHARACTERS = 100_000  # of a page: the densest have some thousands
MAX_OBJECTS = 200_000  # of a page, those that are drawn several times counted each time
MAX_FILTERS = 3  # one after the other; the second already packs what is packed
_RATIO = 1_040  # the most that one byte of deflate can become
_STREAM = re.compile(rb"stream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_FONTS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf", b"\x01\x00\x04")  # how their files begin
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")
_DICTIONARY = 1_000  # bytes before a stream that contain its dictionary


def check(value: int, limit: int, what: str, name: str) -> None:
    """Raises an error for more than the limit of pages, characters or the like.

    Raises:
        InputError: ``pdf-too-large``.
    """
    if value > limit:
        raise InputError("pdf-too-large", path=name, what=what, value=value, limit=limit)


def check_objects(page: Any, name: str) -> None:
    """Raises an error for a pypdfium2 page with too many objects, before its text is taken.

    Raises:
        InputError: ``pdf-too-large``.
    """
    count = 0
    drawn = [(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject)]
    while drawn:
        parent, count_objects, get_object = drawn.pop()
        number = count_objects(parent)
        count += number
        check(count, MAX_OBJECTS, "objects", name)
        for index in range(number):
            child = get_object(parent, index)
            if pdfium.FPDFPageObj_GetType(child) == pdfium.FPDF_PAGEOBJ_FORM:
                drawn.append((child, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject))


def check_streams(data: bytes, name: str) -> None:
    """Raises an error for a file with a stream that unpacks to too much.

    Raises:
        InputError: ``pdf-too-large``.
    """
    for match in _STREAM.finditer(data):
        head = data[max(0, match.start() - _DICTIONARY) : match.start()]
        head = head[head.rfind(b" obj") + 1 :]
        filters = len(_FLATE.findall(head))
        if filters and _IMAGE.search(head) is None:
            check(filters, MAX_FILTERS, "filters", name)
            end = data.find(b"endstream", match.end())
            packed = data[match.end() : end if end >= 0 else len(data)]
            check(_unpacked(packed, filters), MAX_STREAM, "bytes", name)


def _unpacked(packed: bytes, filters: int) -> int:
    """Returns the unpacked size of a stream in bytes, counted up to the limit; 0 for a font."""
    size = len(packed)
    for _ in range(filters):
        if filters == 1 and size * _RATIO < MAX_STREAM:
            return size
        try:
            packed = zlib.decompressobj().decompress(packed, MAX_STREAM + 1)
        except zlib.error:
            return size
        if packed.startswith(_FONTS):
            return 0
        size = max(size, len(packed))
    return size

"""PDF, through PDFium: pages to lines, lines to paragraphs, tables and boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from meta87.errors import InputError
from meta87.reading.document import Block, BlockKind, Document
from meta87.reading.normalise import make_block
from meta87.reading.pdf_columns import in_order
from meta87.reading.pdf_forms import filled_page_lines, is_filled
from meta87.reading.pdf_glyphs import UNKNOWN
from meta87.reading.pdf_limits import check_pages, check_streams
from meta87.reading.pdf_lines import Line, page_lines
from meta87.reading.pdf_paragraphs import to_blocks
from meta87.reading.pdf_running import drop_running
from meta87.reading.structure import finish, unique

_LEAST_INK = 5  # characters a page; fewer is a scan with a stamp on it
_MOST_PICTURE = 0.3  # of a page that may be a seal or photograph
_MOST_UNKNOWN = 0.2  # of the letters; with more, nothing can be read


def read_pdf(data: bytes, name: str) -> Document:
    """Reads a PDF file.

    Raises:
        InputError: ``file-encrypted``, ``pdf-corrupt``, ``pdf-too-large``, ``pdf-no-text`` or
            ``pdf-unknown-letters``.
    """
    check_streams(data, name)
    with _opened(data, name) as document:
        pages = [_page(document, index, name) for index in range(len(document))]
        pictures = tuple(
            n for n, lines in enumerate(pages) if _is_bare(lines) and _shows_picture(document[n])
        )
    ink = [glyph.character for page in pages for line in page for glyph in line.ink]
    if len(ink) < _LEAST_INK * len(pages) or not ink:
        raise InputError("pdf-no-text", path=name, pages=len(pages))
    if ink.count(UNKNOWN) > _MOST_UNKNOWN * len(ink):
        raise InputError("pdf-unknown-letters", path=name)
    kept = drop_running(pages)
    blocks = finish(to_blocks([in_order(page) for page in kept]))
    return Document(name, "pdf", blocks, _running(pages, kept), tuple(n + 1 for n in pictures))


def _running(pages: list[list[Line]], kept: list[list[Line]]) -> tuple[Block, ...]:
    """Returns the lines that repeat from page to page, each once."""
    body = {id(line) for page in kept for line in page}
    edges = [line.stretch() for page in pages for line in page if id(line) not in body]
    return unique(make_block(BlockKind.PARAGRAPH, [edge]) for edge in edges)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    """Context manager of the pypdfium2 document of a file, which it closes."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise InputError("file-encrypted" if locked else "pdf-corrupt", path=name) from error
    try:
        check_pages(len(document), name)
        document.init_forms()
        yield document
    except pypdfium2.PdfiumError as error:
        raise InputError("pdf-corrupt", path=name) from error
    finally:
        document.close()


def _page(document: Any, index: int, name: str) -> list[Line]:
    page = document[index]
    if is_filled(page):
        return filled_page_lines(document, index, name)
    return page_lines(page, index + 1, name)


def _is_bare(lines: Sequence[Line]) -> bool:
    """Returns whether a page has almost no text."""
    return sum(len(line.ink) for line in lines) < _LEAST_INK


def _shows_picture(page: Any) -> bool:
    """Returns whether a page is mostly an image."""
    width, height = page.get_size()
    boxes = (image.get_bounds() for image in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE]))
    areas = ((right - left) * (top - bottom) for left, bottom, right, top in boxes)
    return any(area > _MOST_PICTURE * width * height for area in areas)

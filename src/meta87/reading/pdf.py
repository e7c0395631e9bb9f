"""PDF, through PDFium: pages to lines, lines to paragraphs, tables and boxes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from meta87.errors import InputError
from meta87.reading.document import BlockKind, Document
from meta87.reading.normalise import make_block
from meta87.reading.pdf_fields import filled_page_lines, is_filled
from meta87.reading.pdf_grids import in_cells
from meta87.reading.pdf_limits import MAX_PAGES, check
from meta87.reading.pdf_lines import UNKNOWN, Line, page_lines
from meta87.reading.pdf_paragraphs import to_blocks
from meta87.reading.pdf_rules import page_grids
from meta87.reading.pdf_running import running_apart
from meta87.reading.postprocess import finish, unique

_MIN_INK = 5  # characters a page; fewer is a scan with a stamp on it
_MAX_PICTURE = 0.3  # of a page that may be a seal or photograph
_MAX_UNKNOWN = 0.2  # of the letters; with more, nothing can be read


def read_pdf(data: bytes, name: str) -> Document:
    """Reads a PDF file.

    Raises:
        InputError: ``file-encrypted``, ``pdf-corrupt``, ``pdf-too-large``, ``pdf-no-text`` or
            ``pdf-unknown-letters``.
    """
    with _opened(data, name) as document:
        pages = [_page(document, index, name) for index in range(len(document))]
        pictures = tuple(
            index + 1
            for index, lines in enumerate(pages)
            if sum(len(line.ink) for line in lines) < _MIN_INK and _shows_picture(document[index])
        )
    ink = [glyph.character for page in pages for line in page for glyph in line.ink]
    if len(ink) < _MIN_INK * len(pages) or not ink:
        raise InputError("pdf-no-text", path=name, pages=len(pages))
    if ink.count(UNKNOWN) > _MAX_UNKNOWN * len(ink):
        raise InputError("pdf-unknown-letters", path=name)
    kept, edges = running_apart(pages)
    running = unique(make_block(BlockKind.PARAGRAPH, [line.span()]) for line in edges)
    return Document(name, "pdf", finish(to_blocks(kept)), running, pictures)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Any]:
    """Context manager of the pypdfium2 document of a file, which it closes."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise InputError("file-encrypted" if locked else "pdf-corrupt", path=name) from error
    try:
        check(len(document), MAX_PAGES, "pages", name)
        document.init_forms()
        yield document
    except pypdfium2.PdfiumError as error:
        raise InputError("pdf-corrupt", path=name) from error
    finally:
        document.close()


def _page(document: Any, index: int, name: str) -> list[Line]:
    """Returns the lines of a page, those of its tables with borders in their cells."""
    page = document[index]
    if is_filled(page):
        lines = filled_page_lines(document, index, name)
        page = document[index]
    else:
        lines = page_lines(page, index + 1, name)
    return lines if page.get_rotation() else in_cells(lines, page_grids(page))


def _shows_picture(page: Any) -> bool:
    """Whether a page is mostly an image."""
    width, height = page.get_size()
    boxes = (image.get_bounds() for image in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE]))
    areas = ((right - left) * (top - bottom) for left, bottom, right, top in boxes)
    return any(area > _MAX_PICTURE * width * height for area in areas)

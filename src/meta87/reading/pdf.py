"""PDF, through PDFium: pages to lines, lines to paragraphs, tables and boxes."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from meta87.errors import InputError
from meta87.reading.document import Block, BlockKind, Document
from meta87.reading.normalise import make_block
from meta87.reading.pdf_columns import in_order
from meta87.reading.pdf_forms import filled_page_lines, is_filled
from meta87.reading.pdf_glyphs import UNKNOWN
from meta87.reading.pdf_limits import check_characters, check_pages, check_streams
from meta87.reading.pdf_lines import Line, page_lines
from meta87.reading.pdf_paragraphs import to_blocks
from meta87.reading.pdf_running import drop_running
from meta87.reading.structure import finish, unique

_LEAST_INK = 5  # characters a page; fewer is a scan with a stamp on it
_MOST_UNKNOWN = 0.2  # of the letters; with more, nothing can be read


def read_pdf(data: bytes, name: str) -> Document:
    """Read a PDF file.

    Raises:
        InputError: ``file-encrypted``, ``pdf-corrupt``, ``pdf-too-large``, ``pdf-no-text`` or
            ``pdf-unknown-letters``.
    """
    pages = _read_pages(data, name)
    ink = [glyph.character for page in pages for line in page for glyph in line.ink]
    if len(ink) < _LEAST_INK * len(pages) or not ink:
        raise InputError("pdf-no-text", path=name, pages=len(pages))
    if ink.count(UNKNOWN) > _MOST_UNKNOWN * len(ink):
        raise InputError("pdf-unknown-letters", path=name)
    kept = drop_running(pages)
    return Document(
        name, "pdf", finish(to_blocks([in_order(page) for page in kept])), _running(pages, kept)
    )


def _running(pages: list[list[Line]], kept: list[list[Line]]) -> tuple[Block, ...]:
    """Give the lines that repeat from page to page, each once."""
    body = {id(line) for page in kept for line in page}
    edges = [line.stretch() for page in pages for line in page if id(line) not in body]
    return unique(make_block(BlockKind.PARAGRAPH, [edge]) for edge in edges)


def _read_pages(data: bytes, name: str) -> list[list[Line]]:
    check_streams(data, name)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise InputError("file-encrypted" if locked else "pdf-corrupt", path=name) from error
    try:
        check_pages(len(document), name)
        document.init_forms()
        return [_page(document, index, name) for index in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise InputError("pdf-corrupt", path=name) from error
    finally:
        document.close()


def _page(document: Any, index: int, name: str) -> list[Line]:
    page = document[index]
    textpage = page.get_textpage()
    check_characters(textpage.count_chars(), name)
    textpage.close()
    return filled_page_lines(document, index) if is_filled(page) else page_lines(page, index + 1)

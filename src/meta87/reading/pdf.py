"""PDF, through PDFium: pages to lines, lines to paragraphs, tables and boxes."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

from meta87.errors import InputError
from meta87.reading.document import Block, BlockKind, Document
from meta87.reading.normalise import make_block
from meta87.reading.pdf_forms import form_page_lines
from meta87.reading.pdf_lines import Line, page_lines
from meta87.reading.pdf_paragraphs import to_blocks
from meta87.reading.pdf_running import drop_running
from meta87.reading.structure import finish, unique

MAX_PAGES = 2_000
_LEAST_INK = 5  # characters a page; fewer is a scan with a stamp on it


def read_pdf(data: bytes, name: str) -> Document:
    """Read a PDF file.

    Raises:
        InputError: ``file-encrypted``, ``pdf-corrupt``, ``pdf-too-many-pages`` or
            ``pdf-no-text``.
    """
    pages = _read_pages(data, name)
    ink = sum(len(line.ink) for page in pages for line in page)
    if ink < _LEAST_INK * len(pages) or not ink:
        raise InputError("pdf-no-text", path=name, pages=len(pages))
    kept = drop_running(pages)
    return Document(name, "pdf", finish(to_blocks(kept)), _running(pages, kept))


def _running(pages: list[list[Line]], kept: list[list[Line]]) -> tuple[Block, ...]:
    """Give the lines that repeat from page to page, each once."""
    body = {id(line) for page in kept for line in page}
    edges = [line.stretch() for page in pages for line in page if id(line) not in body]
    return unique(make_block(BlockKind.PARAGRAPH, [edge]) for edge in edges)


def _read_pages(data: bytes, name: str) -> list[list[Line]]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise InputError("file-encrypted" if locked else "pdf-corrupt", path=name) from error
    try:
        if len(document) > MAX_PAGES:
            raise InputError("pdf-too-many-pages", path=name, pages=len(document), limit=MAX_PAGES)
        document.init_forms()
        pages = range(len(document))
        if document.formenv is None:
            return [page_lines(document[index], index + 1) for index in pages]
        return [form_page_lines(document, index) for index in pages]
    except pypdfium2.PdfiumError as error:
        raise InputError("pdf-corrupt", path=name) from error
    finally:
        document.close()

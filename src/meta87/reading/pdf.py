"""PDF, through PDFium: pages to lines, lines to paragraphs, tables and boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from meta87.errors import InputError
from meta87.reading.document import Block, BlockKind, Document
from meta87.reading.normalise import make_block
from meta87.reading.patterns import EMPTY, TICKED
from meta87.reading.pdf_grids import in_cells
from meta87.reading.pdf_layout import drop_running
from meta87.reading.pdf_limits import MAX_PAGES, check
from meta87.reading.pdf_lines import UNKNOWN, Line, page_lines
from meta87.reading.pdf_paragraphs import to_blocks
from meta87.reading.pdf_rules import Grid, page_grids
from meta87.reading.postprocess import finish, unique

_MIN_INK = 5  # characters a page; fewer is a scan with a stamp on it
_MAX_PICTURE = 0.3  # of a page that may be a seal or photograph
_MAX_UNKNOWN = 0.2  # of the letters; with more, nothing can be read
_BOXES = {pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON}
_FILLED = {pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_WIDGET}
_ROW = 4.0  # points: tops this near are in one row


def read_pdf(data: bytes, name: str) -> Document:
    """Reads a PDF file.

    Raises:
        InputError: ``file-encrypted``, ``pdf-corrupt``, ``pdf-too-large``, ``pdf-no-text`` or
            ``pdf-unknown-letters``.
    """
    with _opened(data, name) as document:
        read = [_page(document, index, name) for index in range(len(document))]
        pages = [lines for lines, _ in read]
        pictures = tuple(
            number
            for number, (lines, page) in enumerate(zip(pages, document, strict=True), 1)
            if sum(len(line.ink) for line in lines) < _MIN_INK and _shows_picture(page)
        )
    ink = [glyph.character for page in pages for line in page for glyph in line.ink]
    if len(ink) < _MIN_INK * len(pages) or not ink:
        raise InputError("pdf-no-text", path=name, pages=len(pages))
    if ink.count(UNKNOWN) > _MAX_UNKNOWN * len(ink):
        raise InputError("pdf-unknown-letters", path=name)
    kept = drop_running(pages)
    parts = [in_cells(page, grids) for page, (_, grids) in zip(kept, read, strict=True)]
    blocks = finish(to_blocks(parts))
    return Document(name, "pdf", blocks, _running(pages, kept), pictures)


def _running(pages: list[list[Line]], kept: list[list[Line]]) -> tuple[Block, ...]:
    """Returns the lines that repeat from page to page, each once."""
    body = {id(line) for page in kept for line in page}
    edges = [line.span() for page in pages for line in page if id(line) not in body]
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
        check(len(document), MAX_PAGES, "pages", name)
        document.init_forms()
        yield document
    except pypdfium2.PdfiumError as error:
        raise InputError("pdf-corrupt", path=name) from error
    finally:
        document.close()


def _page(document: Any, index: int, name: str) -> tuple[list[Line], list[Grid]]:
    """Returns the lines of a page, and its tables with borders."""
    page = document[index]
    if any(pdfium.FPDFAnnot_GetSubtype(note) in _FILLED for note in _annotations(page)):
        lines = _filled_page_lines(document, index, name)
        page = document[index]
    else:
        lines = page_lines(page, index + 1, name)
    return lines, [] if page.get_rotation() else page_grids(page)


def _shows_picture(page: Any) -> bool:
    """Whether a page is mostly an image."""
    width, height = page.get_size()
    boxes = (image.get_bounds() for image in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE]))
    areas = ((right - left) * (top - bottom) for left, bottom, right, top in boxes)
    return any(area > _MAX_PICTURE * width * height for area in areas)


class _FieldBox(NamedTuple):
    """A checkbox or radio button on a page, in points from the lower left."""

    checked: bool
    left: float
    bottom: float
    right: float
    top: float


def _filled_page_lines(document: Any, index: int, name: str) -> list[Line]:
    """Returns the lines of a page, with the filled-in text among them, from top to bottom."""
    page = document[index]
    boxes = sorted(_field_boxes(page), key=lambda box: box.left) if page.formenv else []
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    cut: list[Line] = []
    for line in page_lines(document[index], index + 1, name):
        beside = [box for box in boxes if line.bottom < (box.bottom + box.top) / 2 < line.top]
        cut += _cut(line, beside) if beside else [line]
    return sorted(cut, key=lambda line: (-round(line.top / _ROW), line.left))


def _annotations(page: Any) -> Iterator[Any]:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        if note := pdfium.FPDFPage_GetAnnot(page.raw, index):
            yield note
            pdfium.FPDFPage_CloseAnnot(note)


def _field_boxes(page: Any) -> Iterator[_FieldBox]:
    for field in _annotations(page):
        if pdfium.FPDFAnnot_GetFormFieldType(page.formenv.raw, field) in _BOXES:
            area = pdfium.FS_RECTF()
            pdfium.FPDFAnnot_GetRect(field, area)
            checked = bool(pdfium.FPDFAnnot_IsChecked(page.formenv.raw, field))
            yield _FieldBox(checked, area.left, area.bottom, area.right, area.top)


def _cut(line: Line, boxes: Sequence[_FieldBox]) -> Iterator[Line]:
    """Yields the parts of a line, cut at its boxes; a part after a box begins with the box."""

    def zone(offset: int) -> int | None:
        """Returns the number of the part that a glyph belongs to; None for the tick of a box."""
        glyph = line.glyphs[offset]
        if any(box.left <= (glyph.left + glyph.right) / 2 <= box.right for box in boxes):
            return None
        return sum(box.right <= glyph.left for box in boxes)

    inked = [i for i, glyph in enumerate(line.glyphs) if not glyph.character.isspace()]
    runs = [(number, list(run)) for number, run in groupby(inked, zone) if number is not None]
    before_box = len(runs) == len(boxes) and bool(runs) and runs[0][0] == 0
    for number, run in runs:
        box = number if before_box else number - 1
        prefix = "" if box < 0 else TICKED if boxes[box].checked else EMPTY
        yield line.part(run[0], run[-1] + 1, prefix=prefix)

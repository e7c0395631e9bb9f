"""Limits of a PDF, so that a small file cannot exhaust the machine.

PDFium unpacks and draws a page before it can be asked how large it is, so that what opening a page
takes is limited by the process that reads (`meta87.guarded`) alone.
"""

from __future__ import annotations

from typing import Any

import pypdfium2.raw as pdfium

from meta87.errors import InputError

MAX_PAGES = 2_000
MAX_CHARACTERS = 100_000  # of a page: the densest have some thousands
MAX_OBJECTS = 200_000  # of a page, those that are drawn several times counted each time


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

"""From a document to a questionnaire, or to the reason why it is none."""

from __future__ import annotations

from meta87.entities.identify import is_spanish
from meta87.errors import InputError
from meta87.form.bilingual import spanish_part
from meta87.form.parser import parse
from meta87.form.report import Report
from meta87.form.template import Template
from meta87.reading.document import Document


def understood(
    document: Document, template: Template | None = None, *, is_form: bool = False
) -> Report:
    """Parses a document as a questionnaire, as `parse` does; of two languages, the Spanish part.

    Raises:
        InputError: it has no text, or its text is not Spanish.
    """
    if not document.text.strip():
        raise InputError("no-text", path=document.source)
    part = spanish_part(document)
    if not is_spanish(part.text):
        raise InputError("not-spanish", path=document.source)
    return parse(part, template, is_form=is_form)

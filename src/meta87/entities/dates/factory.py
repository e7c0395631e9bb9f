"""Registration of the date component with spaCy."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from meta87.entities import extensions
from meta87.entities.dates.dates import find_dates
from meta87.entities.marking import mark, text_of

extensions.register()


@Language.factory("meta87_dates")
def make_dates(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Returns the component that puts dates and periods into ``doc.spans["dates"]``."""
    return mark_dates


def mark_dates(doc: Doc) -> Doc:
    """Marks the dates and periods of a document, read against ``doc._.reference``."""
    return mark(doc, "dates", find_dates(text_of(doc), doc._.reference))

"""Registration of the date component with spaCy."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, Span

from meta87.language import extensions
from meta87.language.dates.dates import FoundDate, find_dates
from meta87.language.entity import DATE

extensions.register()


@Language.factory("meta87_dates")
def make_dates(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Give the component that puts dates and periods into ``doc.spans["dates"]``."""
    return mark_dates


def mark_dates(doc: Doc) -> Doc:
    """Set ``doc.spans["dates"]``; each span has its `DateValue` in ``_.value``."""
    spans = (_span(doc, found) for found in find_dates(doc.text, doc._.reference))
    doc.spans["dates"] = [span for span in spans if span is not None]
    return doc


def _span(doc: Doc, found: FoundDate) -> Span | None:
    """Give the tokens of a date; None where another tokenizer keeps them in a larger one."""
    span: Span | None = doc.char_span(found.start, found.end, label=DATE)
    if span is not None:
        span._.value = found.value
        span._.pattern = found.pattern
    return span

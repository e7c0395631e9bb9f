"""Spanish text: sentences, and entities with their values; `explain` names what matched."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span

    from meta87.entities.entity import Reference, Value


class Explanation(NamedTuple):
    """What was found in a text, and why.

    Attributes:
        span: the spaCy span; ``span.text``, ``span.start_char``, ``span.end_char``.
        label: ``DATE``, ``PARTICIPANTS``, …, or ``LINK`` and ``PERCENT``, which no record holds.
        value: its normal form, or None.
        pattern: name of the pattern that fired.
    """

    span: Span
    label: str
    value: Value | None
    pattern: str


def explain(text: str, reference: Reference | None = None) -> list[Explanation]:
    """Returns what the Spanish pipeline finds in a text, in order, and which pattern found it.

    >>> [(str(e.span), e.pattern) for e in explain("Formó a 40 docentes en mayo de 2024.")]
    [('40 docentes', 'people'), ('mayo de 2024', 'month')]

    Args:
        text: a passage or any longer text.
        reference: reporting period, context, acronyms and country; nothing is known if absent.
    """
    from meta87.entities.pipeline import annotate, explained  # noqa: PLC0415  heavy

    return [Explanation(*found) for found in explained(annotate(_pipeline(), text, reference))]


@cache
def _pipeline() -> Language:
    from meta87.entities.pipeline import spanish  # noqa: PLC0415  heavy

    return spanish()

"""From corpus records to what the model is given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from meta87.classification.labels import Passage
from meta87.corpus.schema import Record
from meta87.language.entity import Reference
from meta87.language.institutions.institutions import collect_acronyms
from meta87.language.pipeline import annotate, entities, spanish


def passages_of(records: Sequence[Record]) -> list[Passage]:
    """Give the passages of the records with the entities that the pipeline finds in them."""
    nlp = spanish()
    texts: dict[str, list[str]] = {}
    for record in records:
        texts.setdefault(record.report, []).extend((record.context, record.text))
    acronyms = {report: collect_acronyms(found) for report, found in texts.items()}
    return [
        Passage(
            record.text,
            record.context,
            record.topic,
            entities(annotate(nlp, record.text, _reference(record, acronyms[record.report]))),
        )
        for record in records
    ]


def _reference(record: Record, acronyms: tuple[tuple[str, str], ...]) -> Reference:
    year = record.year
    period = (date(year, 1, 1), date(year, 12, 31)) if year else None
    return Reference(period, record.context, acronyms)

"""From corpus records to what the model is given."""

from __future__ import annotations

from collections.abc import Sequence

from meta87.classification.labels import Passage
from meta87.corpus.schema import Record
from meta87.tagging import Text, passages


def texts_of(records: Sequence[Record]) -> list[Text]:
    """Give the passages of the records without their labels."""
    return [Text(r.text, r.context, r.topic, r.year, r.report, r.country) for r in records]


def passages_of(records: Sequence[Record]) -> list[Passage]:
    """Give the passages of the records with the entities that the pipeline finds in them."""
    return passages(texts_of(records))
